"""Reads laid on a construct: what stands at each place, and where reads break off.

A circle is written twice, so that no read breaks at its origin; places are counted modulo its length. Reads
are laid in the order of their letters, so that the order in which they came changes nothing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

import mappy
import numpy as np
import numpy.typing as npt

from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Molecule, Record
from xiandao.kernel.refusals import Refusal

Counts = npt.NDArray[np.int64]
LETTERS: Final = "ACGT"
DELETED: Final = 4  # column of the counts
LONG_GAP: Final = 30  # a deletion from here on is a structure, not an error
CLIPPED: Final = 25  # letters of a read that lie nowhere, from here on a break


class VerificationRefused(Refusal):
    """A construct or reads that cannot be compared."""


@dataclass(slots=True)
class Pile:
    """`counts[place]`: reads with A, C, G, T or a gap there; `inserted[place]`: letters before it.

    `breaks[place]`: reads that end their match there with letters to spare; `gaps`: long deletions.
    """

    length: int
    counts: Counts
    inserted: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    breaks: Counter[int] = field(default_factory=Counter)
    gaps: Counter[tuple[int, int]] = field(default_factory=Counter)
    turns: Counter[tuple[int, int]] = field(default_factory=Counter)
    reads: int = 0
    foreign: int = 0  # reads of which less than half lies on the construct

    @property
    def depth(self) -> Counts:
        """How many reads lie over each place."""
        return np.asarray(self.counts.sum(axis=1))


def pile(expected: Record, reads: Sequence[Record], preset: str) -> Pile:
    """Lay reads on a construct (minimap2). Raises VerificationRefused."""
    text = expected.sequence.upper()
    if expected.molecule is not Molecule.DNA or not set(text) <= set(LETTERS) or len(text) < 100:
        raise VerificationRefused(
            "{construct}: a construct to verify is 100 or more letters of A, C, G and T",
            construct=expected.name,
        )
    if not reads:
        raise VerificationRefused("{construct}: there are no reads", construct=expected.name)
    whole = text * 2 if expected.circular else text
    aligner: Any = mappy.Aligner(seq=whole, preset=preset, best_n=5)
    found = Pile(len(text), np.zeros((len(text), 5), dtype=np.int64))
    for read in sorted(reads, key=lambda one: (one.sequence, one.name)):
        _lay(found, aligner, read.sequence.upper(), circular=expected.circular)
    return found


def _lay(found: Pile, aligner: Any, letters: str, *, circular: bool) -> None:
    hits = [hit for hit in aligner.map(letters) if hit.is_primary]
    hits.sort(key=lambda hit: (hit.q_st, hit.r_st % found.length, hit.strand))
    found.reads += 1
    laid = sum(hit.q_en - hit.q_st for hit in hits)
    if laid * 2 < len(letters):
        found.foreign += 1
    for hit in hits:
        _lay_hit(found, hit, letters)
        before, after = hit.q_st, len(letters) - hit.q_en
        if hit.strand == -1:
            before, after = after, before
        if before >= CLIPPED and (circular or hit.r_st > CLIPPED):
            found.breaks[hit.r_st % found.length] += 1
        if after >= CLIPPED and (circular or hit.r_en < found.length - CLIPPED):
            found.breaks[hit.r_en % found.length] += 1
    for one, other in pairwise(hits):
        left = one.r_en if one.strand == 1 else one.r_st
        right = other.r_st if other.strand == 1 else other.r_en
        place = (left % found.length, right % found.length)
        if one.strand != other.strand:
            found.turns[min(place), max(place)] += 1
        elif (right - left) * one.strand % found.length >= LONG_GAP and one.q_en >= other.q_st - CLIPPED:
            found.gaps[place if one.strand == 1 else place[::-1]] += 1


def _lay_hit(found: Pile, hit: Any, letters: str) -> None:
    read = letters if hit.strand == 1 else reverse_complement(letters)
    at = hit.q_st if hit.strand == 1 else len(letters) - hit.q_en
    place = hit.r_st
    for size, kind in hit.cigar:
        if kind in (0, 7, 8):
            for step in range(size):
                code = LETTERS.find(read[at + step])
                if code >= 0:
                    found.counts[(place + step) % found.length, code] += 1
            at, place = at + size, place + size
        elif kind == 1:
            found.inserted[place % found.length][read[at : at + size]] += 1
            at += size
        elif size >= LONG_GAP:
            found.gaps[place % found.length, (place + size) % found.length] += 1
            place += size
        else:
            for step in range(size):
                found.counts[(place + step) % found.length, DELETED] += 1
            place += size
