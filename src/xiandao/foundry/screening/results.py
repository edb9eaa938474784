"""What a screening says: hits, concerns, what it could not see, and the verdict that follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from xiandao.foundry.screening.hazards import Entry, OnHit
from xiandao.kernel.sentences import Sentence


class Verdict(StrEnum):
    """What may happen to an order."""

    PASS = "pass"  # noqa: S105 - no password
    HOLD = "hold for review"
    REFUSED = "refused"


class Method(StrEnum):
    """How a hit was found."""

    NUCLEOTIDE = "nucleotides"
    PROTEIN = "translation"
    PROFILE = "profile"
    POOL = "pool"  # pieces of several sequences lie side by side on the hazard


VERDICTS: Final = {
    Verdict.PASS: Sentence("pass"),
    Verdict.HOLD: Sentence("hold for review"),
    Verdict.REFUSED: Sentence("refused"),
}
METHODS: Final = {
    Method.NUCLEOTIDE: Sentence("nucleotides"),
    Method.PROTEIN: Sentence("translation"),
    Method.PROFILE: Sentence("profile"),
    Method.POOL: Sentence("pieces side by side"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of the order that is like a hazard. Places 0-based, half-open, on the strand as given.

    `sequences`: one name, or those that were joined or pooled; the place is then on the joined sequence, and
    0..0 for a pool. `frame`: 1..3 on its strand, 0 where none. `entry_start`: bases or residues of the entry.
    `length` in bases; `identity` 0..1; `benign`: the exception that explains it as well, "" for none.
    """

    sequences: tuple[str, ...]
    strand: int
    frame: int
    start: int
    end: int
    entry: Entry
    entry_start: int
    entry_end: int
    length: int
    identity: float
    method: Method
    benign: str = ""

    @property
    def counts(self) -> bool:
        """Whether it bears on the verdict."""
        return not self.benign

    @property
    def sentence(self) -> Sentence:
        """The hit for a person."""
        strand = {1: " (+)", -1: " (-)"}.get(self.strand, "")
        found = Sentence(
            "{sequences} {where}: {percent} % of {length} bases as in {hazard} ({id}, {list}), by {method}",
            sequences=" + ".join(self.sequences),
            where=Sentence("together")
            if self.method is Method.POOL
            else f"{self.start + 1}..{self.end}{strand}",
            percent=round(100 * self.identity),
            length=self.length,
            hazard=self.entry.name,
            id=self.entry.id,
            list=self.entry.control_list,
            method=METHODS[self.method],
        )
        if not self.benign:
            return found
        return Sentence("{hit}; as like to the harmless {benign}", hit=found, benign=self.benign)


class Concern(Sentence):
    """A reason to hold an order besides hits."""


@dataclass(frozen=True, slots=True)
class Customer:
    """Who orders, for whom, what for, and who checked that and when. Data only: a person checks."""

    name: str
    organisation: str
    purpose: str
    verified_by: str = ""
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """What a person decided about an order that was held, and why."""

    reviewer: str
    on: date
    released: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Screening:
    """The record of one screening; `digest` names exactly the sequences that were screened."""

    digest: str
    names: tuple[str, ...]
    on: date
    customer: Customer | None
    database: str
    database_version: str
    method: str
    searched: bool  # False where there was no database to search
    hits: tuple[Hit, ...]
    concerns: tuple[Concern, ...]
    unseen: tuple[Concern, ...]  # what this screening could not see
    review: Review | None = None
    database_digest: str = ""  # of the database that was searched; "" where it was not kept

    @property
    def verdict(self) -> Verdict:
        """Follows from hits and concerns; nobody sets it."""
        counted = [hit for hit in self.hits if hit.counts]
        if any(hit.entry.on_hit is OnHit.REFUSE for hit in counted):
            return Verdict.REFUSED
        if counted or self.concerns or not self.searched:
            return Verdict.HOLD
        return Verdict.PASS

    @property
    def cleared(self) -> bool:
        """Whether the order may leave: it passed, or was held and released by a person."""
        if self.verdict is Verdict.PASS:
            return True
        released = self.review is not None and self.review.released
        return released and self.searched and self.verdict is Verdict.HOLD
