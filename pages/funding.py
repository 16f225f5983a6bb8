"""Funding: what was awarded and spent, how each grant stands, and of one grant the whole dossier."""

from wsd_data.ui import blocks, frame, funders, funding

context = frame.begin("funding")
funding.show(context)
funders.over_time(context)
blocks.closing(context)
