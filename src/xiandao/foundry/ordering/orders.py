"""What is ordered: items with their sequences, and the refusals of an order that cannot be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from xiandao.foundry.sequences.records import Record
from xiandao.kernel.refusals import Refusal

LONGEST_NAME: Final = 80
# what a spreadsheet would run (full-width signs too, where it is set to Chinese), or break a row at
_FORMULA: Final = re.compile("^\\s*[=+\\-@＝＋－\N{FULLWIDTH COMMERCIAL AT}]|[\t\r\n]")


class OrderRefused(Refusal):
    """An order, a template or a screening that makes no order sheet."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to be synthesized, and how. Words as the supplier has them; empty ones are left empty."""

    sequence: Record
    scale: str = "25 nmol"
    purification: str = "desalted"
    five_prime: str = ""
    three_prime: str = ""
    vector: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """No cell may be a formula, and a name must fit on a tube."""
        if not self.sequence.name.strip() or len(self.sequence.name) > LONGEST_NAME:
            raise OrderRefused(
                "“{name}” is no name for a tube; give 1 to {most} letters",
                name=self.sequence.name[:100],
                most=LONGEST_NAME,
            )
        for said in (
            self.sequence.name,
            self.scale,
            self.purification,
            self.five_prime,
            self.three_prime,
            self.vector,
            self.note,
        ):
            if _FORMULA.search(said):
                raise OrderRefused(
                    "{name}: “{said}” begins like a formula or breaks the line; change it",
                    name=self.sequence.name,
                    said=said,
                )


@dataclass(frozen=True, slots=True)
class Order:
    """Items that are ordered together under a reference of the buyer's."""

    reference: str
    items: tuple[Item, ...]

    @property
    def sequences(self) -> tuple[Record, ...]:
        """What is to be screened."""
        return tuple(item.sequence for item in self.items)
