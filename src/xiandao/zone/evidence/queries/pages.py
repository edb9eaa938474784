"""What the pages ask beside the door's own questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from xiandao.zone.accounts.api import Account, parties_of
from xiandao.zone.evidence.models import Claim
from xiandao.zone.evidence.queries.claims import STATES
from xiandao.zone.evidence.rules.claims import State

MOST_WAITING = 200


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done to a claim later."""

    verb: str  # corrected, verified, rejected, taken back
    at: datetime
    by: Account | None
    reason: str = ""
    entry: int | None = None  # the correction


def acts_on(claim: Claim) -> list[Act]:
    """What became of a claim, in the order it happened."""
    found = []
    if claim.verified_at is not None:
        found.append(Act("verified", claim.verified_at, claim.verified_by))
    if claim.rejected_at is not None:
        found.append(Act("rejected", claim.rejected_at, claim.rejected_by, claim.reason))
    if claim.withdrawn_at is not None:
        found.append(Act("withdrawn", claim.withdrawn_at, None, claim.reason))
    if claim.superseded_at is not None:
        newer = claim.corrections.order_by("pk").select_related("claimed_by").first()
        found.append(
            Act(
                "superseded",
                claim.superseded_at,
                newer.claimed_by if newer else None,
                entry=newer.pk if newer else None,
            )
        )
    return sorted(found, key=lambda act: act.at)


def waiting_for(by: Account, *, kind: str = "") -> tuple[Sequence[Claim], Sequence[Claim]]:
    """The claims that wait for somebody: those this account may judge, and its own that others judge."""
    own = Q(claimed_by=by) | Q(party__in=parties_of(by) - {""})
    waiting = Claim.objects.filter(STATES[State.CLAIMED]).select_related("claimed_by", "file").order_by("pk")
    if kind:
        waiting = waiting.filter(kind=kind)
    return list(waiting.exclude(own)[:MOST_WAITING]), list(waiting.filter(own)[:MOST_WAITING])
