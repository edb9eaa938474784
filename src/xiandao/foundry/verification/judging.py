"""The verdict: every place covered and as expected, or what differs, how surely, and what it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from Bio.Seq import Seq
from scipy.stats import binom

from xiandao.foundry.sequences.records import Record
from xiandao.foundry.verification.piling import DELETED, LETTERS, Pile, pile
from xiandao.foundry.verification.simulating import Technology

LEAST_DEPTH: Final = 8
WHOLE: Final = 0.75  # share of reads from which a difference is the construct's, not a part's of a mixture
_UNLIKELY: Final = 1e-6  # chance of so many errors at one place, below which it is no error
_NEAR: Final = 25  # breaks within so many letters are one
_RUN: Final = 4  # runs of one base from here on lose letters in the reading
_SYSTEMATIC: Final = 6.0  # errors at one kind of place may be so many times as frequent as on average


class Result(StrEnum):
    """What to do with a construct."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    LOOK = "look"


class Kind(StrEnum):
    """What was found."""

    SUBSTITUTION = "substitution"
    INSERTION = "insertion"
    DELETION = "deletion"
    MISSING = "missing stretch"
    BREAK = "break"
    TURNED = "turned stretch"
    UNCOVERED = "not covered"
    FOREIGN = "foreign reads"


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference: 0-based half-open place, what was expected and seen, share of reads, and its effect."""

    kind: Kind
    start: int
    end: int
    expected: str
    seen: str
    share: float
    depth: int
    effect: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`result` with the findings that led to it; depths over all places; how many reads were used."""

    construct: str
    result: Result
    findings: tuple[Finding, ...]
    reads: int
    mean_depth: float
    least_depth: int


def verify(expected: Record, reads: Sequence[Record], technology: Technology) -> Verdict:
    """Judge a construct by reads, whatever their order, rotation or strand.

    Pass: every place has 8 reads or more and nothing differs beyond errors. Fail: a difference in three
    quarters of the reads. Look: anything between, such as a mixture, or a place with too few reads.
    Raises VerificationRefused.
    """
    found = pile(expected, reads, technology.preset)
    text = expected.sequence.upper()
    findings = sorted(
        [
            *_uncovered(found, text),
            *_letters(found, text, technology),
            *_insertions(found, text, technology),
            *_structures(found),
        ],
        key=lambda one: (one.start, one.end, one.kind, one.seen),
    )
    told = tuple(_with_effect(expected, text, one) for one in findings)
    depth = found.depth
    return Verdict(
        construct=expected.name,
        result=_result(told),
        findings=told,
        reads=found.reads,
        mean_depth=float(depth.mean()),
        least_depth=int(depth.min()),
    )


def _result(findings: Sequence[Finding]) -> Result:
    if not findings:
        return Result.PASS
    sure = [one for one in findings if one.kind not in (Kind.UNCOVERED, Kind.FOREIGN)]
    if any(one.share >= WHOLE and one.depth >= LEAST_DEPTH for one in sure):
        return Result.FAIL
    return Result.LOOK


def _uncovered(found: Pile, text: str) -> Iterator[Finding]:
    depth = found.depth
    thin = np.flatnonzero(depth < LEAST_DEPTH)
    missing = {
        place
        for (start, end), many in found.gaps.items()
        if many >= LEAST_DEPTH
        for place in range(start, end if end > start else end + found.length)
    }
    for start, end in _stretches([int(at) for at in thin if int(at) not in missing]):
        least = int(depth[start:end].min())
        yield Finding(Kind.UNCOVERED, start, end, text[start:end][:40], "", 0.0, least)
    if found.foreign >= max(3, 0.1 * found.reads):
        share = found.foreign / found.reads
        yield Finding(Kind.FOREIGN, 0, 0, "", "", share, found.reads)


def _letters(found: Pile, text: str, technology: Technology) -> Iterator[Finding]:
    depth = found.depth
    for place in np.flatnonzero(depth >= LEAST_DEPTH):
        at = int(place)
        counts, total = found.counts[at], int(depth[at])
        expected = LETTERS.index(text[at])
        for code in range(5):
            many = int(counts[code])
            if code == expected or many < 3:
                continue
            if _is_error(many, total, technology, text, at, gap=code == DELETED):
                continue
            kind = Kind.DELETION if code == DELETED else Kind.SUBSTITUTION
            seen = "" if code == DELETED else LETTERS[code]
            yield Finding(kind, at, at + 1, text[at], seen, many / total, total)


