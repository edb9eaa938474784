"""Who may sign, when a record may be closed, how donor and receiver compare, what a risk weighs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from xiandao.kernel.refusals import Refusal
from xiandao.zone.pilot.rules.states import Quantity

# How far a receiver may lie from its donor, as a fraction, before the pair is looked at: a rule of ours.
LIMITS: Final[Mapping[Quantity, float]] = {
    Quantity.KLA: 0.25,
    Quantity.OUR: 0.20,
    Quantity.POWER: 0.30,
    Quantity.MIXING: 0.50,
    Quantity.HEAT: 0.30,
    Quantity.TITRE: 0.15,
    Quantity.YIELD: 0.10,
}
RISK_SCALE: Final = range(1, 11)
RISK_ACT_FROM: Final = 100  # a risk priority number from which an action is asked for


class RecordRefused(Refusal):
    """Something that a batch record does not allow."""


def check_second(signed_by: int | None, second: int) -> None:
    """A step is checked by another person than the one who did it."""
    if signed_by is None:
        raise RecordRefused("The step is signed by who did it first.")
    if signed_by == second:
        raise RecordRefused("Two different people sign a step; you signed it as the one who did it.")


def what_lacks(
    *,
    unsigned: Iterable[str],
    open_deviations: int,
    missing_values: Iterable[str],
    open_donors: Iterable[int] = (),
) -> tuple[RecordRefused, ...]:
    """Everything that keeps a record from being closed."""
    found = []
    if steps := ", ".join(unsigned):
        found.append(RecordRefused("Not signed by two people: {steps}.", steps=steps))
    if open_deviations:
        found.append(RecordRefused("{many} deviations are not resolved.", many=open_deviations))
    if values := ", ".join(missing_values):
        found.append(RecordRefused("Values are missing: {values}.", values=values))
    if donors := ", ".join(map(str, open_donors)):
        found.append(
            RecordRefused(
                "It receives from batch {donors}, whose record is still open and can change. Close that one "
                "first, or name another receiver in the transfer.",
                donors=donors,
            )
        )
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Compared:
    """One quantity at donor and receiver; `within` is None where one of them has no value."""

    quantity: Quantity
    donor: float | None
    receiver: float | None
    change: float | None
    limit: float | None
    within: bool | None


def compared(donor: Mapping[str, float], receiver: Mapping[str, float]) -> tuple[Compared, ...]:
    """Every quantity that one of the two has, side by side."""
    found = []
    for quantity in Quantity:
        one, other = donor.get(quantity), receiver.get(quantity)
        if one is None and other is None:
            continue
        change = None if not one or other is None else (other - one) / abs(one)
        limit = LIMITS.get(quantity)
        within = None if change is None or limit is None else abs(change) <= limit
        found.append(Compared(quantity, one, other, change, limit, within))
    return tuple(found)


def agrees(rows: Iterable[Compared]) -> bool:
    """Whether at least one quantity with a limit was compared, and all that were keep theirs."""
    told = [row.within for row in rows if row.within is not None]
    return bool(told) and all(told)


def priority(severity: int, occurrence: int, detection: int) -> int:
    """The risk priority number of a failure mode and effects analysis: the product of the three scales."""
    for value in (severity, occurrence, detection):
        if value not in RISK_SCALE:
            raise RecordRefused("Severity, occurrence and detection are whole numbers from 1 to 10.")
    return severity * occurrence * detection
