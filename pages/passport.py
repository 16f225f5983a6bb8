"""Passport: where a figure comes from, down to the rows of the files, with a text to copy."""

from wsd_data.ui import blocks, frame, passport

context = frame.begin("passport")
passport.show(context)
blocks.closing(context)
