"""Reading what is for few eyes leaves a line in the trail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record as audit
from xiandao.zone.registry.models import Record


def note_restricted_reading(*, record: Record, fields: Sequence[str], by: Account, at: datetime) -> None:
    """Somebody saw restricted fields of a record that is not their own organisation's."""
    if fields:
        audit(
            verb=gettext_noop("read restricted fields"),
            subject=record,
            by=by,
            at=at,
            after={"fields": sorted(fields)},
        )
