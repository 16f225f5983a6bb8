"""Upload: workbooks checked, shown with what they would do, and taken in after agreement; and the empty template."""

from wsd_data.ui import frame, upload

context = frame.begin("upload")
upload.form(context)
