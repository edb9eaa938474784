"""What a hazard database holds, once it is read and checked; `opening` reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from xiandao.foundry.screening.seeding import Index
from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import Sentence

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
MOST_AGE_DAYS: Final = 180  # where the manifest names no age of its own


class DatabaseRefused(Refusal):
    """A hazard database that cannot be built or read."""


class Kind(StrEnum):
    """What an entry is compared by."""

    NUCLEOTIDE = "nucleotide"
    PROTEIN = "protein"
    PROFILE = "profile"


class OnHit(StrEnum):
    """What the operator wants to happen to an order that matches an entry."""

    HOLD = "hold"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Entry:
    """A hazard: what it is, the control list that names it, and how it is told."""

    id: str
    name: str
    control_list: str
    kind: Kind
    on_hit: OnHit = OnHit.HOLD


@dataclass(frozen=True, slots=True)
class Benign:
    """A sequence that is harmless though like a hazard: hits that it explains as well do not count."""

    id: str
    reason: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class HazardDatabase:
    """A database that was checked, ready to be searched."""

    name: str
    version: str
    dated: date
    most_age_days: int
    entries: Mapping[str, Entry]
    benign: Mapping[str, Benign]
    nucleotides: Index = field(repr=False, compare=False)
    proteins: Index = field(repr=False, compare=False)
    benign_nucleotides: Index = field(repr=False, compare=False)
    benign_proteins: Index = field(repr=False, compare=False)
    profiles: tuple[Any, ...] = field(default=(), repr=False, compare=False)  # pyhmmer's HMM
    digest: str = ""  # SHA-256 of the manifest, which names the digest of every file

    def too_old(self, on: date) -> bool:
        """Whether the operator should have renewed it by that day."""
        return (on - self.dated).days > self.most_age_days


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why there is no database to screen against, in a sentence."""

    reason: Sentence


def profile_name(model: Any) -> str:
    """The name of a profile, which is the id of its entry."""
    name = model.name
    return name.decode() if isinstance(name, bytes) else str(name)
