"""What a cell means, as a table of how people write it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.zone.registry.rules.importing import parsing
from xiandao.zone.registry.rules.importing.table import RowRefused


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024-03-01", date(2024, 3, 1)),
        ("2024/3/1", date(2024, 3, 1)),
        ("2024.3.1", date(2024, 3, 1)),
        ("2024年3月1日", date(2024, 3, 1)),
        ("２０２４年３月１日", date(2024, 3, 1)),
        ("2024-03-01 00:00:00", date(2024, 3, 1)),
        ("2024-03-01T08:30:00Z", date(2024, 3, 1)),
        ("20240301", date(2024, 3, 1)),
        ("45352", date(2024, 3, 1)),
    ],
)
def test_a_day_is_read_as_people_and_programs_write_it(written: str, meant: date) -> None:
    assert parsing.day(written) == meant


@pytest.mark.parametrize(
    "written", ["2024-02-30", "下周", "2024-13-01", "3/1", "123", "0024-01-01", "99999999"]
)
def test_what_is_no_day_is_refused_with_how_to_write_one(written: str) -> None:
    with pytest.raises(RowRefused, match="Write it as 2025-12-31"):
        parsing.day(written)


@pytest.mark.parametrize(
    ("written", "factor", "meant"),
    [
        ("1200", 1, "1200"),
        ("1,200.50", 1, "1200.5"),
        ("￥1,200", 1, "1200"),
        ("300万元", 1, "3000000"),
        ("1.5亿元", 1, "150000000"),
        ("约3千万", 1, "30000000"),
        ("12 人", 1, "12"),
        ("300", 10_000, "3000000"),
        ("2亿", 10_000, "200000000"),
        ("-3.2", 1, "-3.2"),
        ("1.2e3", 1, "1200"),
        ("人民币500万元整", 1, "5000000"),
    ],
)
def test_a_figure_is_read_with_its_unit(written: str, factor: int, meant: str) -> None:
    assert parsing.number(written, Decimal(factor)) == Decimal(meant)


@pytest.mark.parametrize("written", ["很多", "12-15", "1.2.3", "nan", "inf", "12吨", "=1+1"])
def test_what_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(RowRefused, match="not a number"):
        parsing.number(written)


def test_a_figure_beyond_what_the_ledger_holds_is_refused() -> None:
    with pytest.raises(RowRefused, match="too large"):
        parsing.number("999999999亿元")


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_every_number_survives_being_written_with_thousands(value: Decimal) -> None:
    assert parsing.number(f"{value:,}") == value


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_survives_being_written_in_each_way(value: date) -> None:
    ways = [value.isoformat(), f"{value.year}年{value.month}月{value.day}日", f"{value:%Y%m%d}"]

    assert {parsing.day(way) for way in ways} == {value}


@pytest.mark.parametrize(
    ("written", "meant"), [("2024", 2024), ("2024年", 2024), ("2024年度", 2024), ("2024-05-06", 2024)]
)
def test_a_year_is_read_alone_or_out_of_a_day(written: str, meant: int) -> None:
    assert parsing.year(written) == meant


def test_what_is_no_year_is_refused() -> None:
    with pytest.raises(RowRefused, match="not a year"):
        parsing.year("24")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("是", True), ("√", True), ("Yes", True), ("否", False), ("×", False), ("无", False)],
)
def test_yes_and_no_are_read_in_words_and_marks(written: str, meant: bool) -> None:
    assert parsing.flag(written) is meant


def test_what_is_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(RowRefused, match="neither yes nor no"):
        parsing.flag("也许")


def test_a_list_is_cut_at_its_signs_and_says_each_thing_once() -> None:
    assert parsing.several("甲公司；乙公司;甲公司、丙公司\n丁 Co., Ltd.") == [
        "甲公司",
        "乙公司",
        "丙公司",
        "丁 Co., Ltd.",
    ]


def test_a_list_of_choices_is_cut_at_commas_too() -> None:
    assert parsing.several("高新技术企业，瞪羚, 独角兽/其他", of_choices=True) == [
        "高新技术企业",
        "瞪羚",
        "独角兽",
        "其他",
    ]
