"""What is found out about a subject later: that it is another one, or that its words are to be erased."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account
from xiandao.zone.evidence.models import Alias, Claim
from xiandao.zone.evidence.operations.indicators import refresh_subjects
from xiandao.zone.evidence.operations.ledger import append, lock_head
from xiandao.zone.evidence.rules.claims import ClaimRefused
from xiandao.zone.evidence.rules.indicator import FAMILY


@transaction.atomic
def declare_same(*, subject: str, canonical: str, by: Account | None, at: datetime) -> int:
    """From now on what was claimed of `subject`, and of all that is it, counts for `canonical`.

    A chain is never kept: `canonical` is what it is today itself.
    """
    head = lock_head()
    goal = _today(canonical)
    if goal == subject:
        raise ClaimRefused(
            gettext_noop("{subject} and {canonical} are one already."), subject=subject, canonical=canonical
        )
    (number,) = append([_body("same", subject, by, at, canonical=goal)], head)
    followers = list(Alias.objects.filter(canonical=subject, until=None))
    own = list(Alias.objects.filter(subject=subject, until=None))
    _end([*followers, *own], at)
    Alias.objects.bulk_create(
        Alias(subject=name, canonical=goal, since=at, entry_id=number)
        for name in [subject, *(alias.subject for alias in followers)]
    )
    touched = {subject, goal, *(alias.canonical for alias in own)}
    _move([subject, *(alias.subject for alias in followers)], goal)
    refresh_subjects(touched)
    return number


@transaction.atomic
def declare_apart(*, subject: str, by: Account | None, at: datetime) -> int:
    """From now on `subject` counts for itself again."""
    head = lock_head()
    own = Alias.objects.filter(subject=subject, until=None).first()
    if own is None:
        raise ClaimRefused(gettext_noop("{subject} is no other record today."), subject=subject)
    (number,) = append([_body("apart", subject, by, at)], head)
    _end([own], at)
    _move([subject], subject)
    refresh_subjects({subject, own.canonical})
    return number


@transaction.atomic
def erase_words(*, subject: str, by: Account | None, at: datetime) -> None:
    """Clear the label and the notes of a subject's claims: what was counted stays, who it was does not."""
    head = lock_head()
    append([_body("erase", subject, by, at)], head)
    Claim.objects.filter(subject=subject).update(label="", note="", salt="", erased_at=at)


def _body(act: str, subject: str, by: Account | None, at: datetime, **more: str) -> dict[str, object]:
    return {"act": act, "subject": subject, **more, "by": by.pk if by else None, "at": at.isoformat()}


def _today(subject: str) -> str:
    found = Alias.objects.filter(subject=subject, until=None).first()
    return found.canonical if found else subject


def _end(aliases: list[Alias], at: datetime) -> None:
    Alias.objects.filter(pk__in=[alias.pk for alias in aliases]).update(until=at)


def _move(subjects: list[str], canonical: str) -> None:
    own = Claim.objects.filter(subject__in=subjects)
    own.update(canonical=canonical)
    own.exclude(details__has_key=FAMILY).update(family=canonical)
