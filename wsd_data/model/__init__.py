"""What things are: texts, codes, periods, code lists, sheets, dimensions, indicators, messages.

This room declares and decides nothing about storage, files or screens. It imports no library.
"""
