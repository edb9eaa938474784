"""A figure with the law that it comes from, and the band that several laws make."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log


@dataclass(frozen=True, slots=True)
class Range:
    """Where a law was measured: a quantity by name, with its least and most value."""

    quantity: str
    least: float
    most: float

    def flags(self, value: float) -> tuple[str, ...]:
        """A sentence where the value lies outside; nothing where it is inside."""
        if self.least <= value <= self.most:
            return ()
        return (f"{self.quantity} {value:.3g} is outside {self.least:g} to {self.most:g}",)


@dataclass(frozen=True, slots=True)
class Estimate:
    """What one law says, from where, and in what it is stretched."""

    value: float
    law: str
    source: str
    flags: tuple[str, ...] = ()
    fits: bool = True  # whether the law was made for a broth like this


@dataclass(frozen=True, slots=True)
class Band:
    """What several laws say of one quantity."""

    unit: str
    estimates: tuple[Estimate, ...]

    @property
    def low(self) -> float:
        """The least that a law says."""
        return min(one.value for one in self.estimates)

    @property
    def high(self) -> float:
        """The most that a law says."""
        return max(one.value for one in self.estimates)

    @property
    def middle(self) -> float:
        """The geometric mean of the laws that were made for this: laws differ by factors."""
        fitting = [one.value for one in self.estimates if one.fits] or [one.value for one in self.estimates]
        return exp(sum(map(log, fitting)) / len(fitting))

    @property
    def flags(self) -> tuple[str, ...]:
        """Every stretch of every law, each with the law's name."""
        return tuple(f"{one.law}: {flag}" for one in self.estimates for flag in one.flags)


def band(unit: str, estimates: Iterable[Estimate]) -> Band:
    """The band of these estimates."""
    return Band(unit, tuple(estimates))
