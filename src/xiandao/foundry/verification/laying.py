"""One match of a read, column by column of the construct, and where it is laid over quite other letters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]
LETTERS: Final = "ACGT"
DELETED: Final = 4
LONG: Final = 5  # a column within a long gap: a jump, not a lost letter
LONG_GAP: Final = 30  # a deletion from here on is a structure, not an error
WINDOW: Final = 40  # columns over which likeness is taken
LEAST_LIKE: Final = 0.72  # aligners lay random letters on each other with about 0.6
_CODES: Final = np.full(256, -1, dtype=np.int64)
_CODES[[ord(letter) for letter in LETTERS]] = range(4)


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """`places`: of the construct, written several times; `codes`: 0..3, 4 a lost letter, 5 in a long gap, -1.

    `inserted`: column before which letters are put in, the letters, their least quality; `gaps`: columns.
    """

    places: Counts
    codes: Counts
    qualities: Counts
    inserted: tuple[tuple[int, str, int], ...]
    gaps: tuple[tuple[int, int], ...]


def codes_of(letters: str) -> Counts:
    """0..3 for A, C, G, T; -1 for others."""
    return np.asarray(_CODES[np.frombuffer(letters.encode("ascii"), dtype=np.uint8)])


def aligned(hit: Any, read: str, codes: Counts, qualities: Counts) -> Alignment:
    """The columns of a match of minimap2; `read`, `codes`, `qualities` on the construct's strand."""
    at = hit.q_st if hit.strand == 1 else len(read) - hit.q_en
    size = hit.r_en - hit.r_st
    found, scores = np.empty(size, dtype=np.int64), np.empty(size, dtype=np.int64)
    inserted, gaps, column = [], [], 0
    for many, kind in hit.cigar:
        if kind == 1:
            inserted.append((column, read[at : at + many], int(qualities[at : at + many].min())))
            at += many
            continue
        if kind in (0, 7, 8):
            found[column : column + many] = codes[at : at + many]
            scores[column : column + many] = qualities[at : at + many]
            at += many
        else:
            found[column : column + many] = LONG if many >= LONG_GAP else DELETED
            scores[column : column + many] = qualities[max(at - 1, 0) : at + 1].min()
            if many >= LONG_GAP:
                gaps.append((column, column + many))
        column += many
    return Alignment(np.arange(hit.r_st, hit.r_en), found, scores, tuple(inserted), tuple(gaps))


def unlike(laid: Alignment, expected: Counts) -> list[tuple[int, int, bool]]:
    """Stretches of columns that are laid over other letters, and whether they lie inside the match."""
    size = len(laid.codes)
    if size < WINDOW:
        return []
    same = (laid.codes == expected[laid.places % len(expected)]) | (laid.codes == LONG)
    for column, *_ in laid.inserted:
        same[min(column, size - 1)] = False
    summed = np.concatenate([[0], np.cumsum(same)])
    low = np.flatnonzero(summed[WINDOW:] - summed[:-WINDOW] < LEAST_LIKE * WINDOW)
    if not len(low):
        return []
    found = []
    breaks = np.flatnonzero(np.diff(low) > WINDOW)
    for first, last in zip(
        low[np.concatenate([[0], breaks + 1])], low[np.concatenate([breaks, [len(low) - 1]])], strict=True
    ):
        wrong = np.flatnonzero(~same[first : last + WINDOW]) + first
        start, end = int(wrong[0]), int(wrong[-1]) + 1
        inner = start >= WINDOW and end <= size - WINDOW
        found.append((start if start >= WINDOW else 0, end if end <= size - WINDOW else size, inner))
    return found
