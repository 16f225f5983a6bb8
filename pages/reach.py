"""Reach and participation: who took part, and who could see, hear or read it; two blocks that are never added."""

from wsd_data.ui import blocks, frame, reach

context = frame.begin("reach")
reach.participation(context)
reach.reach(context)
blocks.closing(context)
