"""Task lists: a row with somebody responsible is a measure, merged cells serving every row they cover."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from xiandao.planreader.annex.columns import UNIT_COLUMNS, Column, Grid
from xiandao.planreader.folding import squeeze, trim
from xiandao.planreader.model import Span
from xiandao.planreader.outline.markers import marker_at_line
from xiandao.planreader.source import Cell
from xiandao.planreader.titles import title_of
from xiandao.planreader.units import Part, UnitRole, read_cell

_ROLES: Final = {Column.LEAD: UnitRole.LEAD, Column.SUPPORT: UnitRole.SUPPORT, Column.UNITS: UnitRole.NAMED}


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One row of a task list: its words, its units, and where each of them stands."""

    number: str
    group: str | None
    title: str
    words: str  # everything that says what is to be done, for finding the same measure in the body
    span: Span
    content: Span
    parts: tuple[Part, ...]
    units_span: Span | None
    due: Span | None


def read_tasks(text: str, folded: str, grids: Iterable[Grid]) -> Iterator[TaskRow]:
    """Every row of every task list, in order."""
    for grid in grids:
        if not grid.has_tasks:
            continue
        above: tuple[Cell, ...] | None = None
        for row, group in zip(grid.rows, grid.groups, strict=True):
            read = _row(text, folded, grid, row, above, group)
            if read is not None:
                yield read
            above = row


def _row(
    text: str,
    folded: str,
    grid: Grid,
    row: tuple[Cell, ...],
    above: tuple[Cell, ...] | None,
    group: str | None,
) -> TaskRow | None:
    own = [cell for place, cell in enumerate(row) if above is None or above[place].span != cell.span]
    if not any(cell.text.strip() for cell in own):
        return None
    work = [row[place] for place in grid.places(Column.TASK, Column.CONTENT) if row[place].text.strip()]
    fresh = [cell for cell in work if cell in own] or work
    if not fresh:
        return None
    groups = [row[place].text for place in grid.places(Column.GROUP) if row[place].text.strip()]
    if len(fresh) < len(work):
        groups.append(work[0].text)
    name = fresh[0]
    printed, title = _named(text, folded, name)
    parts = tuple(_parts(folded, grid, row))
    span = Span(min(cell.span.start for cell in own), max(cell.span.end for cell in own))
    span = Span(*trim(folded, span.start, span.end))
    return TaskRow(
        number=_number(grid, row) or printed,
        group=squeeze(groups[-1]) if groups else group,
        title=title,
        words="".join(squeeze(cell.text) for cell in fresh),
        span=span,
        content=Span(fresh[0].span.start, fresh[-1].span.end),
        parts=parts,
        units_span=_units_span(grid, row),
        due=_due(grid, row),
    )


def _named(text: str, folded: str, cell: Cell) -> tuple[str, str]:
    """The number at the head of the task's own words, if it has one, and its title."""
    start, end = trim(folded, *cell.span)
    marker = marker_at_line(folded, start, end, None)
    begin = marker.end if marker is not None else start
    title = title_of(folded, begin, end)
    printed = text[marker.start : marker.printed_end] if marker is not None else ""
    return squeeze(printed), squeeze(text[title.start : title.end]) or squeeze(cell.text)[:40]


def _number(grid: Grid, row: tuple[Cell, ...]) -> str:
    places = grid.places(Column.NUMBER)
    return re.sub(r"[.、．\s]+$", "", squeeze(row[places[-1]].text)) if places else ""


def _parts(folded: str, grid: Grid, row: tuple[Cell, ...]) -> Iterator[Part]:
    """The units of the row in the order of the columns; a lead anywhere makes the others support it."""
    found: dict[str, Part] = {}
    for place in grid.places(*UNIT_COLUMNS):
        for part in read_cell(folded, row[place].span.start, row[place].span.end, _ROLES[grid.kinds[place]]):
            found.setdefault(part.name, part)
    led = any(part.role is UnitRole.LEAD for part in found.values())
    for part in found.values():
        yield part._replace(role=UnitRole.SUPPORT) if led and part.role is UnitRole.NAMED else part


def _units_span(grid: Grid, row: tuple[Cell, ...]) -> Span | None:
    cells = [row[place] for place in grid.places(*UNIT_COLUMNS) if row[place].text.strip()]
    if not cells:
        return None
    start, end = min(cell.span.start for cell in cells), max(cell.span.end for cell in cells)
    return Span(start, end)


def _due(grid: Grid, row: tuple[Cell, ...]) -> Span | None:
    cells = [row[place] for place in grid.places(Column.DUE) if row[place].text.strip()]
    return cells[0].span if cells else None
