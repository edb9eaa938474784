"""Excel and CSV files as offices write them: with a title above the headings, in any usual encoding."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from openpyxl import load_workbook

from xiandao.publishing.workbook.layout import HIDDEN_SHEET
from xiandao.publishing.workbook.reading import WORKBOOK_DAMAGE
from xiandao.zone.registry.rules.importing.table import (
    LONGEST_CELL,
    MOST_COLUMNS,
    Format,
    ImportRefused,
    Line,
    RowRefused,
    Table,
    distinct,
    limited,
    text_of,
)

HEAD_WITHIN = 12  # lines in which the headings are looked for; above them stand titles and notes
PIECE = 1 << 20  # bytes that are tried at once while an encoding is sought
SAMPLE = 65_536
ENCODINGS = ("utf-8", "gb18030")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = (",", "\t", ";", "|", "，")
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")  # how Office writes a character that XML cannot
Rows = Iterator[tuple[int, Sequence[str]]]
IsHeading = Callable[[str], bool]


def read_workbook(name: str, content: bytes, is_heading: IsHeading) -> Table:
    """The first sheet that is not hidden. Raises ImportRefused where it cannot be read."""
    return _table(name, Format.XLSX, _workbook_rows(name, content), is_heading)


def read_csv(name: str, content: bytes, is_heading: IsHeading) -> Table:
    """A text file of values, its encoding and its delimiter found out."""
    return _table(name, Format.CSV, _csv_rows(name, content), is_heading)


def encoding_of(name: str, content: bytes) -> str:
    """By its mark, else the first encoding in which all of it can be read."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return encoding
    for encoding in ENCODINGS:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for start in range(0, len(content), PIECE):
                decoder.decode(content[start : start + PIECE], final=start + PIECE >= len(content))
        except UnicodeDecodeError:
            continue
        return encoding
    raise ImportRefused(
        "{name} is written in an encoding that is not known here. Save it as UTF-8 or as an Excel file.",
        name=name,
    )


def delimiter_of(sample: str) -> str:
    """The sign that cuts the first lines into the same number of cells, and into the most."""
    best, delimiter = (0, 0), ","
    for sign in DELIMITERS:
        widths = [len(row) for row in csv.reader(io.StringIO(sample), delimiter=sign) if any(row)][:20]
        if not widths or max(widths) < 2:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        score = (widths.count(usual), usual) if usual > 1 else (0, max(widths))
        if score > best:
            best, delimiter = score, sign
    return delimiter


def _table(name: str, written_in: Format, rows: Rows, is_heading: IsHeading) -> Table:
    first = list(itertools.islice(rows, HEAD_WITHIN))
    known = [sum(1 for cell in cells if cell and is_heading(cell)) for _, cells in first]
    filled = [sum(1 for cell in cells if cell) for _, cells in first]
    if not any(filled):
        raise ImportRefused(
            "{name} has no rows. Its first line names the columns; the rows stand below.", name=name
        )
    # Without one known heading, the first line with two cells is taken, and a person maps its columns.
    place = known.index(max(known)) if any(known) else next((i for i, n in enumerate(filled) if n > 1), 0)
    width = max((i for i, cell in enumerate(first[place][1], 1) if cell), default=1)
    headings = distinct(first[place][1][:width])
    return Table(written_in, headings, limited(_lines(itertools.chain(first[place + 1 :], rows), width)))


def _lines(rows: Rows, width: int) -> Iterator[Line]:
    for number, cells in rows:
        beyond = next((cell for cell in cells[width:] if cell), "")
        if beyond:
            fault = RowRefused(
                "“{found}” stands to the right of the last heading. Perhaps a cell holds the delimiter.",
                found=beyond[:80],
            )
            yield Line(number, (), fault)
        else:
            yield Line(number, (*cells[:width], *[""] * (width - len(cells))))


def _workbook_rows(name: str, content: bytes) -> Rows:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what openpyxl does not keep is nothing that we read
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            try:
                yield from _sheet_rows(book)
            finally:
                book.close()
    except WORKBOOK_DAMAGE as broken:
        raise ImportRefused(
            "{name} is damaged: its sheets cannot be read. Save it again in Excel and retry.", name=name
        ) from broken


def _sheet_rows(book: Any) -> Rows:
    sheets = [sheet for sheet in book.worksheets if sheet.title != HIDDEN_SHEET]
    sheet = next((sheet for sheet in sheets if sheet.sheet_state == "visible"), sheets[0])
    sheet.reset_dimensions()  # what a file says of its own size may be wrong, and would hide rows
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
        yield number, [_cell(value) for value in cells]


def _cell(value: object) -> str:
    text = text_of(value)
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text).strip() if "_x" in text else text


def _csv_rows(name: str, content: bytes) -> Rows:
    encoding = encoding_of(name, content)
    # A piece may end inside a character: what is left of it says nothing about the delimiter.
    delimiter = delimiter_of(content[:SAMPLE].decode(encoding, errors="ignore"))
    csv.field_size_limit(10 * LONGEST_CELL)
    rows = csv.reader(io.TextIOWrapper(io.BytesIO(content), encoding, newline=""), delimiter=delimiter)
    try:
        for number, cells in enumerate(rows, 1):
            yield number, [text_of(cell) for cell in cells[: MOST_COLUMNS + 1]]
    except csv.Error as broken:
        raise ImportRefused(
            "{name} cannot be read from line {line} on: a quotation mark is not closed there.",
            name=name,
            line=rows.line_num,
        ) from broken
