"""Definitions: every indicator, breakdown, sheet and column, from the declarations."""

from wsd_data.ui import definitions, frame

context = frame.begin("definitions")
definitions.glossary(context)
