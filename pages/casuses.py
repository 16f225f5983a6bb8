"""Stub."""

from wsd_data.ui import blocks, frame

context = frame.begin("casuses")
blocks.closing(context)
