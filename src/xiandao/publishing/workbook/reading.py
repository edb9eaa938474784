"""A workbook that comes back is read by its declaration; everything wrong with it is named by its cell."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import ARCHIVE_DAMAGE, MEGABYTE, FileType, inspect
from xiandao.publishing.workbook.layout import (
    HEADER_ROW,
    HIDDEN_SHEET,
    Column,
    Fault,
    Kind,
    Row,
    SheetLayout,
    Value,
    WorkbookReading,
    WorkbookRefused,
    cell_name,
)

MOST_BYTES = 10 * MEGABYTE
MOST_ROWS = 5_000
MOST_LINES = 20_000  # rows with and without words
MOST_COLUMNS = 200
# What openpyxl may raise over XML that is no workbook, beside the archive's own damage.
WORKBOOK_DAMAGE = (
    *ARCHIVE_DAMAGE,
    InvalidFileException,
    LookupError,
    TypeError,
    AttributeError,
    SyntaxError,
    AssertionError,
    ArithmeticError,
)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")  # how Office writes a character that XML cannot
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def read_rows(layout: SheetLayout, name: str, content: bytes) -> WorkbookReading:
    """Every row under the layout's headings. Raises UploadRefused where it is no workbook at all."""
    upload = inspect(name, content, allowed=frozenset({FileType.XLSX}), most_bytes=MOST_BYTES)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep is nothing that we read
            return _read(layout, io.BytesIO(upload.content))
    except WORKBOOK_DAMAGE as broken:
        raise WorkbookRefused(
            "{name} is damaged: its sheets cannot be read. Save it again in Excel and retry.",
            name=upload.name,
        ) from broken


def _read(layout: SheetLayout, file: io.BytesIO) -> WorkbookReading:
    book = load_workbook(file, read_only=True)
    try:
        marks = _marks(book)
        if marks[:2] != (layout.id, str(layout.version)):
            return WorkbookReading((), (_wrong_layout(layout, marks),), marks[2])
        sheet = next(sheet for sheet in book.worksheets if sheet.title != HIDDEN_SHEET)
        sheet.reset_dimensions()  # what a file says of its own size may be wrong, and would hide rows
        lines = sheet.iter_rows(max_col=MOST_COLUMNS, max_row=HEADER_ROW + MOST_LINES)
        heads = [_heading(cell.value) for cell in next(lines, ())]
        places = {
            column.key: heads.index(title)
            for column in layout.columns
            for title in (column.zh, column.en)
            if title in heads
        }
        wrong = _wrong_headings(layout, sheet.title, heads, places)
        if wrong:
            return WorkbookReading((), wrong, marks[2], sheet.title)
        rows, faults = _rows(layout, sheet.title, places, lines)
        return WorkbookReading(rows, faults, marks[2], sheet.title)
    finally:
        book.close()


def _wrong_headings(
    layout: SheetLayout, sheet: str, heads: list[str], places: dict[str, int]
) -> tuple[Fault, ...]:
    """Columns that are missing, are not ours, or stand twice; what stands under them would be lost."""
    faults = [_missing(sheet, column) for column in layout.columns if column.key not in places]
    for place, head in enumerate(heads):
        if head and place not in places.values():
            sentence = (
                "“{found}” stands twice as a heading. Keep one of the two columns."
                if head in heads[:place]
                else "“{found}” is no column of this file. Remove it, or give it its own heading again."
            )
            faults.append(
                Fault(sheet, cell_name(place + 1, HEADER_ROW), WorkbookRefused(sentence, found=head))
            )
    return tuple(faults)


def _marks(book: Any) -> tuple[str, str, str]:
    if HIDDEN_SHEET not in book.sheetnames:
        return "", "", ""
    cells = [row[0].value for row in book[HIDDEN_SHEET].iter_rows(max_row=3, max_col=1) if row]
    marks = ["" if value is None else str(value) for value in cells]
    return (*marks, "", "", "")[:3]  # type: ignore[return-value]


