"""The numbers that open an item, in every style that plans use, at a line's start or glued inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xiandao.planreader.numerals import chinese_value

_N: Final = "[一二三四五六七八九十百零〇]"
_ALTERNATIVES: Final = (
    ("part", rf"第\s?(?:{_N}{{1,5}}|\d{{1,3}})\s?(?:章|节|篇|编|部分|条)(?![例款件约])[\s、:.]*"),
    (
        "named",
        (
            r"(?:重点|主要|核心|专项)?(?:任务|行动|工程|专栏|举措|措施|专项|计划|抓手)\s?"
            rf"(?:{_N}{{1,3}}|\d{{1,2}})(?=[\s:、.\-—])[\s:、.\-—]*"
        ),
    ),
    ("cn_paren", rf"\(\s?{_N}{{1,4}}\s?\)[、.:]?"),
    ("cn_paren", r"[㈠-㈩]"),
    ("cn_dun", rf"{_N}{{1,4}}\s?[、.](?!\d)"),
    ("ar_paren", r"\(\s?\d{1,3}\s?\)[、.]?"),
    ("ar_paren", r"[⑴-⒇]"),
    ("ar_rparen", r"\d{1,2}\)"),
    ("dec", r"\d{1,2}(?:\.\d{1,2}){1,3}(?=\s?[\u4e00-\u9fff“])(?!\s?[亿万个家倍项%名米吨元分公平版千年月])"),
    ("ar_dun", r"\d{1,3}\s?、(?!\d{1,2}[、号#])"),
    ("ar_dot", r"\d{1,3}\s?\\?\.(?!\d|\s*\d+[.%亿万])|\d{1,3}\.(?=20\d\d年|\d[GD])|[⒈-⒛]"),
    ("circled", r"[①-⑳㉑-㉟❶-❿]"),
    ("roman", r"(?:[\u2160-\u216b]|(?:IX|IV|V?I{1,3}|V|X)(?=[.、]))[.、]?"),
    ("letter", r"[A-Z][.、](?=\s?[\u4e00-\u9fff])"),
    ("ordinal", rf"(?:其)?{_N}{{1,2}}(?:是|则)(?!否)"),
    ("cn_blank", rf"{_N}{{1,3}}\s+(?=[\u4e00-\u9fff]{{2,24}}$)"),
)
_LINE_PREFIX: Final = re.compile(r"[\s>#*]*(?:\*\*)?")
_AT_LINE: Final = re.compile("|".join(pattern for _, pattern in _ALTERNATIVES), re.MULTILINE)
_GLUED_STYLES: Final = frozenset(
    {"part", "named", "cn_paren", "cn_dun", "ar_paren", "ar_rparen", "ar_dun", "ar_dot", "circled", "ordinal"}
)
_GLUED: Final = re.compile(
    "|".join(
        rf"(?<=[。;!?:\s)]){pattern}" if style == "named" else pattern
        for style, pattern in _ALTERNATIVES
        if style in _GLUED_STYLES
    )
)
_COMPILED: Final = tuple((style, re.compile(pattern, re.MULTILINE)) for style, pattern in _ALTERNATIVES)
_FAMILY: Final = {"ar_dun": "ar", "ar_dot": "ar", "ar_rparen": "ar_paren", "cn_blank": "cn_dun"}
_NUMBER: Final = re.compile(rf"{_N}+|\d+")
_PART_WORD: Final = re.compile(rf"[第\s、:.\d]|{_N}")
_WORD: Final = re.compile(rf"({_N}+|\d+|\s|[:、.\-—])")
_SINGLE: Final = (
    (0x2460, 1),  # ① 1 to 20
    (0x3251, 21),  # ㉑ 21 to 35
    (0x2776, 1),  # ❶
    (0x2474, 1),  # ⑴
    (0x2488, 1),  # ⒈
    (0x3220, 1),  # ㈠
    (0x2160, 1),  # Roman numerals
)
_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
# After these a number belongs to the sentence: 第一、 统一、 款（一）.
_NO_MARKER_AFTER: Final = frozenset("第统唯之同均单合专万归划整逐不某任每、0123456789百千零")
# A glued （二）项 or （一）至 cites an item, it does not open one.
_CITED: Final = re.compile(r"\s?(?:[项款条至、,;)和与或]|$)")
_STRONG: Final = frozenset("。;!?:)],”》>…")
_ARABIC_STYLES: Final = frozenset({"ar_dun", "ar_dot", "ar_rparen"})
_AFTER_ARABIC: Final = re.compile(r"\s?[\u4e00-\u9fff“《A-Z]")


@dataclass(frozen=True, slots=True)
class Marker:
    """One number that may open an item. `end` is where the item's own words begin."""

    style: str
    family: str
    value: int
    start: int
    printed_end: int  # where the number itself ends, its 、 or : left out
    end: int
    glued: bool = False
    strong: bool = True  # a glued marker after the end of a sentence, or after blanks
    level: int | None = None  # the heading level that the file format knows


