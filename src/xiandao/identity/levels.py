"""At which level two values agree: exactly, by sound, but for a slip of the hand, or not at all."""

from __future__ import annotations

import functools
from typing import Final

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from xiandao.identity.names import OrganisationName, organisation_name, sound
from xiandao.identity.records import Record

Level = tuple[str, str, str]  # level, left value, right value
BRANCH, EXACT, NAME, SOUND, SLIP, ALIKE, OTHER = "branch", "exact", "name", "sound", "slip", "alike", "other"
ORDER: Final = (EXACT, NAME, SOUND, SLIP, ALIKE, OTHER)


def best_name(left: Record, right: Record) -> Level | None:
    """The level at which any of the names of two organisations agree best; a branch beats everything."""
    found: Level | None = None
    for one in left.values("name"):
        for other in right.values("name"):
            level = name_level(organisation_name(one), organisation_name(other))
            if level == BRANCH:
                return level, one, other
            if found is None or ORDER.index(level) < ORDER.index(found[0]):
                found = (level, one, other)
    return found


@functools.lru_cache(maxsize=262_144)
def name_level(one: OrganisationName, other: OrganisationName) -> str:
    """Two names: `branch` where they are a whole and its part, or two parts of one."""
    if one.written == other.written:
        return EXACT if one.region else NAME  # without a place, two firms may well have one name
    if one.branch != other.branch:
        return BRANCH if one.trade == other.trade or _alike(one.trade, other.trade) else OTHER
    if one.trade == other.trade:
        return NAME if _fits(one, other) else ALIKE
    if not one.trade or not other.trade or not _fits(one, other):
        return OTHER
    if sound(one.trade) == sound(other.trade):
        return SOUND
    if _alike(one.trade, other.trade):
        return SLIP
    return ALIKE if DamerauLevenshtein.distance(one.trade, other.trade) <= 1 else OTHER  # one of two letters


def _fits(one: OrganisationName, other: OrganisationName) -> bool:
    """Whether place and industry can be the same: one may lack what the other states."""
    place = not one.region or not other.region or one.region == other.region
    trade = (
        not one.industry
        or not other.industry
        or one.industry == other.industry
        or one.industry in other.industry
        or other.industry in one.industry
    )
    return place and trade


def _alike(one: str, other: str) -> bool:
    """One slip in a name of three letters or more; two in a long one."""
    longest = max(len(one), len(other))
    if longest < 3:
        return False
    return DamerauLevenshtein.distance(one, other) <= (1 if longest < 8 else 2)


def text_level(one: str, other: str) -> str:
    """Two words as people type them."""
    if one == other:
        return EXACT
    if DamerauLevenshtein.distance(one, other) <= 1 and min(len(one), len(other)) > 2:
        return SLIP
    return ALIKE if JaroWinkler.similarity(one, other) >= 0.88 else OTHER


def number_level(one: str, other: str) -> str:
    """Two numbers or days: a slip is one digit, or two that changed places."""
    if one == other:
        return EXACT
    return SLIP if DamerauLevenshtein.distance(one, other) <= 1 else OTHER


def title_level(one: str, other: str) -> str:
    """Two titles, by their letters only."""
    if one == other:
        return EXACT
    likeness = DamerauLevenshtein.normalized_similarity(one, other)
    if likeness >= 0.94:
        return SLIP
    return ALIKE if likeness >= 0.8 else OTHER
