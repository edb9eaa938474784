"""One spelling for matching: every character is replaced by exactly one, so that spans stay true.

Plans mix full- and half-width punctuation, several kinds of brackets and blanks, and now and then
traditional characters; the grammar is written once, for the folded text, and quotes the original.
"""

from __future__ import annotations

import re
from typing import Final

_FULL_WIDTH: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_BRACKETS: Final = str.maketrans("\u3014［【〖﹝{｛", "[[[[[[[") | str.maketrans(
    "\u3015］】〗﹞}｝", "]]]]]]]"
)
_BLANKS: Final = dict.fromkeys(
    map(
        ord, "\u3000\xa0\t\x0b\x0c\x1c\x1d\x1e\x1f\x85\ufeff\u200b\u200c\u200d\u2028\u2029\u2002\u2003\u2009"
    ),
    " ",
)
_TRADITIONAL: Final = str.maketrans(
    "責單位牽頭負門參與協辦條節標專務動項區縣總體導則點領佈間實達億萬個鎮鄉園優發團會議關機構業產應負責劃規資際國聯審見稿",
    "责单位牵头负门参与协办条节标专务动项区县总体导则点领布间实达亿万个镇乡园优发团会议关机构业产应负责划规资际国联审见稿",
)
_TABLE: Final = _FULL_WIDTH | _BRACKETS | _BLANKS | _TRADITIONAL | {0xFE55: ":", 0xFF61: "。", 0x2236: ":"}

OPENERS: Final = "(["
CLOSERS: Final = ")]"
SENTENCE_ENDS: Final = "。;!?"
_BLANK_RUN: Final = re.compile(r"\s+")
_LATIN_BLANK: Final = re.compile(r"(?<=[A-Za-z0-9])\s+(?=[A-Za-z0-9])")


def fold(text: str) -> str:
    """The same text, character by character, in the spelling that the grammar is written for."""
    return text.translate(_TABLE)


def trim(text: str, start: int, end: int, extra: str = "") -> tuple[int, int]:
    """The span without blanks (and the `extra` characters) at both ends."""
    while start < end and (text[start].isspace() or text[start] in extra):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in extra):
        end -= 1
    return start, end


def squeeze(text: str) -> str:
    """A short text without stray blanks and line breaks; words in Latin letters stay apart."""
    return _BLANK_RUN.sub("", _LATIN_BLANK.sub("\x00", text.strip())).replace("\x00", " ")


def matching_close(text: str, opened: int, limit: int) -> int:
    """The index of the bracket that closes the one at `opened`, or -1 before `limit`. Kinds may mix."""
    depth = 0
    for position in range(opened, limit):
        character = text[position]
        if character in OPENERS:
            depth += 1
        elif character in CLOSERS:
            depth -= 1
            if depth == 0:
                return position
    return -1