def _insertions(found: Pile, text: str, technology: Technology) -> Iterator[Finding]:
    depth = found.depth
    for at, words in sorted(found.inserted.items()):
        word, many = max(words.items(), key=lambda one: (one[1], one[0]))
        if len(word) > 1:  # a long one is seldom read without an error of its own
            many = sum(count for other, count in words.items() if len(other) > 1)
        total = max(int(depth[at]), many)
        if total >= LEAST_DEPTH and not _is_error(many, total, technology, text, at, gap=True):
            yield Finding(Kind.INSERTION, at, at, "", word, many / total, total)


def _is_error(many: int, total: int, technology: Technology, text: str, at: int, *, gap: bool) -> bool:
    """Whether so many reads can differ at a place by error alone (binomial, with room for bad places)."""
    share = technology.gaps if gap else 1.0 - technology.gaps
    rate = min(technology.error * share * _SYSTEMATIC, 0.3)
    if gap and _run_at(text, at) >= _RUN:
        rate = min(rate * 4.0, 0.45)
    return bool(binom.sf(many - 1, total, rate) > _UNLIKELY / len(text) * 1e3)


def _run_at(text: str, at: int) -> int:
    letter, first, last = text[at], at, at
    while first > 0 and text[first - 1] == letter:
        first -= 1
    while last + 1 < len(text) and text[last + 1] == letter:
        last += 1
    return last - first + 1


def _structures(found: Pile) -> Iterator[Finding]:
    depth = found.depth

    def near(at: int) -> int:
        """Reads beside a place: over it there may be none."""
        return max(int(depth[(at - 40) % found.length]), int(depth[(at + 40) % found.length]), 1)

    for (start, end), many in sorted(_gathered(found.gaps).items()):
        total = max(near(start), many)
        if many >= 3 and many / total >= 0.1:
            yield Finding(Kind.MISSING, start, end, "", "", many / total, total)
    for (start, end), many in sorted(_gathered(found.turns).items()):
        total = max(near(start), near(end), many)
        if many >= 3 and many / total >= 0.1:
            yield Finding(Kind.TURNED, start, end, "", "", many / total, total)
    known = {at for pair in (*found.gaps, *found.turns) for at in pair}
    for at, many in sorted(_merged(found.breaks).items()):
        total = max(near(at), many)
        explained = any(min((at - one) % found.length, (one - at) % found.length) <= _NEAR for one in known)
        if not explained and many >= 3 and many / total >= 0.2:
            yield Finding(Kind.BREAK, at, at, "", "", many / total, total)


def _merged(breaks: Mapping[int, int]) -> Counter[int]:
    """Breaks that lie near each other counted at the one that most reads share."""
    merged: Counter[int] = Counter()
    for at, many in sorted(breaks.items(), key=lambda one: (-one[1], one[0])):
        near = next((one for one in merged if abs(one - at) <= _NEAR), at)
        merged[near] += many
    return merged


def _gathered(pairs: Mapping[tuple[int, int], int]) -> Counter[tuple[int, int]]:
    """The same for stretches, both of whose ends lie near each other."""
    merged: Counter[tuple[int, int]] = Counter()
    for (start, end), many in sorted(pairs.items(), key=lambda one: (-one[1], one[0])):
        near = next(
            (one for one in merged if abs(one[0] - start) <= _NEAR and abs(one[1] - end) <= _NEAR),
            (start, end),
        )
        merged[near] += many
    return merged


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


def _with_effect(expected: Record, text: str, found: Finding) -> Finding:
    """What a change of letters does to the coding sequence in which it lies."""
    if found.kind not in (Kind.SUBSTITUTION, Kind.INSERTION, Kind.DELETION):
        return found
    for feature in expected.features:
        inside = any(place.start <= found.start < place.end for place in feature.places)
        if feature.kind != "CDS" or not inside:
            continue
        changed = text[: found.start] + found.seen + text[found.end :]
        if len(changed) != len(text):
            size = abs(len(changed) - len(text))
            effect = f"{feature.label}: {'frame shift' if size % 3 else 'a residue more or less'}"
        else:
            before, after = (_protein(feature.of(whole)) for whole in (text, changed))
            place = next((n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b), None)
            effect = (
                f"{feature.label}: silent"
                if place is None
                else f"{feature.label}: {before[place]}{place + 1}{after[place]}"
            )
        return Finding(
            found.kind, found.start, found.end, found.expected, found.seen, found.share, found.depth, effect
        )
    return found


def _protein(coding: str) -> str:
    return str(Seq(coding[: len(coding) // 3 * 3]).translate())  # type: ignore[no-untyped-call]
