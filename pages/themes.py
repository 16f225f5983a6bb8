"""Themes: one theme in depth, or all beside each other, and regions against themes."""

from wsd_data.ui import blocks, depth, frame, matrix

context = frame.begin("themes")
depth.chooser(context, "theme")
depth.show(context, "theme")
matrix.show(context)
blocks.closing(context)
