"""What every file becomes, whatever its format: headings, and lines of text under them, read one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import MEGABYTE

MOST_BYTES = 50 * MEGABYTE
MOST_ROWS = 200_000
MOST_COLUMNS = 200
LONGEST_CELL = 10_000  # characters; an abstract has some 3,000
SEPARATOR = "; "  # between the values of one cell, where a format has lists


class ImportRefused(Refusal):
    """A file, a mapping or a step of an import was refused as a whole."""


class RowRefused(Refusal):
    """A row, or one cell of it, cannot be taken as it is."""


class Format(StrEnum):
    """The formats that are read."""

    XLSX = "xlsx"
    CSV = "csv"
    BIBTEX = "bibtex"
    RIS = "ris"
    OPENALEX = "openalex"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file as text, cell by cell; `number` as the file counts. A `fault` replaces its cells."""

    number: int
    cells: tuple[str, ...]
    fault: RowRefused | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A file's headings and its lines. The lines are read while they are asked for, and only once."""

    format: Format
    headings: tuple[str, ...]
    lines: Iterator[Line]


def text_of(value: object) -> str:
    """A cell's value as one would write it: days without a time, whole numbers without a point."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value).replace("\u3000", " ").replace("\x00", "").strip()


def distinct(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings, each once: what stands twice is numbered, what is empty is called by its place."""
    seen: dict[str, int] = {}
    named = []
    for place, heading in enumerate(headings, 1):
        name = " ".join(heading.split())[:120] or f"({place})"
        seen[name] = seen.get(name, 0) + 1
        named.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return tuple(named)


def limited(lines: Iterator[Line], most: int = MOST_ROWS) -> Iterator[Line]:
    """The lines with something in them. Raises ImportRefused where there are more than are taken at once."""
    count = 0
    for line in lines:
        if line.fault is None and not any(line.cells):
            continue
        count += 1
        if count > most:
            raise ImportRefused("The file has more than {most} rows. Split it.", most=most)
        if any(len(cell) > LONGEST_CELL for cell in line.cells):
            fault = RowRefused(
                "A cell holds more than {most} characters. Shorten it or leave it empty.", most=LONGEST_CELL
            )
            yield Line(line.number, (), fault)
        else:
            yield line
