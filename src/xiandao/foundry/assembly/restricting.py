"""Cutting with one or two restriction enzymes, sticky or blunt, and ligating what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from Bio import Restriction

from xiandao.foundry.assembly.cutting import stretch, upper, word_at
from xiandao.foundry.assembly.fidelity import AssemblyRefused
from xiandao.foundry.assembly.ligating import Circle, Joint, circles
from xiandao.foundry.sequences.alphabet import MEANS, reverse_complement
from xiandao.foundry.sequences.records import Record

BLUNT: Final = "blunt"


@dataclass(frozen=True, slots=True)
class Cutter:
    """A restriction enzyme: its site in IUPAC letters, where it cuts the upper strand from the site's start.

    `overhang`: letters of the single strand, 0 for blunt; `five_prime`: which end stands out.
    """

    name: str
    site: str
    cut: int
    overhang: int
    five_prime: bool


@dataclass(frozen=True, slots=True)
class End:
    """The end of a fragment: the letters of the single strand on the upper strand, and which end stands out.

    `kind`: "5'", "3'", "blunt", or "" for an end that no enzyme made, which is not ligated.
    """

    word: str
    kind: str

    def turned(self) -> End:
        """The same end seen from the other strand."""
        return End(reverse_complement(self.word), self.kind)


@dataclass(frozen=True, slots=True)
class Fragment:
    """What lies between two cuts, single strands at both ends with it."""

    record: Record
    left: End
    right: End


@dataclass(frozen=True, slots=True)
class _Cut:
    low: int
    end: End


def cutter_named(name: str) -> Cutter:
    """An enzyme of Biopython's (REBASE). Raises AssemblyRefused: unknown, or one that cuts on both sides."""
    found: Any = getattr(Restriction, name, None)
    if not isinstance(found, type) or not getattr(found, "site", ""):
        raise AssemblyRefused("there is no restriction enzyme {name}", name=name)
    enzyme: Any = found
    if enzyme.fst5 is None or enzyme.scd5 is not None:
        raise AssemblyRefused("where {name} cuts is not known, or it cuts twice", name=name)
    return Cutter(name, str(enzyme.site), int(enzyme.fst5), abs(int(enzyme.ovhg)), enzyme.ovhg < 0)


def fragments(record: Record, enzymes: Sequence[str]) -> list[Fragment]:
    """The fragments of a complete digestion in order; an uncut circle gives none. Raises AssemblyRefused."""
    found = sorted({cut for name in enzymes for cut in _cuts(record, cutter_named(name))}, key=_where)
    for one, two in pairwise(found):
        if two.low < one.low + len(one.end.word):
            raise AssemblyRefused(
                "{record}: two cuts at {place} overlap; an enzyme cannot cut where another has",
                record=record.name,
                place=two.low + 1,
            )
    if record.circular:
        if not found:
            return []
        length, first = len(record), found[0]
        around = [*found, _Cut(first.low + length, first.end)]
        return [_fragment(record, one, two) for one, two in pairwise(around)]
    open_end = End("", "")
    whole = [_Cut(0, open_end), *found, _Cut(len(record), open_end)]
    return [_fragment(record, one, two) for one, two in pairwise(whole)]


def ligate(pieces: Sequence[Fragment], *, uses: int = 1) -> tuple[Circle, ...]:
    """Every circle that fragments can be ligated to: sticky ends that are the same, blunt ends with any."""
    strands, ends = [], []
    for piece in pieces:
        strands += [piece.record, piece.record.reverse_complement()]
        ends += [(piece.left, piece.right), (piece.right.turned(), piece.left.turned())]
    follows = {
        one: [
            Joint(other, len(right.word))
            for other, (left, _) in enumerate(ends)
            if right.kind and left == right
        ]
        for one, (_, right) in enumerate(ends)
    }
    return circles(strands, follows, uses=uses)


def restrict_and_ligate(
    parts: Sequence[Record], enzymes: Sequence[str], *, uses: int = 1
) -> tuple[Circle, ...]:
    """The circles of a complete digestion of all parts and a ligation of their fragments."""
    if not enzymes:
        raise AssemblyRefused("name the enzymes that cut")
    return ligate([piece for part in parts for piece in fragments(part, enzymes)], uses=uses)


def _cuts(record: Record, cutter: Cutter) -> list[_Cut]:
    text, size = upper(record), len(cutter.site)
    length = len(text)
    read = text + text[: size - 1] if record.circular else text
    low = cutter.cut if cutter.five_prime else cutter.cut - cutter.overhang
    turned = size - low - cutter.overhang
    found = set()
    for site, shift in ((cutter.site, low), (reverse_complement(cutter.site), turned)):
        for match in re.finditer(f"(?={_pattern(site)})", read):
            place = match.start() + shift
            if record.circular:
                found.add(place % length)
            elif 0 <= place <= length - cutter.overhang:
                found.add(place)
    kind = BLUNT if not cutter.overhang else "5'" if cutter.five_prime else "3'"
    return [_Cut(place, End(word_at(text, place, cutter.overhang), kind)) for place in sorted(found)]


def _pattern(site: str) -> str:
    return "".join(f"[{MEANS[letter]}]" for letter in site.upper())


def _where(cut: _Cut) -> tuple[int, str]:
    return cut.low, cut.end.word


def _fragment(record: Record, one: _Cut, two: _Cut) -> Fragment:
    return Fragment(stretch(record, one.low, two.low + len(two.end.word)), one.end, two.end)
