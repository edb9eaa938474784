"""What a claim must say to be kept, and how it stands in the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from xiandao.kernel.refusals import Refusal
from xiandao.zone.evidence.rules.vocabulary import ClaimKind, Detail, DetailType, Vocabulary

MOST: Final = Decimal(10) ** 14  # in ten-thousandths it fits a 64-bit number
SOURCES: Final = ("file", "record", "system", "report")
PLACES: Final = 4  # of a figure after the point
LONGEST_LABEL: Final = 200
LONGEST_REFERENCE: Final = 200
LONGEST: Final = {"subject": 80, "unit": 16, "party": 120}  # as the tables are made
LONGEST_TARGET: Final = 160


class ClaimRefused(Refusal):
    """A claim cannot be kept as it is."""


class State(StrEnum):
    """What became of a claim."""

    CLAIMED = "claimed"
    VERIFIED = "verified"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """Everything of a claim that is sealed in the ledger: countable, and no personal data."""

    kind: str
    subject: str  # `<kind of record>/<key>`
    happened_on: date
    quantity: Decimal = Decimal(1)
    unit: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    source: str = "record"
    source_reference: str = ""
    party: str = ""
    targets: tuple[str, ...] = ()
    supersedes: int | None = None
    sample: bool = False


def check_claim(claim: ClaimFacts, words: Vocabulary, today: date) -> None:
    """Refuse what the vocabulary does not know, what lacks a fact, and what is still to come."""
    kind = words.kinds.get(claim.kind)
    if kind is None:
        raise ClaimRefused(
            "“{kind}” is no kind of claim. There are: {kinds}.", kind=claim.kind, kinds=", ".join(words.kinds)
        )
    _check_subject(claim, kind)
    if claim.happened_on > today:
        raise ClaimRefused(
            "{kind}: {day} is still to come; a claim says what happened.", kind=kind.en, day=claim.happened_on
        )
    if not claim.quantity.is_finite() or abs(claim.quantity) >= MOST:
        raise ClaimRefused("{quantity} is no figure to count with.", quantity=claim.quantity)
    if round(claim.quantity, PLACES) != claim.quantity:
        raise ClaimRefused(
            "{quantity} is finer than a figure is kept: {places} places after the point.",
            quantity=claim.quantity,
            places=PLACES,
        )
    if not kind.has_quantity and claim.quantity != 1:
        raise ClaimRefused("{kind} counts one; it takes no figure.", kind=kind.en)
    if kind.unit not in ("any", claim.unit) and (kind.quantity_required or claim.unit):
        raise ClaimRefused(
            "{kind} is counted in {unit}, not in “{given}”.",
            kind=kind.en,
            unit=kind.unit or "—",
            given=claim.unit,
        )
    if claim.source not in SOURCES:
        raise ClaimRefused(
            "“{source}” is no source. There are: {sources}.", source=claim.source, sources=", ".join(SOURCES)
        )
    _check_lengths(claim)
    _check_details(claim, kind, words)


def _check_lengths(claim: ClaimFacts) -> None:
    said = {name: (getattr(claim, name), longest) for name, longest in LONGEST.items()}
    said |= {f"target {place + 1}": (target, LONGEST_TARGET) for place, target in enumerate(claim.targets)}
    for name, (value, longest) in said.items():
        if len(value) > longest or "\0" in value:
            raise ClaimRefused(
                "The {name} of a claim has at most {longest} characters.", name=name, longest=longest
            )


def _check_subject(claim: ClaimFacts, kind: ClaimKind) -> None:
    sort, slash, key = claim.subject.partition("/")
    if not (sort and slash and key) or kind.subject not in ("any", sort):
        raise ClaimRefused(
            "{kind} speaks of “{wanted}/…”; “{subject}” is none.",
            kind=kind.en,
            wanted=kind.subject,
            subject=claim.subject,
        )


def _check_details(claim: ClaimFacts, kind: ClaimKind, words: Vocabulary) -> None:
    known = {detail.key: detail for detail in kind.details}
    for name in claim.details:
        if name not in known:
            raise ClaimRefused(
                "{kind} keeps no “{name}”. It keeps: {names}.",
                kind=kind.en,
                name=name,
                names=", ".join(known) or "—",
            )
    for detail in kind.details:
        value = claim.details.get(detail.key)
        if value is None:
            if detail.required:
                raise ClaimRefused("{kind} lacks “{name}”.", kind=kind.en, name=detail.key)
        elif not _fits(detail, value):
            raise ClaimRefused(
                "{kind}: “{value}” is no {name}. Expected: {wanted}.",
                kind=kind.en,
                value=value,
                name=detail.key,
                wanted=", ".join(detail.choices) or detail.type.value,
            )
    pipeline, stage = claim.details.get("pipeline"), claim.details.get("stage")
    if pipeline is not None and stage is not None and words.pipelines[pipeline].place_of(stage) < 0:
        raise ClaimRefused(
            "“{stage}” is no stage of {pipeline}. Its stages: {stages}.",
            stage=stage,
            pipeline=pipeline,
            stages=", ".join(known_stage.key for known_stage in words.pipelines[pipeline].stages),
        )


def _fits(detail: Detail, value: object) -> bool:
    match detail.type:
        case DetailType.CHOICE:
            return value in detail.choices
        case DetailType.YEAR:
            return isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2200
        case DetailType.BOOLEAN:
            return isinstance(value, bool)
        case DetailType.WORD:
            return isinstance(value, str) and 0 < len(value) <= 80 and value.isprintable()


def body_of(claim: ClaimFacts, *, words_seal: str, file: str, by: int | None, at: str) -> dict[str, Any]:
    """The claim as the ledger seals it; `words_seal` stands for its free words, which can be erased."""
    return {
        "act": "claim",
        "kind": claim.kind,
        "subject": claim.subject,
        "on": claim.happened_on.isoformat(),
        "quantity": format(claim.quantity.normalize(), "f"),
        "unit": claim.unit,
        "details": dict(claim.details),
        "source": claim.source,
        "reference": claim.source_reference,
        "file": file,
        "party": claim.party,
        "targets": sorted(claim.targets),
        "supersedes": claim.supersedes,
        "sample": claim.sample,
        "words": words_seal,
        "by": by,
        "at": at,
    }


def seal_of_words(salt: str, label: str, note: str) -> str:
    """What the ledger keeps of a claim's free words: enough to find a change, too little to read them."""
    return hashlib.sha256(f"{salt}\x1f{label}\x1f{note}".encode()).hexdigest()
