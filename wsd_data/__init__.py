"""Everything of the WSD Monitor that is not a page.

The rooms, in the order in which one may import another:

model      what things are: texts, code lists, sheets, indicators; declarations without a library
language   numbers, dates and figures in words, in Dutch and English
intake     one file → typed rows with addresses and findings per cell; knows no database
store      the database: engine, tables, fold of history, ledger, archive; `sql/` holds the views
figures    selection → figures: compute, protect small counts
delivery   typed rows × store: checks across rows, commit, undo, verify, rebuild
reports    files that go out: annual figures and dossiers on paper and as workbooks, deliveries marked, examples
access     who may see and do what; not there yet, as there is no login
ui         the only Streamlit modules: frame, filters, charts, server
commands   the verbs of the command line, each with its words, options and work

Above them stands `__main__`, the command line itself; `handover` and `reception` let a running server do the
work of a command. `lean` keeps unused libraries out of a process.
What passes between the rooms: docs/architecture.md. A test (tests/test_house.py) keeps order and fences.
"""
