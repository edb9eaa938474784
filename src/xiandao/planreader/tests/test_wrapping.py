"""Hard-wrapped text reads as if it were not, and every place is told of the original."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.planreader import from_text
from xiandao.planreader.tests.samples import measures_of, plan_of, task_chapter
from xiandao.planreader.wrapping import unwrap

ITEMS = task_chapter(
    "（一）突破关键技术\n"
    "1.组建创新联合体。支持龙头企业联合高校开展攻关，每年实施重点项目不少于5项，到2026年累计投入研发资金超过12亿元。"
    "（责任单位：市科技局、市工业和信息化局、市财政局，各县（市、区）人民政府）\n"
    "2.建设测试平台。依托云江大学建设检测中心，面向中小企业开放大型仪器设备。（责任单位：市市场监管局、云江大学）\n"
    "（二）拓展应用场景\n"
    "3.推广新能源公交车。三年更新车辆300辆，配套建设加氢站15座。（市交通运输局牵头，市公交集团配合）",
    area="云江市",
)


def wrapped(text: str, width: int) -> str:
    """The text cut into lines of `width` characters."""
    return "\n".join(
        line[place : place + width] for line in text.split("\n") for place in range(0, len(line), width)
    )


@pytest.mark.parametrize("width", [16, 20, 26, 32, 40])
def test_measures_units_and_quantities_are_those_of_the_unwrapped_text(width: int) -> None:
    whole, cut = plan_of(ITEMS), plan_of(wrapped(ITEMS, width))

    assert measures_of(cut) == measures_of(whole)
    assert [m.title for m in cut.measures] == [m.title for m in whole.measures]
    assert [[(t.name, t.low, t.unit) for t in m.targets] for m in cut.measures] == [
        [(t.name, t.low, t.unit) for t in m.targets] for m in whole.measures
    ]


@given(st.integers(min_value=12, max_value=60))
def test_spans_point_into_the_wrapped_text(width: int) -> None:
    plan = plan_of(wrapped(ITEMS, width))

    assert all(plan.text[m.span.start : m.span.end] == m.text for m in plan.measures)
    assert plan.text == wrapped(ITEMS, width)


def test_paragraphs_of_their_own_length_are_left_alone() -> None:
    assert unwrap(from_text(ITEMS)) is None


def test_latin_words_keep_a_blank_between_them() -> None:
    words = "the quick brown fox jumps over the lazy dog and runs away from it " * 8

    found = unwrap(from_text("\n".join(textwrap.wrap(words, 60))))

    assert found is None or "fox jumps" in found.source.text


def test_page_numbers_between_lines_are_passed_over() -> None:
    lines = wrapped(ITEMS, 24).split("\n")
    middle = next(place for place, line in enumerate(lines) if "财政" in line)

    plan = plan_of("\n".join([*lines[: middle + 1], "— 3 —", *lines[middle + 1 :]]))

    assert measures_of(plan) == measures_of(plan_of(ITEMS))
