"""Sheets as offices write them: encodings, delimiters, titles above the headings, cells of every type."""

from __future__ import annotations

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from xiandao.kernel.uploads import FileType, Upload, inspect
from xiandao.zone.registry.rules.importing.opening import ACCEPTED, open_table
from xiandao.zone.registry.rules.importing.sheets import delimiter_of
from xiandao.zone.registry.rules.importing.table import (
    LONGEST_CELL,
    MOST_BYTES,
    ImportRefused,
    Line,
    Table,
    limited,
)
from xiandao.zone.registry.rules.vocabulary import Kind

KNOWN = {"名称", "统一社会信用代码", "name"}
CSV = "名称,统一社会信用代码,落户日期\n甲公司,91310000MA1FL0000X,2024-03-01\n"


def opened(content: bytes, name: str = "firms.csv") -> Table:
    upload = inspect(name, content, allowed=ACCEPTED, most_bytes=MOST_BYTES)
    return open_table(upload, Kind.ORGANISATION, KNOWN.__contains__)


def workbook(*rows: list[object], hidden: bool = False) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if hidden:
        sheet.append(["名称", "not", "this"])
        sheet.sheet_state = "hidden"
        sheet = book.create_sheet("数据")
    for row in rows:
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_the_encodings_of_chinese_offices(encoding: str) -> None:
    table = opened(CSV.encode(encoding))

    assert table.headings == ("名称", "统一社会信用代码", "落户日期")
    assert list(table.lines) == [Line(2, ("甲公司", "91310000MA1FL0000X", "2024-03-01"))]


@pytest.mark.parametrize(
    ("sign", "sample"), [(s, f"a{s}b{s}c\n1{s}2{s}3\n") for s in [",", ";", "\t", "|", "，"]]
)
def test_the_delimiter_is_found_by_its_regularity(sign: str, sample: str) -> None:
    assert delimiter_of(sample) == sign


def test_a_semicolon_inside_the_cells_of_a_comma_file_is_no_delimiter() -> None:
    assert delimiter_of("名称,发明人\n一种酶,张三;李四;王五\n一种菌,赵六\n") == ","


def test_quotation_marks_may_hold_line_ends_and_delimiters() -> None:
    table = opened('名称,注\n"甲,公司","两\n行"\n乙公司,\n'.encode())

    assert [(line.number, line.cells) for line in table.lines] == [
        (2, ("甲,公司", "两\n行")),
        (3, ("乙公司", "")),
    ]


def test_a_file_in_no_known_encoding_is_refused() -> None:
    with pytest.raises(ImportRefused, match="encoding"):
        opened("名称,甲\n".encode() + b"\xff\xff\x80")


def test_a_title_above_the_headings_is_passed_over_and_rows_keep_their_numbers() -> None:
    content = workbook(
        ["附件1：企业名录"],
        [],
        ["序号", "名称", "统一社会信用代码"],
        [1, "甲公司", "9131"],
        [],
        [2, "乙公司", None],
    )

    table = opened(content, "firms.xlsx")

    assert table.headings == ("序号", "名称", "统一社会信用代码")
    assert list(table.lines) == [Line(4, ("1", "甲公司", "9131")), Line(6, ("2", "乙公司", ""))]


def test_cells_of_every_type_become_what_one_would_write() -> None:
    row: list[object] = ["甲", datetime(2024, 3, 1), date(2024, 3, 2), 12.0, 0.5, True, 13_800_000_000]  # noqa: DTZ001

    table = opened(workbook(["名称", *"bcdefg"], row), "firms.xlsx")

    assert next(table.lines).cells == ("甲", "2024-03-01", "2024-03-02", "12", "0.5", "true", "13800000000")


def test_a_hidden_sheet_is_not_what_one_meant() -> None:
    table = opened(workbook(["名称", "注"], ["甲", "x"], hidden=True), "firms.xlsx")

    assert table.headings == ("名称", "注")


def test_headings_that_stand_twice_or_are_empty_get_names_of_their_own() -> None:
    table = opened("名称,名称,,注\n1,2,3,4\n".encode())

    assert table.headings == ("名称", "名称 (2)", "(3)", "注")


def test_a_cell_right_of_the_last_heading_is_named_and_not_lost() -> None:
    table = opened("名称,注\n甲,x,多了\n乙,y\n".encode())

    first, second = table.lines
    assert first.fault is not None
    assert "多了" in first.fault.sentence
    assert second.fault is None


def test_a_cell_as_long_as_a_book_is_refused_by_its_row() -> None:
    table = opened(f"名称,注\n甲,{'长' * (LONGEST_CELL + 1)}\n".encode())

    assert [line.fault is not None for line in table.lines] == [True]


def test_more_rows_than_are_taken_at_once_are_refused() -> None:
    lines = (Line(number, ("甲",)) for number in range(10))

    with pytest.raises(ImportRefused, match="more than 5 rows"):
        list(limited(lines, 5))


def test_an_empty_sheet_is_refused_with_what_is_expected() -> None:
    with pytest.raises(ImportRefused, match="first line names the columns"):
        opened(workbook(), "empty.xlsx")


def test_a_workbook_whose_sheet_is_damaged_is_refused() -> None:
    upload = Upload("broken.xlsx", FileType.XLSX, b"PK\x03\x04 no zip at all")

    with pytest.raises(ImportRefused, match="damaged"):
        open_table(upload, Kind.ORGANISATION, KNOWN.__contains__)


def test_a_csv_without_any_known_heading_takes_its_first_wide_line() -> None:
    table = opened("清单\nfoo,bar\n1,2\n".encode())

    assert table.headings == ("foo", "bar")
