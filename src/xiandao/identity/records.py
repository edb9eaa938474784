"""What is compared, and what comes of it. A likeness is explained part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a record can be; each is compared in its own way."""

    ORGANISATION = "organisation"
    PERSON = "person"
    PAPER = "paper"
    PATENT = "patent"


@dataclass(frozen=True, slots=True)
class Record:
    """A record to compare: for each field the values that it has or had."""

    key: str
    kind: Kind
    fields: Mapping[str, tuple[str, ...]]

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a field; none where nothing is known."""
        return self.fields.get(name, ())


class Verdict(StrEnum):
    """What to do with a pair."""

    SAME = "same"
    REVIEW = "review"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Part:
    """One field compared: at which level the two agree, and what that weighs in bits for or against."""

    field: str
    left: str
    right: str
    level: str
    weight: float
    template: str  # the sentence, with {field}
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How likely two records are one. `forbidden` pairs are never one, whatever else agrees."""

    probability: float
    verdict: Verdict
    parts: tuple[Part, ...]
    forbidden: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one; the smaller key first."""

    left: str
    right: str
    likeness: Likeness