def _rows(
    layout: SheetLayout, sheet: str, places: dict[str, int], lines: Iterator[Sequence[Any]]
) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    rows: list[Row] = []
    faults: list[Fault] = []
    seen: dict[Value, str] = {}
    for number, line in enumerate(lines, HEADER_ROW + 1):
        last = number == HEADER_ROW + MOST_LINES
        if not last and all(_empty(cell.value) for cell in line):
            continue
        if last or len(rows) == MOST_ROWS:
            many = WorkbookRefused(
                "The sheet has more than {most} rows. Delete empty rows or split it.", most=MOST_ROWS
            )
            faults.append(Fault(sheet, cell_name(1, number), many))
            break
        cells = {key: cell_name(place + 1, number) for key, place in places.items()}
        values: dict[str, Value] = {}
        for column in layout.columns:
            place = places[column.key]
            try:
                values[column.key] = _value(column, line[place] if place < len(line) else None)
            except WorkbookRefused as wrong:
                faults.append(Fault(sheet, cells[column.key], wrong))
        key = values.get(layout.unique)
        if key is not None and key in seen:
            again = WorkbookRefused(
                "“{key}” stands in {first} already. Keep one of the two rows.", key=key, first=seen[key]
            )
            faults.append(Fault(sheet, cells[layout.unique], again))
        elif key is not None:
            seen[key] = cells[layout.unique]
        rows.append(Row(number, values, cells))
    return tuple(rows), tuple(faults)


def _value(column: Column, cell: Any) -> Value:
    value = None if cell is None else cell.value
    if cell is not None and not _empty(value) and cell.data_type == "f":
        raise WorkbookRefused(
            "A formula stands here. Write its value instead: {found}", found=str(value)[:80]
        )
    if cell is not None and not _empty(value) and cell.data_type == "e":
        raise WorkbookRefused("Excel shows an error here ({found}). Write a value.", found=value)
    if _empty(value):
        if column.required:
            raise WorkbookRefused("This cell is empty; “{column}” is needed in every row.", column=column.zh)
        return None
    match column.kind:
        case Kind.TEXT:
            return _text(value)
        case Kind.DATE:
            return _day(value)
        case Kind.CHOICE:
            return _choice(column, value)
        case Kind.INTEGER:
            return _integer(value)
        case Kind.DECIMAL:
            return _decimal(value)


def _text(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), str(value)).strip()


def _day(value: object) -> date:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = _DAY.fullmatch(str(value).strip())
    if found:
        try:
            return date(*(int(part) for part in found.groups()))
        except ValueError:
            pass  # such a day does not exist: the same answer as to any other word
    raise WorkbookRefused("“{found}” is not a day. Write it as 2025-12-31.", found=str(value)[:80])


def _decimal(value: object) -> Decimal:
    try:
        number = Decimal("NaN") if isinstance(value, bool) else Decimal(str(value).strip().replace(",", ""))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise WorkbookRefused("“{found}” is not a number. Write digits only.", found=str(value)[:80])
    return number


def _integer(value: object) -> int:
    number = _decimal(value)
    if number != number.to_integral_value():
        raise WorkbookRefused("“{found}” is not a whole number.", found=str(value)[:80])
    return int(number)


def _choice(column: Column, value: object) -> str:
    said = str(value).strip()
    for choice in column.choices:
        if said in {choice.value, choice.zh, choice.en}:
            return choice.value
    raise WorkbookRefused(
        "“{found}” is none of the choices. Choose one of: {choices}.",
        found=said[:80],
        choices=", ".join(f"{choice.zh} / {choice.en}" for choice in column.choices),
    )


def _empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _heading(value: object) -> str:
    return "" if value is None else str(value).strip()


def _missing(sheet: str, column: Column) -> Fault:
    refusal = WorkbookRefused(
        "The column “{zh}” / “{en}” is missing. Take the file anew and edit it without removing columns.",
        zh=column.zh,
        en=column.en,
    )
    return Fault(sheet, cell_name(1, HEADER_ROW), refusal)


def _wrong_layout(layout: SheetLayout, marks: tuple[str, str, str]) -> Fault:
    found: Refusal
    if not marks[0]:
        found = WorkbookRefused(
            "This is not a file taken from here. Download “{zh}” and edit that.", zh=layout.zh
        )
    else:
        found = WorkbookRefused(
            "The file has the layout {found} {version}; expected is {id} {wanted}. Download it anew.",
            found=marks[0],
            version=marks[1],
            id=layout.id,
            wanted=layout.version,
        )
    return Fault("", "", found)
