"""Stub."""

from wsd_data.ui import blocks, frame

context = frame.begin("definitions")
blocks.closing(context)
