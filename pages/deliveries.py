"""Deliveries: the history as a list, one entry in full, and undoing it."""

from wsd_data.ui import deliveries, frame

context = frame.begin("deliveries")
deliveries.listing(context)
