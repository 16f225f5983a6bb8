"""Stub."""

from wsd_data.ui import blocks, frame

context = frame.begin("funding")
blocks.closing(context)
