"""Annual figures: one year beside the years before it, a running year fairly compared, why a figure changed, closing the year, and what to take along."""

from wsd_data.ui import annual, blocks, closing, downloads, frame, missing, newsletter, why

context = frame.begin("annual")
annual.figures(context)
annual.running(context)
why.block(context)
closing.block(context)
missing.block(context)
newsletter.block(context)
downloads.reports(context)
blocks.closing(context)
