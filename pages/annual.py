"""Annual figures: one year beside the years before it, a running year fairly compared, and why a figure changed."""

from wsd_data.ui import annual, blocks, frame, why

context = frame.begin("annual")
annual.figures(context)
annual.running(context)
why.block(context)
blocks.closing(context)
