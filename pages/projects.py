"""Stub."""

from wsd_data.ui import blocks, frame

context = frame.begin("projects")
blocks.closing(context)
