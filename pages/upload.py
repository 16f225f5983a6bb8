"""Stub."""

from wsd_data.ui import blocks, frame

context = frame.begin("upload")
blocks.closing(context)
