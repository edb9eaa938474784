"""The verdict: every place covered and as expected, or what differs, how surely, and what it does."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import Final

import numpy as np
from scipy.stats import binom

from xiandao.foundry.sequences.records import Record
from xiandao.foundry.verification.effects import with_effect
from xiandao.foundry.verification.findings import NO_DEFECT, SMALL, Finding, Kind, Result, Verdict
from xiandao.foundry.verification.laying import DELETED, LETTERS, Counts
from xiandao.foundry.verification.pairing import pairs_of
from xiandao.foundry.verification.piling import Pile, pile
from xiandao.foundry.verification.structures import beside_structures, left_out, structures_of
from xiandao.foundry.verification.technologies import Technology

WHOLE: Final = 0.75  # share of reads from which a difference is the construct's, not a part's of a mixture
SURE: Final = 30  # Phred scores of differing letters that add up to so much are no error of one read
_UNLIKELY: Final = 1e-6  # chance of so many errors at one place, below which it is no error
_RUN: Final = 4  # runs of one base from here on lose letters in the reading
_SYSTEMATIC: Final = 6.0  # errors at one kind of place may be so many times as frequent as on average
_STRETCHES: Final = 400  # of the cover that a verdict carries


def verify(expected: Record, reads: Sequence[Record], technology: Technology) -> Verdict:
    """Judge a construct by reads, whatever their order, rotation or strand.

    Pass: every place has as many reads as the technology needs and nothing differs beyond errors. Fail: a
    difference in three quarters of the reads. Look: anything between, such as a mixture, or a place with too
    few reads. Mates of a paired technology share a name. Raises VerificationRefused.
    """
    found = pile(expected, reads, technology)
    text = expected.sequence.upper()
    small = [*_letters(found, text, technology), *_insertions(found, text, technology)]
    large, joints = structures_of(found, technology)
    findings = [
        *_uncovered(found, text, technology, left_out(large, len(text))),
        *_joined(sorted(beside_structures(small, joints, len(text)), key=_order)),
        *large,
        *(pairs_of(expected, reads, technology, found) if technology.pair else ()),
    ]
    told = tuple(with_effect(expected, text, one) for one in sorted(findings, key=_order))
    depth = found.depth
    return Verdict(
        construct=expected.name,
        result=_result(told, technology),
        findings=told,
        reads=found.reads,
        mean_depth=float(depth.mean()),
        least_depth=int(depth.min()),
        technology=technology.name,
        covered=float((depth >= technology.least_depth).mean()),
        foreign=found.foreign / found.reads,
        mixed=_mixed(told, technology),
        cover=tuple(_cover(depth)),
    )


def _order(one: Finding) -> tuple[int, int, str, str]:
    return one.start, one.end, one.kind, one.seen


def _result(findings: Sequence[Finding], technology: Technology) -> Result:
    if not findings:
        return Result.PASS
    sure = [one for one in findings if one.kind not in NO_DEFECT]
    for one in sure:
        evidence = one.quality * one.share * one.depth if one.kind in SMALL else SURE
        if one.share >= WHOLE and one.depth >= technology.least_depth and evidence >= SURE:
            return Result.FAIL
    return Result.LOOK


def _mixed(findings: Sequence[Finding], technology: Technology) -> float | None:
    """The share that most of the differences between all and none agree on."""
    shares = [
        one.share
        for one in findings
        if one.kind not in (*NO_DEFECT, Kind.BREAK, Kind.PAIRS)
        and one.share < WHOLE
        and one.depth >= technology.least_depth
        and not technology.single
    ]
    return median(shares) if shares else None


def _uncovered(
    found: Pile, text: str, technology: Technology, explained: Collection[int]
) -> Iterator[Finding]:
    depth = found.depth
    thin = [int(at) for at in np.flatnonzero(depth < technology.least_depth) if int(at) not in explained]
    for start, end in _stretches(thin):
        yield Finding(Kind.UNCOVERED, start, end, text[start:end][:40], "", 0.0, int(depth[start:end].min()))
    if found.foreign >= max(technology.least_reads, 0.1 * found.reads):
        yield Finding(Kind.FOREIGN, 0, 0, "", "", found.foreign / found.reads, found.reads)


def _letters(found: Pile, text: str, technology: Technology) -> Iterator[Finding]:
    depth = found.depth
    others = found.counts.copy()
    others[np.arange(len(text)), found.expected] = 0
    enough = (others >= technology.least_reads) & (depth >= technology.least_depth)[:, None]
    for at, code in zip(*(axis.tolist() for axis in np.nonzero(enough)), strict=True):
        many, total = int(others[at, code]), int(depth[at])
        if technology.single and found.qualities[at, code] <= found.qualities[at, found.expected[at]]:
            continue
        if _is_error(many, total, technology, text, at, gap=code == DELETED):
            continue
        kind = Kind.DELETION if code == DELETED else Kind.SUBSTITUTION
        seen = "" if code == DELETED else LETTERS[code]
        quality = round(int(found.qualities[at, code]) / many)
        yield Finding(kind, at, at + 1, text[at], seen, many / total, total, quality=quality)


def _insertions(found: Pile, text: str, technology: Technology) -> Iterator[Finding]:
    depth = found.depth
    for at, words in sorted(found.inserted.items()):
        word, many = max(words.items(), key=lambda one: (one[1], one[0]))
        if len(word) > 1:  # a long one is seldom read without an error of its own
            many = sum(count for other, count in words.items() if len(other) > 1)
        total = max(int(depth[at]), many)
        if total < technology.least_depth or many < technology.least_reads:
            continue
        if not _is_error(many, total, technology, text, at, gap=True):
            quality = round(found.inserted_quality[at] / sum(words.values()))
            yield Finding(Kind.INSERTION, at, at, "", word, many / total, total, quality=quality)


def _is_error(many: int, total: int, technology: Technology, text: str, at: int, *, gap: bool) -> bool:
    """Whether so many reads can differ at a place by error alone (binomial, with room for bad places).

    Where one read may speak for itself, its qualities already told that.
    """
    if technology.single:
        return gap and many * 2 < total
    share = technology.gaps if gap else 1.0 - technology.gaps
    rate = min(technology.error * share * _SYSTEMATIC / 2, 0.3)  # to this letter, or this kind of gap
    if gap and _run_at(text, at) >= _RUN:
        rate = min(rate * 8.0, 0.45)
    return bool(binom.sf(many - 1, total, rate) > _UNLIKELY / len(text) * 1e3)


def _run_at(text: str, at: int) -> int:
    letter, first, last = text[at], at, at
    while first > 0 and text[first - 1] == letter:
        first -= 1
    while last + 1 < len(text) and text[last + 1] == letter:
        last += 1
    return last - first + 1


def _joined(findings: Sequence[Finding]) -> list[Finding]:
    """Letters lost or changed side by side in the same reads are one difference."""
    kept: list[Finding] = []
    for one in findings:
        last = kept[-1] if kept else None
        if (
            last is not None
            and one.kind is last.kind is not Kind.INSERTION
            and one.start == last.end
            and abs(one.share - last.share) <= 0.2
        ):
            kept[-1] = replace(
                last,
                end=one.end,
                expected=last.expected + one.expected,
                seen=last.seen + one.seen,
                share=min(last.share, one.share),
                quality=min(last.quality, one.quality),
            )
        else:
            kept.append(one)
    return kept


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    begun: int | None = None
    last = -2
    for place in places:
        if place != last + 1:
            if begun is not None:
                yield begun, last + 1
            begun = place
        last = place
    if begun is not None:
        yield begun, last + 1


def _cover(depth: Counts) -> Iterator[tuple[float, int]]:
    many = min(_STRETCHES, len(depth))
    for part in (depth[n * len(depth) // many : (n + 1) * len(depth) // many] for n in range(many)):
        yield round(float(part.mean()), 1), int(part.min())
