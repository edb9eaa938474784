"""A whole import taken back: what it said no longer counts, and records that only it made are retracted."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record as audit
from xiandao.zone.registry.models import Import
from xiandao.zone.registry.operations.imports.at_length import at_length, nothing
from xiandao.zone.registry.operations.imports.checking import AT_ONCE, locked
from xiandao.zone.registry.operations.retracting import retract_many
from xiandao.zone.registry.queries.imports import undo_obstacles
from xiandao.zone.registry.rules.vocabulary import ImportState


@transaction.atomic
def undo_import(*, brought: Import, by: Account, at: datetime) -> Import:
    """Take back everything that an import said. Refused where something later leans on it."""
    brought = locked(brought, by, (ImportState.APPLIED,))
    obstacles = undo_obstacles(brought)
    if obstacles:
        raise obstacles[0]
    count = 0
    standing = brought.statements.filter(retracted_at=None).select_related("record__owner").order_by("pk")
    with at_length() as pause:
        while batch := list(standing[:AT_ONCE]):
            retract_many(batch, reason="The import was undone.", by=by, at=at)
            count += len(batch)
            pause(nothing)
    brought.state, brought.undone_at = ImportState.UNDONE, at
    brought.save(update_fields=["state", "undone_at"])
    audit(verb=gettext_noop("undid an import"), subject=brought, by=by, at=at, after={"statements": count})
    return brought
