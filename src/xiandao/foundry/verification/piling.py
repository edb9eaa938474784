"""Reads laid on a construct: what stands at each place, and where reads break off or jump.

A circle is written so often that no read breaks at its origin; places are counted modulo its length. Reads
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

from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Molecule, Record
from xiandao.foundry.verification.laying import (
    DELETED,
    LETTERS,
    LONG_GAP,
    Alignment,
    Counts,
    aligned,
    codes_of,
    unlike,
)
from xiandao.foundry.verification.technologies import Technology
from xiandao.kernel.refusals import Refusal

CLIPPED: Final = 25  # letters of a read that lie nowhere, from here on a break
MOST_COPIES: Final = 8
DIMER: Final = 1.15  # a read that runs so many times around a circle comes from two of it in one
NEARLY_WHOLE: Final = 0.85  # a read of so much of a circle could have shown that


class VerificationRefused(Refusal):
    """A construct or reads that cannot be compared."""


@dataclass(slots=True)
class Pile:
    """`counts[place]`: reads with A, C, G, T or a gap there; `qualities`: the sum of their Phred scores.

    `inserted[place]`: letters before it, and `inserted_quality` the sum of theirs. `breaks[place, side]`:
    reads whose match ends there with letters to spare, and lies left (1) or right (-1) of it; `jumps`: reads
    that go on elsewhere on the same strand; `replaced`: those with other letters between; `turns`: those that
    go on on the other strand.
    """

    length: int
    expected: Counts  # the construct's letters as numbers
    counts: Counts
    qualities: Counts
    steps: Counts  # changes of `through` from place to place
    inserted: dict[int, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    inserted_quality: Counter[int] = field(default_factory=Counter)
    breaks: Counter[tuple[int, int]] = field(default_factory=Counter)
    jumps: Counter[tuple[int, int]] = field(default_factory=Counter)
    replaced: Counter[tuple[int, int]] = field(default_factory=Counter)
    turns: Counter[tuple[int, int]] = field(default_factory=Counter)
    reads: int = 0
    foreign: int = 0  # reads of which less than half lies on the construct
    around: int = 0  # reads that run on after a whole turn
    nearly_around: int = 0  # reads that cover most of the circle

    @property
    def depth(self) -> Counts:
        """How many reads lie over each place."""
        return np.asarray(self.counts.sum(axis=1))

    @property
    def through(self) -> Counts:
        """How many reads run on over each place without a jump, with letters to spare on both sides."""
        summed = np.cumsum(self.steps)
        whole = len(summed) // self.length
        return np.asarray(summed[: whole * self.length].reshape(whole, self.length).sum(axis=0))


def pile(expected: Record, reads: Sequence[Record], technology: Technology) -> Pile:
    """Lay reads on a construct (minimap2). Raises VerificationRefused."""
    text = expected.sequence.upper()
    if expected.molecule is not Molecule.DNA or not set(text) <= set(LETTERS) or len(text) < 100:
        raise VerificationRefused(
            "{construct}: a construct to verify is 100 or more letters of A, C, G and T",
            construct=expected.name,
        )
    if not reads:
        raise VerificationRefused("{construct}: there are no reads", construct=expected.name)
    longest = max(len(read) for read in reads)
    copies = 2 + longest // len(text) if expected.circular else 1
    copies = min(copies, MOST_COPIES)
    aligner: Any = mappy.Aligner(seq=text * copies, preset=technology.preset, best_n=5)
    shape = (len(text), 5)
    steps = np.zeros((copies + 1) * len(text), dtype=np.int64)
    counts, qualities = (np.zeros(shape, dtype=np.int64) for _ in range(2))
    found = Pile(len(text), codes_of(text), counts, qualities, steps)
    for read in sorted(reads, key=lambda one: (one.sequence, one.qualities or (), one.name)):
        _lay(found, aligner, read, technology, circular=expected.circular)
    return found


def _lay(found: Pile, aligner: Any, read: Record, technology: Technology, *, circular: bool) -> None:
    letters = read.sequence.upper()
    hits = [hit for hit in aligner.map(letters) if hit.is_primary]
    hits.sort(key=lambda hit: (hit.q_st, hit.r_st % found.length, hit.strand))
    found.reads += 1
    laid = sum(hit.q_en - hit.q_st for hit in hits)
    if laid * 2 < len(letters):
        found.foreign += 1
    qualities = np.array(read.qualities or (technology.quality,) * len(letters), dtype=np.int64)
    codes = codes_of(letters)
    for hit in hits:
        if hit.strand == 1:
            _count(found, aligned(hit, letters, codes, qualities), technology.least_quality)
        else:
            turned = np.where(codes >= 0, 3 - codes, -1)[::-1]
            laid_back = aligned(hit, reverse_complement(letters), turned, qualities[::-1])
            _count(found, laid_back, technology.least_quality)
    if circular and hits:
        span = max(hit.r_en - hit.r_st for hit in hits)
        found.around += span >= DIMER * found.length
        found.nearly_around += span >= NEARLY_WHOLE * found.length
    if hits:
        first, last = hits[0], hits[-1]
        _note_break(found, first.q_st, first, -first.strand, circular=circular)
        _note_break(found, len(letters) - last.q_en, last, last.strand, circular=circular)
    for one, other in pairwise(hits):
        _note_jump(found, one, other)


def _note_break(found: Pile, spare: int, hit: Any, side: int, *, circular: bool) -> None:
    """A read's outermost match that leaves letters over; at the end of a linear construct it must."""
    at = hit.r_en if side == 1 else hit.r_st
    if spare >= CLIPPED and (circular or CLIPPED < at < found.length - CLIPPED):
        found.breaks[at % found.length, side] += 1


