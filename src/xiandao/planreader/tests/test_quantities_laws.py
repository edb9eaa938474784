"""Laws of the quantity grammar: what is written reads back, nothing crashes, and work grows with length."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.planreader.model import Comparator, Span
from xiandao.planreader.numerals import chinese_value
from xiandao.planreader.quantities import read_quantities
from xiandao.planreader.tests.quantity_notation import ROWS_ALPHABET, phrases_without_aims, read

VERBS = ("引进", "培育", "新增", "建成", "集聚", "打造", "形成", "招引")
OBJECTS = (
    ("企业", "家"),
    ("领军人才", "名"),
    ("中试平台", "个"),
    ("示范项目", "项"),
    ("标准厂房", "万平方米"),
    ("加氢站", "座"),
    ("绿色工厂", "家"),
)
METRICS = (("产业规模", "亿元"), ("研发投入占比", "%"), ("森林覆盖率", "%"), ("粮食产量", "万吨"))
BEFORE = (
    ("", "", Comparator.EXACTLY),
    ("不少于", "", Comparator.AT_LEAST),
    ("不低于", "", Comparator.AT_LEAST),
    ("超过", "", Comparator.MORE_THAN),
    ("约", "", Comparator.ABOUT),
    ("", "左右", Comparator.ABOUT),
    ("", "以上", Comparator.AT_LEAST),
    ("不超过", "", Comparator.AT_MOST),
)
CHINESE = {2: "两", 3: "三", 5: "五", 10: "十", 12: "十二", 20: "二十", 35: "三十五", 100: "一百"}


@dataclass(frozen=True)
class Written:
    """A quantity and the words that say it."""

    text: str
    low: float | None
    high: float | None
    comparator: Comparator
    unit: str
    noun: str


@st.composite
def things(draw: st.DrawFn) -> Written:
    """A counted thing: verb, comparator, value, unit and noun, in either order and script."""
    verb, (noun, unit) = draw(st.sampled_from(VERBS)), draw(st.sampled_from(OBJECTS))
    before, after, comparator = draw(st.sampled_from(BEFORE))
    number = draw(st.sampled_from(sorted(CHINESE)) | st.integers(min_value=2, max_value=9999))
    written = draw(st.sampled_from([str(number), _full_width(str(number)), CHINESE.get(number, str(number))]))
    blank = draw(st.sampled_from(["", " "]))
    value = f"{before}{blank}{written}{blank}{unit}{after}"
    text = f"{verb}{noun}{value}" if draw(st.booleans()) else f"{verb}{value}{noun}"
    return Written(text, *_ends(comparator, number), comparator, unit, noun)


@st.composite
def figures(draw: st.DrawFn) -> Written:
    """A metric that reaches a value, or a range of values."""
    noun, unit = draw(st.sampled_from(METRICS))
    low = draw(st.integers(min_value=1, max_value=400)) / 10
    if draw(st.booleans()):
        high = low + draw(st.integers(min_value=1, max_value=50))
        sign = draw(st.sampled_from(["-", "—", "～", "至", "~", "–"]))
        first = draw(st.sampled_from(["", unit]))
        text = f"{noun}达到{low:g}{first}{sign}{high:g}{unit}"
        return Written(text, low, high, Comparator.BETWEEN, unit, noun)
    reach, comparator = draw(
        st.sampled_from(
            [("达到", Comparator.AT_LEAST), ("突破", Comparator.MORE_THAN), ("保持在", Comparator.EXACTLY)]
        )
    )
    return Written(f"{noun}{reach}{low:g}{unit}", *_ends(comparator, low), comparator, unit, noun)


@given(things() | figures())
@settings(max_examples=400)
def test_a_written_quantity_reads_back(written: Written) -> None:
    (target,) = read(written.text).targets

    assert (target.comparator, target.low, target.high) == (written.comparator, written.low, written.high)
    assert target.unit == written.unit
    assert written.noun in target.name
    assert target.text == written.text


@given(st.lists(things() | figures(), min_size=2, max_size=5))
def test_a_sentence_of_quantities_reads_back_in_order(sentence: list[Written]) -> None:
    text = "到2025年，" + "，".join(written.text for written in sentence) + "。"

    reading = read(text)

    assert [target.text for target in reading.targets] == [written.text for written in sentence]
    assert [target.comparator for target in reading.targets] == [written.comparator for written in sentence]


@given(st.lists(st.sampled_from(ROWS_ALPHABET), max_size=60).map("".join))
@settings(max_examples=300)
def test_any_mixture_of_the_genre_is_survived(text: str) -> None:
    reading = read(text)

    for target in (*reading.targets, *reading.general):
        assert target.text == text[target.span.start : target.span.end]
        assert target.name
    for doubt in reading.doubts:
        assert 0 <= doubt.span.start < doubt.span.end <= len(text)


@given(st.text(max_size=200))
def test_any_text_is_survived(text: str) -> None:
    read(text)


@given(st.sampled_from(phrases_without_aims()), things())
def test_a_number_that_is_no_aim_does_not_disturb_the_next_sentence(phrase: str, written: Written) -> None:
    (target,) = read(f"{phrase}。\n{written.text}").targets

    assert target.text == written.text


@pytest.mark.parametrize(
    "pattern",
    [
        *("9", "一", "（", "引进企业50家", "50家、", "50家的，", "2025年", "“", "超百亿元企业", "力争", "5-"),
        *("1+", "百分之", "建设一批", "的", "《", "\n", "1,000", " 5", "三年内", "（5家）", "、", "由5%到"),
        *("分别50家和", "[", "应"),
    ],
)
def test_work_grows_no_faster_than_length(pattern: str) -> None:
    short = pattern * (3000 // len(pattern))

    assert _calls(short * 4) <= 4.6 * _calls(short) + 2000


def _calls(text: str) -> int:
    """How many calls one reading takes: a count that no clock and no machine changes."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    previous = sys.getprofile()
    sys.setprofile(count)
    try:
        read_quantities(text, Span(0, len(text)))
    finally:
        sys.setprofile(previous)
    return calls


def _ends(comparator: Comparator, number: float) -> tuple[float | None, float | None]:
    low = None if comparator is Comparator.AT_MOST else number
    high = None if comparator in (Comparator.AT_LEAST, Comparator.MORE_THAN) else number
    return low, high


def _full_width(digits: str) -> str:
    return digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))


def test_the_chinese_numbers_of_these_laws_are_right() -> None:
    assert {word: chinese_value(word) for word in CHINESE.values()} == {
        word: n for n, word in CHINESE.items()
    }
