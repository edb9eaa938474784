"""Comparator, number or range, unit: composed outward from each number into one amount."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xiandao.planreader.model import Comparator
from xiandao.planreader.numerals import Numeral
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
    RANGE_SIGNS,
    REACH_BEFORE,
    TIMES_WORDS,
)
from xiandao.planreader.quantities.scan import Kind, Mark
from xiandao.planreader.quantities.units import LATIN, Sort, Unit, read_unit, skip_blanks, skip_blanks_back
from xiandao.planreader.quantities.wordlists import Words


class Cue(StrEnum):
    """What a word beside the number says about it."""

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


@dataclass(frozen=True, slots=True)
class Amount:
    """One comparator with its value in [start, end); digits begin at `core`, the unit ends at `unit_end`."""

    start: int
    core: int
    unit_end: int
    end: int
    sort: Sort
    comparator: Comparator
    low: float | None
    high: float | None
    unit: str | None
    cues: frozenset[Cue] = frozenset()
    numeral: Numeral | None = None
    counted: bool = True

    @property
    def is_level(self) -> bool:
        """百亿级: as large as that, rather than that many."""
        return Cue.LEVEL in self.cues

    @property
    def is_growth(self) -> bool:
        """A change, not a state."""
        return Cue.GROWTH in self.cues or Cue.FALL in self.cues

    @property
    def is_reached(self) -> bool:
        """A word before the number says how a named thing stands to it."""
        return bool(self.cues - {Cue.NEUTRAL, Cue.LEVEL, Cue.ABOUT}) and self.core > self.start


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
_AFTER_CUES: Final[dict[str, Cue]] = (
    dict.fromkeys(AT_LEAST_AFTER, Cue.AT_LEAST)
    | dict.fromkeys(AT_MOST_AFTER, Cue.AT_MOST)
    | dict.fromkeys(ABOUT_AFTER, Cue.ABOUT)
    | dict.fromkeys(LEVEL_AFTER, Cue.LEVEL)
)
_BEFORE: Final = Words(_BEFORE_CUES)
_AFTER: Final = Words(_AFTER_CUES)
_SIGNS: Final = Words(RANGE_SIGNS)
MOST_CUES: Final = 5  # 力争 + 年均 + 增长 + 不低于 + 约: more than a writer would stack
_BARE_ONLY: Final = {"上": Cue.AT_LEAST, "过": Cue.MORE_THAN, "成": Cue.AT_LEAST}


def read_amounts(text: str, start: int, end: int, marks: tuple[Mark, ...]) -> list[Amount]:
    """Every amount in the clause [start, end), in order."""
    numbers = [mark for mark in marks if mark.kind in (Kind.NUMBER, Kind.TIMES)]
    dates = {mark.end: mark.start for mark in marks if mark.kind is Kind.DATE}
    found: list[Amount] = []
    floor, index = start, 0
    while index < len(numbers):
        mark = numbers[index]
        if mark.start < floor:  # the 百 of 百分点 belongs to the unit before it
            index += 1
            continue
        if mark.kind is Kind.TIMES:
            found.append(_times(text, mark, floor, dates))
            floor, index = mark.end, index + 1
            continue
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        amount, used = _compose(text, floor, end, mark, following, dates)
        if amount is not None and (amount.unit is not None or amount.cues):
            found.append(amount)
            floor = amount.end
        else:
            floor = numbers[index + used - 1].end
        index += used
    return found


def _times(text: str, mark: Mark, floor: int, dates: dict[int, int]) -> Amount:
    value = TIMES_WORDS[text[mark.start : mark.end]]
    start, cues = _cues_before(text, floor, mark.start, dates, bare=False)
    return Amount(
        start, mark.start, mark.end, mark.end, Sort.RATIO, Comparator.GROWS_BY, value, None, "%",
        cues | {Cue.GROWTH},
    )  # fmt: skip


def _compose(
    text: str, floor: int, end: int, mark: Mark, following: Mark | None, dates: dict[int, int]
) -> tuple[Amount | None, int]:
    """The amount around one number (or two, for a range), and how many numbers it took."""
    numeral = mark.numeral
    if numeral is None or _is_part_of_a_code(text, numeral, floor, end):
        return None, 1
    unit = _percent(numeral) or read_unit(text, numeral.end, end, numeral.magnitude)
    second = _range_end(text, unit.end if unit else numeral.end, end, following)
    used = 1
    low, high = numeral.low, numeral.high
    if second is not None:
        last_unit = _percent(second) or read_unit(text, second.end, end, second.magnitude)
        if last_unit is None and unit is not None:
            last_unit = Unit(unit.name, unit.sort, second.end)
        low, high = _as_range(numeral, second)
        unit, used, numeral = last_unit, 2, second._replace(start=numeral.start)
        if low >= high:
            return None, 2
    core_end = unit.end if unit else numeral.end
    if _is_cut_by_letters(text, core_end, end, unit):
        return None, used
    start, cues = _cues_before(text, floor, numeral.start, dates, bare=numeral.bare)
    stop, after = _cues_after(text, core_end, end, unit)
    amount = _resolve(Amount(
        start, numeral.start, core_end, stop, unit.sort if unit else Sort.NONE, Comparator.EXACTLY, low, high,
        unit.name if unit else None, cues | after, numeral,
    ), cues, after)  # fmt: skip
    return amount, used


def _percent(numeral: Numeral) -> Unit | None:
    return Unit("%", Sort.RATIO, numeral.end) if numeral.percent else None


def _is_part_of_a_code(text: str, numeral: Numeral, floor: int, end: int) -> bool:
    """CRISPR-Cas9, 1+1+3, 1:3, 第11号, 每10万人: the digits belong to something else."""
    before = text[numeral.start - 1] if numeral.start > 0 else ""
    place = skip_blanks(text, numeral.end, end)
    after = text[place] if place < end else ""
    if before in LATIN:
        return after not in ("%", "％")
    if before in {"第", "每", "+", "＋", "×", "/", "_", "№", "#", "."}:
        return True
    if after and after in "+＋×\u2236":
        return True
    if after and after in ":：/" and place + 1 < end and text[place + 1].isdigit():
        return True
    return (
        before in {":", "：", "\u2236"} and numeral.start - 2 >= floor and text[numeral.start - 2].isdigit()
    )


def _is_cut_by_letters(text: str, core_end: int, end: int, unit: Unit | None) -> bool:
    """5G, 3D, 8K: letters right after digits that are no unit."""
    bare = unit is None or unit.sort is Sort.SCALE
    return bare and core_end < end and (text[core_end] in LATIN or text[core_end] == "-")


def _range_end(text: str, position: int, end: int, following: Mark | None) -> Numeral | None:
    """The number after a range sign, if the next number follows at once."""
    if following is None or following.numeral is None:
        return None
    place = skip_blanks(text, position, end)
    sign = _SIGNS.at(text, place, end)
    if sign is None or skip_blanks(text, place + len(sign), end) != following.start:
        return None
    return following.numeral


_SIZES: Final = {"": 1.0, "万": 1e4, "亿": 1e8, "万亿": 1e12}


def _as_range(first: Numeral, second: Numeral) -> tuple[float, float]:
    """Both ends in the second one's magnitude: 5-10亿元 shares it, 5000万-1亿元 does not."""
    if first.magnitude in ("", second.magnitude) and first.low < second.high:
        return first.low, second.high
    return first.low * _SIZES[first.magnitude] / _SIZES[second.magnitude], second.high


