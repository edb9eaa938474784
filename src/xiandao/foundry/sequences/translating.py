"""From codons to residues by any table of NCBI, and the open frames of a sequence on both strands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Final

from Bio.Data import CodonTable

from xiandao.foundry.sequences.alphabet import MEANS, reverse_complement
from xiandao.foundry.sequences.records import Feature, Place, SequenceRefusal

STANDARD: Final = 1
BACTERIAL: Final = 11
UNKNOWN: Final = "X"
STOP: Final = "*"


@dataclass(frozen=True, slots=True)
class Frame:
    """An open reading frame, its stop with it; `end` is beyond the length where it passes the origin."""

    start: int
    end: int
    strand: int
    protein: str  # without the stop

    def feature(self, length: int) -> Feature:
        """The frame as a CDS on a sequence of that length."""
        places = [Place(self.start, min(self.end, length), self.strand)]
        if self.end > length:
            places.append(Place(0, self.end - length, self.strand))
        return Feature("CDS", tuple(places if self.strand == 1 else places[::-1]))


@dataclass(frozen=True, slots=True)
class _Table:
    residues: dict[str, str]  # of every codon, * for a stop
    starts: frozenset[str]
    stops: frozenset[str]


@cache
def _table(number: int) -> _Table:
    found = CodonTable.unambiguous_dna_by_id.get(number)
    if found is None:
        raise SequenceRefusal(
            "there is no genetic code {number}; NCBI numbers them {known}",
            number=number,
            known=", ".join(str(one) for one in sorted(CodonTable.unambiguous_dna_by_id)),
        )
    residues = dict(found.forward_table) | dict.fromkeys(found.stop_codons, STOP)
    return _Table(residues, frozenset(found.start_codons), frozenset(found.stop_codons))


@cache
def _residue(codon: str, number: int) -> str:
    table = _table(number)
    if codon in table.residues:
        return table.residues[codon]
    meant = {table.residues["".join(bases)] for bases in product(*(MEANS[letter] for letter in codon))}
    return meant.pop() if len(meant) == 1 else UNKNOWN


def translate(sequence: str, *, table: int = STANDARD) -> str:
    """The residues of DNA or RNA read from its first letter, * for a stop, X where a code may mean several.

    Raises SequenceRefusal for letters that are no nucleotides and for a length that is no multiple of three.
    """
    letters = _letters(sequence)
    if len(letters) % 3:
        raise SequenceRefusal(
            "{length} letters are no whole number of codons; {left} too many, or the frame has shifted",
            length=len(letters),
            left=len(letters) % 3,
        )
    return "".join(_residue(letters[at : at + 3], table) for at in range(0, len(letters), 3))


def translate_gene(sequence: str, *, table: int = BACTERIAL) -> str:
    """The protein of a whole gene: its first codon is read as M, the last must be a stop and is left out.

    Raises SequenceRefusal for a shifted frame, a first codon that starts nothing, a stop within the gene,
    and a gene without a stop; the position of the codon is named, from 1.
    """
    residues = translate(sequence, table=table)
    first = _letters(sequence)[:3]
    if first not in _table(table).starts:
        raise SequenceRefusal(
            "{codon!r} at position 1 starts no gene in genetic code {table}", codon=first, table=table
        )
    within = residues.find(STOP, 0, len(residues) - 1)
    if within >= 0:
        raise SequenceRefusal(
            "a stop codon lies within the gene, at position {position} of {length}",
            position=3 * within + 1,
            length=len(sequence),
        )
    if not residues.endswith(STOP):
        raise SequenceRefusal(
            "the gene ends without a stop codon, at position {position}", position=len(sequence)
        )
    return "M" + residues[1:-1]


def _letters(sequence: str) -> str:
    letters = sequence.upper().replace("U", "T")
    if not frozenset(letters) <= frozenset(MEANS):
        at, letter = next((at, letter) for at, letter in enumerate(letters) if letter not in MEANS)
        raise SequenceRefusal(
            "the letter {letter!r} at position {position} is no nucleotide", letter=letter, position=at + 1
        )
    return letters


def open_frames(
    sequence: str,
    *,
    circular: bool = False,
    table: int = BACTERIAL,
    least_residues: int = 30,
    starts: tuple[str, ...] = (),
) -> tuple[Frame, ...]:
    """Every open frame of the six, from its first start codon to its stop, in order.

    `starts`: codons that count as starts, else those of the table. On a circle a frame may run past the
    origin; one that never meets a stop is none. On a line a frame needs its start and its stop.
    Raises SequenceRefusal for letters that are no nucleotides.
    """
    letters, length = _letters(sequence), len(sequence)
    code = _table(table)
    chosen = frozenset(codon.upper().replace("U", "T") for codon in starts) or code.starts
    first = length if circular else 0
    found = []
    for strand in (1, -1):
        text = letters if strand == 1 else reverse_complement(letters)
        around = text * 3 if circular else text
        for begin, end in _spans(around, length, chosen, code.stops):
            if (end - begin) // 3 - 1 < least_residues or not first <= begin < first + length:
                continue
            protein = "M" + translate(around[begin + 3 : end - 3], table=table)
            start = begin - first if strand == 1 else (length - end) % length
            found.append(Frame(start, start + end - begin, strand, protein))
    return tuple(sorted(found, key=lambda one: (one.start, one.end, -one.strand)))


def _spans(
    text: str, length: int, starts: frozenset[str], stops: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """From the first start behind a stop to the next stop, by frame, never longer than the sequence.

    A circle is written three times: a frame that begins in the middle sees what lies before and behind it.
    """
    for frame in range(3):
        ends = _places(text, stops, frame)
        begins = _places(text, starts, frame)
        for number, end in enumerate(ends):
            after = max(ends[number - 1] + 1 if number else 0, end + 3 - length)
            at = bisect_left(begins, after)
            if at < len(begins) and begins[at] < end:
                yield begins[at], end + 3


def _places(text: str, codons: frozenset[str], frame: int) -> list[int]:
    pattern = re.compile(f"(?={'|'.join(sorted(codons))})")
    return [match.start() for match in pattern.finditer(text) if match.start() % 3 == frame]