def _note_jump(found: Pile, one: Any, other: Any) -> None:
    left = one.r_en if one.strand == 1 else one.r_st
    right = other.r_st if other.strand == 1 else other.r_en
    place = (left % found.length, right % found.length)
    if one.strand != other.strand:
        found.turns[min(place), max(place)] += 1
        return
    place = place if one.strand == 1 else place[::-1]
    between = other.q_st - one.q_en
    if between > CLIPPED:
        found.replaced[place] += 1
    elif LONG_GAP <= (place[1] - place[0]) % found.length <= found.length - LONG_GAP:
        found.jumps[place] += 1


def _count(found: Pile, laid: Alignment, least_quality: int) -> None:
    """What a match says of each place, but where it is laid over letters that are quite other ones."""
    length, rows = found.length, laid.places % found.length
    strange = unlike(laid, found.expected)
    hidden = np.zeros(len(rows), dtype=np.bool_)
    for start, end, inner in strange:
        hidden[start:end] = True
        if inner:
            found.replaced[int(rows[start]), int(laid.places[end - 1] + 1) % length] += 1
        else:
            at, side = (rows[start], 1) if end == len(rows) else (rows[end - 1] + 1, -1)
            found.breaks[int(at) % length, side] += 1
    kept = ~hidden & (laid.codes >= 0) & (laid.codes <= DELETED) & (laid.qualities >= least_quality)
    np.add.at(found.counts, (rows[kept], laid.codes[kept]), 1)
    np.add.at(found.qualities, (rows[kept], laid.codes[kept]), laid.qualities[kept])
    for column, word, quality in laid.inserted:
        if quality >= least_quality and not hidden[min(column, len(hidden) - 1)]:
            at = (
                int(laid.places[column]) % length if column < len(rows) else int(laid.places[-1] + 1) % length
            )
            found.inserted[at][word] += 1
            found.inserted_quality[at] += quality
    for start, end in laid.gaps:
        found.jumps[int(rows[start]), int(laid.places[end - 1] + 1) % length] += 1
    begun = 0
    for start, end in sorted(
        [*laid.gaps, *((start, end) for start, end, _ in strange), (len(rows), len(rows))]
    ):
        _run_through(found, laid, begun, start)
        begun = max(begun, end)


def _run_through(found: Pile, laid: Alignment, start: int, end: int) -> None:
    """A read lies whole over a stretch: it runs through all of it but what is near its ends."""
    if end - start > 2 * CLIPPED:
        found.steps[int(laid.places[start]) + CLIPPED] += 1
        found.steps[int(laid.places[end - 1]) + 1 - CLIPPED + 1] -= 1
