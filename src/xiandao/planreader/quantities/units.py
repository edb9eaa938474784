"""Measure words after a number: which one it is, of what sort, and how it is written in a target."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final, NamedTuple

from xiandao.planreader.quantities.lexicon import (
    COUNT_UNITS,
    MEASURED_UNITS,
    MONEY_UNITS,
    PER_UNITS,
    RATIO_UNITS,
    TIME_UNITS,
    UNIT_BEFORE_OTHER,
)
from xiandao.planreader.quantities.scan import BLANKS
from xiandao.planreader.quantities.wordlists import Words


class Sort(StrEnum):
    """What a unit measures."""

    COUNT = "count"
    MEASURED = "measured"
    MONEY = "money"
    RATIO = "ratio"
    TIME = "time"
    SCALE = "scale"  # a magnitude alone: 50亿, 10万
    NONE = "none"


class Unit(NamedTuple):
    """A unit that ends at `end`, as it is written in a target."""

    name: str
    sort: Sort
    end: int


_SORTS: Final = (
    dict.fromkeys(COUNT_UNITS, Sort.COUNT)
    | dict.fromkeys(MEASURED_UNITS, Sort.MEASURED)
    | dict.fromkeys(MONEY_UNITS, Sort.MONEY)
    | dict.fromkeys(RATIO_UNITS, Sort.RATIO)
    | dict.fromkeys(TIME_UNITS, Sort.TIME)
)
_UNITS: Final = Words(_SORTS)
_PER: Final = Words(PER_UNITS)
_SPELLINGS: Final = {
    "％": "%",
    "﹪": "%",
    "百分点": "个百分点",
    "个点": "个百分点",
    "元人民币": "元",
    "人民币": "元",
} | {
    "块钱": "元",
    "工作日": "个工作日",
    "小时": "小时",
    "平米": "平方米",
    "㎡": "平方米",
    "m²": "平方米",
    "km²": "平方公里",
}
_TO_ONE: Final = re.compile("[:：\u2236][1１](?![0-9０-９.．])")
_PER_100_000: Final = "/10万"  # how rates of death and disease are stated
_OTHER_UNIT: Final = re.compile("[（(]([^（）()]{1,3})[）)]")  # 名（个）: one word for people, one for teams
LATIN: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def read_unit(text: str, start: int, end: int, magnitude: str) -> Unit | None:
    """The unit that begins at `start` (blanks allowed before it), or a bare magnitude, or None."""
    position = skip_blanks(text, start, end)
    if found := _TO_ONE.match(text, position, end):
        return Unit(":1", Sort.RATIO, found.end())
    if text.startswith(_PER_100_000, position, end):
        return Unit(_PER_100_000, Sort.RATIO, position + len(_PER_100_000))
    word = _UNITS.at(text, position, end)
    while word is not None and _is_other_word(text, position, end, word):
        word = _UNITS.at(text, position, position + len(word) - 1)
    if word is None:
        return Unit(magnitude, Sort.SCALE, start) if magnitude else None
    stop = position + len(word)
    name = _SPELLINGS.get(word, word)
    if (other := _OTHER_UNIT.match(text, stop, end)) is not None and other[1] in _SORTS:
        stop = other.end()
    if per := _per(text, stop, end):
        name, stop = f"{name}/{per}", stop + 1 + len(per)
    return Unit(magnitude + name, _SORTS[word], stop)


def skip_blanks(text: str, position: int, end: int) -> int:
    """The first place from `position` on that is no blank; a wrapped line's break counts as one."""
    while position < end and (text[position] in BLANKS or text[position] == "\n"):
        position += 1
    return position


def skip_blanks_back(text: str, position: int, start: int) -> int:
    """Where the blanks that end at `position` begin."""
    while position > start and (text[position - 1] in BLANKS or text[position - 1] == "\n"):
        position -= 1
    return position


def _is_other_word(text: str, position: int, end: int, word: str) -> bool:
    """个 in 个人所得税 is no measure word, nor is the P of PM."""
    stop = position + len(word)
    if word[-1] in LATIN and stop < end and text[stop] in LATIN:
        return True
    return any(text.startswith(other, stop, end) for other in UNIT_BEFORE_OTHER.get(word, ()) if other)


def _per(text: str, position: int, end: int) -> str | None:
    if position >= end or text[position] not in "/／每":
        return None
    return _PER.at(text, position + 1, end)
