"""Rows of history in words: SQL that says what a row is called and which days it is about. Knows the declarations only."""

from __future__ import annotations

from wsd_data.model.columns import Sheet

LABELS = {
    "projects": "concat_ws(' ', project, title)",
    "presentations": "title",
    "publications": "title",
    "products": "title",
    "participants": "activity",
    "casuses": "concat_ws(' ', project, casus_code)",
    "key_figures": "concat_ws(' ', kind, channel)",
    "funding": '"grant"',
    "targets": "indicator",
    "members": "organisation",
}
"""SQL per sheet that names a row for people."""


def described(sheet: Sheet) -> str:
    """SQL for a row in words: what it is called and the days it is about."""
    days = (
        "CASE WHEN open_ended THEN strftime(first_day, '%d-%m-%Y') || ' –' "
        "WHEN first_day = last_day THEN strftime(first_day, '%d-%m-%Y') "
        "ELSE strftime(first_day, '%d-%m-%Y') || ' – ' || strftime(last_day, '%d-%m-%Y') END"
    )
    return f"{LABELS[sheet.id]} || ' (' || {days} || ')'"
