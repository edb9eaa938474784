"""Numbers as plans print them: 30, ６.５, 1,200, 三十五, 1.8万亿, 两三, 数十, 百分之十五, 三成.

The other readers want one answer whatever the script, so every style becomes the same Numeral.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
DIGITS: Final = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4} | {
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
TENS: Final = {"十": 10, "百": 100, "千": 1000}
VAGUE_DIGITS: Final = "数几"
NUMERAL_CHARACTERS: Final = frozenset(DIGITS) | frozenset(TENS) | frozenset("万亿")
CHINESE_CHARACTERS: Final = NUMERAL_CHARACTERS | frozenset(VAGUE_DIGITS)
ARABIC_CHARACTERS: Final = frozenset("0123456789０１２３４５６７８９")
# 千 opens a unit of its own in 千瓦, 千米 and the like; it multiplies nothing there.
UNITS_AFTER_THOUSAND: Final = frozenset("瓦米克伏卡焦赫帕安")
WAN: Final = 10**4
YI: Final = 10**8
# Longer runs are no numbers that a plan would print; the bound keeps every look-ahead constant.
LONGEST_RUN: Final = 24

_ARABIC: Final = re.compile(
    r"[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+(?![0-9０-９])(?:[.．][0-9０-９]+)?"
    r"|[0-9０-９]+(?:[.．][0-9０-９]+)?"
)
_FRACTION: Final = re.compile(
    r"(百|千|万)分之([0-9０-９]+(?:[.．][0-9０-９]+)?|[〇零一二两三四五六七八九十百]{1,6}(?:点[〇零一二三四五六七八九]{1,4})?)"
)
_SHARE: Final = re.compile(r"([二三四五六七八九十])分之([一二三四五六七八九])")
_TENTHS: Final = re.compile(r"([一二三四五六七八九])成(?=半|以上|以下|左右|多|的|[，。；、）,;)\s]|$)(半)?")
_HALF: Final = re.compile(r"半数|一半|过半(?!年)")
_WHOLE: Final = re.compile(r"百分百|百分之百")


class Numeral(NamedTuple):
    """A number in [start, end): `low` to `high` in units of `magnitude` ("", 万, 亿, 万亿)."""

    start: int
    end: int
    low: float
    high: float
    magnitude: str = ""
    chinese: bool = False
    bare: bool = False  # a magnitude alone, as in 百家 or 千亿级: it counts only in good company
    vague: bool = False  # 数十, 几百, 十几: a size, not a number
    more: bool = False  # 余 or 多 follows the digits: 300余万
    percent: bool = False  # a fraction that already is a percentage


def read_numeral(text: str, start: int, end: int) -> Numeral | None:
    """The number that begins exactly at `start`, or None. Constant look-ahead but for a run of digits."""
    first = text[start]
    if first in ARABIC_CHARACTERS:
        return _arabic(text, start, end)
    if first in NUMERAL_CHARACTERS or first in "数几半过":
        return _fraction(text, start, end) or _chinese(text, start, end)
    return None


def run_end(text: str, start: int, end: int) -> int:
    """Where the run of numeral characters (of one script) that begins at `start` stops."""
    script = ARABIC_CHARACTERS if text[start] in ARABIC_CHARACTERS else CHINESE_CHARACTERS
    position = start
    while position < end and text[position] in script:
        position += 1
    return max(position, start + 1)


def chinese_value(word: str) -> float | None:
    """The value of a plain Chinese numeral such as 三百二十 or 一万五千; None where it is none."""
    if not word or any(character not in NUMERAL_CHARACTERS for character in word):
        return None
    for mark, size in (("亿", YI), ("万", WAN)):
        if mark in word:
            return _split_value(word, mark, size)
    return _section_value(word)


def _split_value(word: str, mark: str, size: int) -> float | None:
    """The value of a numeral around its last 亿 or 万: 一亿二千万 is 1 x 亿 and 二千万."""
    before, _, after = word.rpartition(mark)
    upper = chinese_value(before) if before else 1
    lower: float | None = 0
    if after in DIGITS:
        lower = DIGITS[after] * size / 10
    elif after:
        lower = chinese_value(after)
    if upper is None or lower is None or lower >= size:
        return None
    return upper * size + lower


def _section_value(word: str) -> float | None:
    """The value of a numeral below 万."""
    total, digit, last_unit = 0, None, 10_000
    for character in word:
        if character in DIGITS:
            if digit:
                return None
            digit = DIGITS[character]
            continue
        unit = TENS[character]
        if unit >= last_unit or digit == 0:
            return None
        total += (1 if digit is None else digit) * unit
        digit, last_unit = None, unit
    if digit is None:
        return total
    shortened = last_unit > 10 and last_unit < 10_000 and "零" not in word and "〇" not in word
    return total + digit * (last_unit // 10 if shortened else 1)


def _arabic(text: str, start: int, end: int) -> Numeral | None:
    found = _ARABIC.match(text, start, end)
    if found is None or found.end() - start > LONGEST_RUN:
        return None
    value = float(found.group().translate(FULL_WIDTH).replace(",", ""))
    position = _skip_blanks(text, found.end(), end)
    more = position < end and text[position] in "余多"
    if more:
        position = _skip_blanks(text, position + 1, end)
    magnitude_end, factor, magnitude = _magnitude(text, position, end)
    stop = magnitude_end if magnitude_end > position else (position if more else found.end())
    if not more and magnitude and stop < end and text[stop] in "余多":
        more, stop = True, stop + 1
    return Numeral(start, stop, value * factor, value * factor, magnitude, more=more)


def _magnitude(text: str, start: int, end: int) -> tuple[int, float, str]:
    """十百千 multiply; 万, 亿 and 万亿 stay as the magnitude."""
    position, factor = start, 1.0
    while position < end and text[position] in TENS and not _opens_unit(text, position, end):
        factor *= TENS[text[position]]
        position += 1
    magnitude = ""
    if text.startswith("万亿", position, end):
        magnitude = "万亿"
    elif position < end and text[position] in "万亿":
        magnitude = text[position]
    return position + len(magnitude), factor, magnitude


def _opens_unit(text: str, position: int, end: int) -> bool:
    return text[position] == "千" and position + 1 < end and text[position + 1] in UNITS_AFTER_THOUSAND


def _chinese(text: str, start: int, end: int) -> Numeral | None:
    stop = run_end(text, start, end)
    if stop - start > LONGEST_RUN:
        return None
    if stop - start > 1 and _opens_unit(text, stop - 1, end):
        stop -= 1
    word = text[start:stop]
    more = stop < end and text[stop] in "余多" and word[-1] not in DIGITS
    after_more = stop
    magnitude_after = ""
    if more:
        after_more = stop + 1
        if after_more < end and text[after_more] in "万亿":
            magnitude_after = text[after_more]
            after_more += 1
    if any(character in word for character in VAGUE_DIGITS):
        return _vague(word, start, after_more)
    pair = _neighbours(word)
    low, high = pair if pair is not None else (chinese_value(word),) * 2
    if low is None or high is None:
        return None
    magnitude, size = magnitude_after, 1
    place = _skip_blanks(text, after_more, end)
    if not magnitude and place > after_more and text[place : place + 1] in ("万", "亿") and low < WAN:
        magnitude, after_more = text[place], place + 1
    if not magnitude:
        magnitude, size = _top_magnitude(low)
    bare = word[0] in "百千万亿"
    return Numeral(start, after_more, low / size, high / size, magnitude, chinese=True, bare=bare, more=more)


def _top_magnitude(value: float) -> tuple[str, int]:
    for name, size in (("万亿", WAN * YI), ("亿", YI), ("万", WAN)):
        if value >= size:
            return name, size
    return "", 1


def _vague(word: str, start: int, stop: int) -> Numeral | None:
    """数十, 几百, 十几; a lone 数 or 几 is the business of the vague words."""
    if len(word) < 2 or not any(character in word for character in "十百千万亿"):
        return None
    return Numeral(start, stop, 0, 0, chinese=True, vague=True)


def _neighbours(word: str) -> tuple[float | None, float | None] | None:
    """两三, 三五, 七八十: two digits side by side are a range."""
    for place in range(len(word) - 1):
        first, second = DIGITS.get(word[place]), DIGITS.get(word[place + 1])
        if first and second:
            if second <= first or any(character in DIGITS for character in word[place + 2 :]):
                return None
            head, tail = word[:place], word[place + 2 :]
            return chinese_value(head + word[place] + tail), chinese_value(head + word[place + 1] + tail)
    return None


def _fraction(text: str, start: int, end: int) -> Numeral | None:
    if found := _WHOLE.match(text, start, end):
        return Numeral(start, found.end(), 100, 100, chinese=True, percent=True)
    if found := _FRACTION.match(text, start, end):
        base = {"百": 1.0, "千": 10.0, "万": 100.0}[found[1]]
        value = _decimal(found[2])
        if value is None:
            return None
        return Numeral(start, found.end(), value / base, value / base, chinese=True, percent=True)
    if found := _SHARE.match(text, start, end):
        whole, part = chinese_value(found[1]), chinese_value(found[2])
        share = round(100 * (part or 0) / (whole or 1), 2)
        return Numeral(start, found.end(), share, share, chinese=True, percent=True)
    if found := _TENTHS.match(text, start, end):
        tenths = DIGITS[found[1]] * 10 + (5 if found[2] else 0)
        return Numeral(start, found.end(), tenths, tenths, chinese=True, percent=True)
    if found := _HALF.match(text, start, end):
        return Numeral(start, found.end(), 50, 50, chinese=True, percent=True, more=found.group() == "过半")
    return None


def _decimal(word: str) -> float | None:
    if word[0] in ARABIC_CHARACTERS:
        return float(word.translate(FULL_WIDTH))
    whole, _, part = word.partition("点")
    value = chinese_value(whole)
    if value is None or not part:
        return value
    return float(f"{int(value)}.{''.join(str(DIGITS[character]) for character in part)}")


def _skip_blanks(text: str, position: int, end: int) -> int:
    while position < end and text[position] in " \u3000\xa0\t\n":
        position += 1
    return position
