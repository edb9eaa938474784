"""Claims through the JSON API: read, recorded, verified, rejected, taken back; and the ledger's seal."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Self

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from xiandao.zone.accounts.api import ZONE_ROLES, Allowed, caller
from xiandao.zone.evidence import api
from xiandao.zone.evidence.permissions import check_claims_by_hand, unit_of
from xiandao.zone.evidence.queries.pages import acts_on
from xiandao.zone.face.api import say

MOST = 500  # claims in one answer
JUDGES = Allowed(*api.VERIFIERS)
router = Router(auth=Allowed(), tags=["evidence"])


class ClaimOut(Schema):
    """A claim and what became of it; `entry` is its number in the ledger."""

    entry: int
    kind: str
    subject: str
    label: str
    quantity: Decimal
    unit: str
    happened_on: date
    recorded_at: datetime
    details: dict[str, Any]
    source: str
    source_reference: str
    party: str
    state: str
    claimed_by: str
    verified_by: str
    note: str
    sample: bool

    @classmethod
    def of(cls, claim: api.Claim) -> Self:
        """As the API says it."""
        return cls(
            entry=claim.pk,
            kind=claim.kind,
            subject=claim.canonical,
            label=claim.label,
            quantity=claim.quantity,
            unit=claim.unit,
            happened_on=claim.happened_on,
            recorded_at=claim.recorded_at,
            details=claim.details,
            source=claim.source,
            source_reference=claim.source_reference,
            party=claim.party,
            state=api.state_of(claim),
            claimed_by=claim.claimed_by.display_name if claim.claimed_by else "",
            verified_by=claim.verified_by.display_name if claim.verified_by else "",
            note=claim.note,
            sample=claim.sample,
        )


class ActOut(Schema):
    """Something that was done to a claim later."""

    what: str
    at: datetime
    by: str
    reason: str
    entry: int | None


class SealedOut(ClaimOut):
    """One claim with its history: `body` is the sealed text, `digest` its link in the chain."""

    body: str
    digest: str
    algorithm: str
    acts: list[ActOut]


class ClaimNew(Schema):
    """What happened, as it is claimed by hand; which details a kind has, `/evidence/kinds` tells."""

    kind: str
    subject: str = Field(description="kind of record and key, such as project/1f0c…")
    label: str
    happened_on: date
    quantity: Decimal | None = None
    details: dict[str, Any] = {}
    source_reference: str = ""
    note: str = ""


class ReasonIn(Schema):
    """Why."""

    reason: str


class EntriesIn(Schema):
    """The claims that are judged, all or none."""

    entries: list[int] = Field(min_length=1, max_length=1000)


class RejectIn(EntriesIn, ReasonIn):
    """The claims that are rejected, and why."""


class HeadOut(Schema):
    """The last entry of the chain. Keep it elsewhere: with it a later rewriting shows."""

    number: int
    digest: str


class ChainOut(Schema):
    """What a verification of the whole chain found."""

    entries: int
    digest: str
    faults: list[str]


@router.get("/evidence/kinds", response=dict[str, dict[str, Any]], summary="Kinds of claims")
def kinds(request: HttpRequest) -> dict[str, dict[str, Any]]:  # noqa: ARG001
    """The registered vocabulary: per kind its names, its unit, and the details it takes."""
    return {
        key: {
            "zh": kind.zh,
            "en": kind.en,
            "subject": kind.subject,
            "unit": kind.unit,
            "has_quantity": kind.has_quantity,
            "details": [
                {"key": d.key, "type": d.type, "required": d.required, "choices": list(d.choices)}
                for d in kind.details
            ],
        }
        for key, kind in api.vocabulary().kinds.items()
    }


@router.get("/evidence/claims", response=list[ClaimOut], summary="Claims, filtered, the latest first")
def claims(
    request: HttpRequest,
    kind: str = "",
    subject: str = "",
    party: str = "",
    state: api.State | None = None,
    since: date | None = None,
    until: date | None = None,
    target: str = "",
    q: str = "",
    before: int | None = None,
) -> list[ClaimOut]:
    """At most 500; `before` is the entry after which the next answer goes on. A member sees its own."""
    wanted = api.ClaimFilter(
        kind=kind,
        subject=subject,
        party=party,
        state=state,
        since=since,
        until=until,
        target=target,
        words=q.strip(),
    )
    found = api.claims(wanted, asking=caller(request))
    if before is not None:
        found = found.filter(pk__lt=before)
    return [ClaimOut.of(claim) for claim in found[:MOST]]


@router.get("/evidence/claims/{entry}", response=SealedOut, summary="One claim with its seal")
def claim(request: HttpRequest, entry: int) -> SealedOut:
    """A claim, the entries that judged or corrected it, and the sealed text to check by hand."""
    found = api.claim_numbered(entry, asking=caller(request))
    sealed = found.entry
    return SealedOut(
        **ClaimOut.of(found).dict(),
        body=sealed.body,
        digest=sealed.digest,
        algorithm=sealed.algorithm,
        acts=[
            ActOut(
                what=act.verb,
                at=act.at,
                by=act.by.display_name if act.by else "",
                reason=act.reason,
                entry=act.entry,
            )
            for act in acts_on(found)
        ],
    )


@router.post("/evidence/claims", auth=JUDGES, response={201: ClaimOut}, summary="Record a claim by hand")
def record(request: HttpRequest, told: ClaimNew) -> Status[ClaimOut]:
    """Claim that something happened; somebody else verifies it."""
    by = caller(request)
    check_claims_by_hand(by)
    kind = api.vocabulary().kinds.get(told.kind)
    wanted = api.ClaimIn(
        kind=told.kind,
        subject=told.subject.strip(),
        happened_on=told.happened_on,
        quantity=Decimal(1) if told.quantity is None else told.quantity,
        unit=kind.unit if kind is not None and told.quantity is not None else "",
        details=told.details,
        source="system",
        source_reference=told.source_reference,
        party=unit_of(by),
        label=told.label,
        note=told.note,
    )
    (number,) = api.record_claims(claims=[wanted], by=by, at=timezone.now())
    return Status(201, ClaimOut.of(api.claim_numbered(number, asking=by)))


@router.post("/evidence/verify", auth=JUDGES, response={204: None}, summary="Verify claims")
def verify(request: HttpRequest, told: EntriesIn) -> Status[None]:
    """Say that these claims are true; never one's own, nor one's unit's."""
    api.verify_claims(entries=told.entries, by=caller(request), at=timezone.now())
    return Status(204, None)


