"""One pass over the characters: separators, brackets, quotes, dates, numbers and vague words become marks.

Every later rule works on marks, so no rule reads the text twice and the whole stays linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xiandao.planreader.dates import DateMention, Role, date_at, within_years
from xiandao.planreader.numerals import ARABIC_CHARACTERS, NUMERAL_CHARACTERS, Numeral, read_numeral, run_end
from xiandao.planreader.quantities.lexicon import (
    NOT_DOUBLING_AFTER,
    TIMES_WORDS,
    VAGUE_BEFORE_OBJECT,
    VAGUE_MEASURES,
    WHOLE_COVERAGE,
)
from xiandao.planreader.quantities.wordlists import Words


class Kind(StrEnum):
    """What a mark is."""

    PARAGRAPH = "paragraph"
    STOP = "stop"
    SEMICOLON = "semicolon"
    COMMA = "comma"
    PAUSE = "pause"
    COLON = "colon"
    GROUP = "group"  # a bracket with its content; `inner` holds the content's marks
    OPAQUE = "opaque"  # a quotation or a title: nothing inside is read
    DATE = "date"
    NUMBER = "number"
    TIMES = "times"  # 翻一番, 倍增
    VAGUE = "vague"  # 一批, 若干
    COVERAGE = "coverage"  # 全覆盖, 应装尽装


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in [start, end) that a rule may ask about."""

    kind: Kind
    start: int
    end: int
    numeral: Numeral | None = None
    date: DateMention | None = None
    inner: tuple[Mark, ...] = ()


BLANKS: Final = " \t\u3000\xa0\r"
SEPARATORS: Final = {
    "。": Kind.STOP,
    "！": Kind.STOP,
    "？": Kind.STOP,
    "；": Kind.SEMICOLON,
    ";": Kind.SEMICOLON,
    "，": Kind.COMMA,
    ",": Kind.COMMA,
    "、": Kind.PAUSE,
    "：": Kind.COLON,
    ":": Kind.COLON,
    "\t": Kind.COLON,
    "|": Kind.COLON,
}
OPENERS: Final = dict(zip("（(\u3014[【［", "）)\u3015]】］", strict=True))
CLOSERS: Final = frozenset(OPENERS.values())
QUOTES: Final = {"“": "”", "《": "》", "「": "」", "‘": "’", "〈": "〉", "『": "』"}
LONGEST_QUOTE: Final = 80
LONGEST_GROUP: Final = 600
DEEPEST_GROUP: Final = 3
# A line of at least this length that ends without a stop is a line that some converter has wrapped.
WRAPPED_LINE: Final = 18
_PARAGRAPH_END = frozenset("。！？!?；;：:…”）)")
_NEW_ITEM = re.compile(
    r"\s*(?:[—\-·●•■○◆▪*#|＊]|[（(]?[0-9０-９一二三四五六七八九十]{1,3}[）)、.．是]|[①-⑳]|第[一二三四五六七八九十])"
)
_ALL_THAT_CAN = re.compile(r"([应能宜愿可])([\u4e00-\u9fff])尽\2")
_VAGUE = Words(VAGUE_BEFORE_OBJECT)
_TIMES = Words(TIMES_WORDS)
_COVERAGE = Words(WHOLE_COVERAGE)
_INTERESTING = re.compile(
    "["
    + "".join(
        re.escape(character)
        for character in {
            *SEPARATORS,
            *OPENERS,
            *CLOSERS,
            *QUOTES,
            *ARABIC_CHARACTERS,
            *NUMERAL_CHARACTERS,
            *"\n第数几半过多若大翻倍全动清应能宜愿可上下年月季明今当截力争计预确到至于在比较从由自以同与相对超按未今后用",
        }
    )
    + "]"
)


