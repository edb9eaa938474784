"""How likely two records are one: the weight of evidence of each field, added up (Fellegi & Sunter 1969).

A weight is log2(m/u): how much more often a level is met among records of one thing than among those of two.
The weights are constants, set by hand on the generator of `bench/identity` under other seeds than it reports,
in halves, so that a registrar can follow them; METHOD names their version.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from xiandao.identity.levels import (
    ALIKE,
    BRANCH,
    EXACT,
    NAME,
    OTHER,
    SLIP,
    SOUND,
    Level,
    best_name,
    number_level,
    text_level,
    title_level,
)
from xiandao.identity.names import simplified, sound
from xiandao.identity.records import Kind, Likeness, Part, Record, Verdict

METHOD: Final = "fellegi-sunter/1"
PRIOR: Final = -10.0  # bits: one in a thousand of the pairs that are looked at
SAME_FROM: Final = 0.97
REVIEW_FROM: Final = 0.20

SENTENCES: Final[Mapping[str, str]] = {
    EXACT: "{field}: the same.",
    NAME: "{field}: the same trade name; the rest can be the same.",
    SOUND: "{field}: sounds the same.",
    SLIP: "{field}: the same but for a slip.",
    ALIKE: "{field}: alike.",
    OTHER: "{field}: different.",
    BRANCH: "{field}: one is a branch; a branch is an organisation of its own.",
}


@dataclass(frozen=True, slots=True)
class Field:
    """How a field is compared, and what each level weighs. A `forbidding` level is proof of two things."""

    name: str
    compare: Callable[[Record, Record], Level | None]
    weights: Mapping[str, float]
    forbidding: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=262_144)
def plain(text: str) -> str:
    """A value's letters and digits, small and simplified."""
    return "".join(c for c in simplified(unicodedata.normalize("NFKC", text).casefold()) if c.isalnum())


def _best(name: str, level: Callable[[str, str], str]) -> Callable[[Record, Record], Level | None]:
    """Compare a field of which there may be several values: the best agreement counts."""
    order = (EXACT, NAME, SOUND, SLIP, ALIKE, OTHER)

    def compare(left: Record, right: Record) -> Level | None:
        found: Level | None = None
        for one in left.values(name):
            for other in right.values(name):
                now = level(plain(one), plain(other))
                if found is None or order.index(now) < order.index(found[0]):
                    found = (now, one, other)
        return found

    return compare


def _person_name(one: str, other: str) -> str:
    if one == other:
        return EXACT
    if sound(one) == sound(other):
        return SOUND
    return text_level(one, other) if one.isascii() else OTHER


def _same(one: str, other: str) -> str:
    return EXACT if one == other else OTHER


def _field(name: str, level: Callable[[str, str], str], forbids: bool = False, **weights: float) -> Field:
    return Field(name, _best(name, level), weights, frozenset({OTHER}) if forbids else frozenset())


FIELDS: Final[Mapping[Kind, tuple[Field, ...]]] = {
    Kind.ORGANISATION: (
        Field(
            "name",
            best_name,
            {EXACT: 16.0, NAME: 12.0, SOUND: 9.0, SLIP: 8.0, ALIKE: 2.0, OTHER: -7.0, BRANCH: -30.0},
            frozenset({BRANCH}),
        ),
        _field("uscc", number_level, exact=20.0, slip=8.0, other=-8.0),
        _field("phone", number_level, exact=9.0, slip=4.0, other=-1.5),
        _field("legal_person", _person_name, exact=8.0, sound=5.0, slip=4.0, alike=1.0, other=-2.0),
        _field("address", title_level, exact=7.0, slip=5.5, alike=2.0, other=-1.0),
        _field("website", _same, exact=10.0, other=-1.5),
    ),
    Kind.PERSON: (
        _field("name", _person_name, exact=9.0, sound=6.0, slip=5.0, alike=2.0, other=-8.0),
        _field("given_name", text_level, exact=6.5, slip=4.5, alike=2.0, other=-3.0),
        _field("surname", text_level, exact=7.5, slip=5.5, alike=2.0, other=-3.0),
        _field("date_of_birth", number_level, exact=9.0, slip=5.0, other=-3.0),
        _field("soc_sec_id", number_level, exact=18.0, slip=10.0, other=-3.0),
        _field("address", title_level, exact=9.0, slip=7.0, alike=3.0, other=-1.0),
        _field("suburb", text_level, exact=6.0, slip=5.0, alike=2.0, other=-1.0),
        _field("postcode", number_level, exact=6.0, slip=2.0, other=-1.0),
        _field("employer", title_level, exact=6.0, slip=5.0, alike=1.0, other=-1.5),
        _field("birth_year", _same, exact=4.0, other=-6.0),
        _field("email", _same, exact=16.0, other=-1.0),
        _field("orcid", _same, forbids=True, exact=24.0, other=-24.0),
        _field("title", _same, exact=1.0, other=-0.5),
    ),
    Kind.PAPER: (
        _field("doi", _same, exact=26.0, other=-12.0),
        _field("title", title_level, exact=16.0, slip=12.0, alike=1.0, other=-14.0),
        _field("year", _same, exact=2.0, other=-3.0),
        _field("author", _person_name, exact=4.0, sound=3.0, slip=3.0, alike=1.0, other=-3.0),
        _field("venue", title_level, exact=3.0, slip=2.0, alike=1.0, other=-2.0),
    ),
    Kind.PATENT: (
        _field("number", _same, forbids=True, exact=26.0, other=-26.0),
        _field("title", title_level, exact=10.0, slip=8.0, alike=1.0, other=-10.0),
        _field("applicant", title_level, exact=4.0, slip=3.0, alike=1.0, other=-3.0),
        _field("inventor", _person_name, exact=4.0, sound=3.0, slip=2.0, alike=0.5, other=-2.0),
        _field("filed_on", number_level, exact=6.0, slip=2.0, other=-4.0),
    ),
}


def compare(left: Record, right: Record) -> Likeness:
    """How likely two records of one kind are one thing, field by field. Symmetric.

    Raises ValueError for records of two kinds.
    """
    if left.kind is not right.kind:
        raise ValueError(f"a {left.kind} and a {right.kind} are never one")
    parts, told, forbidden = [], PRIOR, False
    for field in FIELDS[left.kind]:
        level = field.compare(left, right)
        if level is None:
            continue
        weight = field.weights[level[0]]
        told += weight
        forbidden = forbidden or level[0] in field.forbidding
        sentence = SENTENCES[level[0]]
        parts.append(Part(field.name, level[1], level[2], level[0], weight, sentence, {"field": field.name}))
    probability = 0.0 if forbidden else 1 / (1 + 2.0 ** -max(min(told, 60.0), -60.0))
    return Likeness(probability, _verdict(probability), tuple(parts), forbidden)


def _verdict(probability: float) -> Verdict:
    if probability >= SAME_FROM:
        return Verdict.SAME
    return Verdict.REVIEW if probability >= REVIEW_FROM else Verdict.DIFFERENT
