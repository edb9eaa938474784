"""What becomes of a claim: verified or rejected by somebody else, or taken back. Each an act in the chain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account, parties_of
from xiandao.zone.evidence.models import Claim
from xiandao.zone.evidence.operations.indicators import refresh_subjects
from xiandao.zone.evidence.operations.ledger import append, lock_head
from xiandao.zone.evidence.permissions import EvidenceAccessRefused, can_withdraw, check_verifies
from xiandao.zone.evidence.rules.claims import ClaimRefused

LONGEST_REASON = 400


@transaction.atomic
def verify_claims(*, entries: Sequence[int], by: Account, at: datetime) -> None:
    """Say that these claims are true, after looking at their proof."""
    found = _judged(entries, by)
    _act(found, {"act": "verify", "by": by.pk, "at": at.isoformat()})
    _update(found, verified_at=at, verified_by=by)


@transaction.atomic
def reject_claims(*, entries: Sequence[int], reason: str, by: Account, at: datetime) -> None:
    """Say that these claims are not proved, and why. The claimant may correct them."""
    said = _reason(reason)
    found = _judged(entries, by)
    _act(found, {"act": "reject", "reason": said, "by": by.pk, "at": at.isoformat()})
    _update(found, rejected_at=at, rejected_by=by, reason=said)


@transaction.atomic
def withdraw_claims(*, entries: Sequence[int], reason: str, by: Account | None, at: datetime) -> None:
    """Take these claims back; they stay readable and no longer count. Nobody: a room does it itself."""
    said = _reason(reason)
    found = _standing(entries)
    if by is not None:
        parties = parties_of(by)
        for claim in found:
            if not can_withdraw(by, claim, parties):
                raise EvidenceAccessRefused(
                    gettext_noop("Entry {number} is not yours to take back."), number=claim.pk
                )
    _act(found, {"act": "withdraw", "reason": said, "by": by.pk if by else None, "at": at.isoformat()})
    _update(found, withdrawn_at=at, reason=said)


def _judged(entries: Sequence[int], by: Account) -> list[Claim]:
    found = _standing(entries)
    parties = parties_of(by)
    for claim in found:
        check_verifies(by, claim, parties)
        if claim.verified_at is not None or claim.rejected_at is not None:
            raise ClaimRefused(gettext_noop("Entry {number} was judged already."), number=claim.pk)
    return found


def _standing(entries: Sequence[int]) -> list[Claim]:
    """These claims, locked, all of them still standing."""
    wanted = sorted(set(entries))
    if not wanted:
        raise ClaimRefused(gettext_noop("Choose at least one claim."))
    lock_head()
    found = list(Claim.objects.filter(pk__among=wanted).order_by("pk"))
    missing = sorted(set(wanted) - {claim.pk for claim in found})
    if missing:
        raise ClaimRefused(gettext_noop("There is no claim under entry {number}."), number=missing[0])
    for claim in found:
        if claim.superseded_at is not None or claim.withdrawn_at is not None:
            raise ClaimRefused(
                gettext_noop("Entry {number} no longer stands: it was corrected or taken back."),
                number=claim.pk,
            )
    return found


def _act(claims: Sequence[Claim], body: dict[str, Any]) -> None:
    append([{**body, "claim": claim.pk} for claim in claims], lock_head())


def _update(claims: Sequence[Claim], **changes: Any) -> None:
    Claim.objects.filter(pk__among=[claim.pk for claim in claims]).update(**changes)
    refresh_subjects({claim.canonical for claim in claims})


def _reason(reason: str) -> str:
    if not reason.strip():
        raise ClaimRefused(gettext_noop("Say why, in a few words."))
    return reason.strip()[:LONGEST_REASON]
