"""The words beside a number that say how a value is held against it, and what they say together."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from xiandao.planreader.model import Comparator
from xiandao.planreader.quantities.lexicon import (
    ABOUT_AFTER,
    ABOUT_BEFORE,
    AT_LEAST_AFTER,
    AT_LEAST_BEFORE,
    AT_MOST_AFTER,
    AT_MOST_BEFORE,
    FALL_BEFORE,
    FALL_TO_BEFORE,
    GROWTH_BEFORE,
    HOLD_BEFORE,
    LESS_THAN_BEFORE,
    LEVEL_AFTER,
    MORE_THAN_BEFORE,
    NEUTRAL_BEFORE,
    NOT_ABOUT_BEFORE,
    NOT_COMPARATOR_BEFORE,
    RATIO_FALL_BEFORE,
    RATIO_GROWTH_BEFORE,
    REACH_BEFORE,
)
from xiandao.planreader.quantities.units import Sort, Unit, skip_blanks, skip_blanks_back
from xiandao.planreader.quantities.wordlists import Words


class Cue(StrEnum):
    """What one such word says."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    ABOUT = "about"
    REACH = "reach"
    FALL_TO = "fall_to"
    HOLD = "hold"
    GROWTH = "growth"
    FALL = "fall"
    NEUTRAL = "neutral"
    BLOCKED = "blocked"
    LEVEL = "level"


Cues = frozenset[Cue]
_BEFORE_CUES: Final[dict[str, Cue]] = (
    dict.fromkeys(NEUTRAL_BEFORE, Cue.NEUTRAL)
    | dict.fromkeys(GROWTH_BEFORE, Cue.GROWTH)
    | dict.fromkeys(FALL_BEFORE, Cue.FALL)
    | dict.fromkeys(REACH_BEFORE, Cue.REACH)
    | dict.fromkeys(FALL_TO_BEFORE, Cue.FALL_TO)
    | dict.fromkeys(HOLD_BEFORE, Cue.HOLD)
    | dict.fromkeys(AT_LEAST_BEFORE, Cue.AT_LEAST)
    | dict.fromkeys(AT_MOST_BEFORE, Cue.AT_MOST)
    | dict.fromkeys(MORE_THAN_BEFORE, Cue.MORE_THAN)
    | dict.fromkeys(LESS_THAN_BEFORE, Cue.LESS_THAN)
    | dict.fromkeys(ABOUT_BEFORE, Cue.ABOUT)
    | dict.fromkeys((*NOT_ABOUT_BEFORE, *NOT_COMPARATOR_BEFORE), Cue.BLOCKED)
)
_RATIO_CUES: Final = _BEFORE_CUES | (
    dict.fromkeys(RATIO_GROWTH_BEFORE, Cue.GROWTH) | dict.fromkeys(RATIO_FALL_BEFORE, Cue.FALL)
)
_AFTER_CUES: Final[dict[str, Cue]] = (
    dict.fromkeys(AT_LEAST_AFTER, Cue.AT_LEAST)
    | dict.fromkeys(AT_MOST_AFTER, Cue.AT_MOST)
    | dict.fromkeys(ABOUT_AFTER, Cue.ABOUT)
    | dict.fromkeys(LEVEL_AFTER, Cue.LEVEL)
)
_BEFORE: Final = Words(_BEFORE_CUES)
_RATIO_BEFORE: Final = Words(_RATIO_CUES)
_AFTER: Final = Words(_AFTER_CUES)
_ARRIVING: Final = Words((*REACH_BEFORE, *FALL_TO_BEFORE))
MOST_CUES: Final = 5  # 力争 + 年均 + 增长 + 不低于 + 约: more than a writer would stack
FARTHEST_STANDARD: Final = 10  # characters between 压缩至 and 的30%: 压缩至法定时限的30%
# Before a magnitude alone these compare; before anything else they are ordinary characters.
_BARE_ONLY: Final = {"上": Cue.AT_LEAST, "过": Cue.MORE_THAN, "成": Cue.AT_LEAST}


def cues_before(
    text: str, floor: int, position: int, dates: dict[int, int], *, bare: bool, ratio: bool
) -> tuple[int, Cues]:
    """Comparators and change words that lead up to `position`, and where the first of them begins.

    `dates` maps the end of each date to its start: 提高到2030年的10% has one between word and value.
    """
    listed, table = (_RATIO_BEFORE, _RATIO_CUES) if ratio else (_BEFORE, _BEFORE_CUES)
    cues: set[Cue] = set()
    place = position
    if bare and place > floor and text[place - 1] in _BARE_ONLY:
        cues.add(_BARE_ONLY[text[place - 1]])
        place -= 1
    for _ in range(MOST_CUES):
        stop = skip_blanks_back(text, place, floor)
        word = listed.before(text, floor, stop)
        if word is None:
            found = _across_date(text, floor, stop, dates) or _across_standard(text, floor, stop)
            if found is None:
                break
            place = found[0]
            cues.add(found[1])
            continue
        if table[word] is Cue.BLOCKED:
            break
        cues.add(table[word])
        place = stop - len(word)
    return place, frozenset(cues)


