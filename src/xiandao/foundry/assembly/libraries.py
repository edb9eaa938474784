"""Combinatorial libraries in one pot: slots with alternatives, every member simulated."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xiandao.foundry.assembly.cutting import enzyme_named
from xiandao.foundry.assembly.fidelity import AssemblyRefused, fidelity
from xiandao.foundry.assembly.joining import canonical
from xiandao.foundry.assembly.ligating import Circle
from xiandao.foundry.assembly.restricting import fragments
from xiandao.foundry.assembly.unwanted import golden_gate_circles
from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Record

MOST_MEMBERS: Final = 500


@dataclass(frozen=True, slots=True)
class Library:
    """The members wished, the other circles, the chance that a colony is a member, how many to pick.

    `to_see_all`: colonies after which every member was seen with the chance of 95 %, if all are as frequent.
    """

    members: tuple[Circle, ...]
    unwanted: tuple[Circle, ...]
    fidelity: float
    to_see_all: int


def library(slots: Sequence[Sequence[Record]], enzyme: str) -> Library:
    """All combinations of one part a slot, assembled in one Golden Gate reaction.

    The parts of a slot must leave the same two overhangs, slot follows slot around the circle. The pot is
    simulated as a whole; a member that it does not give is a refusal. Raises AssemblyRefused.
    """
    ends = [_ends(number, slot, enzyme) for number, slot in enumerate(slots, start=1)]
    many = math.prod(len(slot) for slot in slots)
    if not slots or many > MOST_MEMBERS:
        raise AssemblyRefused(
            "a library of {many} members; 1 to {most} are simulated", many=many, most=MOST_MEMBERS
        )
    for number, (left, right) in enumerate(zip(ends, [*ends[1:], ends[0]], strict=True), start=1):
        if left[1] != right[0]:
            raise AssemblyRefused(
                "slot {number} ends in {end} and the next begins with {start}; they must be the same",
                number=number,
                end=left[1],
                start=right[0],
            )
    found = golden_gate_circles([part for slot in slots for part in slot], enzyme)
    where = {part.name: number for number, slot in enumerate(slots) for part in slot}
    whole = sorted(range(len(slots)))
    members = tuple(one for one in found if sorted(where[name] for name in one.parts) == whole)
    if len({canonical(one.record.sequence) for one in members}) < many:
        raise AssemblyRefused(
            "the pot gives {found} of {many} members; two parts of a slot are alike, or an end is used twice",
            found=len(members),
            many=many,
        )
    chance = fidelity([left for left, _ in ends], enzyme)
    unwanted = tuple(one for one in found if one not in members)
    return Library(members, unwanted, chance, _to_see_all(many, chance))


def _ends(number: int, slot: Sequence[Record], enzyme: str) -> tuple[str, str]:
    seen = set()
    for part in slot:
        inner = [piece for piece in fragments(part, [enzyme]) if piece.left.kind and piece.right.kind]
        kept = [piece for piece in inner if not _holds(piece.record, enzyme)]
        if len(kept) != 1:
            raise AssemblyRefused(
                "{part}: {enzyme} must release one piece of it, and releases {many}",
                part=part.name,
                enzyme=enzyme,
                many=len(kept),
            )
        seen.add((kept[0].left.word, kept[0].right.word))
    if len(seen) != 1:
        raise AssemblyRefused(
            "the parts of slot {number} end in {ends}; all must end alike",
            number=number,
            ends=", ".join("…".join(one) for one in sorted(seen)),
        )
    return seen.pop()


def _holds(record: Record, enzyme: str) -> bool:
    """Whether a piece holds the site, and would be cut again."""
    site = enzyme_named(enzyme).site
    text = record.sequence.upper()
    return site in text or reverse_complement(site) in text


def _to_see_all(many: int, chance: float) -> int:
    """n with (1 - (1 - chance/many)^n)^many >= 0.95."""
    share = chance / many
    if share >= 1:
        return 1
    return math.ceil(math.log(1 - 0.95 ** (1 / many)) / math.log(1 - share))
