"""Counters print what a word processor prints."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.planreader.documents.counting import STYLES, counted


@pytest.mark.parametrize(
    ("style", "printed"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalHalfWidth", {1: "1"}),
        ("decimalZero", {1: "01", 12: "12", 100: "100"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalFullWidth2", {12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛", 21: "21"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}),
        ("numberInDash", {3: "- 3 -"}),
        ("upperRoman", {1: "I", 4: "IV", 9: "IX", 44: "XLIV", 1994: "MCMXCIV", 4000: "4000"}),
        ("lowerRoman", {6: "vi", 0: "0"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 53: "AAA", 0: "0", 781: "781"}),
        ("lowerLetter", {2: "b", 28: "bb"}),
        (
            "ordinal",
            {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 21: "21st", 111: "111th"},
        ),
        (
            "chineseCounting",
            {1: "一", 10: "十", 11: "十一", 20: "二十", 35: "三十五", 99: "九十九", 101: "一○一"},
        ),
        (
            "chineseCountingThousand",
            {
                10: "十",
                19: "十九",
                100: "一百",
                101: "一百零一",
                110: "一百一十",
                1010: "一千零一十",
                10_000: "一万",
                10_101: "一万零一百零一",
                100_000: "十万",
                0: "零",
            },
        ),
        ("taiwaneseCounting", {12: "十二"}),
        ("taiwaneseCountingThousand", {120: "一百二十"}),
        ("japaneseCounting", {1: "一", 10: "十", 15: "十五", 100: "百", 101: "百一", 120: "百二十", 0: "〇"}),
        ("ideographDigital", {1: "一", 10: "一〇", 25: "二五"}),
        ("japaneseDigitalTenThousand", {10: "一〇"}),
        ("taiwaneseDigital", {10: "一○"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 23: "贰拾叁"}),
        ("japaneseLegal", {3: "參"}),
        ("ideographLegalTraditional", {12: "壹拾貳"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉", 11: "11"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("none", {1: "", 7: ""}),
        ("no such format", {7: "7"}),
    ],
)
def test_a_format_counts_as_printed(style: str, printed: dict[int, str]) -> None:
    assert {number: counted(number, style) for number in printed} == printed


@given(st.sampled_from(sorted(STYLES)), st.integers())
def test_no_number_prints_a_monster(style: str, number: int) -> None:
    assert len(counted(number, style)) <= max(30, len(str(number)))


@given(st.sampled_from(sorted(set(STYLES) - {"none"})), st.integers(1, 9_999), st.integers(1, 9_999))
def test_different_numbers_look_different(style: str, one: int, other: int) -> None:
    assert (counted(one, style) == counted(other, style)) == (one == other)
