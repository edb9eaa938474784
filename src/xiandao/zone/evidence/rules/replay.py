"""The ledger read again from its first entry: what each claim and each merge must look like today."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple

from xiandao.zone.evidence.rules.claims import LONGEST_REFERENCE, ClaimRefused
from xiandao.zone.evidence.rules.indicator import FAMILY


class ClaimRow(NamedTuple):
    """A claim as its table must hold it, in the order of the table's columns; words stand apart."""

    entry_id: int
    kind: str
    subject: str
    canonical: str
    quantity: Decimal
    unit: str
    happened_on: date
    recorded_at: datetime
    family: str
    details: dict[str, Any]
    source: str
    source_reference: str
    file: str
    party: str
    claimed_by: int | None
    sample: bool
    supersedes: int | None
    erased_at: datetime | None
    superseded_at: datetime | None
    withdrawn_at: datetime | None
    verified_at: datetime | None
    verified_by: int | None
    rejected_at: datetime | None
    rejected_by: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What later entries did to a claim."""

    superseded_at: datetime | None = None
    withdrawn_at: datetime | None = None
    verified_at: datetime | None = None
    verified_by: int | None = None
    rejected_at: datetime | None = None
    rejected_by: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AliasRow:
    """A subject was another one, from one moment to the next."""

    subject: str
    canonical: str
    since: datetime
    until: datetime | None
    entry: int


class Replay:
    """Takes the entries in their order; then says what the tables must hold."""

    def __init__(self) -> None:
        self.fates: dict[int, Fate] = {}
        self.aliases: list[AliasRow] = []
        self._open: dict[str, int] = {}  # subject: where its standing alias lies in the list
        self._followers: dict[str, set[str]] = defaultdict(set)
        self._erased: dict[str, tuple[int, datetime]] = {}

    def take(self, number: int, body: Mapping[str, Any]) -> None:
        """What this entry did to the claims and subjects before it."""
        act, at = body.get("act"), _moment(body)
        match act:
            case "claim":
                if body["supersedes"] is not None:
                    self._change(number, body["supersedes"], superseded_at=at)
            case "verify":
                self._change(number, body["claim"], verified_at=at, verified_by=body["by"])
            case "reject":
                self._change(
                    number, body["claim"], rejected_at=at, rejected_by=body["by"], reason=body["reason"]
                )
            case "withdraw":
                self._change(number, body["claim"], withdrawn_at=at, reason=body["reason"])
            case "same":
                self._same(number, body["subject"], body["canonical"], at)
            case "apart":
                self._end(body["subject"], at)
            case "erase":
                self._erased[body["subject"]] = (number, at)
            case _:
                raise ClaimRefused("“{act}” is no act of the ledger.", act=act)

    def row(self, number: int, body: Mapping[str, Any]) -> ClaimRow:
        """The claim of this entry, after everything that was taken."""
        fate = self.fates.get(number, UNTOUCHED)
        subject, details = body["subject"], body["details"]
        canonical = self.aliases[self._open[subject]].canonical if subject in self._open else subject
        last, erased_at = self._erased.get(subject, (0, None))
        return ClaimRow(
            entry_id=number,
            kind=body["kind"],
            subject=subject,
            canonical=canonical,
            quantity=Decimal(body["quantity"]),
            unit=body["unit"],
            happened_on=date.fromisoformat(body["on"]),
            recorded_at=_moment(body),
            family=str(details.get(FAMILY) or canonical),
            details=details,
            source=body["source"],
            source_reference=body["reference"][:LONGEST_REFERENCE],
            file=body["file"],
            party=body["party"],
            claimed_by=body["by"],
            sample=body["sample"],
            supersedes=body["supersedes"],
            erased_at=erased_at if number < last else None,
            superseded_at=fate.superseded_at,
            withdrawn_at=fate.withdrawn_at,
            verified_at=fate.verified_at,
            verified_by=fate.verified_by,
            rejected_at=fate.rejected_at,
            rejected_by=fate.rejected_by,
            reason=fate.reason,
        )

    def _change(self, number: int, claim: int, **changes: Any) -> None:
        if not 0 < claim < number:
            raise ClaimRefused("It speaks of entry {claim}, which is not before it.", claim=claim)
        self.fates[claim] = replace(self.fates.get(claim, UNTOUCHED), **changes)

    def _same(self, number: int, subject: str, canonical: str, at: datetime) -> None:
        moving = [subject, *sorted(self._followers.pop(subject, ()))]
        for name in moving:
            self._end(name, at)
        for name in moving:
            self._open[name] = len(self.aliases)
            self._followers[canonical].add(name)
            self.aliases.append(AliasRow(name, canonical, at, None, number))

    def _end(self, subject: str, at: datetime) -> None:
        place = self._open.pop(subject, None)
        if place is not None:
            ended = self.aliases[place]
            self.aliases[place] = replace(ended, until=at)
            self._followers[ended.canonical].discard(subject)


UNTOUCHED: Final = Fate()


def read_body(text: str) -> dict[str, Any]:
    """An entry's body as the acts are told; refused where it is none."""
    try:
        body = json.loads(text)
    except ValueError as broken:
        raise ClaimRefused("It cannot be read.") from broken
    if not isinstance(body, dict):
        raise ClaimRefused("It cannot be read.")
    return body


def taken(replay: Replay, number: int, text: str) -> None:
    """Take an entry's text; a body that lacks what its act needs is refused in a sentence."""
    try:
        replay.take(number, read_body(text))
    except UNREADABLE as broken:
        raise ClaimRefused("It cannot be read.") from broken


UNREADABLE: Final = (KeyError, TypeError, ValueError, AttributeError, InvalidOperation)


def row_of(replay: Replay, number: int, text: str) -> ClaimRow | None:
    """The claim of an entry's text, None where it is another act."""
    body = read_body(text)
    if body.get("act") != "claim":
        return None
    try:
        return replay.row(number, body)
    except UNREADABLE as broken:
        raise ClaimRefused("It cannot be read.") from broken


def _moment(body: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(body["at"])
