"""Projects: how many, when they ran, the list of them, and of one project all that hangs on it."""

from wsd_data.ui import blocks, frame, projects

context = frame.begin("projects")
projects.show(context)
blocks.closing(context)
