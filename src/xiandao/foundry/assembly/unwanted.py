"""What else grows: the products of a reaction that are not the wish, each called by what went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xiandao.foundry.assembly.cutting import enzyme_named
from xiandao.foundry.assembly.joining import canonical
from xiandao.foundry.assembly.ligating import Circle
from xiandao.foundry.assembly.restricting import fragments, ligate
from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Record

FEW: Final = 6  # parts up to which dimers are looked for too; with more there are too many to list


class Product(StrEnum):
    """What a circle is, seen from the wish."""

    WISHED = "wished"
    RELIGATED = "religated alone"
    DIMER = "a part twice"
    TURNED = "a part turned or moved"
    INCOMPLETE = "parts missing"
    FOREIGN = "made of other pieces"


@dataclass(frozen=True, slots=True)
class Judged:
    """A product and what it is."""

    product: Product
    circle: Circle


def judged(found: Sequence[Circle], wish: str) -> tuple[Judged, ...]:
    """Each circle called by what it is, the wished one first. `wish`: the letters of the wished circle."""
    wanted = canonical(wish)
    right = next((one for one in found if canonical(one.record.sequence) == wanted), None)
    names = set(right.parts) if right is not None else set().union(*(one.parts for one in found))
    told = [Judged(_called(one, right, names), one) for one in found]
    return tuple(sorted(told, key=lambda one: one.product is not Product.WISHED))


def golden_gate_circles(parts: Sequence[Record], enzyme: str, *, uses: int = 1) -> tuple[Circle, ...]:
    """The circles of a Golden Gate reaction with their parts; pieces that hold a site are cut again.

    As `golden_gate`, but a part may be used several times, so that dimers show. Raises AssemblyRefused.
    """
    site = enzyme_named(enzyme).site
    turned = reverse_complement(site)
    pieces = [piece for part in parts for piece in fragments(part, [enzyme])]
    kept = [
        piece
        for piece in pieces
        if site not in (text := piece.record.sequence.upper()) and turned not in text
    ]
    return ligate(kept, uses=uses)


def _called(one: Circle, right: Circle | None, names: set[str]) -> Product:
    if one is right:
        return Product.WISHED
    if not set(one.parts) <= names:
        return Product.FOREIGN
    if max(one.uses.values()) > (max(right.uses.values()) if right is not None else 1):
        return Product.DIMER
    if len(one.parts) == 1:
        return Product.RELIGATED
    return Product.INCOMPLETE if set(one.parts) < names else Product.TURNED
