"""What is written is read back as it was; what is wrong in a workbook is named by its cell."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from xiandao.kernel.refusals import Refusal
from xiandao.publishing.workbook import (
    Choice,
    Column,
    Kind,
    SheetLayout,
    Value,
    WorkbookReading,
    read_rows,
    write_workbook,
)

LAYOUT = SheetLayout(
    "trial",
    2,
    "试用表",
    "Trial",
    (
        Column("key", "编号", "Key", locked=True, required=True),
        Column("name", "名称", "Name"),
        Column("count", "数量", "Count", kind=Kind.INTEGER),
        Column("price", "价格", "Price", kind=Kind.DECIMAL),
        Column("due", "期限", "Due", kind=Kind.DATE),
        Column(
            "status",
            "状态",
            "Status",
            kind=Kind.CHOICE,
            choices=(Choice("open", "进行中", "Open"), Choice("done", "完成", "Done")),
        ),
    ),
    unique="key",
)
ROW: dict[str, Value] = {
    "key": "m01",
    "name": "中试平台",
    "count": 3,
    "price": Decimal("2.5"),
    "due": date(2025, 12, 31),
    "status": "open",
}
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.sampled_from("=+-@中试\n"), max_size=30
).map(str.strip)
ROWS = st.fixed_dictionaries(
    {
        "name": TEXTS.map(lambda text: text or None),
        "count": st.none() | st.integers(-(10**9), 10**9),
        "price": st.none() | st.decimals(-(10**9), 10**9, places=4).map(lambda d: d.normalize()),
        "due": st.none() | st.dates(date(1950, 1, 1), date(2150, 1, 1)),
        "status": st.sampled_from([None, "open", "done"]),
    }
)


def _written(*rows: dict[str, Value], language: str = "zh") -> bytes:
    return write_workbook(LAYOUT, rows, language=language, stamp="stamp")


def _edited(edit: Callable[[Workbook], object]) -> WorkbookReading:
    book = load_workbook(io.BytesIO(_written(ROW, ROW | {"key": "m02"})))
    edit(book)
    file = io.BytesIO()
    book.save(file)
    return read_rows(LAYOUT, "trial.xlsx", file.getvalue())


@settings(max_examples=25, deadline=None)
@given(rows=st.lists(ROWS, max_size=5), language=st.sampled_from(["zh", "en"]))
def test_what_is_written_is_read_back(rows: list[dict[str, Value]], language: str) -> None:
    keyed = [{"key": f"m{number:02d}", **row} for number, row in enumerate(rows)]

    reading = read_rows(LAYOUT, "trial.xlsx", _written(*keyed, language=language))

    assert reading.faults == ()
    assert [dict(row.values) for row in reading.rows] == keyed
    assert reading.stamp == "stamp"


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_that_looks_like_a_formula_stays_text(start: str) -> None:
    name = f"{start}1+1"

    cell = load_workbook(io.BytesIO(_written(ROW | {"name": name}))).worksheets[0]["B2"]

    assert (cell.data_type, cell.value) == ("s", name)


FAULTS: dict[str, tuple[str, str | float | None, str]] = {
    "day": ("E2", "2025-02-30", "2025-12-31"),
    "day in words": ("E2", "年底前", "2025-12-31"),
    "number": ("C3", "3 家", "digits"),
    "fraction": ("C3", 2.5, "whole"),
    "decimal": ("D2", "约 5", "digits"),
    "choice": ("F2", "拖延", "进行中"),
    "formula": ("B2", "=1+1", "formula"),
    "duplicate": ("A3", "m01", "A2"),
    "empty": ("A3", None, "empty"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_named_by_its_cell_and_says_what_to_do(name: str) -> None:
    cell, value, said = FAULTS[name]

    def edit(book: Workbook) -> None:
        book.worksheets[0][cell] = value

    (fault,) = _edited(edit).faults

    assert (fault.sheet, fault.cell) == ("试用表", cell)
    assert said in fault.refusal.sentence


def test_a_missing_column_is_named() -> None:
    reading = _edited(lambda book: book.worksheets[0].delete_cols(5))

    assert reading.rows == ()
    assert "期限" in reading.faults[0].refusal.sentence


@pytest.mark.parametrize(
    "edit",
    [
        lambda book: book.remove(book["_xiandao"]),
        lambda book: book["_xiandao"].cell(1, 1, "other"),
        lambda book: book["_xiandao"].cell(2, 1, "1"),
    ],
)
def test_a_workbook_of_another_layout_is_not_read(edit: Callable[[Workbook], object]) -> None:
    reading = _edited(edit)

    assert reading.rows == ()
    assert len(reading.faults) == 1


@pytest.mark.parametrize(("heading", "said"), [("备注", "no column"), ("名称", "twice")])
def test_a_column_that_is_not_ours_is_named(heading: str, said: str) -> None:
    def edit(book: Workbook) -> None:
        book.worksheets[0]["G1"] = heading

    (fault,) = _edited(edit).faults

    assert fault.cell == "G1"
    assert said in fault.refusal.sentence
    assert heading in fault.refusal.sentence


@pytest.mark.parametrize(
    "change",
    [
        {"name": "=HYPERLINK(1)"},
        {"name": "#N/A"},
        {"name": "按_x0041_编号\n第二行"},
        {"name": "\U00031350\ue000"},
        {"name": "长" * 32_767},
        {"price": Decimal("12345678901234567.89")},
        {"due": date(1899, 12, 31)},
    ],
)
def test_rare_values_come_back_as_they_were(change: dict[str, Value]) -> None:
    reading = read_rows(LAYOUT, "trial.xlsx", _written(ROW | change))

    assert reading.faults == ()
    assert reading.rows[0].values == ROW | change


def test_control_characters_are_left_out_and_line_ends_made_alike() -> None:
    reading = read_rows(LAYOUT, "trial.xlsx", _written(ROW | {"name": "一\x0b\x00\r\n二\r三"}))

    assert reading.rows[0].values["name"] == "一\n二\n三"


def test_a_text_that_no_cell_can_hold_is_refused_and_not_cut_off() -> None:
    with pytest.raises(Refusal, match="32768 characters"):
        _written(ROW | {"name": "长" * 32_768})


def test_the_same_rows_give_the_same_bytes() -> None:
    assert _written(ROW) == _written(ROW)


def test_rows_are_read_whatever_the_file_says_of_its_size() -> None:
    content = _written(ROW, ROW | {"key": "m02"})
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B2"', part))

    reading = read_rows(LAYOUT, "trial.xlsx", packed.getvalue())

    assert [row.values["key"] for row in reading.rows] == ["m01", "m02"]


def test_a_row_far_below_is_not_looked_for_for_ever() -> None:
    reading = _edited(lambda book: book.worksheets[0].cell(1_048_576, 1, "m99"))

    assert "more than" in reading.faults[-1].refusal.sentence


def test_columns_in_another_order_are_read_all_the_same() -> None:
    reading = _edited(lambda book: book.worksheets[0].move_range("B1:B3", cols=6))

    assert reading.faults == ()
    assert reading.rows[0].values == ROW
    assert reading.rows[0].cells["name"] == "H2"


@settings(max_examples=40, deadline=None)
@given(place=st.floats(0, 1), garbage=st.binary(min_size=1, max_size=40))
def test_a_damaged_workbook_is_refused_and_never_crashes(place: float, garbage: bytes) -> None:
    content = bytearray(_written(ROW))
    start = int(place * (len(content) - 1))
    content[start : start + len(garbage)] = garbage

    with contextlib.suppress(Refusal):
        assert isinstance(read_rows(LAYOUT, "trial.xlsx", bytes(content)), WorkbookReading)


def test_the_sheet_is_frozen_filtered_validated_and_printed_across() -> None:
    sheet = load_workbook(io.BytesIO(_written(ROW))).worksheets[0]

    assert sheet.freeze_panes is not None
    assert sheet.auto_filter.ref == "A1:F2"
    assert {rule.type for rule in sheet.data_validations.dataValidation} == {
        "whole",
        "decimal",
        "date",
        "list",
    }
    assert (sheet.page_setup.orientation, sheet.print_title_rows) == ("landscape", "$1:$1")
