"""What a plan is: pieces within pieces, down to what is ordered, with who makes each, price and days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xiandao.foundry.sequences import reverse_complement

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the wish (0-based, half-open) and how it is come by.

    `source`: the product or step; `supplier`: who sells it, empty for what is assembled; `price`: of all that
    goes into it; `days`: from the order to this piece; `overlaps`: bases that two neighbours share;
    `turned`: it is bought as its reverse complement.
    """

    start: int
    end: int
    sequence: str
    source: str
    supplier: str
    price: Decimal
    days: int
    pieces: tuple[Piece, ...] = ()
    overlaps: tuple[int, ...] = ()
    turned: bool = False

    @property
    def ordered(self) -> str:
        """The bases to write into an order: those of the other strand where the piece is turned."""
        return reverse_complement(self.sequence) if self.turned else self.sequence

    def orders(self) -> Iterator[Piece]:
        """What is bought, from left to right."""
        if not self.pieces:
            yield self
        for piece in self.pieces:
            yield from piece.orders()

    def steps(self) -> Iterator[Piece]:
        """What is assembled, the last step first."""
        if self.pieces:
            yield self
        for piece in self.pieces:
            yield from piece.steps()


@dataclass(frozen=True, slots=True)
class FragmentPlan:
    """The cheapest way to a wish among the cuts considered; no plan at any cut costs less than `bound`.

    `illustrative`: prices or limits in it are made up. Money in `currency`.
    """

    piece: Piece
    bound: Decimal
    currency: str
    cuts_considered: int
    illustrative: bool
    method_version: str = VERSION

    @property
    def price(self) -> Decimal:
        """What the whole costs."""
        return self.piece.price

    @property
    def days(self) -> int:
        """From the order to the whole."""
        return self.piece.days

    @property
    def gap(self) -> float:
        """How much cheaper another plan could be at most, as a share of the price."""
        return float((self.price - self.bound) / self.price) if self.price else 0.0
