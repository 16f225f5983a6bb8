"""Stub."""

from wsd_data.ui import blocks, frame

context = frame.begin("outputs")
blocks.closing(context)
