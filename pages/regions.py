"""Stub."""

from wsd_data.ui import blocks, frame

context = frame.begin("regions")
blocks.closing(context)
