"""Outputs: presentations, publications and products, by type, audience and time, with lists and references."""

from wsd_data.ui import blocks, frame, outputs

context = frame.begin("outputs")
blocks.key_figures(context, ("presentations", "publications", "products", "audience"))
outputs.kinds(context)
blocks.closing(context)
