"""A row under settled columns: what it says, and every single thing that is wrong with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from xiandao.zone.registry.rules.importing.rows import ColumnPlan, RowReader, choice_of
from xiandao.zone.registry.rules.importing.table import ImportRefused, Line
from xiandao.zone.registry.rules.kinds import KINDS, Field
from xiandao.zone.registry.rules.kinds.fields import choices
from xiandao.zone.registry.rules.vocabulary import Kind

TODAY = date(2025, 6, 30)


GOOD, BAD = "91310000MA1FL0000N", "91310000MA1FL0000X"
FIELDS = (
    Field("name", "名称", "name", "name", required=True),
    Field("uscc", "统一社会信用代码", "credit code", "identifier", scheme="uscc"),
    Field(
        "sort", "类型", "sort", "choice", choices=choices(("firm", "企业", "Firm"), ("bank", "银行", "Bank"))
    ),
    Field(
        "titles",
        "称号",
        "titles",
        "choices",
        choices=choices(("gazelle", "瞪羚", "Gazelle"), ("unicorn", "独角兽", "Unicorn")),
    ),
    Field("yearly_output", "年产值", "yearly output", "money"),
    Field("listed", "是否上市", "listed", "flag"),
    Field("founded", "成立年份", "founded", "year"),
    Field("settled_on", "落户日期", "settled on", "day"),
    Field("until", "有效期至", "until", "day", past=False),
    Field("carrier", "单位", "carrier", "relation"),
    Field("website", "网址", "website", "link"),
)


def reader(**factors: int) -> RowReader:
    by_field = {key: Decimal(value) for key, value in factors.items()}
    return RowReader(FIELDS, factors=by_field, until=TODAY)


def test_every_type_of_field_comes_in_its_stored_form() -> None:
    written = {
        "name": "甲公司",
        "uscc": GOOD.lower(),
        "sort": "企业",
        "titles": "瞪羚；Unicorn",
        "yearly_output": "300",
        "listed": "否",
        "founded": "2019年",
        "settled_on": "2024/3/1",
        "until": "2030-01-01",
        "carrier": "甲大学；乙公司",
        "website": "example.org",
        "happened_on": "2024-12-31",
        "record_key": "abc",
    }

    row = reader(yearly_output=10_000).read(2, written)

    assert row.stored == {
        "name": "甲公司",
        "uscc": GOOD,
        "sort": "firm",
        "titles": ["gazelle", "unicorn"],
        "yearly_output": "3000000",
        "listed": False,
        "founded": 2019,
        "settled_on": "2024-03-01",
        "until": "2030-01-01",
        "carrier": [{"label": "甲大学"}, {"label": "乙公司"}],
        "website": "https://example.org",
    }
    assert (row.on, row.key, row.faults) == (date(2024, 12, 31), "abc", ())


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("uscc", BAD, "should end in"),
        ("sort", "公园", "企业、银行"),
        ("titles", "瞪羚;大象", "大象"),
        ("yearly_output", "许多", "not a number"),
        ("settled_on", "2024-02-30", "not a day"),
        ("settled_on", "2026-01-01", "still to come"),
        ("happened_on", "2026-01-01", "still to come"),
        ("listed", "也许", "neither yes nor no"),
        ("name", "长" * 301, "1 to 300 characters"),
        ("sort", "#N/A", "Excel shows an error"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(field: str, text: str, said: str) -> None:
    row = reader().read(2, {"name": "甲公司", field: text})

    assert [(fault.field, said in fault.refusal.sentence) for fault in row.faults] == [(field, True)]


def test_all_faults_of_a_row_are_named_at_once() -> None:
    row = reader().read(2, {"uscc": BAD, "sort": "公园"})

    assert [fault.field for fault in row.faults] == ["uscc", "sort", "name"]


def test_a_dash_says_nothing_but_no_says_no() -> None:
    row = reader().read(2, {"name": "甲公司", "sort": "—", "yearly_output": "无", "listed": "无"})

    assert row.stored == {"name": "甲公司", "listed": False}
    assert row.faults == ()


def test_the_same_identifier_twice_is_a_fault_of_the_second_row() -> None:
    rows = reader()
    rows.read(2, {"name": "甲公司", "uscc": GOOD})

    again = rows.read(5, {"name": "乙公司", "uscc": GOOD})

    assert [(fault.field, "row 2" in fault.refusal.sentence) for fault in again.faults] == [("uscc", True)]


def test_the_same_identifier_on_another_day_is_a_newer_figure() -> None:
    rows = reader()
    rows.read(2, {"name": "甲公司", "uscc": GOOD, "happened_on": "2023-12-31"})

    assert rows.read(3, {"name": "甲公司", "uscc": GOOD, "happened_on": "2024-12-31"}).faults == ()


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


@pytest.mark.parametrize(
    ("kind", "field", "text", "choice"),
    [
        (Kind.PATENT, "type", "发明专利", "invention"),
        (Kind.PATENT, "type", "发明授权", "invention"),
        (Kind.PATENT, "type", "实用新型专利", "utility"),
        (Kind.ORGANISATION, "title", "瞪羚", "gazelle"),
        (Kind.ORGANISATION, "title", "专精特新小巨人企业", "little-giant"),
        (Kind.ORGANISATION, "title", "专精特新企业", "specialised"),
        (Kind.PERSON, "level", "教授", "professor"),
        (Kind.PAPER, "index", "sci", "sci"),
    ],
)
def test_a_choice_is_known_with_and_without_its_class_word(
    kind: Kind, field: str, text: str, choice: str
) -> None:
    assert choice_of(KINDS[kind].by_key[field], text) == choice


@pytest.mark.parametrize("kind", list(Kind))
def test_no_two_choices_of_a_field_share_a_word(kind: Kind) -> None:
    for field in KINDS[kind].fields:
        for choice in field.choices:
            assert {choice_of(field, word) for word in (choice.key, choice.zh, choice.en)} == {choice.key}
