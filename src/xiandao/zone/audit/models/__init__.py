"""The trail's table, the way to forbid a table to change, and ways to write and to ask by thousands."""

from __future__ import annotations

from xiandao.zone.audit.models.among import Among
from xiandao.zone.audit.models.append_only import AppendOnly, Changeable, NeverReplaced
from xiandao.zone.audit.models.entry import Entry
from xiandao.zone.audit.models.inserting import create_rows, insert_rows, update_rows

__all__ = [
    "Among",
    "AppendOnly",
    "Changeable",
    "Entry",
    "NeverReplaced",
    "create_rows",
    "insert_rows",
    "update_rows",
]
