"""Numbers and days as official documents write them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

DIGITS = "零一二三四五六七八九"
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def chinese_number(number: int) -> str:
    """1 to 99 in Chinese numerals: 一, 十, 十二, 二十, 九十九."""
    if not 1 <= number <= 99:
        raise ValueError(f"headings are counted from 1 to 99, not {number}")
    tens, ones = divmod(number, 10)
    left = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return left + (DIGITS[ones] if ones else "")


def chinese_date(day: date) -> str:
    """2025年6月30日: Arabic digits without leading noughts, as GB/T 9704-2012 (7.3.5.1) asks."""
    return f"{day.year}年{day.month}月{day.day}日"


def width_in_characters(text: str) -> float:
    """How wide a text runs, in Chinese characters; Latin letters and digits take half of one."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)


def is_chinese(language: str) -> bool:
    """Whether a document's own words (numbers, the day, brackets) are Chinese."""
    return language.startswith("zh")


def day_of(day: date, language: str) -> str:
    """The day that a document bears, in its language."""
    if is_chinese(language):
        return chinese_date(day)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclass(slots=True)
class HeadingNumbers:
    """Counts the headings of four levels; a heading starts the levels below it anew."""

    language: str
    _counts: list[int] = field(default_factory=lambda: [0, 0, 0, 0])

    def next(self, level: int) -> str:
        """The number of the next heading of this level, with its punctuation."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        number = self._counts[level - 1]
        if not is_chinese(self.language):
            return f"{number}. " if level == 1 else f"{'.'.join(map(str, self._counts[:level]))} "
        if level == 1:
            return f"{chinese_number(number)}、"
        if level == 2:
            return f"（{chinese_number(number)}）"
        return f"{number}." if level == 3 else f"（{number}）"
