"""How pieces become longer pieces: steps of assembly with what they join, overlaps, cost and days."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from xiandao.foundry.synthesis.vendors.limits import Product


@dataclass(frozen=True, slots=True)
class Overlap:
    """What neighbours share: from `shortest` to `longest` bases around a cut.

    `melting`: least and most degrees C (None: any) by `rule`, "wallace" (2 degrees an A or T, 4 a G or C:
    Wallace et al. 1979) or "neighbours" (SantaLucia & Hicks 2004, 50 mM salt, 250 nM strands). `unique`: none
    of its stretches of so many bases occurs again, on either strand, within what one step makes (0: any).
    `hairpin`: no stem of so many bases within it (0: any). `middle`: take the length that melts nearest to
    the middle of the range, not the shortest one that will do.
    """

    shortest: int
    longest: int
    melting: tuple[float, float] | None = None
    rule: str = "wallace"
    unique: int = 0
    hairpin: int = 0
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Assembly:
    """One step: pieces that are joined by overlaps. Lengths in bases, `cost` for each product made.

    `segment`: least and most bases between two cuts; `longest`: of the product (0: any); `most_pieces`: 0 for
    any number; `grain`: cuts are considered once in so many bases; `takes`: names of the products and steps
    that deliver the pieces;
    `alternate`: every second piece that is bought is its reverse complement, as oligos that prime each other
    must be.
    """

    name: str
    takes: tuple[str, ...]
    segment: tuple[int, int]
    overlap: Overlap
    days: int
    cost: Decimal
    longest: int = 0
    most_pieces: int = 0
    grain: int = 1
    alternate: bool = False


@dataclass(frozen=True, slots=True)
class Network:
    """Products and steps; what is wished may come from any of `delivers`, names among them."""

    products: tuple[Product, ...]
    assemblies: tuple[Assembly, ...] = ()
    delivers: tuple[str, ...] = ()
    named: dict[str, Product | Assembly] = field(init=False, repr=False, compare=False, hash=False)

    def __post_init__(self) -> None:
        """Find by name; where nothing is said, everything delivers."""
        both: tuple[Product | Assembly, ...] = (*self.products, *self.assemblies)
        object.__setattr__(self, "named", {one.name: one for one in both})
        if not self.delivers:
            object.__setattr__(self, "delivers", tuple(self.named))

    @property
    def currency(self) -> str:
        """Of every price (a file has one)."""
        return self.products[0].currency if self.products else ""
