"""Tables drawn with pipes or tabs in text files, found where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xiandao.planreader.documents.composition import PlaceCount
from xiandao.planreader.model import Span
from xiandao.planreader.source import Cell, Table

# What strip() takes for blank, and marks of no width that editors leave behind.
_MARGIN = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u200b\ufeff"
_PIPE = re.compile(r"(?<!\\)\|")
_DELIMITER = re.compile(r":?-+:?")
# A first column of bare list marks is a numbered list whose number was tabbed, not a table.
_LIST_MARK = re.compile(
    r"[（(]?(?:\d{1,3}(?:\.\d{1,3})*|[一二三四五六七八九十百零〇]{1,5})[）)、.．:：]{0,2}"
    r"|第[\d一二三四五六七八九十百零〇]{1,5}[章节条款项]|[①-⑳㊀-㊉⑴-⒛•·●■◆▪○\-—–]{1,2}"
)
LEAST_ROWS = LEAST_COLUMNS = 2


def trimmed(text: str, span: Span) -> Span | None:
    """The span without the blanks around its words, or None where there are no words."""
    words = text[span.start : span.end]
    kept = words.lstrip(_MARGIN)
    start = span.end - len(kept)
    kept = kept.rstrip(_MARGIN)
    return Span(start, start + len(kept)) if kept else None


def tables_in(text: str, rows: Sequence[Span], places: PlaceCount) -> tuple[tuple[Table, ...], list[bool]]:
    """The tables among the physical rows of a text, and which rows lie outside every table."""
    tables: list[Table] = []
    free = [True] * len(rows)
    place = 0
    while place < len(rows):
        words = text[rows[place].start : rows[place].end]
        found = _pipe_run(text, rows, place) if "|" in words else None
        if found is None and "\t" in words:
            found = _tab_run(text, rows, place)
        if found is None:
            place += 1
            continue
        end, grid = found
        if grid is not None:
            width = max(map(len, grid))
            places.take(width * len(grid))
            tables.append(_table(text, Span(rows[place].start, rows[end - 1].end), grid, width))
            free[place:end] = [False] * (end - place)
        place = end
    return tuple(tables), free


def _pipe_run(text: str, rows: Sequence[Span], place: int) -> tuple[int, list[list[Span]] | None] | None:
    """Lines from here on that are split by pipes: framed by them, or ruled under the first."""
    first = text[rows[place].start : rows[place].end]
    framed = first.lstrip(_MARGIN).startswith("|")
    if not framed and not _is_delimiter(text, rows[place + 1 : place + 2]):
        return None
    end, grid = place, []
    while end < len(rows):
        words = text[rows[end].start : rows[end].end].strip(_MARGIN)
        cells = _split(text, rows[end])
        tabbed = any("\t" in text[cell.start : cell.end] for cell in cells)  # split by tabs rather
        if tabbed or not (words.startswith("|") if framed else "|" in words):
            break
        if not _is_delimiter(text, rows[end : end + 1]):
            grid.append(cells)
        end += 1
    if end == place:
        return None
    is_table = end - place >= LEAST_ROWS and grid and max(map(len, grid)) >= LEAST_COLUMNS
    return end, grid if is_table else None


def _is_delimiter(text: str, rows: Sequence[Span]) -> bool:
    for row in rows:
        words = text[row.start : row.end].strip(_MARGIN)
        parts = words.removeprefix("|").removesuffix("|").split("|")
        return "|" in words and all(_DELIMITER.fullmatch(part.strip()) for part in parts)
    return False


def _split(text: str, row: Span) -> list[Span]:
    """The cells between the pipes of a row; a pipe at either end is its frame."""
    words = trimmed(text, row) or Span(row.start, row.start)
    cells, start = [], words.start
    for pipe in _PIPE.finditer(text, words.start, words.end):
        if pipe.start() > words.start:
            cells.append(Span(start, pipe.start()))
        start = pipe.end()
    if start < words.end:
        cells.append(Span(start, words.end))
    return cells


def _tab_run(text: str, rows: Sequence[Span], place: int) -> tuple[int, list[list[Span]] | None] | None:
    """Lines from here on that have a tab between words."""
    end, grid = place, []
    while end < len(rows) and (words := trimmed(text, rows[end])) and "\t" in text[words.start : words.end]:
        cells, start = [], rows[end].start
        for part in text[rows[end].start : rows[end].end].split("\t"):
            cells.append(Span(start, start + len(part)))
            start += len(part) + 1
        grid.append(cells)
        end += 1
    if end == place:
        return None
    width = max(map(len, grid))
    marked = width == LEAST_COLUMNS and all(
        _LIST_MARK.fullmatch(text[row[0].start : row[0].end].strip(_MARGIN)) for row in grid
    )
    return end, grid if len(grid) >= LEAST_ROWS and not marked else None


def _table(text: str, span: Span, grid: list[list[Span]], width: int) -> Table:
    rows = []
    for spans in grid:
        cells = []
        for cell in spans:
            words = trimmed(text, cell) or Span(cell.start, cell.start)
            cells.append(Cell(text[words.start : words.end], words))
        end = spans[-1].end if spans else span.start
        rows.append((*cells, *(Cell("", Span(end, end)) for _ in range(width - len(cells)))))
    return Table(span, tuple(rows))
