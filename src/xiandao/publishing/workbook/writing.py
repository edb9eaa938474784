"""Rows become an Excel workbook that can be filtered, edited, printed and read back."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from xiandao.publishing.archives import repacked
from xiandao.publishing.workbook.layout import (
    CHOICES_FROM,
    HEADER_ROW,
    HIDDEN_SHEET,
    Column,
    Kind,
    SheetLayout,
    Value,
    WorkbookRefused,
)
from xiandao.publishing.writable import writable

HEAD = PatternFill("solid", fgColor="0A4652")
LOCKED = PatternFill("solid", fgColor="EEF3F4")
EDGE = Side(style="thin", color="D7E0E3")
FONT = "Microsoft YaHei"
A4 = 9  # Excel's number of the paper
LANDSCAPE: Final = "landscape"
EXACT_DIGITS = 15  # what Excel keeps of a number; a longer one is written as text
LONGEST_CELL = 32_767  # characters, Excel's own limit
FORMULA_STARTS = ("=", "+", "-", "@")
# Excel reads _x0041_ as "A"; the underscore of a text that only looks so is written as an escape itself.
_ESCAPE_ALIKE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# Before it Excel counts a day that never was; such days are written as text, and read back from it.
FIRST_COUNTED_DAY = date(1900, 3, 1)
UNDATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the file's properties know no time zone
EARLIEST, LATEST = "36526", "73050"  # 2000-01-01 and 2099-12-31, as Excel counts days
FROZEN_COLUMNS = 3  # what a row is stays in sight while one scrolls to what is edited
SPARE_ROWS = 200  # rows below the last that are validated too


def write_workbook(
    layout: SheetLayout, rows: Sequence[Mapping[str, Value]], *, language: str, stamp: str
) -> bytes:
    """The workbook's bytes, the same for the same rows.

    `stamp` comes back with `read_rows` and says what the rows were taken from.
    """
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has a sheet")
    sheet.title = layout.title(language)
    hidden = book.create_sheet(HIDDEN_SHEET)
    hidden.sheet_state = "hidden"
    for number, mark in enumerate((layout.id, str(layout.version), stamp), 1):
        _put_text(hidden, number, 1, mark)
    for place, column in enumerate(layout.columns, 1):
        _head(sheet, place, column, language)
        for number, row in enumerate(rows, HEADER_ROW + 1):
            _write(sheet, number, place, column, row.get(column.key), language)
        _validate(sheet, hidden, place, column, HEADER_ROW + len(rows) + SPARE_ROWS, language)
    _frame(sheet, len(layout.columns), HEADER_ROW + len(rows))
    book.properties.created = UNDATED
    file = io.BytesIO()
    book.save(file)
    return repacked(file.getvalue(), modified=f"{UNDATED.isoformat()}Z")


def plain_text(text: str) -> str:
    """The text as a cell can hold it: without control characters, with one kind of line end."""
    plain = writable(text)
    if len(plain) > LONGEST_CELL:  # Excel would cut it off without a word
        raise WorkbookRefused(
            "A text of {length} characters does not fit a cell; at most {most} do. Shorten it: {start}…",
            length=len(plain),
            most=LONGEST_CELL,
            start=plain[:40],
        )
    return _ESCAPE_ALIKE.sub("_x005F_", plain)


def _head(sheet: Worksheet, place: int, column: Column, language: str) -> None:
    cell = sheet.cell(HEADER_ROW, place, column.title(language))
    cell.font = Font(name=FONT, bold=True, color="FFFFFF", size=10)
    cell.fill = HEAD
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    letter = sheet.column_dimensions[get_column_letter(place)]
    letter.width = column.width
    letter.hidden = column.hidden


def _write(sheet: Worksheet, row: int, place: int, column: Column, value: Value, language: str) -> None:
    cell = sheet.cell(row, place)
    if column.kind is Kind.CHOICE and value is not None:
        value = next((c.words(language) for c in column.choices if c.value == value), str(value))
    if isinstance(value, date) and value < FIRST_COUNTED_DAY:
        value = value.isoformat()
    if isinstance(value, Decimal) and len(value.as_tuple().digits) > EXACT_DIGITS:
        value = f"{value:f}"
    if isinstance(value, str):
        text = plain_text(value)
        if text:
            _put_text(sheet, row, place, text)
    elif value is not None:
        cell.value = value
    if column.kind is Kind.DATE:
        cell.number_format = "yyyy-mm-dd"
    cell.font = Font(name=FONT, size=10)
    cell.border = Border(left=EDGE, right=EDGE, top=EDGE, bottom=EDGE)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if column.locked:
        cell.fill = LOCKED


def _put_text(sheet: Worksheet, row: int, place: int, text: str) -> None:
    """Text stays text, whatever it begins with: a formula in somebody's words must not run elsewhere."""
    cell = sheet.cell(row, place, text)
    cell.data_type = "s"
    cell.quotePrefix = text.startswith(FORMULA_STARTS)


def _validate(
    sheet: Worksheet, hidden: Worksheet, place: int, column: Column, last_row: int, language: str
) -> None:
    if column.locked:
        return
    rule: DataValidation | None = None
    if column.kind is Kind.CHOICE:
        for number, choice in enumerate(column.choices, 1):
            _put_text(hidden, number, CHOICES_FROM + place, choice.words(language))
        letter = get_column_letter(CHOICES_FROM + place)
        rule = DataValidation(
            type="list", formula1=f"'{HIDDEN_SHEET}'!${letter}$1:${letter}${len(column.choices)}"
        )
    elif column.kind is Kind.DATE:
        rule = DataValidation(type="date", operator="between", formula1=EARLIEST, formula2=LATEST)
    elif column.kind is Kind.INTEGER:
        rule = DataValidation(type="whole", operator="between", formula1="-999999999", formula2="999999999")
    elif column.kind is Kind.DECIMAL:
        rule = DataValidation(type="decimal", operator="between", formula1="-1E15", formula2="1E15")
    if rule is None:
        return
    rule.allow_blank = not column.required
    rule.showErrorMessage = True
    letter = get_column_letter(place)
    rule.add(f"{letter}{HEADER_ROW + 1}:{letter}{last_row}")
    sheet.add_data_validation(rule)


def _frame(sheet: Worksheet, columns: int, last_row: int) -> None:
    """What makes it easy to scroll, filter and print."""
    sheet.freeze_panes = f"{get_column_letter(min(columns, FROZEN_COLUMNS + 1))}{HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEADER_ROW}:{get_column_letter(columns)}{last_row}"
    sheet.row_dimensions[HEADER_ROW].height = 32
    sheet.page_setup.orientation = LANDSCAPE
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&P / &N"
