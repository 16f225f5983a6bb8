"""Casuses: how many practical cases were discussed, where and when, and how small numbers are protected."""

from wsd_data.ui import blocks, casuses, frame

context = frame.begin("casuses")
casuses.figures(context)
casuses.rows(context)
blocks.closing(context)
