"""Regions: one werkplaats in depth, or all beside each other, and regions against themes."""

from wsd_data.ui import blocks, depth, frame, matrix

context = frame.begin("regions")
depth.chooser(context, "region")
depth.show(context, "region")
matrix.show(context)
blocks.closing(context)
