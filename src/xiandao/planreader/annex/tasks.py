"""Task lists: a row with somebody responsible is a measure, merged cells serving every row they cover."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from xiandao.planreader.annex.columns import UNIT_COLUMNS, Column, Grid
from xiandao.planreader.folding import fold, squeeze, trim
from xiandao.planreader.model import Span
from xiandao.planreader.outline.markers import marker_at_line
from xiandao.planreader.source import Cell
from xiandao.planreader.titles import title_of
from xiandao.planreader.units import Part, UnitRole, read_cell

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
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
    years: tuple[tuple[int, Span], ...] = ()


def read_tasks(text: str, folded: str, grids: Iterable[Grid]) -> Iterator[TaskRow]:
    """Every row of every task list, in order."""
    for grid in grids:
        if not grid.has_tasks:
            continue
        merged = _merged(grid)
        above: tuple[Cell, ...] | None = None
        for row, group in zip(grid.rows, grid.groups, strict=True):
            read = _row(text, folded, _Place(grid, row, above, merged), group)
            if read is not None:
                yield read
            above = row


def _merged(grid: Grid) -> frozenset[Span]:
    """The cells that reach over several rows."""
    rows_of = Counter(span for row in grid.rows for span in {cell.span for cell in row})
    return frozenset(span for span, rows in rows_of.items() if rows > 1)


@dataclass(frozen=True, slots=True)
class _Place:
    """A row within its table."""

    grid: Grid
    row: tuple[Cell, ...]
    above: tuple[Cell, ...] | None
    merged: frozenset[Span]

    def cells(self, *kinds: Column) -> list[Cell]:
        """The cells with words under the headings asked for."""
        return [self.row[place] for place in self.grid.places(*kinds) if self.row[place].text.strip()]

    def own(self) -> list[Cell]:
        """The cells that begin in this row."""
        above = self.above
        return [
            cell for place, cell in enumerate(self.row) if above is None or above[place].span != cell.span
        ]


def _row(text: str, folded: str, place: _Place, group: str | None) -> TaskRow | None:
    grid, row, own = place.grid, place.row, place.own()
    work = place.cells(Column.TASK, Column.CONTENT)
    if not work or not any(cell.text.strip() for cell in own):
        return None
    # A task over several rows is the heading of what each row says.
    fresh = [cell for cell in work if cell.span not in place.merged] or work[-1:]
    groups = [*place.cells(Column.GROUP), *(cell for cell in work if cell not in fresh)]
    printed, title = _named(text, folded, fresh[0])
    start, end = min(cell.span.start for cell in own), max(cell.span.end for cell in own)
    return TaskRow(
        number=_number(grid, row) or printed,
        group=_unnumbered(groups[-1].text if groups else group),
        title=title,
        words="".join(squeeze(cell.text) for cell in fresh),
        span=Span(*trim(folded, start, end)),
        content=Span(fresh[0].span.start, fresh[-1].span.end),
        parts=tuple(_parts(folded, grid, row)),
        units_span=_units_span(place),
        due=next((cell.span for cell in place.cells(Column.DUE)), None),
        years=tuple(_years(place)),
    )


def _unnumbered(heading: str | None) -> str | None:
    """A group's words without the number before them."""
    if heading is None:
        return None
    folded = fold(heading)
    marker = marker_at_line(folded, 0, len(folded), None)
    return squeeze(heading[marker.end if marker is not None else 0 :]) or None


def _years(place: _Place) -> Iterator[tuple[int, Span]]:
    """What the row promises for each year, in a column of its own."""
    for column in place.grid.places(Column.YEAR):
        year, cell = _YEAR.search(place.grid.headings[column]), place.row[column]
        if year is not None and cell.text.strip(" —-/\n"):
            yield int(year.group()), cell.span


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


def _units_span(place: _Place) -> Span | None:
    cells = place.cells(*UNIT_COLUMNS)
    if not cells:
        return None
    return Span(min(cell.span.start for cell in cells), max(cell.span.end for cell in cells))
