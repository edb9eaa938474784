"""The plan as an Excel workbook, one sheet for each kind of item."""

from __future__ import annotations

import io
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xiandao.planreader.doubts import Language
from xiandao.planreader.model import Plan
from xiandao.planreader.writing.sheets import Sheet, facts_of, sheets_of
from xiandao.planreader.writing.wording import word

_MOST_IN_CELL: Final = 32_000  # Excel's limit is 32,767 characters
_FORMULA_OPENERS: Final = ("=", "+", "-", "@")
_WRAPPED_FROM: Final = 28


def to_xlsx(plan: Plan, *, language: Language = Language.CHINESE) -> bytes:
    """The workbook's bytes. Text is written as text: nothing in a document can become a formula."""
    book = Workbook()
    head = book.active
    if not isinstance(head, Worksheet):
        raise TypeError("a new workbook begins with a worksheet")
    head.title = word("plan", language)
    for row, (name, value) in enumerate(facts_of(plan, language), 1):
        _write(head, row, 1, name)
        head.cell(row=row, column=1).font = Font(bold=True)
        _write(head, row, 2, value)
    head.column_dimensions["A"].width = 18
    head.column_dimensions["B"].width = 80
    for sheet in sheets_of(plan, language):
        _fill(book.create_sheet(sheet.name), sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for column, (heading, width) in enumerate(sheet.columns, 1):
        _write(page, 1, column, heading)
        page.cell(row=1, column=column).font = Font(bold=True)
        page.column_dimensions[get_column_letter(column)].width = width
    for row, values in enumerate(sheet.rows, 2):
        for column, value in enumerate(values, 1):
            _write(page, row, column, value)
            wrap = sheet.columns[column - 1][1] > _WRAPPED_FROM
            page.cell(row=row, column=column).alignment = Alignment(vertical="top", wrap_text=wrap)
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions


def _write(page: Worksheet, row: int, column: int, value: str | int) -> None:
    cell = page.cell(row=row, column=column)
    if isinstance(value, int):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_MOST_IN_CELL]
    cell.data_type = "s"
    if value.startswith(_FORMULA_OPENERS):
        cell.quotePrefix = True
