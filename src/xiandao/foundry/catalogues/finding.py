"""Where a sequence lies in others: exactly or with edits, on both strands, around the origin of circles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import edlib

from xiandao.foundry.catalogues.catalogue import Catalogue
from xiandao.foundry.catalogues.parts import CatalogueRefusal, Part
from xiandao.foundry.sequences import DNA, MEANS, Molecule, Place, Record, reverse_complement

SHORTEST: Final = 6  # letters; shorter queries are everywhere
_EQUAL: Final = [
    (code, base) for code, bases in MEANS.items() if code not in DNA | {"U"} for base in bases
]  # an IUPAC code meets each letter it stands for


@dataclass(frozen=True, slots=True)
class Hit:
    """Where the query lies in a target. `end` is beyond the target's length where it runs past the origin."""

    target: str
    start: int
    end: int
    strand: int
    edits: int
    length: int  # of the target

    @property
    def places(self) -> tuple[Place, ...]:
        """The places on the target, in the query's own 5' to 3' order."""
        if self.end <= self.length:
            return (Place(self.start, self.end, self.strand),)
        two = (
            Place(self.start, self.length, self.strand),
            Place(0, self.end - self.length, self.strand),
        )
        return two if self.strand != -1 else two[::-1]


def find_sequence(query: str, targets: Iterable[Record], *, edits: int = 0) -> tuple[Hit, ...]:
    """Every place of the query in the targets with at most so many edits, best first.

    Nucleotides are sought on both strands, IUPAC codes meet what they stand for, T and U are one, case does
    not matter; proteins as they are. With edits, places that overlap a better one are not told apart from it.
    Raises CatalogueRefusal for a query that is too short, or of other letters.
    """
    wanted = "".join(query.upper().split()).replace("U", "T") if _nucleic(query) else query.upper()
    if len(wanted) < SHORTEST or edits < 0 or edits > len(wanted) // 4:
        raise CatalogueRefusal(
            "a query needs {least} letters or more, and at most one edit in four of them: "
            "it has {length}, with {edits} edits",
            least=SHORTEST,
            length=len(wanted),
            edits=edits,
        )
    found = [hit for target in targets for hit in _hits(wanted, target, edits)]
    return tuple(sorted(found, key=lambda hit: (hit.edits, hit.target, hit.start, -hit.strand)))


def _nucleic(query: str) -> bool:
    return frozenset("".join(query.upper().split())) <= frozenset(MEANS)


def _hits(wanted: str, target: Record, edits: int) -> Iterator[Hit]:
    protein = target.molecule is Molecule.PROTEIN
    if not protein and not _nucleic(wanted):
        return
    letters = target.sequence.upper() if protein else target.sequence.upper().replace("U", "T")
    length = len(letters)
    span = len(wanted) + edits
    around = (letters * (span // length + 2))[: length + span - 1] if target.circular else letters
    strands = {1: wanted} if protein else {1: wanted, -1: reverse_complement(wanted)}
    if not protein and strands[-1] == wanted:
        del strands[-1]  # a palindrome lies on both strands at once
    for strand, query in strands.items():
        taken: list[tuple[int, int]] = []
        for start, end, distance in _found(query, around, edits, protein):
            if start >= length or end - start > length or _meets(start, end, taken, length, edits):
                continue
            taken.append((start, end))
            yield Hit(target.name, start, end, strand, distance, length)


def _meets(start: int, end: int, taken: list[tuple[int, int]], length: int, edits: int) -> bool:
    """Whether a place with edits overlaps one that was told before; exact places all count."""
    if not edits:
        return False
    return any(
        start + turn < other_end and other < end + turn
        for other, other_end in taken
        for turn in (0, length, -length)
    )


def _found(query: str, letters: str, edits: int, protein: bool) -> list[tuple[int, int, int]]:
    if not edits:
        return [(at, at + len(query), 0) for at in _exact(query, letters, protein)]
    found: list[tuple[int, int, int]] = []
    waiting = [(0, len(letters))]
    while waiting:
        begin, stop = waiting.pop()
        if stop - begin < len(query) - edits:
            continue
        told = edlib.align(
            query,
            letters[begin:stop],
            mode="HW",
            task="locations",
            k=edits,
            additionalEqualities=None if protein else _EQUAL,
        )
        if told["editDistance"] < 0:
            continue
        start, end = begin + told["locations"][0][0], begin + told["locations"][0][1] + 1
        found.append((start, end, told["editDistance"]))
        waiting += [(begin, start), (end, stop)]
    return sorted(found, key=lambda one: (one[2], one[0]))


def _exact(query: str, letters: str, protein: bool) -> Iterator[int]:
    if protein or frozenset(query) <= DNA:
        at = letters.find(query)
        while at >= 0:
            yield at
            at = letters.find(query, at + 1)
        return
    pattern = "".join(f"[{MEANS[letter]}]" for letter in query)
    yield from (match.start() for match in re.finditer(f"(?={pattern})", letters))


def parts_in(record: Record, catalogue: Catalogue, *, least: int = 12) -> tuple[tuple[Part, Hit], ...]:
    """Parts of the catalogue that lie in a record letter by letter, in order; one within another is kept."""
    found = [
        (part, hit)
        for part in catalogue.parts
        if (part.molecule is Molecule.PROTEIN) == (record.molecule is Molecule.PROTEIN)
        and least <= len(part) <= len(record)
        for hit in find_sequence(part.sequence, (record,))
    ]
    return tuple(sorted(found, key=lambda one: (one[1].start, -one[1].end, one[0].identity)))
