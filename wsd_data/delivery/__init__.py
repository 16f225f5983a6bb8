"""Typed rows × store: data folders, checks across sheets, preview, commit, undo, verify, rebuild and backup.

Knows files through intake, the database through store, and figures for what a delivery does to them; knows no screens.
"""

from wsd_data.delivery.backups import backup
from wsd_data.delivery.changes import ChangedField, ChangedRow
from wsd_data.delivery.demonstration import load_demo, mark_demo, read_deliveries
from wsd_data.delivery.differences import Difference
from wsd_data.delivery.effects import Effect, brought_about, effects, predicted, undo_predicted
from wsd_data.delivery.folder import Store, open_store
from wsd_data.delivery.inspection import checked, inspect
from wsd_data.delivery.listing import AcceptedRow, Details, Listed, accepted_rows, deliveries, details, history
from wsd_data.delivery.loading import commit, load
from wsd_data.delivery.previewing import Outdated, Seen, commit_seen, look, preview, tellable
from wsd_data.delivery.rebuilding import Rebuilt, rebuild
from wsd_data.delivery.requests import Loaded, LoadRequest
from wsd_data.delivery.undoing import SheetEffect, Undone, UndoPreview, undo, undo_preview
from wsd_data.delivery.verification import verify

__all__ = [
    "AcceptedRow",
    "ChangedField",
    "ChangedRow",
    "Details",
    "Difference",
    "Effect",
    "Listed",
    "LoadRequest",
    "Loaded",
    "Outdated",
    "Rebuilt",
    "Seen",
    "SheetEffect",
    "Store",
    "UndoPreview",
    "Undone",
    "accepted_rows",
    "backup",
    "brought_about",
    "checked",
    "commit",
    "commit_seen",
    "deliveries",
    "details",
    "effects",
    "history",
    "inspect",
    "load",
    "load_demo",
    "look",
    "mark_demo",
    "open_store",
    "predicted",
    "preview",
    "read_deliveries",
    "rebuild",
    "tellable",
    "undo",
    "undo_predicted",
    "undo_preview",
    "verify",
]