def _across_date(text: str, floor: int, stop: int, dates: dict[int, int]) -> tuple[int, Cue] | None:
    """提高到2030年的10%: the day stands between the word and the value."""
    if stop <= floor:
        return None
    start = dates.get(stop - 1 if text[stop - 1] == "的" else stop)
    if start is None or start <= floor:
        return None
    before = skip_blanks_back(text, start, floor)
    word = _BEFORE.before(text, floor, before)
    if word is None or _BEFORE_CUES[word] is Cue.BLOCKED:
        return None
    cue = _BEFORE_CUES[word]
    if text[start] in "到至":
        cue = Cue.FALL_TO if cue is Cue.FALL else Cue.REACH
    return before - len(word), cue


def _across_standard(text: str, floor: int, stop: int) -> tuple[int, Cue] | None:
    """压缩至法定时限的30%: a standard stands between the word and the value."""
    if stop <= floor or text[stop - 1] != "的":
        return None
    for place in range(stop - 2, max(floor, stop - FARTHEST_STANDARD) - 1, -1):
        word = _ARRIVING.before(text, floor, place)
        if word is not None and len(word) > 1:
            return place - len(word), _BEFORE_CUES[word]
    return None


def cues_after(text: str, position: int, end: int, unit: Unit | None) -> tuple[int, Cues]:
    """以上, 左右, 级 and the like after the unit, and where the last of them ends."""
    cues: set[Cue] = set()
    place = position
    for _ in range(2):
        start = skip_blanks(text, place, end)
        word = _AFTER.at(text, start, end)
        if word is None or not _fits_after(text, start, end, word, unit):
            break
        cues.add(_AFTER_CUES[word])
        place = start + len(word)
    return place, frozenset(cues)


def _fits_after(text: str, start: int, end: int, word: str, unit: Unit | None) -> bool:
    following = text[start + len(word) : min(end, start + len(word) + 1)]
    if word == "上下":
        return following != "游"
    if word == "内":
        return unit is not None and unit.sort is Sort.TIME and following not in ("部", "容")
    if word == "起":
        return following in ("", "，", "。", "、", "；")
    if _AFTER_CUES[word] is Cue.LEVEL:
        return unit is not None and unit.sort is not Sort.COUNT and not unit.name.startswith("个")
    return True


_STRONG: Final = (
    (Cue.MORE_THAN, Comparator.MORE_THAN),
    (Cue.LESS_THAN, Comparator.LESS_THAN),
    (Cue.AT_MOST, Comparator.AT_MOST),
    (Cue.AT_LEAST, Comparator.AT_LEAST),
)


def resolved(sort: Sort, before: Cues, after: Cues, *, is_range: bool, more: bool) -> Comparator:
    """The comparator that all cues together say.

    A word before the number outweighs one after it; both outweigh 达到 (at least), 降至 (at most) and
    保持在 (exactly), which only give the direction. `more` is the 余 of 300余家.
    """
    bounded = Cue.AT_MOST in before | after or Cue.LESS_THAN in before
    if before & {Cue.GROWTH, Cue.FALL} and _can_grow(sort, before) and not bounded:
        return Comparator.GROWS_BY
    for cues in (before, after):
        for cue, comparator in _STRONG:
            if cue in cues and not (is_range and cue is Cue.MORE_THAN):
                return comparator
    if is_range:
        return Comparator.BETWEEN
    if more:
        return Comparator.MORE_THAN
    if Cue.ABOUT in before | after:
        return Comparator.ABOUT
    if Cue.LEVEL in after or Cue.REACH in before:
        return Comparator.AT_LEAST
    return Comparator.AT_MOST if Cue.FALL_TO in before else Comparator.EXACTLY


def _can_grow(sort: Sort, before: Cues) -> bool:
    """增加50家 adds fifty firms; 增加50亿元 and 提高5% change a figure."""
    if Cue.REACH in before and sort is not Sort.RATIO:
        return False
    return sort is not Sort.COUNT


def ends(comparator: Comparator, low: float, high: float, before: Cues) -> tuple[float | None, float | None]:
    """The ends of the value that a comparator leaves set; a fall is negative growth."""
    if comparator is Comparator.QUALITATIVE:
        return None, None
    if comparator is Comparator.GROWS_BY:
        first, last = sorted((-low, -high) if Cue.FALL in before else (low, high))
        return first, last if first < last else None
    if comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        return low, None
    if comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return None, high
    return low, high
