"""Claims as they are looked for. Whoever works for the zone sees all, a member those of its organisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import ZONE_ROLES, Account, parties_of
from xiandao.zone.evidence.models import Claim, Head
from xiandao.zone.evidence.permissions import check_reads_claim
from xiandao.zone.evidence.rules.claims import State
from xiandao.zone.evidence.rules.vocabulary import vocabulary


class ClaimMissing(Refusal):
    """There is no such claim."""

    http_status = 404


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What to look for; what is empty does not narrow."""

    kind: str = ""
    subject: str = ""
    party: str = ""
    state: State | None = None
    since: date | None = None
    until: date | None = None
    target: str = ""
    words: str = ""


STATES = {
    State.SUPERSEDED: Q(superseded_at__isnull=False),
    State.WITHDRAWN: Q(superseded_at=None, withdrawn_at__isnull=False),
    State.REJECTED: Q(superseded_at=None, withdrawn_at=None, rejected_at__isnull=False),
    State.VERIFIED: Q(superseded_at=None, withdrawn_at=None, verified_at__isnull=False),
    State.CLAIMED: Q(superseded_at=None, withdrawn_at=None, rejected_at=None, verified_at=None),
}


def state_of(claim: Claim) -> State:
    """What became of a claim."""
    if claim.superseded_at is not None:
        return State.SUPERSEDED
    if claim.withdrawn_at is not None:
        return State.WITHDRAWN
    if claim.rejected_at is not None:
        return State.REJECTED
    return State.CLAIMED if claim.verified_at is None else State.VERIFIED


def claims(wanted: ClaimFilter, *, asking: Account) -> QuerySet[Claim]:
    """The claims that somebody may see, the latest entry first."""
    found = _open_to(asking)
    exact = {
        "kind": wanted.kind,
        "canonical": wanted.subject,
        "party": wanted.party,
        "happened_on__gte": wanted.since,
        "happened_on__lte": wanted.until,
        "targets__target": wanted.target,
    }
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if wanted.state is not None:
        found = found.filter(STATES[wanted.state])
    if wanted.words:
        found = found.filter(Q(label__icontains=wanted.words) | Q(note__icontains=wanted.words))
    return found.select_related("entry", "claimed_by", "verified_by", "rejected_by", "file").order_by("-pk")


def claim_numbered(number: int, *, asking: Account) -> Claim:
    """The claim under an entry's number, if it is this account's to read."""
    found = (
        Claim.objects.select_related(
            "entry", "claimed_by", "verified_by", "rejected_by", "file", "supersedes"
        )
        .filter(pk=number)
        .first()
    )
    if found is None:
        raise ClaimMissing(gettext_noop("There is no claim under entry {number}."), number=number)
    check_reads_claim(asking, found)
    return found


def claims_of(subjects: Iterable[str]) -> QuerySet[Claim]:
    """What was claimed of these subjects, in the order it happened. The caller has checked who asks."""
    return (
        Claim.objects.filter(subject__among=subjects)
        .select_related("claimed_by", "verified_by")
        .order_by("happened_on", "pk")
    )


def claim_states(numbers: Sequence[int]) -> dict[int, State]:
    """What became of each of these claims."""
    return {claim.pk: state_of(claim) for claim in Claim.objects.filter(pk__among=numbers)}


def holds_samples() -> bool:
    """Whether claims of an invented zone stand in the ledger: figures that rest on it then say so."""
    return Claim.objects.filter(sample=True, withdrawn_at=None).exists()


def head() -> tuple[int, str]:
    """The number and the digest of the last entry; 0 and nothing before the first."""
    found = Head.objects.filter(pk=1).values_list("number", "digest").first()
    return found or (0, "")


@dataclass(frozen=True, slots=True)
class StageHistory:
    """The way of one subject through a pipeline, as far as it has come."""

    subject: str
    label: str
    steps: tuple[tuple[str, date], ...]
    left_on: date | None


def histories(pipeline: str, *, as_of: date, known_at: datetime | None = None) -> list[StageHistory]:
    """Every subject that was in a pipeline by a day, with the first day of each stage, in stage order.

    With `known_at` as the ledger knew it at that moment; merges are those of today.
    """
    way = vocabulary().pipelines[pipeline]
    found = Claim.objects.filter(
        kind__in=("stage-reached", "pipeline-left"), details__pipeline=pipeline, happened_on__lte=as_of
    )
    if known_at is None:
        found = found.filter(superseded_at=None, withdrawn_at=None, rejected_at=None)
    else:
        found = found.filter(recorded_at__lte=known_at)
        for moment in ("superseded_at", "withdrawn_at", "rejected_at"):
            found = found.filter(Q(**{moment: None}) | Q(**{f"{moment}__gt": known_at}))
    steps: dict[str, dict[str, date]] = {}
    left: dict[str, date] = {}
    labels: dict[str, str] = {}
    rows = found.order_by("happened_on", "pk").values_list(
        "canonical", "kind", "details", "happened_on", "label"
    )
    for subject, kind, details, day, label in rows.iterator(chunk_size=5_000):
        labels[subject] = label or labels.get(subject, "")
        reached = steps.setdefault(subject, {})
        if kind == "pipeline-left":
            left[subject] = day
        else:
            reached.setdefault(details["stage"], day)
            left.pop(subject, None)  # it came back
    return [
        StageHistory(
            subject,
            labels[subject],
            tuple(sorted(reached.items(), key=lambda step: (way.place_of(step[0]), step[1]))),
            left.get(subject),
        )
        for subject, reached in sorted(steps.items())
        if reached
    ]


def _open_to(asking: Account) -> QuerySet[Claim]:
    if asking.is_active and asking.role in ZONE_ROLES:
        return Claim.objects.all()
    return Claim.objects.filter(party__in=parties_of(asking) - {""})
