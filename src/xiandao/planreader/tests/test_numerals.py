"""Numbers in every script become one value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.planreader.numerals import LONGEST_RUN, Numeral, chinese_value, read_numeral, run_end

WRITTEN = [
    ("30项", 30, 30, ""),
    ("６.５％", 6.5, 6.5, ""),
    ("６．５％", 6.5, 6.5, ""),
    ("1,200家", 1200, 1200, ""),
    ("1，200家", 1200, 1200, ""),
    ("5千家", 5000, 5000, ""),
    ("3百万元", 300, 300, "万"),
    ("1.8万亿元", 1.8, 1.8, "万亿"),
    ("50 亿元", 50, 50, "亿"),
    ("100千瓦", 100, 100, ""),
    ("10万千瓦", 10, 10, "万"),
    ("两家", 2, 2, ""),
    ("十个", 10, 10, ""),
    ("十五个", 15, 15, ""),
    ("三十五", 35, 35, ""),
    ("一百零五", 105, 105, ""),
    ("一百二十", 120, 120, ""),
    ("两百五", 250, 250, ""),
    ("三千二百一十", 3210, 3210, ""),
    ("一万五千", 1.5, 1.5, "万"),
    ("一亿二千万元", 1.2, 1.2, "亿"),
    ("两万亿", 2, 2, "万亿"),
    ("三千万元", 3000, 3000, "万"),
    ("百亿级", 100, 100, "亿"),
    ("两三个", 2, 3, ""),
    ("三五家", 3, 5, ""),
    ("七八十", 70, 80, ""),
    ("百分之十五", 15, 15, ""),
    ("百分之十五点五", 15.5, 15.5, ""),
    ("百分之6.5", 6.5, 6.5, ""),
    ("千分之三", 0.3, 0.3, ""),
    ("三分之二", 66.67, 66.67, ""),
    ("三成以上", 30, 30, ""),
    ("三成半左右", 35, 35, ""),
    ("半数以上", 50, 50, ""),
    ("百分百", 100, 100, ""),
]
NO_NUMBERS = ["方案", "成果", "零一二三", "五四三", "一" * 40, "9" * 40, "几家", "数家"]


def numeral(text: str) -> Numeral | None:
    return read_numeral(text, 0, len(text))


@pytest.mark.parametrize(("text", "low", "high", "magnitude"), WRITTEN)
def test_a_written_number_has_its_value(text: str, low: float, high: float, magnitude: str) -> None:
    found = numeral(text)

    assert found is not None
    assert (found.low, found.high, found.magnitude) == (low, high, magnitude)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert numeral(text) is None


@pytest.mark.parametrize("text", ["数十家", "几百个", "十几项", "数千万元"])
def test_a_size_without_a_number_is_vague(text: str) -> None:
    found = numeral(text)

    assert found is not None
    assert found.vague


@pytest.mark.parametrize("text", ["300余万元", "50多家", "百余家", "十余项", "50亿多元"])
def test_a_number_and_more_is_marked(text: str) -> None:
    found = numeral(text)

    assert found is not None
    assert found.more


@pytest.mark.parametrize("text", ["百家", "千亿", "万亩", "亿元"])
def test_a_magnitude_alone_is_bare(text: str) -> None:
    found = numeral(text)

    assert found is not None
    assert found.bare


@given(st.integers(min_value=0, max_value=99_999_999))
def test_a_chinese_numeral_reads_back(number: int) -> None:
    assert chinese_value(_in_chinese(number)) == number


@given(st.floats(min_value=0, max_value=1e9, allow_nan=False).map(lambda number: round(number, 2)))
def test_an_arabic_number_reads_back_in_either_width(number: float) -> None:
    half = f"{number:.2f}"
    full = half.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))

    for written in (half, full):
        found = numeral(f"{written}项")
        assert found is not None
        assert found.low == number
        assert found.end == len(written)


@given(st.text(alphabet="0123456789０５.．,，一二两十百千万亿零〇半成数几分之点余多", max_size=60))
def test_any_run_of_numeral_characters_is_survived(text: str) -> None:
    for start in range(len(text)):
        found = read_numeral(text, start, len(text))
        assert run_end(text, start, len(text)) > start
        if found is not None:
            assert start < found.end <= len(text)
            assert found.end - start <= 2 * LONGEST_RUN
            assert found.low <= found.high


def _in_chinese(number: int) -> str:
    """The slow obvious way to write a number below 100 million."""
    if number >= 10_000:
        upper, lower = divmod(number, 10_000)
        gap = "零" if 0 < lower < 1000 else ""
        return f"{_in_chinese(upper)}万{gap}{_in_chinese(lower) if lower else ''}"
    digits = "零一二三四五六七八九"
    written, pending = "", False
    for size, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            written += ("零" if pending and written else "") + digits[digit] + unit
        pending = digit == 0
    return written or "零"