@router.post("/evidence/reject", auth=JUDGES, response={204: None}, summary="Reject claims")
def reject(request: HttpRequest, told: RejectIn) -> Status[None]:
    """Say that these claims do not hold, and why."""
    api.reject_claims(entries=told.entries, reason=told.reason, by=caller(request), at=timezone.now())
    return Status(204, None)


@router.post("/evidence/claims/{entry}/withdraw", response={204: None}, summary="Take a claim back")
def withdraw(request: HttpRequest, entry: int, told: ReasonIn) -> Status[None]:
    """It stays readable and no longer counts."""
    by = caller(request)
    found = api.claim_numbered(entry, asking=by)
    api.withdraw_claims(entries=[found.pk], reason=told.reason, by=by, at=timezone.now())
    return Status(204, None)


@router.get("/evidence/head", auth=Allowed(*ZONE_ROLES), response=HeadOut, summary="The chain's last entry")
def head(request: HttpRequest) -> HeadOut:  # noqa: ARG001
    """Its number and digest; 0 and nothing before the first entry."""
    number, digest = api.head()
    return HeadOut(number=number, digest=digest)


@router.get("/evidence/chain", auth=JUDGES, response=ChainOut, summary="Verify the whole chain")
def chain(request: HttpRequest, expect: str = "") -> ChainOut:  # noqa: ARG001
    """Every digest computed again; `expect` is a digest that was kept elsewhere."""
    report = api.verify_chain(expect=expect)
    return ChainOut(
        entries=report.entries,
        digest=report.head,
        faults=[say(api.ClaimRefused(fault.template, **fault.values)) for fault in report.faults],
    )
