"""Stub."""

from wsd_data.ui import blocks, frame

context = frame.begin("reach")
blocks.closing(context)
