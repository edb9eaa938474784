"""How an indicator's value comes about, claim by claim. Slow and plain: faster ways are held against it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from xiandao.zone.evidence.rules.indicator import FAMILY, Definition, How

NOUGHT: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim with what became of it. `canonical` is the subject it counts for."""

    number: int
    kind: str
    canonical: str
    quantity: Decimal
    happened_on: date
    recorded_at: datetime
    details: Mapping[str, Any] = field(default_factory=dict)
    superseded_at: datetime | None = None
    withdrawn_at: datetime | None = None
    rejected_at: datetime | None = None
    verified_at: datetime | None = None

    @property
    def family(self) -> str:
        """What else it is one with: its patent family, else itself."""
        return str(self.details.get(FAMILY) or self.canonical)


@dataclass(frozen=True, slots=True)
class Line:
    """A claim and whether it counts; `template` says why not, `verified` whether it counts as verified."""

    claim: Standing
    amount: Decimal
    verified: bool
    template: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def counts(self) -> bool:
        """Whether it is what its thing is counted by."""
        return not self.template


@dataclass(frozen=True, slots=True)
class Folded:
    """An indicator's value on a day, with every claim that was looked at."""

    verified: Decimal
    claimed: Decimal
    lines: tuple[Line, ...]


def fold(
    definition: Definition, claims: Iterable[Standing], *, as_of: date, known_at: datetime | None = None
) -> Folded:
    """The value on a day; with `known_at` from what the ledger knew at that moment."""
    candidates: list[Standing] = []
    ends: dict[str, date] = {}
    lines: list[Line] = []
    for claim in claims:
        if claim.kind in definition.ended_by:
            if not _why_gone(claim, as_of, known_at):
                ends[claim.canonical] = max(ends.get(claim.canonical, claim.happened_on), claim.happened_on)
        elif claim.kind in definition.kinds:
            why = _why_gone(claim, as_of, known_at) or _why_not(definition, claim, as_of)
            if why:
                lines.append(Line(claim, NOUGHT, verified=False, template=why[0], values=why[1]))
            else:
                candidates.append(claim)
    things: dict[tuple[str, ...], list[Standing]] = {}
    for claim in candidates:
        things.setdefault(key_of(definition, claim), []).append(claim)
    verified = claimed = NOUGHT
    for members in things.values():
        sure, all_told = _amounts(definition, members, ends, known_at)
        verified, claimed = verified + sure, claimed + all_told
        lines += _lines(definition, members, ends, known_at)
    lines.sort(key=lambda line: (line.claim.happened_on, line.claim.number))
    return Folded(verified, claimed, tuple(lines))


def key_of(definition: Definition, claim: Standing) -> tuple[str, ...]:
    """What is one: claims with the same key are the same thing."""
    named = {"subject": claim.canonical, "kind": claim.kind, FAMILY: claim.family}
    return tuple(named.get(name) or str(claim.details.get(name, "")) for name in definition.one)


def group_of(definition: Definition, claim: Standing) -> str:
    """The subject or family to which a key belongs: no key reaches across two groups."""
    return claim.family if definition.by_family else claim.canonical


def steps(definition: Definition, claims: Iterable[Standing]) -> dict[date, tuple[Decimal, Decimal]]:
    """By how much these claims (all of a group) move the verified and the claimed value, day by day."""
    own = list(claims)
    days = {claim.happened_on for claim in own}
    days |= {end for claim in own if (end := definition.window.ends(claim.happened_on))}
    found: dict[date, tuple[Decimal, Decimal]] = {}
    before = (NOUGHT, NOUGHT)
    for day in sorted(days):
        folded = fold(definition, own, as_of=day)
        change = (folded.verified - before[0], folded.claimed - before[1])
        if any(change):
            found[day] = change
        before = (folded.verified, folded.claimed)
    return found


def is_verified(claim: Standing, known_at: datetime | None) -> bool:
    """Whether somebody else had confirmed it."""
    return claim.verified_at is not None and (known_at is None or claim.verified_at <= known_at)


Reason = tuple[str, dict[str, object]]


def _why_gone(claim: Standing, as_of: date, known_at: datetime | None) -> Reason | None:
    """Why a claim does not stand, whatever the indicator."""

    def came(moment: datetime | None) -> bool:
        return moment is not None and (known_at is None or moment <= known_at)

    if known_at is not None and claim.recorded_at > known_at:
        return "It was recorded later, on {day}.", {"day": claim.recorded_at.date()}
    if came(claim.superseded_at):
        return "A correction stands in its place.", {}
    if came(claim.withdrawn_at):
        return "It was taken back.", {}
    if came(claim.rejected_at):
        return "It was looked at and rejected.", {}
    if claim.happened_on > as_of:
        return "It happened later, on {day}.", {"day": claim.happened_on}
    return None


def _why_not(definition: Definition, claim: Standing, as_of: date) -> Reason | None:
    """Why a standing claim is not what the indicator counts."""
    if not definition.window.holds(claim.happened_on, as_of):
        return "It happened on {day}, outside the time that counts.", {"day": claim.happened_on}
    for condition in definition.where:
        value = claim.details.get(condition.detail)
        if value not in condition.among:
            wanted = ", ".join(str(choice) for choice in condition.among)
            return "Its {detail} is “{value}”; only {wanted} count.", {
                "detail": condition.detail,
                "value": "—" if value is None else value,
                "wanted": wanted,
            }
    return None


def _amounts(
    definition: Definition, members: list[Standing], ends: Mapping[str, date], known_at: datetime | None
) -> tuple[Decimal, Decimal]:
    sure = [claim for claim in members if is_verified(claim, known_at)]
    return _amount(definition, sure, ends), _amount(definition, members, ends)


def _amount(definition: Definition, members: list[Standing], ends: Mapping[str, date]) -> Decimal:
    spoken = _spokesman(definition, members, ends)
    if spoken is None:
        return NOUGHT
    return Decimal(1) if definition.how is How.COUNT else spoken.quantity


def _spokesman(definition: Definition, members: list[Standing], ends: Mapping[str, date]) -> Standing | None:
    """The claim by which a thing is counted: the first that says so, or for a sum the latest figure."""
    present = [
        claim for claim in members if claim.canonical not in ends or claim.happened_on > ends[claim.canonical]
    ]
    if definition.how is How.COUNT:
        return min(present, key=lambda claim: (claim.happened_on, claim.number), default=None)
    return max(present, key=lambda claim: (claim.happened_on, claim.quantity, -claim.number), default=None)


def _lines(
    definition: Definition, members: list[Standing], ends: Mapping[str, date], known_at: datetime | None
) -> Iterator[Line]:
    sure = [claim for claim in members if is_verified(claim, known_at)]
    spoken = _spokesman(definition, sure, ends) or _spokesman(definition, members, ends)
    for claim in members:
        verified = is_verified(claim, known_at)
        if claim is spoken:
            amount = Decimal(1) if definition.how is How.COUNT else claim.quantity
            yield Line(claim, amount, verified)
        elif claim.canonical in ends and claim.happened_on <= ends[claim.canonical]:
            yield Line(claim, NOUGHT, verified, "It ended on {day}.", {"day": ends[claim.canonical]})
        else:
            number = spoken.number if spoken else 0
            yield Line(
                claim, NOUGHT, verified, "The same thing is counted by entry {number}.", {"number": number}
            )
