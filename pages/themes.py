"""Stub."""

from wsd_data.ui import blocks, frame

context = frame.begin("themes")
blocks.closing(context)
