"""Comparator, number or range, unit: composed outward from each number into one amount."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

from xiandao.planreader.model import Comparator
from xiandao.planreader.numerals import Numeral
from xiandao.planreader.quantities.comparators import Cue, Cues, cues_after, cues_before, ends, resolved
from xiandao.planreader.quantities.lexicon import RANGE_SIGNS, TIMES_WORDS
from xiandao.planreader.quantities.scan import Kind, Mark
from xiandao.planreader.quantities.units import LATIN, Sort, Unit, read_unit, skip_blanks
from xiandao.planreader.quantities.wordlists import Words

COLONS: Final = ":：\u2236"


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
    cues: Cues = frozenset()
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


class _Value(NamedTuple):
    """A number or range with its unit, which ends at `end`."""

    low: float
    high: float
    unit: Unit | None
    end: int
    numeral: Numeral


_SIGNS: Final = Words(RANGE_SIGNS)
_SIZES: Final = {"": 1.0, "万": 1e4, "亿": 1e8, "万亿": 1e12}


def read_amounts(text: str, start: int, end: int, marks: tuple[Mark, ...]) -> list[Amount]:
    """Every amount in the clause [start, end), in order."""
    numbers = [mark for mark in marks if mark.kind in (Kind.NUMBER, Kind.TIMES)]
    dates = {mark.end: mark.start for mark in marks if mark.kind is Kind.DATE}
    found: list[Amount] = []
    floor = start
    for index, mark in enumerate(numbers):
        if mark.start < floor:  # taken: the end of a range, or the 百 of 百分点
            continue
        if mark.numeral is None:
            found.append(_times(text, mark, floor, dates))
            floor = mark.end
            continue
        following = numbers[index + 1].numeral if index + 1 < len(numbers) else None
        value = _value(text, floor, end, mark.numeral, following)
        floor = mark.end if value is None else value.end
        if value is not None and (amount := _amount(text, start, end, value, found, dates)) is not None:
            found.append(amount)
            floor = amount.end
    return found


def _times(text: str, mark: Mark, floor: int, dates: dict[int, int]) -> Amount:
    """翻一番, 倍增."""
    value = TIMES_WORDS[text[mark.start : mark.end]]
    start, cues = cues_before(text, floor, mark.start, dates, bare=False, ratio=True)
    return Amount(
        start, mark.start, mark.end, mark.end, Sort.RATIO, Comparator.GROWS_BY, value, None, "%",
        cues | {Cue.GROWTH},
    )  # fmt: skip


def _value(text: str, floor: int, end: int, numeral: Numeral, following: Numeral | None) -> _Value | None:
    """The number with its unit, or the range that it begins."""
    if _is_part_of_a_code(text, numeral, floor, end):
        return None
    unit = _unit(text, numeral, end)
    stop = unit.end if unit is not None else numeral.end
    if following is None or not _is_range(text, stop, end, following):
        return _Value(numeral.low, numeral.high, unit, stop, numeral)
    last = _unit(text, following, end)
    if last is None and unit is not None:
        last = Unit(unit.name, unit.sort, following.end)
    low, high = _as_range(numeral, following)
    stop = last.end if last is not None else following.end
    return _Value(low, high, last, stop, following._replace(start=numeral.start)) if low < high else None


def _amount(
    text: str, start: int, end: int, value: _Value, found: list[Amount], dates: dict[int, int]
) -> Amount | None:
    """The value with the comparators around it; None for a bare number that nothing speaks about."""
    unit, numeral = value.unit, value.numeral
    if _is_cut_by_letters(text, value.end, end, unit):
        return None
    floor = found[-1].end if found else start
    sort = unit.sort if unit is not None else Sort.NONE
    first, before = cues_before(
        text, floor, numeral.start, dates, bare=numeral.bare, ratio=sort is Sort.RATIO
    )
    last, after = cues_after(text, value.end, end, unit)
    if unit is None and not before and not after:
        return None
    ranged = value.low < value.high
    comparator = resolved(sort, before, after, is_range=ranged, more=numeral.more)
    if numeral.vague:
        comparator = Comparator.QUALITATIVE
    low, high = ends(comparator, value.low, value.high, before)
    return Amount(
        first, numeral.start, value.end, last, sort, comparator, low, high,
        unit.name if unit is not None else None, before | after, numeral, not numeral.vague,
    )  # fmt: skip


def _unit(text: str, numeral: Numeral, end: int) -> Unit | None:
    if numeral.percent:
        return Unit("%", Sort.RATIO, numeral.end)
    return read_unit(text, numeral.end, end, numeral.magnitude)


def _is_part_of_a_code(text: str, numeral: Numeral, floor: int, end: int) -> bool:
    """CRISPR-Cas9, 1+1+3, 9:30, 第11号, 每10万人: the digits belong to something else."""
    before = text[numeral.start - 1] if numeral.start > 0 else ""
    place = skip_blanks(text, numeral.end, end)
    after = text[place : min(end, place + 4)]
    if before in LATIN:
        return not after.startswith(("%", "％"))
    if before in {"第", "每", "+", "＋", "×", "/", "_", "№", "#", "."}:
        return True
    if after.startswith(("+", "＋", "×")):
        return True
    if after.startswith("/10万"):
        return False
    if after[:1] in {*COLONS, "/"} and after[1:2].isdigit():
        return not (after[:1] in {*COLONS} and after[1] == "1" and not after[2:].isdigit())
    return before in {*COLONS} and numeral.start - 2 >= floor and text[numeral.start - 2].isdigit()


def _is_cut_by_letters(text: str, core_end: int, end: int, unit: Unit | None) -> bool:
    """5G, 3D, 8K: letters right after digits that are no unit."""
    bare = unit is None or unit.sort is Sort.SCALE
    return bare and core_end < end and (text[core_end] in LATIN or text[core_end] == "-")


def _is_range(text: str, position: int, end: int, following: Numeral) -> bool:
    """Whether a range sign and nothing else stands before the next number."""
    place = skip_blanks(text, position, end)
    sign = _SIGNS.at(text, place, end)
    return sign is not None and skip_blanks(text, place + len(sign), end) == following.start


def _as_range(first: Numeral, second: Numeral) -> tuple[float, float]:
    """Both ends in the second one's magnitude: 5-10亿元 shares it, 5000万-1亿元 does not."""
    if first.magnitude in ("", second.magnitude) and first.low < second.high:
        return first.low, second.high
    return first.low * _SIZES[first.magnitude] / _SIZES[second.magnitude], second.high
