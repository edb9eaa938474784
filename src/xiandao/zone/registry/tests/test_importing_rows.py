"""A row under settled columns: what it says, and every single thing that is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from xiandao.zone.registry.rules.importing.rows import ColumnPlan, FieldSpec, RowReader
from xiandao.zone.registry.rules.importing.table import ImportRefused, Line, RowRefused

TODAY = date(2025, 6, 30)


@dataclass(frozen=True)
class Word:
    key: str
    zh: str
    en: str


@dataclass(frozen=True)
class Spec:
    key: str
    zh: str
    type: str
    required: bool = False
    choices: tuple[Word, ...] = ()
    en: str = "field"
    headings: tuple[str, ...] = ()


FIELDS = (
    Spec("name", "名称", "name", required=True),
    Spec("uscc", "统一社会信用代码", "identifier"),
    Spec("sort", "类型", "choice", choices=(Word("firm", "企业", "Firm"), Word("bank", "银行", "Bank"))),
    Spec(
        "titles",
        "称号",
        "choices",
        choices=(Word("gazelle", "瞪羚", "Gazelle"), Word("unicorn", "独角兽", "Unicorn")),
    ),
    Spec("yearly_output", "年产值", "money"),
    Spec("listed", "是否上市", "flag"),
    Spec("founded", "成立年份", "year"),
    Spec("settled_on", "落户日期", "day"),
)


def _check(spec: FieldSpec, value: object) -> object:
    if spec.key == "uscc" and value == "BAD":
        raise RowRefused("The check digit is {found}; it ought to be {right}.", found="D", right="7")
    return value


def reader(**factors: int) -> RowReader:
    by_field = {key: Decimal(value) for key, value in factors.items()}
    return RowReader(FIELDS, factors=by_field, until=TODAY, past={"settled_on"}, check=_check)


def test_every_type_of_field_comes_in_its_typed_form() -> None:
    written = {
        "name": "甲公司",
        "uscc": "9131",
        "sort": "企业",
        "titles": "瞪羚；Unicorn",
        "yearly_output": "300",
        "listed": "否",
        "founded": "2019年",
        "settled_on": "2024/3/1",
        "happened_on": "2024-12-31",
        "record_key": "abc",
    }

    row = reader(yearly_output=10_000).read(2, written)

    assert row.values == {
        "name": "甲公司",
        "uscc": "9131",
        "sort": "firm",
        "titles": ["gazelle", "unicorn"],
        "yearly_output": Decimal(3_000_000),
        "listed": False,
        "founded": 2019,
        "settled_on": date(2024, 3, 1),
    }
    assert (row.on, row.key, row.faults) == (date(2024, 12, 31), "abc", ())


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("uscc", "BAD", "ought to be 7"),
        ("sort", "公园", "企业、银行"),
        ("titles", "瞪羚;大象", "大象"),
        ("yearly_output", "许多", "not a number"),
        ("settled_on", "2024-02-30", "not a day"),
        ("settled_on", "2026-01-01", "still to come"),
        ("happened_on", "2026-01-01", "still to come"),
        ("listed", "也许", "neither yes nor no"),
        ("name", "长" * 301, "300 fit"),
        ("sort", "#N/A", "Excel shows an error"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(field: str, text: str, said: str) -> None:
    row = reader().read(2, {"name": "甲公司", field: text})

    assert [(fault.field, said in fault.refusal.sentence) for fault in row.faults] == [(field, True)]


def test_all_faults_of_a_row_are_named_at_once() -> None:
    row = reader().read(2, {"uscc": "BAD", "sort": "公园"})

    assert [fault.field for fault in row.faults] == ["uscc", "sort", "name"]


def test_a_dash_says_nothing_but_no_says_no() -> None:
    row = reader().read(2, {"name": "甲公司", "sort": "—", "yearly_output": "无", "listed": "无"})

    assert row.values == {"name": "甲公司", "listed": False}
    assert row.faults == ()


def test_the_same_identifier_twice_is_a_fault_of_the_second_row() -> None:
    rows = reader()
    rows.read(2, {"name": "甲公司", "uscc": "9131"})

    again = rows.read(5, {"name": "乙公司", "uscc": "9131"})

    assert [(fault.field, "row 2" in fault.refusal.sentence) for fault in again.faults] == [("uscc", True)]


def test_the_same_identifier_on_another_day_is_a_newer_figure() -> None:
    rows = reader()
    rows.read(2, {"name": "甲公司", "uscc": "9131", "happened_on": "2023-12-31"})

    assert rows.read(3, {"name": "甲公司", "uscc": "9131", "happened_on": "2024-12-31"}).faults == ()


def test_two_rows_alike_to_the_letter_are_one_too_many() -> None:
    rows = reader()
    rows.read(2, {"name": "甲公司"})

    assert [fault.field for fault in rows.read(3, {"name": "甲公司"}).faults] == [""]
    assert rows.read(4, {"name": "甲公司", "sort": "银行"}).faults == ()


def test_columns_find_their_cells_and_their_factor() -> None:
    plan = ColumnPlan.of(
        ("序号", "名称", "年产值（万元）"), {"年产值（万元）": "yearly_output", "名称": "name", "序号": ""}
    )

    assert plan.written(Line(2, ("1", "甲公司", ""))) == {"name": "甲公司"}
    assert plan.factors == {"name": Decimal(1), "yearly_output": Decimal(10_000)}


def test_a_column_that_the_file_does_not_have_is_refused() -> None:
    with pytest.raises(ImportRefused, match="no column “名字”"):
        ColumnPlan.of(("名称",), {"名字": "name"})