def _cues_before(
    text: str, floor: int, position: int, dates: dict[int, int], *, bare: bool
) -> tuple[int, frozenset[Cue]]:
    """Comparators and change words that lead up to `position`, and where the first of them begins."""
    cues: set[Cue] = set()
    place = position
    if bare and place > floor and text[place - 1] in _BARE_ONLY:
        cues.add(_BARE_ONLY[text[place - 1]])
        place -= 1
    for _ in range(MOST_CUES):
        stop = skip_blanks_back(text, place, floor)
        word = _BEFORE.before(text, floor, stop)
        if word is None and (dated := _date_before(text, stop, dates)) is not None and dated > floor:
            # 提高到2030年的10%: the day stands between the word and the value
            stop = skip_blanks_back(text, dated, floor)
            word = _BEFORE.before(text, floor, stop)
            if word is not None and text[dated] in "到至":
                cues.add(Cue.FALL_TO if _BEFORE_CUES[word] is Cue.FALL else Cue.REACH)
                place = stop - len(word)
                continue
        if word is None or _BEFORE_CUES[word] is Cue.BLOCKED:
            break
        cues.add(_BEFORE_CUES[word])
        place = stop - len(word)
    return place, frozenset(cues)


def _date_before(text: str, stop: int, dates: dict[int, int]) -> int | None:
    return dates.get(stop - 1 if text[stop - 1] == "的" else stop)


