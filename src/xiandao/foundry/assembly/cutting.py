"""Type IIS enzymes on records: where they cut, and the pieces that are left, features with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from Bio import Restriction

from xiandao.foundry.assembly.fidelity import AssemblyRefused
from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Feature, Place, Record

_DNA: Final = re.compile("[ACGT]*")


@dataclass(frozen=True, slots=True)
class TypeIIS:
    """An enzyme that cuts beside its site: the site, the letters to the cut, the length of the overhang."""

    name: str
    site: str
    reach: int
    overhang: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch between two cuts, overhangs on both ends with it; "" where an end is no cut."""

    record: Record
    left: str
    right: str

    def turned(self) -> Piece:
        """The same piece read from its other end."""
        return Piece(
            self.record.reverse_complement(), reverse_complement(self.right), reverse_complement(self.left)
        )


def enzyme_named(name: str) -> TypeIIS:
    """A Type IIS enzyme that leaves 5' overhangs, from Biopython (REBASE). Raises AssemblyRefused."""
    found: Any = getattr(Restriction, name, None)
    site = str(getattr(found, "site", ""))
    usable = found is not None and _DNA.fullmatch(site) and getattr(found, "ovhg", 0) < 0
    if not usable or site == reverse_complement(site) or found.fst5 <= len(site):
        raise AssemblyRefused("{name} is no Type IIS enzyme that leaves a 5' overhang", name=name)
    return TypeIIS(name, site, found.fst5 - len(site), -found.ovhg)


def cuts(record: Record, enzyme: TypeIIS) -> list[int]:
    """Where the upper strand is cut (0-based; the overhang follows), on a circle over the origin too."""
    text = upper(record)
    length, size = len(text), len(enzyme.site)
    read = text + text[: size - 1] if record.circular else text
    found = set()
    for start in _starts(read, enzyme.site):
        found.add(start + size + enzyme.reach)
    for start in _starts(read, reverse_complement(enzyme.site)):
        found.add(start - enzyme.reach - enzyme.overhang)
    if record.circular:
        return sorted({place % length for place in found})
    return sorted(place for place in found if 0 <= place <= length - enzyme.overhang)


def digest(record: Record, enzyme: TypeIIS) -> list[Piece]:
    """The pieces of a complete digestion, in order; an uncut circle gives none."""
    places, length, size = cuts(record, enzyme), len(record), enzyme.overhang
    text = upper(record)
    if record.circular:
        around = [*places, places[0] + length] if places else []
        return [
            _piece(record, start, end + size, (word_at(text, start, size), word_at(text, end, size)))
            for start, end in pairwise(around)
        ]
    bounds: list[tuple[int, int, str, str]] = []
    edges = [None, *places, None]
    for before, after in pairwise(edges):
        left = "" if before is None else word_at(text, before, size)
        right = "" if after is None else word_at(text, after, size)
        start, end = before or 0, length if after is None else after + size
        bounds.append((start, end, left, right))
    return [_piece(record, start, end, (left, right)) for start, end, left, right in bounds]


def stretch(record: Record, start: int, end: int) -> Record:
    """A linear part of a record; on a circle `end` may lie beyond the origin. Whole features go along."""
    length = len(record)
    text = record.sequence * 3 if record.circular else record.sequence
    features = [
        moved
        for turn in ((0, length) if record.circular else (0,))
        for feature in record.features
        if (moved := _moved(feature, turn - start, end - start, length if record.circular else 0)) is not None
    ]
    return replace(
        record,
        sequence=text[start:end],
        circular=False,
        features=tuple(dict.fromkeys(features)),
        qualities=None,
    )


def upper(record: Record) -> str:
    """The letters in capitals. Raises AssemblyRefused where one is not A, C, G or T."""
    text = record.sequence.upper()
    match = _DNA.match(text)
    if match is None or match.end() < len(text):
        place = match.end() if match else 0
        raise AssemblyRefused(
            "{record}: “{letter}” at {place}; an assembly needs A, C, G and T",
            record=record.name,
            letter=text[place],
            place=place + 1,
        )
    return text


def _moved(feature: Feature, shift: int, length: int, around: int) -> Feature | None:
    """A feature within a stretch, or nothing where a part of it lies outside."""
    places: list[Place] = []
    for place in feature.places:
        start, end = place.start + shift, place.end + shift
        if start < 0 and around:
            start, end = start + around, end + around
        if start < 0 or end > length:
            return None
        places.append(replace(place, start=start, end=end))
    return replace(feature, places=tuple(_joined(places)))


def _joined(places: Sequence[Place]) -> list[Place]:
    """Parts that meet, as those of a feature across the origin do once it is cut elsewhere, are one."""
    found: list[Place] = []
    for place in places:
        last = found[-1] if found else None
        if last is not None and last.strand == place.strand == 1 and last.end == place.start:
            found[-1] = replace(last, end=place.end, after_end=place.after_end)
        elif last is not None and last.strand == place.strand == -1 and place.end == last.start:
            found[-1] = replace(last, start=place.start, before_start=place.before_start)
        else:
            found.append(place)
    return found


def _piece(record: Record, start: int, end: int, ends: tuple[str, str]) -> Piece:
    return Piece(stretch(record, start, end), *ends)


def word_at(text: str, start: int, size: int) -> str:
    """So many letters of a circle from a place on."""
    start %= len(text)
    if start + size <= len(text):
        return text[start : start + size]
    return "".join(text[(start + step) % len(text)] for step in range(size))


def _starts(text: str, site: str) -> list[int]:
    return [found.start() for found in re.finditer(f"(?={site})", text)]
