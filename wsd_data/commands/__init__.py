"""The verbs of the command line; also the interface for scheduled jobs.

Each verb has one module that holds its words, its options and its work: `template`, `check`, `load`, `demo`, `history`
(deliveries, undo), `safekeeping` (verify, rebuild, backup), `report`, `figures`, `serve`. They share `verb` (what a verb
is, and the parser that takes it), `arguments` (what is typed, understood), `asker` (whose folder, files and store these
are) and `terminal` (what is said and asked).

Knows nothing of how figures or history are made: a verb asks the rooms and prints what came of it. Answers go to standard
output, messages to standard error, in both languages; failures are raised as Problem and told by `wsd_data.__main__`.
"""
