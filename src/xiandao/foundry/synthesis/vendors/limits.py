"""A product of a supplier: what it can be made of, what it costs and how long it takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from xiandao.kernel.refusals import Refusal


class VendorRefused(Refusal):
    """A file of suppliers that cannot be read, or a product that is not in it."""


@dataclass(frozen=True, slots=True)
class GcLimit:
    """Least and most share of G and C, 0..1, over all (`bases` 0) or over every window of so many bases."""

    least: float
    most: float
    bases: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """What a supplier refuses. Lengths in bases; 0 stands for no limit.

    `avoid`: enzymes or IUPAC motifs, on both strands; `unique`: no stretch of so many bases twice; `stem`: no
    stretch of so many bases that returns as its own reverse complement within `stem_reach`.
    """

    shortest: int = 1
    longest: int = 0
    gc: tuple[GcLimit, ...] = ()
    longest_run: int = 0
    avoid: tuple[str, ...] = ()
    unique: int = 0
    stem: int = 0
    stem_reach: int = 200


@dataclass(frozen=True, slots=True)
class Product:
    """What can be ordered. `price_per_base` and `price_fixed` in `currency`; `days` from order to bench.

    `source` and `dated` say where the figures come from; `illustrative`: made up to show the form, not an
    offer of anybody.
    """

    name: str
    supplier: str
    source: str
    dated: date
    illustrative: bool
    days: int
    price_per_base: Decimal
    price_fixed: Decimal = Decimal(0)
    currency: str = "USD"
    limits: Limits = field(default_factory=Limits)

    def price_of(self, bases: int) -> Decimal:
        """What a piece of so many bases costs."""
        return self.price_fixed + self.price_per_base * bases
