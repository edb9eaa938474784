"""What one version of a design changed beside another: letters and features."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import edlib

from xiandao.foundry.sequences import Feature, Record

MOST_SHOWN: Final = 200
STEP: Final = re.compile(r"(\d+)([=XID])")


@dataclass(frozen=True, slots=True)
class LetterChange:
    """From place `at` (from 1, in the older one) `was` became `now`; one of them may be empty."""

    at: int
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How two versions differ; `letters` holds the first 200 changes of `many`."""

    letters: tuple[LetterChange, ...]
    many: int
    gone: tuple[str, ...]
    new: tuple[str, ...]
    turned: bool  # one is a circle and the other a line

    @property
    def nothing(self) -> bool:
        """Whether they are the same."""
        return not (self.many or self.gone or self.new or self.turned)


def difference(older: Record, newer: Record) -> Difference:
    """The fewest changes of letters (Levenshtein), and features by their kind, name and own letters."""
    changes = list(_letters(older.sequence.upper(), newer.sequence.upper()))
    before, after = _features(older), _features(newer)
    return Difference(
        letters=tuple(changes[:MOST_SHOWN]),
        many=len(changes),
        gone=tuple(sorted(before - after)),
        new=tuple(sorted(after - before)),
        turned=older.circular != newer.circular,
    )


def _letters(older: str, newer: str) -> Iterator[LetterChange]:
    if older == newer:
        return
    if not older or not newer:
        yield LetterChange(1, older, newer)
        return
    path = str(edlib.align(newer, older, mode="NW", task="path")["cigar"])
    here = there = 0
    was, now, begun = "", "", 0
    for count, what in STEP.findall(path):
        size = int(count)
        if what == "=":
            if was or now:
                yield LetterChange(begun + 1, was, now)
                was, now = "", ""
            here, there = here + size, there + size
            continue
        if not (was or now):
            begun = here
        if what in "XD":
            was, here = was + older[here : here + size], here + size
        if what in "XI":
            now, there = now + newer[there : there + size], there + size
    if was or now:
        yield LetterChange(begun + 1, was, now)


def _features(record: Record) -> set[str]:
    return {_told(feature, record.sequence) for feature in record.features}


def _told(feature: Feature, sequence: str) -> str:
    length = sum(place.end - place.start for place in feature.places)
    own = feature.of(sequence)
    shown = own if len(own) <= 12 else f"{own[:6]}…{own[-3:]}"
    return f"{feature.kind} {feature.label} ({length}: {shown})"