class Scanner:
    """Reads the marks of one span. `year` and `issued_year` complete dates that lack a year."""

    def __init__(self, text: str, *, issued_year: int | None, year: int | None) -> None:
        self.text = text
        self.issued_year = issued_year
        self.year = year

    def marks(self, start: int, end: int, depth: int = 0) -> tuple[Mark, ...]:
        """Every mark in [start, end), in order."""
        return tuple(self._each(start, end, depth, _partners(self.text, start, end)))

    def _each(self, start: int, end: int, depth: int, partners: dict[int, int]) -> Iterator[Mark]:
        position = start
        while found := _INTERESTING.search(self.text, position, end):
            place = found.start()
            mark = self._at(place, start, end, depth, partners)
            if mark is None:
                position = self._past(place, end)
                continue
            yield mark
            position = mark.end

    def _past(self, place: int, end: int) -> int:
        """One further, but over a whole run of digits, so that no run is tried twice."""
        if self.text[place] in ARABIC_CHARACTERS or self.text[place] in NUMERAL_CHARACTERS:
            return run_end(self.text, place, end)
        return place + 1

    def _at(self, place: int, start: int, end: int, depth: int, partners: dict[int, int]) -> Mark | None:
        character = self.text[place]
        if character == "\n":
            return self._line_break(place, start, end)
        if character in ":：" and self._between_digits(place, end):
            return None
        if mark := self._enclosed(place, end, depth, partners):
            return mark
        if mark := self._dated(place, end):
            return mark
        if character in SEPARATORS:
            return Mark(SEPARATORS[character], place, place + 1)
        if character in CLOSERS or character in OPENERS:
            return Mark(Kind.COMMA, place, place + 1)
        return self._worded(place, end) or self._numbered(place, end)

    def _line_break(self, place: int, start: int, end: int) -> Mark | None:
        """A wrapped line goes on; any other line break ends the paragraph."""
        before = self.text[max(start, place - WRAPPED_LINE) : place].rstrip(BLANKS)
        blank_next = not self.text[place + 1 : min(end, place + 2)].strip()
        wrapped = len(before) >= WRAPPED_LINE - 2 and "\n" not in before and before[-1] not in _PARAGRAPH_END
        if wrapped and not blank_next and not _NEW_ITEM.match(self.text, place + 1, end):
            return None
        return Mark(Kind.PARAGRAPH, place, place + 1)

    def _enclosed(self, place: int, end: int, depth: int, partners: dict[int, int]) -> Mark | None:
        character = self.text[place]
        if character in QUOTES:
            close = self.text.find(QUOTES[character], place + 1, min(end, place + LONGEST_QUOTE))
            dated = date_at(self.text, place, end) if character == "“" else None
            if close > 0 and dated is None and "\n" not in self.text[place:close]:
                return Mark(self._quoted(place, close), place, close + 1)
        if place in partners and depth < DEEPEST_GROUP:
            close = partners[place]
            return Mark(Kind.GROUP, place, close + 1, inner=self.marks(place + 1, close, depth + 1))
        return None

    def _quoted(self, place: int, close: int) -> Kind:
        """“全覆盖” in quotation marks is as good as without them."""
        word = self.text[place + 1 : close]
        covers = _COVERAGE.at(word, 0, len(word)) == word or _ALL_THAT_CAN.fullmatch(word)
        return Kind.COVERAGE if covers else Kind.OPAQUE

    def _between_digits(self, place: int, end: int) -> bool:
        """2:1 is a ratio: its colon separates nothing."""
        if place == 0 or place + 1 >= end:
            return False
        return self.text[place - 1] in ARABIC_CHARACTERS and self.text[place + 1] in ARABIC_CHARACTERS

    def _dated(self, place: int, end: int) -> Mark | None:
        found = date_at(self.text, place, end, year=self.year)
        if found is None:
            found = within_years(self.text, place, end, self.issued_year)
        if found is None:
            return None
        if found.day is not None and found.role not in (Role.BASE, Role.PAST):
            self.year = found.day.year
        return Mark(Kind.DATE, found.span.start, found.span.end, date=found)

    def _worded(self, place: int, end: int) -> Mark | None:
        if (word := _TIMES.at(self.text, place, end)) and not self.text.startswith(
            NOT_DOUBLING_AFTER, place + len(word), end
        ):
            return Mark(Kind.TIMES, place, place + len(word))
        if word := _COVERAGE.at(self.text, place, end):
            return Mark(Kind.COVERAGE, place, place + len(word))
        if found := _ALL_THAT_CAN.match(self.text, place, end):
            return Mark(Kind.COVERAGE, place, found.end())
        word = _VAGUE.at(self.text, place, end)
        if word is None or (place and self.text[place - 1] in "第每各单"):
            return None
        stop = place + len(word)
        if word == "若干" and self.text[stop : stop + 1] in VAGUE_MEASURES:
            stop += 1
        return Mark(Kind.VAGUE, place, min(stop, end))

    def _numbered(self, place: int, end: int) -> Mark | None:
        found = read_numeral(self.text, place, end)
        if found is None:
            return None
        return Mark(Kind.NUMBER, found.start, found.end, numeral=found)


def _partners(text: str, start: int, end: int) -> dict[int, int]:
    """Which bracket closes which, in one pass; a bracket that is never closed has no partner."""
    open_places: list[int] = []
    found: dict[int, int] = {}
    for match in re.finditer(r"[（(\u3014\[【［）)\u3015\]】］\n]", text[start:end]):
        place = start + match.start()
        character = match.group()
        if character == "\n":
            open_places.clear()
        elif character in OPENERS:
            open_places.append(place)
        elif open_places and place - open_places[-1] <= LONGEST_GROUP:
            found[open_places.pop()] = place
    return found
