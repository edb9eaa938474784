"""What can be found in reads, and how a person reads it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xiandao.kernel.sentences import Sentence


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
    REPLACED = "replaced stretch"
    JOINED = "joined otherwise"
    SWAPPED = "swapped stretches"
    BREAK = "break"
    TURNED = "turned stretch"
    PAIRS = "mates that do not fit"
    DIMER = "two in one"
    UNCOVERED = "not covered"
    FOREIGN = "foreign reads"


NO_EFFECT: Final = Sentence("")
SMALL = (Kind.SUBSTITUTION, Kind.INSERTION, Kind.DELETION)
NO_DEFECT = (Kind.UNCOVERED, Kind.FOREIGN)


@dataclass(frozen=True, slots=True)
class Finding:
    """A difference: 0-based half-open place, what was expected and seen, share of reads, and its effect.

    `quality`: mean Phred score of the letters that differ, 0 where there are none to score.
    """

    kind: Kind
    start: int
    end: int
    expected: str
    seen: str
    share: float
    depth: int
    effect: Sentence = NO_EFFECT
    quality: int = 0

    @property
    def words(self) -> str:
        """For a reader, places counted from 1."""
        place = (
            f"{self.start + 1}"
            if self.end in (self.start, self.start + 1)
            else f"{self.start + 1}..{self.end}"
        )
        change = f": {self.seen}" if self.seen else ""
        if self.kind in SMALL:
            change = f" {self.expected or '-'} > {self.seen or '-'}"
        quality = f", Q{self.quality}" if self.quality else ""
        share = f", {100 * self.share:.0f} % of {self.depth}{quality}"
        return f"{self.kind.value} at {place}{change}{share}" + (f"; {self.effect}" if self.effect else "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`result` with the findings that led to it; depths over all places; how many reads were used.

    `foreign`: share of reads that lie nowhere on the construct. `mixed`: share of a second culture, None
    where all reads agree. `cover`: mean and least depth of up to 400 stretches of equal length, for drawing.
    """

    construct: str
    result: Result
    findings: tuple[Finding, ...]
    reads: int
    mean_depth: float
    least_depth: int
    technology: str = ""
    covered: float = 1.0  # share of places with as many reads as the technology needs
    foreign: float = 0.0
    mixed: float | None = None
    cover: tuple[tuple[float, int], ...] = ()
