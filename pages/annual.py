"""Annual figures: one year beside the years before it, its targets and deliveries, why a figure changed, closing the year, and what to take along."""

from wsd_data.ui import (
    annual,
    blocks,
    closing,
    downloads,
    frame,
    missing,
    newsletter,
    why,
    year_notes,
    year_parts,
    year_targets,
)

context = frame.begin("annual")
annual.figures(context)
annual.running(context)
year_parts.block(context)
year_targets.block(context)
missing.state(context)
why.block(context)
closing.block(context)
year_notes.block(context)
missing.block(context)
newsletter.block(context)
downloads.reports(context)
blocks.closing(context)
