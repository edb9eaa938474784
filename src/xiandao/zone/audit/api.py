"""The door of the audit room."""

from __future__ import annotations

from xiandao.zone.audit.models import (
    AppendOnly,
    Changeable,
    Entry,
    NeverReplaced,
    create_rows,
    insert_rows,
    update_rows,
)
from xiandao.zone.audit.operations import record
from xiandao.zone.audit.queries import EntryFilter, entries, snapshot, verbs
from xiandao.zone.audit.rules import JSON, Change, difference

__all__ = [
    "JSON",
    "AppendOnly",
    "Change",
    "Changeable",
    "Entry",
    "EntryFilter",
    "NeverReplaced",
    "create_rows",
    "difference",
    "entries",
    "insert_rows",
    "record",
    "snapshot",
    "update_rows",
    "verbs",
]
