"""Stub."""

from wsd_data.ui import blocks, frame

context = frame.begin("deliveries")
blocks.closing(context)
