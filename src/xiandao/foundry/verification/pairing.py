"""Mates of paired reads: where they lie too far apart, or not towards each other, something is amiss."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any, Final

import mappy

from xiandao.foundry.sequences.records import Record
from xiandao.foundry.verification.findings import Finding, Kind
from xiandao.foundry.verification.mates import mate_name
from xiandao.foundry.verification.piling import Pile
from xiandao.foundry.verification.technologies import Technology

_SLACK: Final = 6.0  # median deviations from the usual distance
_LEAST_SLACK: Final = 150
_CELL: Final = 200  # letters within which pairs that do not fit are taken together
_LEAST_SHARE: Final = 0.15


def pairs_of(
    expected: Record, reads: Sequence[Record], technology: Technology, found: Pile
) -> Iterator[Finding]:
    """Stretches in which pairs do not fit; those of chimeric reads alone are left out by their share."""
    whole = expected.sequence.upper()
    aligner: Any = mappy.Aligner(
        seq=whole * 2 if expected.circular else whole, preset=technology.preset, best_n=1
    )
    groups: defaultdict[str, list[Record]] = defaultdict(list)
    for read in reads:
        groups[mate_name(read)].append(read)
    laid = [
        ends
        for mates in groups.values()
        if len(mates) == 2 and (ends := _ends(aligner, mates, len(whole), circular=expected.circular))
    ]
    spans = [span for _, span, fits in laid if fits]
    if not spans:
        return
    usual = median(spans)
    slack = max(_SLACK * median(abs(span - usual) for span in spans), _LEAST_SLACK)
    wrong: Counter[int] = Counter()
    every: Counter[int] = Counter()
    for left, span, fits in laid:
        every[left // _CELL] += 1
        wrong[left // _CELL] += not fits or abs(span - usual) > slack
    for cell, many in sorted(wrong.items()):
        if many >= technology.least_depth and many / every[cell] >= _LEAST_SHARE:
            start = cell * _CELL
            end = min(start + _CELL, found.length)
            yield Finding(Kind.PAIRS, start, end, "", "", many / every[cell], every[cell])


def _ends(
    aligner: Any, mates: Sequence[Record], length: int, *, circular: bool
) -> tuple[int, int, bool] | None:
    """(left end, distance of the outer ends, whether they look at each other) of two mates."""
    hits = []
    for mate in mates:
        hit = next((one for one in aligner.map(mate.sequence.upper()) if one.is_primary), None)
        if hit is None:
            return None
        hits.append(hit)
    forwards = sorted(hits, key=lambda one: -one.strand)
    if hits[0].strand == hits[1].strand:
        return min(one.r_st % length for one in hits), 0, False
    left, right = forwards[0].r_st % length, forwards[1].r_en % length
    span = (right - left) % length if circular else right - left
    return left, span, span > 0
