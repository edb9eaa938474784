"""The search itself: patterns against the two tables of an index, compiled and shared out over the cores.

A pattern is a guide as the site would be written (two bits a base, from the PAM outwards) and a mask of the
bases that count. A bulge is a pattern of its own: with a base of the site that does not count (DNA bulge), or
without a base of the guide (RNA bulge).
"""

from __future__ import annotations

from itertools import combinations
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit, prange

from xiandao.foundry.editing.genomes import Letters
from xiandao.foundry.editing.indexing import GuideIndex, Keys, Places, Table

EVERY: Final = 0x5555555555555555  # the lower bit of each base
Codes = npt.NDArray[np.int8]


class Patterns(NamedTuple):
    """Row by row: the guide it stands for, its letters, the bases that count, how many it spans, its bulge.

    `bulge`: 0 for none, +p for a base of the site beyond the guide's (DNA) at place p, -p for a base of the
    guide without one in the site (RNA), places counted from the PAM, the first is 1.
    """

    guide: Places
    letters: Keys
    cares: Keys
    span: Places
    bulge: Codes


class Matches(NamedTuple):
    """Which pattern meets which site (its number in the index), with how many mismatches."""

    pattern: Places
    site: Places
    mismatches: Codes


def patterns_of(guides: Letters, *, bulge: bool) -> Patterns:
    """The patterns of guides (one in a row, from the PAM outwards), with every single bulge if asked."""
    count, length = guides.shape
    rows: list[tuple[Letters, npt.NDArray[np.bool_], int, int]] = []
    blank = np.zeros((count, 1), dtype=np.uint8)
    counted = np.ones(length + 1, dtype=np.bool_)
    counted[length] = False
    rows.append((np.hstack([guides, blank]), counted, length, 0))
    for place in range(1, length) if bulge else ():
        counted = np.ones(length + 1, dtype=np.bool_)
        counted[place] = False
        wider = np.hstack([guides[:, :place], blank, guides[:, place:]])
        rows.append((wider, counted, length + 1, place + 1))
    for place in range(1, length - 1) if bulge else ():
        counted = np.ones(length + 1, dtype=np.bool_)
        counted[length - 1 :] = False
        shorter = np.hstack([guides[:, :place], guides[:, place + 1 :], blank, blank])
        rows.append((shorter, counted, length - 1, -(place + 1)))
    shifts = np.arange(length + 1, dtype=np.uint64) * np.uint64(2)
    letters = [(row.astype(np.uint64) << shifts).sum(axis=1, dtype=np.uint64) for row, *_ in rows]
    cares = [
        (counted.astype(np.uint64) * np.uint64(3) << shifts).sum(dtype=np.uint64) for _, counted, *_ in rows
    ]
    return Patterns(
        guide=np.tile(np.arange(count, dtype=np.int64), len(rows)),
        letters=np.concatenate(letters),
        cares=np.repeat(np.array(cares, dtype=np.uint64), count),
        span=np.repeat(np.array([span for *_, span, _ in rows], dtype=np.int64), count),
        bulge=np.repeat(np.array([code for *_, code in rows], dtype=np.int8), count),
    )


def match(index: GuideIndex, patterns: Patterns, mismatches: int) -> Matches:
    """Every whole site that meets a pattern in all but `mismatches` of the bases that count."""
    tolerated = mismatches // 2
    masks = _masks(index.tables[0].size, min(tolerated, index.tables[0].size))
    told = (*index.tables, masks, patterns.letters, patterns.cares, mismatches, tolerated)
    counts = np.zeros(len(patterns.letters), dtype=np.int64)
    empty = np.zeros(0, dtype=np.int64)
    _visit_all(*told, counts, empty, empty, np.zeros(0, dtype=np.int8), False)
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    site, code = np.empty(total, dtype=np.int64), np.empty(total, dtype=np.int8)
    _visit_all(*told, counts, ends - counts, site, code, True)
    return Matches(np.repeat(np.arange(len(counts)), counts), site, code)


def match_ragged(index: GuideIndex, patterns: Patterns, mismatches: int) -> Matches:
    """The same among the few sites that end early: all of them are compared."""
    pattern, site = np.nonzero(patterns.span[:, None] <= index.ragged_lengths[None, :])
    differs = (index.ragged[site] ^ patterns.letters[pattern]) & patterns.cares[pattern]
    differs = (differs | (differs >> np.uint64(1))) & np.uint64(EVERY)
    found = np.bitwise_count(differs)
    near = found <= mismatches
    return Matches(pattern[near], site[near], found[near].astype(np.int8))


def _masks(size: int, tolerated: int) -> Keys:
    """What a seed may differ by: every change of at most `tolerated` of its bases."""
    found = [0]
    for many in range(1, tolerated + 1):
        for places in combinations(range(size), many):
            some = [0]
            for place in places:
                some = [mask | change << 2 * place for mask in some for change in (1, 2, 3)]
            found += some
    return np.array(found, dtype=np.uint64)


@njit(cache=True)
def ones(bits: np.uint64) -> int:
    """How many of the lower bits of bases are set."""
    half = np.uint64(0x3333333333333333)
    bits = (bits & half) + ((bits >> np.uint64(2)) & half)
    bits = (bits + (bits >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((bits * np.uint64(0x0101010101010101)) >> np.uint64(56))


@njit(cache=True)
def differences(key: np.uint64, letters: np.uint64, cares: np.uint64) -> np.uint64:
    """One bit for each base that counts and differs."""
    differs = (key ^ letters) & cares
    return (differs | (differs >> np.uint64(1))) & np.uint64(EVERY)


@njit(cache=True)
def _visit(
    near: Table, far: Table, masks: Keys, letters: np.uint64, cares: np.uint64, most: int, tolerated: int,
    begin: int, site: Places, code: Codes, keep: bool,
) -> int:  # fmt: skip
    """The sites near one pattern; those that the nearer seed leads to are left out of the farther."""
    found = 0
    near_seed = np.uint64((1 << (2 * near.size)) - 1) << np.uint64(2 * near.shift)
    for turn in range(2):
        table = near if turn == 0 else far
        whole = np.uint64((1 << (2 * table.size)) - 1)
        seed = (letters >> np.uint64(2 * table.shift)) & whole
        counted = (cares >> np.uint64(2 * table.shift)) & whole
        free = whole & ~counted
        for mask in masks:
            if mask & free:
                continue
            bucket = (seed & counted) ^ mask
            filled = np.uint64(0)
            while True:
                at = np.int64(bucket | filled)
                for place in range(table.starts[at], table.starts[at + 1]):
                    differs = differences(table.keys[place], letters, cares)
                    mismatches = ones(differs)
                    if mismatches > most or (turn == 1 and ones(differs & near_seed) <= tolerated):
                        continue
                    if keep:
                        site[begin + found] = table.sites[place]
                        code[begin + found] = mismatches
                    found += 1
                filled = (filled - free) & free
                if filled == 0:
                    break
    return found


@njit(cache=True, parallel=True)
def _visit_all(
    near: Table, far: Table, masks: Keys, letters: Keys, cares: Keys, most: int, tolerated: int,
    counts: Places, begins: Places, site: Places, code: Codes, keep: bool,
) -> None:  # fmt: skip
    """Every pattern; the first time only to count, then to keep."""
    for number in prange(letters.shape[0]):
        begin = begins[number] if keep else 0
        counts[number] = _visit(
            near, far, masks, letters[number], cares[number], most, tolerated, begin, site, code, keep
        )