def marker_at_line(folded: str, start: int, end: int, level: int | None) -> Marker | None:
    """The number that opens the line [start, end), if one does."""
    prefix = _LINE_PREFIX.match(folded, start, end)
    begin = prefix.end() if prefix else start
    found = _AT_LINE.match(folded, begin, end)
    if found is None or found.end() == begin:
        return None
    style = _style(folded, begin, found.end(), end)
    if style is None or (style == "ordinal" and folded[begin] == "其"):
        return None
    return _marker(folded, style, begin, found.end(), level=level)


def glued_markers(folded: str, start: int, end: int) -> Iterator[Marker]:
    """Every number inside [start, end) that might open an item; the nesting decides which do."""
    for found in _GLUED.finditer(folded, start, end):
        begin = found.start()
        if begin == start:
            continue
        blanks = begin
        while blanks > start and folded[blanks - 1] == " ":
            blanks -= 1
        previous = folded[blanks - 1] if blanks > start else "。"
        if previous in _NO_MARKER_AFTER or _is_cited(folded, found.end(), end):
            continue
        style = _style(folded, begin, found.end(), end)
        strong = previous in _STRONG or blanks < begin
        if style is None or not _plausible(folded, style, strong, found.end(), end):
            continue
        yield _marker(folded, style, begin, found.end(), glued=True, strong=strong)


def _plausible(folded: str, style: str, strong: bool, after: int, end: int) -> bool:
    """Inside a line only unmistakable numbers count: 5.2亿 and 第三条 are none."""
    if style in ("part", "named", "ordinal"):
        return strong
    if style in _ARABIC_STYLES:
        return _AFTER_ARABIC.match(folded, after, end) is not None
    return True


def _is_cited(folded: str, after: int, end: int) -> bool:
    return _CITED.match(folded, after, end) is not None


def _style(folded: str, start: int, stop: int, end: int) -> str | None:
    for style, pattern in _COMPILED:
        found = pattern.match(folded, start, end)
        if found is not None and found.end() == stop:
            return style
    return None


def _marker(
    folded: str,
    style: str,
    start: int,
    stop: int,
    *,
    level: int | None = None,
    glued: bool = False,
    strong: bool = True,
) -> Marker:
    words = folded[start:stop].strip()
    family = _FAMILY.get(style, style)
    if style == "part":
        family = f"part:{_PART_WORD.sub('', words)}"
    elif style == "named":
        family = f"named:{_WORD.sub('', words)}"
    elif style == "dec":
        family = f"dec:{words.count('.')}"
    printed_end = start + len(words)
    if style not in ("cn_paren", "ar_paren", "ar_rparen"):
        while printed_end > start + 1 and folded[printed_end - 1] in " 、.:-—\\":
            printed_end -= 1
    elif folded[printed_end - 1] in "、.:":
        printed_end -= 1
    return Marker(style, family, _value(style, words), start, printed_end, stop, glued, strong, level)


def _value(style: str, words: str) -> int:
    for base, first in _SINGLE:
        if 0 <= ord(words[0]) - base < 20:
            return ord(words[0]) - base + first
    if style == "letter":
        return ord(words[0]) - ord("A") + 1
    if style == "roman":
        return _ROMAN.get(words.rstrip(".、"), 0)
    if style == "dec":
        return int(words.rsplit(".", 1)[-1])
    found = _NUMBER.search(words)
    if found is None:
        return 0
    number = found.group()
    return int(number) if number.isascii() else int(chinese_value(number) or 0)
