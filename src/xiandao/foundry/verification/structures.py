"""Large differences: what is missing, turned, joined otherwise, swapped, replaced, doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final

import numpy as np

from xiandao.foundry.verification.findings import Finding, Kind
from xiandao.foundry.verification.laying import Counts
from xiandao.foundry.verification.piling import Pile
from xiandao.foundry.verification.technologies import Technology

NEAR: Final = 25  # breaks within so many letters are one
ROUGH: Final = 60  # where other letters begin is not seen as sharply
_BESIDE: Final = 40  # letters from a break at which depth is taken
_LEAST_SHARE: Final = 0.1
_LEAST_BREAK: Final = 0.2


def structures_of(found: Pile, technology: Technology) -> tuple[list[Finding], set[int]]:
    """Every large difference that enough reads show, and all places at which something is joined anew."""
    jumps = _kept(found, _gathered(found.jumps, found.length, NEAR), technology, 1)
    joined = [_jump(found, pair, many, total) for pair, many, total in jumps]
    findings = [*_swapped(joined, found.length)]
    for kind, pairs, near in ((Kind.TURNED, found.turns, NEAR), (Kind.REPLACED, found.replaced, ROUGH)):
        for (start, end), many, total in _kept(found, _gathered(pairs, found.length, near), technology, 2):
            findings.append(Finding(kind, start, end, "", "", many / total, total))
    known = {at for one in findings for at in (one.start, one.end)}
    known |= {at for pair, *_ in jumps for at in pair}
    for at, many in sorted(_merged(_on_either_side(found), found.length).items()):
        total = many + int(found.through[at])
        if any(_apart(at, one, found.length) <= NEAR for one in known):
            continue
        if many >= technology.least_reads and many / total >= _least_break(technology):
            findings.append(Finding(Kind.BREAK, at, at, "", "", many / total, total))
            known.add(at)
    if found.around >= 3:
        could = max(found.nearly_around, found.around)
        findings.append(Finding(Kind.DIMER, 0, found.length, "", "", found.around / could, could))
    return findings, known


def beside_structures(small: Iterable[Finding], joints: Collection[int], length: int) -> list[Finding]:
    """Small differences without those that a joint beside them makes in the laying of reads."""
    return [
        one
        for one in small
        if not any(min(_apart(one.start, at, length), _apart(one.end, at, length)) <= NEAR for at in joints)
    ]


def _least_break(technology: Technology) -> float:
    """The share of reads that must break off; a single read may do so for its own reasons."""
    return 0.5 if technology.single else _LEAST_BREAK


def _kept(
    found: Pile, pairs: Mapping[tuple[int, int], int], technology: Technology, joints: int
) -> list[tuple[tuple[int, int], int, int]]:
    """Pairs with enough reads: places, reads that show them or break off there, these and those that run on.

    `joints`: at how many a read can show the difference; one that is turned has two.
    """
    through, kept = found.through, []
    for (start, end), many in sorted(pairs.items()):
        if many < technology.least_reads:
            continue
        ends = {start, end} if _apart(start, end, found.length) > NEAR else {start}
        broken = sum(
            reads
            for (at, side), reads in found.breaks.items()
            if (_apart(at, start, found.length) <= NEAR and (side == 1 or joints > 1))
            or (_apart(at, end, found.length) <= NEAR and (side == -1 or joints > 1))
        )
        shown = max(round((many + broken) / joints), 1)
        total = shown + round(sum(int(through[at % found.length]) for at in ends) / len(ends))
        if shown / total >= _LEAST_SHARE:
            kept.append(((start, end), shown, total))
    return kept


def _jump(found: Pile, pair: tuple[int, int], many: int, total: int) -> Finding:
    """A stretch left out is missing where its depth is low by as much; else it was joined otherwise."""
    start, end = pair
    inside = (start + np.arange((end - start) % found.length)) % found.length
    share = many / total
    outside = max(_beside(found.depth, start), _beside(found.depth, end))
    left = float(np.median(found.depth[inside])) / outside
    kind = Kind.MISSING if left <= 1.0 - share / 2 else Kind.JOINED
    return Finding(kind, start, end, "", "", share, total)


def _swapped(jumps: Sequence[Finding], length: int) -> Iterator[Finding]:
    """Three joints i-j, k-i and j-k tell that the stretches i..j and j..k changed places."""
    left = [*jumps]
    while left:
        one = left.pop(0)
        back = next((two for two in left if _apart(two.end, one.start, length) <= NEAR), None)
        last = next(
            (
                three
                for three in left
                if back is not None
                and three is not back
                and _apart(three.start, one.end, length) <= NEAR
                and _apart(three.end, back.start, length) <= NEAR
            ),
            None,
        )
        if back is None or last is None:
            yield one
            continue
        left = [other for other in left if other is not back and other is not last]
        seen = f"{one.end + 1}..{back.start} before {one.start + 1}..{one.end}"
        share = sorted((one.share, back.share, last.share))[1]
        yield Finding(Kind.SWAPPED, one.start, back.start, "", seen, share, one.depth)


def _beside(depth: Counts, at: int) -> int:
    """Reads beside a place: over it there may be none."""
    length = len(depth)
    return max(int(depth[(at - _BESIDE) % length]), int(depth[(at + _BESIDE) % length]), 1)


def _apart(one: int, other: int, length: int) -> int:
    return min((one - other) % length, (other - one) % length)


def _on_either_side(found: Pile) -> Counter[int]:
    counted: Counter[int] = Counter()
    for (at, _), many in found.breaks.items():
        counted[at] += many
    return counted


def _merged(breaks: Mapping[int, int], length: int) -> Counter[int]:
    """Breaks that lie near each other counted at the one that most reads share."""
    merged: Counter[int] = Counter()
    for at, many in sorted(breaks.items(), key=lambda one: (-one[1], one[0])):
        near = next((one for one in merged if _apart(one, at, length) <= NEAR), at)
        merged[near] += many
    return merged


def _gathered(pairs: Mapping[tuple[int, int], int], length: int, reach: int) -> Counter[tuple[int, int]]:
    """The same for stretches, both of whose ends lie near each other."""
    merged: Counter[tuple[int, int]] = Counter()
    for (start, end), many in sorted(pairs.items(), key=lambda one: (-one[1], one[0])):
        near = next(
            (
                one
                for one in merged
                if _apart(one[0], start, length) <= reach and _apart(one[1], end, length) <= reach
            ),
            (start, end),
        )
        merged[near] += many
    return merged


def left_out(findings: Iterable[Finding], length: int) -> set[int]:
    """Places that are told as missing or replaced, so that they are not told as uncovered too."""
    return {
        place % length
        for one in findings
        if one.kind in (Kind.MISSING, Kind.REPLACED)
        for place in range(one.start - NEAR, one.start + (one.end - one.start) % length + NEAR)
    }
