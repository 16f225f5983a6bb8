"""Funding: what was awarded and spent, how each grant stands, and of one grant the whole dossier."""

from wsd_data.ui import blocks, frame, money

context = frame.begin("funding")
money.show(context)
blocks.closing(context)
