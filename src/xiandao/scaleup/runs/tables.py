"""Tables out of CSV and Excel files as controllers write them: preambles, unit rows, commas, sheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from xiandao.kernel.uploads import FileType, inspect
from xiandao.scaleup.runs.quantities import is_spelling, plain_unit, registry
from xiandao.scaleup.runs.record import RunRefused

MOST_BYTES: Final = 200 * 1024 * 1024
_PREAMBLE: Final = 60  # rows in which a header is looked for
_ENCODINGS: Final = ("utf-8-sig", "gb18030", "cp1252")
_NUMBER: Final = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)([eE][+-]?\d+)?")
_UNIT: Final = re.compile(r"[\[(（]([^\])）]*)[\])）]\s*$")
MISSING: Final = frozenset({"", "-", "--", "---", "n/a", "na", "n.a.", "nan", "null", "none", "#n/a", "bad"})

Cell = str | float | int | datetime | date | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Column:
    """A header split into its name and the unit beside or below it."""

    header: str
    name: str
    unit: str
    place: int


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: columns, and rows with their number in the file; `decimal`: the sign in numbers."""

    source: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    decimal: str = "."


def tables(name: str, content: bytes) -> tuple[Table, ...]:
    """Every table of a file. Raises RunRefused: no table in it; UploadRefused: not a table file at all."""
    upload = inspect(name, content, allowed=frozenset({FileType.TEXT, FileType.XLSX}), most_bytes=MOST_BYTES)
    if upload.type is FileType.XLSX:
        found = [one for one in (_table(label, rows) for label, rows in _sheets(upload.name, content)) if one]
    else:
        one = _table(upload.name, _lines(content))
        found = [one] if one else []
    if not found:
        raise RunRefused(
            "{name}: no row with names above rows with numbers; export the data as a table with headers",
            name=upload.name,
        )
    return tuple(found)


def number(cell: Cell, decimal: str, *, where: str) -> float | None:
    """A cell as a number, None where nothing was measured. Raises RunRefused, naming the cell."""
    if cell is None or isinstance(cell, int | float):
        return None if cell is None or cell != cell else float(cell)
    text = str(cell).strip().replace("\u00a0", "").replace(" ", "")
    if text.lower() in MISSING:
        return None
    plain = text.replace(",", ".") if decimal == "," else text
    if not _NUMBER.fullmatch(plain) or (decimal == "," and "." in text) or (decimal == "." and "," in text):
        raise RunRefused(
            "{where}: {text} is not a number; correct the cell, or leave it empty where nothing was measured",
            where=where,
            text=repr(text),
        )
    return float(plain)


def split_header(header: str, unit_below: str = "") -> tuple[str, str]:
    """The name and the unit of a header like `Temp. PV [°C]` or `Feed_mL`."""
    found = _UNIT.search(header)
    if found and found.start():
        return header[: found.start()].strip(), plain_unit(found[1]) if found[1].strip() else ""
    if unit_below:
        return header.strip(), plain_unit(unit_below)
    parts = re.split(r"[_,/]\s*|\s+", header.strip())
    last = header.strip()[len(header.strip()) - len(parts[-1]) :]
    for tail in (header.partition(",")[2], header.partition("_")[2].rpartition("_")[2], last):
        if tail.strip() and tail.strip() != header.strip() and is_unit(tail):
            return header[: header.rindex(tail)].strip(" _,/"), plain_unit(tail)
    return header.strip(), ""


def is_unit(text: str) -> bool:
    """Whether a text is a unit and nothing else."""
    plain = plain_unit(text)
    if is_spelling(text):
        return True
    if not re.fullmatch(r"[A-Za-z%µμ°][A-Za-z0-9%µμ°*/^().-]{0,12}", plain) or len(plain) < 2:
        return False
    return "/" in plain and plain in registry()


def _lines(content: bytes) -> list[tuple[int, list[Cell]]]:
    text = _decoded(content)
    sample = text[:20_000].splitlines()[:_PREAMBLE]
    delimiter = max((";", "\t", ",", "|"), key=lambda one: _evenness(sample, one))
    return [
        (number, list(row))
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1)
    ]


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _evenness(lines: Sequence[str], delimiter: str) -> int:
    """How many lines have the same number, above one, of cells; more cells break ties."""
    counts = [line.count(delimiter) for line in lines if line.strip()]
    usual = max(set(counts), key=counts.count, default=0)
    return counts.count(usual) * 100 + usual if usual else 0


def _sheets(name: str, content: bytes) -> list[tuple[str, list[tuple[int, list[Cell]]]]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    try:
        return [
            (
                f"{name}, sheet {sheet.title}",
                [(number, list(row)) for number, row in enumerate(sheet.iter_rows(values_only=True), 1)],  # type: ignore[arg-type]
            )
            for sheet in book.worksheets
        ]
    finally:
        book.close()


def _table(source: str, rows: list[tuple[int, list[Cell]]]) -> Table | None:
    head = _header_place(rows)
    if head is None:
        return None
    names = [str(cell).strip() if cell is not None else "" for cell in rows[head][1]]
    units, first = [""] * len(names), head + 1
    below = [str(cell).strip() if cell is not None else "" for cell in rows[head + 1][1]]
    if any(below) and all(not text or is_unit(text) or text == "-" for text in below):
        units, first = below + [""] * (len(names) - len(below)), head + 2
    columns = tuple(
        Column(name, *split_header(name, units[place]), place) for place, name in enumerate(names) if name
    )
    body = tuple(
        (number, tuple(row)) for number, row in rows[first:] if any(cell not in (None, "") for cell in row)
    )
    return Table(source, columns, body, _decimal(body))


def _header_place(rows: list[tuple[int, list[Cell]]]) -> int | None:
    """The first row of two names or more above a row (or a row of units and a row) that has numbers."""
    for place, (_, row) in enumerate(rows[:_PREAMBLE]):
        cells = [cell for cell in row if cell not in (None, "")]
        if len(cells) < 2 or any(_is_value(cell) for cell in cells):
            continue
        for _, after in rows[place + 1 : place + 3]:
            if sum(_is_value(cell) for cell in after) >= 1 and len(after) >= len(cells) - 1:
                return place
    return None


def _is_value(cell: Cell) -> bool:
    if cell is None or isinstance(cell, str):
        text = (cell or "").strip()
        return bool(_NUMBER.fullmatch(text)) or bool(re.match(r"\d{1,4}[-./:]\d{1,2}[-./:]\d{1,4}", text))
    return True


def _decimal(rows: Sequence[tuple[int, Sequence[Cell]]]) -> str:
    commas = points = 0
    for _, row in rows[:200]:
        for cell in row:
            if isinstance(cell, str) and _NUMBER.fullmatch(cell.strip()):
                commas += "," in cell
                points += "." in cell
    return "," if commas > points else "."
