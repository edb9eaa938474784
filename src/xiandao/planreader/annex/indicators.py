"""Tables of indicators: new targets, second places of those in the text, and sums that do not fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from xiandao.planreader.annex.columns import Column, Grid
from xiandao.planreader.annex.figures import Figure, figure_of, split_unit
from xiandao.planreader.doubts import Code, doubt
from xiandao.planreader.folding import fold, squeeze, trim
from xiandao.planreader.likeness import alike
from xiandao.planreader.model import Comparator, Doubt, Period, Span, Strength, Target
from xiandao.planreader.source import Cell

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_ANNUAL: Final = re.compile(r"年(?:均|度)|增长|增速|比例|占比|率$|比重")
_VERBS: Final = re.compile(
    r"^(?:新增|新建|累计|建成|建设|引进|培育|形成|完成|达到|实现|年度|改造|改建|扩建|全市|全区|全县|全省|全镇)+"
)
_CLOSE: Final = 1e-6


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """The plan's targets with what the tables add to them."""

    targets: tuple[Target, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    name: str
    group: str | None
    unit: str | None
    strength: Strength
    goal: tuple[Figure, date | None] | None
    total: Figure | None
    years: tuple[tuple[int, Figure], ...]
    span: Span


def read_indicators(
    text: str, folded: str, grids: Iterable[Grid], targets: Sequence[Target], period: Period
) -> IndicatorReading:
    """Join the rows of every table of indicators with the targets of the text."""
    joined = list(targets)
    doubts: list[Doubt] = []
    for grid in grids:
        if not grid.has_indicators:
            continue
        for row in _rows(folded, grid, period):
            place = _same(row, joined)
            doubts.extend(_sum_doubts(row, joined[place] if place is not None else None))
            if place is None:
                joined.extend(_new(text, row))
                continue
            known = joined[place]
            stated = _stated(row, known)
            if stated is None:
                continue
            if _agrees(stated, known):
                joined[place] = replace(known, spans=(*(known.spans or (known.span,)), row.span))
            else:
                doubts.append(_differs(row, known, stated))
    return IndicatorReading(tuple(joined), tuple(doubts))


def _rows(folded: str, grid: Grid, period: Period) -> Iterator[_Row]:
    for cells, group in zip(grid.rows, grid.groups, strict=True):
        names = [cells[place] for place in grid.places(Column.NAME) if cells[place].text.strip()]
        if not names:
            continue
        name, unit = split_unit(squeeze(fold(names[-1].text)))
        figures = {place: figure_of(fold(cells[place].text)) for place in range(len(cells))}
        span = _span(folded, cells)
        yield _Row(
            name=name,
            group=_group(grid, cells) or group,
            unit=_first(squeeze(cells[place].text) for place in grid.places(Column.MEASURED_IN)) or unit,
            strength=_strength(grid, cells),
            goal=_goal(grid, figures, period),
            total=next((figure for place in grid.places(Column.TOTAL) if (figure := figures[place])), None),
            years=tuple(_years(grid, figures)),
            span=span,
        )


def _span(folded: str, cells: tuple[Cell, ...]) -> Span:
    """The row's own words: from its last cell that begins after the others' to its end."""
    end = max(cell.span.end for cell in cells)
    line = folded.rfind("\n", 0, max(cell.span.start for cell in cells)) + 1
    start = min((cell.span.start for cell in cells if cell.span.start >= line), default=line)
    return Span(*trim(folded, start, max(start, end)))


def _group(grid: Grid, cells: tuple[Cell, ...]) -> str | None:
    return _first(squeeze(cells[place].text) for place in grid.places(Column.GROUP))


def _first(words: Iterable[str]) -> str | None:
    return next((word for word in words if word), None)


def _strength(grid: Grid, cells: tuple[Cell, ...]) -> Strength:
    words = "".join(cells[place].text for place in grid.places(Column.STRENGTH))
    return Strength.BINDING if "约束" in words else Strength.EXPECTED


def _goal(grid: Grid, figures: dict[int, Figure | None], period: Period) -> tuple[Figure, date | None] | None:
    end = date(period.end, 12, 31) if period.end is not None else None
    for place in grid.places(Column.GOAL):
        figure = figures[place]
        if figure is not None:
            year = _YEAR.search(grid.headings[place])
            return figure, date(int(year.group()), 12, 31) if year is not None else end
    years = grid.places(Column.YEAR)
    if len(years) == 1 and (figure := figures[years[0]]) is not None:
        year = _YEAR.search(grid.headings[years[0]])
        return figure, date(int(year.group()), 12, 31) if year is not None else end
    return None


def _years(grid: Grid, figures: dict[int, Figure | None]) -> Iterator[tuple[int, Figure]]:
    places = grid.places(Column.YEAR)
    if len(places) < 2:
        return
    for place in places:
        year, figure = _YEAR.search(grid.headings[place]), figures[place]
        if year is not None and figure is not None:
            yield int(year.group()), figure


def _same(row: _Row, targets: Sequence[Target]) -> int | None:
    """The target of the text that the row names again."""
    name = _VERBS.sub("", row.name) or row.name
    for place, target in enumerate(targets):
        if row.unit and target.unit and row.unit != target.unit:
            continue
        other = _VERBS.sub("", squeeze(fold(target.name)))
        if alike(name, other or target.name):
            return place
    return None


def _stated(row: _Row, known: Target) -> Figure | None:
    """What the row says for the day of the known target."""
    if row.goal is not None:
        return row.goal[0]
    if row.total is not None:
        return row.total
    if known.due is not None:
        return next(
            (figure for year, figure in row.years if year == known.due.year and _is_level(row, known)), None
        )
    return None


def _is_level(row: _Row, known: Target) -> bool:
    """Whether the last year's figure is itself the aim, as with a share, and not one part of a sum."""
    last = row.years[-1][1].value if row.years else None
    return last is not None and last in (known.low, known.high)


def _agrees(figure: Figure, known: Target) -> bool:
    numbers = [number for number in (known.low, known.high) if number is not None]
    stated = [number for number in (figure.low, figure.high) if number is not None]
    return not numbers or not stated or any(abs(a - b) < _CLOSE for a in numbers for b in stated)


def _differs(row: _Row, known: Target, stated: Figure) -> Doubt:
    return doubt(
        Code.BODY_AND_ANNEX_DIFFER,
        row.span,
        name=row.name,
        body=f"{_plain(known.low if known.low is not None else known.high)}{known.unit or ''}",
        annex=f"{_plain(stated.value)}{stated.unit or row.unit or ''}",
    )


def _sum_doubts(row: _Row, known: Target | None) -> Iterator[Doubt]:
    """Parts by year must add up to the row's total, or to the figure in the text."""
    parts = [figure.value for _, figure in row.years if figure.value is not None]
    if len(parts) < 2 or row.unit in ("%", "‰") or _ANNUAL.search(row.name):
        return
    total = row.total.value if row.total is not None else None
    if total is None and known is not None and known.comparator is not Comparator.GROWS_BY:
        total = known.low if known.low is not None else known.high
    if total is None or abs(sum(parts) - total) < _CLOSE or abs(parts[-1] - total) < _CLOSE:
        return
    yield doubt(
        Code.PARTS_DO_NOT_ADD_UP, row.span, name=row.name, sum=_plain(sum(parts)), total=_plain(total)
    )


def _plain(number: float | None) -> str:
    return "" if number is None else f"{round(number, 6):g}" if abs(number) < 1e6 else f"{number:.0f}"


def _new(text: str, row: _Row) -> Iterator[Target]:
    """A row that the text does not name: its goal or total, else its figure of every year."""
    stated: list[tuple[Figure, date | None]] = []
    if row.goal is not None:
        stated = [row.goal]
    elif row.total is not None:
        last = date(row.years[-1][0], 12, 31) if row.years else None
        stated = [(row.total, last)]
    else:
        stated = [(figure, date(year, 12, 31)) for year, figure in row.years]
    for figure, due in stated:
        yield Target(
            id="",
            group=row.group,
            name=row.name,
            low=figure.low,
            high=figure.high,
            comparator=figure.comparator,
            unit=figure.unit or row.unit,
            due=due,
            text=text[row.span.start : row.span.end],
            span=row.span,
            strength=row.strength,
            counted=True,
            spans=(row.span,),
        )