def _cues_after(text: str, position: int, end: int, unit: Unit | None) -> tuple[int, frozenset[Cue]]:
    """以上, 左右, 级 and the like after the unit."""
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


def _resolve(amount: Amount, before: frozenset[Cue], after: frozenset[Cue]) -> Amount:
    """The comparator that all cues together say, and the ends of the value that it leaves set."""
    low, high = amount.low, amount.high
    if low is None or high is None:
        return amount
    comparator = _comparator(amount, before, after, is_range=low < high)
    if amount.numeral is not None and amount.numeral.vague:
        return _with(amount, Comparator.QUALITATIVE, None, None, counted=False)
    if comparator is Comparator.GROWS_BY:
        sign = -1.0 if Cue.FALL in before else 1.0
        ends = sorted((sign * low, sign * high))
        return _with(
            amount, comparator, sign * low if low == high else ends[0], ends[1] if low < high else None
        )
    if comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN):
        return _with(amount, comparator, low, None)
    if comparator in (Comparator.AT_MOST, Comparator.LESS_THAN):
        return _with(amount, comparator, None, high)
    return _with(amount, comparator, low, high)


def _with(
    amount: Amount, comparator: Comparator, low: float | None, high: float | None, *, counted: bool = True
) -> Amount:
    return Amount(
        amount.start, amount.core, amount.unit_end, amount.end, amount.sort, comparator, low, high,
        amount.unit, amount.cues, amount.numeral, counted,
    )  # fmt: skip


_STRONG: Final = (
    (Cue.MORE_THAN, Comparator.MORE_THAN),
    (Cue.LESS_THAN, Comparator.LESS_THAN),
    (Cue.AT_MOST, Comparator.AT_MOST),
    (Cue.AT_LEAST, Comparator.AT_LEAST),
)


def _comparator(
    amount: Amount, before: frozenset[Cue], after: frozenset[Cue], *, is_range: bool
) -> Comparator:
    grows = (Cue.GROWTH in before or Cue.FALL in before) and _can_grow(amount, before)
    if grows and not (Cue.AT_MOST in before | after or Cue.LESS_THAN in before):
        return Comparator.GROWS_BY
    for cues in (before, after):
        for cue, comparator in _STRONG:
            if cue in cues and not (is_range and cue is Cue.MORE_THAN):
                return comparator
    if is_range:
        return Comparator.BETWEEN
    more = amount.numeral is not None and amount.numeral.more
    if more:
        return Comparator.MORE_THAN
    if Cue.ABOUT in before | after:
        return Comparator.ABOUT
    if Cue.LEVEL in after or Cue.REACH in before:
        return Comparator.AT_LEAST
    return Comparator.AT_MOST if Cue.FALL_TO in before else Comparator.EXACTLY


def _can_grow(amount: Amount, before: frozenset[Cue]) -> bool:
    """增加50家 adds fifty firms; 增加50亿元 and 提高5% change a figure."""
    if Cue.REACH in before and amount.sort is not Sort.RATIO:
        return False
    return amount.sort is not Sort.COUNT
