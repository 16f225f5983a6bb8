"""A second opinion on every figure: plain Python written from domain.md and design.md, not from the code.

`history` makes small random histories, `workbook` types them into Excel, `fold` says which rows are in
force, `joins` and `count` count them. None of these modules may import the application.
"""
