"""Which heading means which field: by its own words, by words alike, and as it was settled before."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xiandao.zone.registry.rules.importing.columns import factor_of, guess, normal_heading
from xiandao.zone.registry.rules.kinds import Field

FIELDS = (
    Field("name", "名称", "name", headings=("企业名称", "单位名称")),
    Field("uscc", "统一社会信用代码", "unified social credit code", headings=("信用代码",)),
    Field("yearly_output", "年产值", "yearly output", headings=("年度产值", "营业收入")),
    Field("settled_on", "落户日期", "settled on"),
)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("名称", "name"),
        ("* 企业名称（必填）", "name"),
        ("Name", "name"),
        ("统一社会信用代码", "uscc"),
        ("统一社会信用代码证号", "uscc"),
        ("Unified Social Credit Code", "uscc"),
        ("年产值（万元）", "yearly_output"),
        ("营业总收入", "yearly_output"),
        ("settled_on", "settled_on"),
        ("截至日期", "happened_on"),
        ("备注", ""),
    ],
)
def test_a_heading_is_understood_by_the_words_of_its_field(heading: str, field: str) -> None:
    assert guess([heading], FIELDS, {}) == {heading: field}


def test_a_field_is_given_to_one_column_only_and_to_the_better_one() -> None:
    columns = guess(["单位名称", "名称", "营业总收入", "年产值"], FIELDS, {})

    assert columns == {"单位名称": "name", "名称": "", "营业总收入": "", "年产值": "yearly_output"}


def test_what_was_settled_for_a_source_comes_before_every_guess() -> None:
    remembered = {"备注": "name", "名称": "", "年产值": "gone_field"}

    columns = guess(["名称", "备注", "年产值"], FIELDS, remembered)

    assert columns == {"名称": "", "备注": "name", "年产值": "yearly_output"}


@pytest.mark.parametrize(
    ("heading", "factor"),
    [
        ("年产值（万元）", "10000"),
        ("年产值(亿元)", "100000000"),
        ("产值（单位：万元）", "10000"),
        ("年产值", "1"),
        ("万人计划", "1"),
        ("产值/千元", "1000"),
    ],
)
def test_a_heading_says_by_what_its_figures_are_multiplied(heading: str, factor: str) -> None:
    assert factor_of(heading) == Decimal(factor)


def test_a_heading_of_brackets_only_keeps_its_words() -> None:
    assert normal_heading("（备注）") == "备注"
