"""How the terminal says what a target asks for."""

from __future__ import annotations

from decimal import Decimal

from xiandao.zone.plans.models import TargetRevision
from xiandao.zone.plans.rules.states import Comparator

SIGNS = {
    Comparator.AT_LEAST: "≥ {low}",
    Comparator.AT_MOST: "≤ {high}",
    Comparator.MORE_THAN: "> {low}",
    Comparator.LESS_THAN: "< {high}",
    Comparator.ABOUT: "≈ {low}",
    Comparator.BETWEEN: "{low}–{high}",
    Comparator.EXACTLY: "{low}",
    Comparator.GROWS_BY: "+{low}",
    Comparator.QUALITATIVE: "qualitative",
}


def plain(number: Decimal | None) -> str:
    """A number without trailing zeros."""
    return "" if number is None else f"{number.normalize():f}"


def asked_for(target: TargetRevision) -> str:
    """A target's figure with its sign and unit."""
    words = SIGNS[Comparator(target.comparator)].format(low=plain(target.low), high=plain(target.high))
    return words if target.comparator == Comparator.QUALITATIVE else f"{words} {target.unit}".strip()


def value_of(value: Decimal | None, unit: str) -> str:
    """What has been counted, or a dash."""
    return "–" if value is None else f"{plain(value)} {unit}".strip()
