"""Writing to the trail. There is no other verb: the trail only grows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from xiandao.zone.audit.models import Entry

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser


def record(
    *,
    verb: str,
    subject: models.Model | None,
    by: AbstractBaseUser | None,
    at: datetime,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
    address: str | None = None,
) -> None:
    """Keep that `by` did `verb` to `subject`; call it inside the transaction of the change itself.

    `before` and `after` are snapshots; leave one out where a thing was made or is gone. `by` is None for the
    command line and the system, `subject` is None where there was none (a wrong account name).
    """
    Entry.objects.create(
        at=at,
        by_id=by.pk if by else None,
        actor=_short(by) if by else "",
        verb=verb,
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=str(subject.pk) if subject else "",
        subject_label=_short(subject) if subject else "",
        before=None if before is None else dict(before),
        after=None if after is None else dict(after),
        address=address,
    )


def _short(thing: object) -> str:
    return str(thing)[:200]
