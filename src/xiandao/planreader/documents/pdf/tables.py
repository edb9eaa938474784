"""Rulings that cross are a table: its cells lie between them, merged where a ruling is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from xiandao.planreader.documents.pdf.geometry import Glyph, Ruling
from xiandao.planreader.documents.pdf.lines import TextLine, lines_of
from xiandao.planreader.documents.spacing import joined_cell, seam

SAME_RULING = 3.0  # points: double lines and the rounding of cell-by-cell borders
MOST_JOINED_RULINGS = 2_000
MOST_PLACES = 20_000  # on one page
LEAST_BOXES = 3
WIDEST_MARGIN = 12.0  # points between a ruling and the words
SLACK = 0.05  # of the character height, for rounding
INDENT = 1.2  # of the character height; a line set in so far begins a paragraph
CENTRED = 0.3  # of the character height, by which the room on both sides of a centred line may differ
MIDDLE_OF_CHARACTER = 0.35  # of its height above the baseline

_SENTENCE_ENDS = tuple("。！？；.!?;")

_Place = tuple[int, int]
_Node = TypeVar("_Node", bound=Hashable)


@dataclass(slots=True, eq=False)
class RuledCell:
    """The lines of one cell, and the edges between which they had to fit."""

    left: float
    right: float
    lines: list[TextLine] = field(default_factory=list)

    def text(self, *, heading: bool) -> str:
        """The cell's words."""
        return joined_cell(self._pieces(), heading=heading)

    def goes_on_in(self, below: RuledCell) -> bool:
        """Whether the last line here broke off only for want of room."""
        if not self.lines or not below.lines or self.lines[-1].text.endswith(_SENTENCE_ENDS):
            return False
        return below.lines[0].first_word_width > self._room_after(self.lines[-1])

    def _pieces(self) -> list[str]:
        """Lines broken for want of room put together, those broken on purpose kept apart."""
        pieces: list[list[str]] = []
        last: TextLine | None = None
        for line in self.lines:
            wrapped = last is not None and line.first_word_width > self._room_after(last)
            if last is not None and wrapped and not self._is_indented(line):
                pieces[-1] += [seam(last.text, line.text), line.text]
            else:
                pieces.append([line.text])
            last = line
        return ["".join(parts) for parts in pieces]

    def _is_indented(self, line: TextLine) -> bool:
        return line.left - self.left > INDENT * line.size and not self._is_centred(line)

    def _is_centred(self, line: TextLine) -> bool:
        return abs((line.left - self.left) - (self.right - line.right)) < CENTRED * line.size

    def _room_after(self, line: TextLine) -> float:
        """What more would have fitted on a line: the room at its right, or on both sides of a centred one."""
        before, after = line.left - self.left, self.right - line.right
        return (before + after if self._is_centred(line) else after) - SLACK * line.size


@dataclass(slots=True)
class RuledTable:
    """A table on one page. Boundaries run from left to right and from top to bottom."""

    across: list[float]
    down: list[float]
    leader: dict[_Place, _Place]  # the upper left place of each place's cell
    glyphs: dict[_Place, list[Glyph]] = field(default_factory=lambda: defaultdict(list))

    @property
    def top(self) -> float:
        """The height of its upper edge above the page's foot."""
        return self.down[0]

    def take(self, glyph: Glyph) -> bool:
        """Take a character that stands inside, and say so."""
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.y + MIDDLE_OF_CHARACTER * glyph.size
        if not (self.across[0] < x < self.across[-1] and self.down[-1] < y < self.down[0]):
            return False
        column = bisect_right(self.across, x) - 1
        row = bisect_right(self.down, -y, key=lambda height: -height) - 1
        self.glyphs[self.leader[row, column]].append(glyph)
        return True

    def rows(self) -> list[tuple[RuledCell, ...]]:
        """Its cells in full rows; a merged cell stands at every place that it covers."""
        columns, rows = len(self.across) - 1, len(self.down) - 1
        cells: dict[_Place, RuledCell] = {}
        for (_, column), leader in self.leader.items():
            if leader not in cells:
                lines = lines_of(self.glyphs.get(leader, ()))
                cells[leader] = RuledCell(self.across[leader[1]], 0.0, lines)
            cells[leader].right = max(cells[leader].right, self.across[column + 1])
        margin = self._margin(cells.values())
        for cell in cells.values():
            cell.left, cell.right = cell.left + margin, cell.right - margin
        return [tuple(cells[self.leader[row, column]] for column in range(columns)) for row in range(rows)]

    @staticmethod
    def _margin(cells: Iterable[RuledCell]) -> float:
        """How far words stay away from the rulings: as near as the nearest comes on the left."""
        gaps = [line.left - cell.left for cell in cells for line in cell.lines]
        return min(max(min(gaps, default=0.0), 0.0), WIDEST_MARGIN)


def tables_on(rulings: Sequence[Ruling], glyphs: Iterable[Glyph]) -> tuple[list[RuledTable], list[Glyph]]:
    """The ruled tables of a page with their characters, and the characters outside them."""
    tables = [table for group in _crossing(_joined(rulings)) if (table := _table(group))]
    outside = [glyph for glyph in glyphs if not any(table.take(glyph) for table in tables)]
    return [table for table in tables if table.glyphs], outside


def _joined(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Rulings drawn piece by piece, put together."""
    joined: list[Ruling] = []
    for level in _levels(rulings):
        current: Ruling | None = None
        for ruling in sorted(level, key=lambda ruling: ruling.start):
            if current is not None and ruling.start <= current.end + SAME_RULING:
                current = current._replace(end=max(current.end, ruling.end))
                continue
            if current is not None:
                joined.append(current)
            current = ruling
        if current is not None:
            joined.append(current)
    return joined if len(joined) <= MOST_JOINED_RULINGS else []


def _levels(rulings: Sequence[Ruling]) -> Iterator[list[Ruling]]:
    """Rulings of one direction that lie on one another."""
    level: list[Ruling] = []
    for ruling in sorted(rulings):
        if level and (
            ruling.is_horizontal != level[0].is_horizontal or ruling.at - level[0].at > SAME_RULING
        ):
            yield level
            level = []
        level.append(ruling)
    if level:
        yield level


def _crossing(rulings: list[Ruling]) -> list[list[Ruling]]:
    """Groups of rulings that hang together by crossings."""
    across = [ruling for ruling in rulings if ruling.is_horizontal]
    upright = [ruling for ruling in rulings if not ruling.is_horizontal]
    parents = {ruling: ruling for ruling in rulings}
    for level in across:
        for vertical in upright:
            if _meet(level, vertical):
                parents[_root(parents, level)] = _root(parents, vertical)
    groups: dict[Ruling, list[Ruling]] = defaultdict(list)
    for ruling in rulings:
        groups[_root(parents, ruling)].append(ruling)
    return list(groups.values())


def _meet(level: Ruling, vertical: Ruling) -> bool:
    return (
        level.start - SAME_RULING <= vertical.at <= level.end + SAME_RULING
        and vertical.start - SAME_RULING <= level.at <= vertical.end + SAME_RULING
    )


def _root(parents: dict[_Node, _Node], node: _Node) -> _Node:
    while parents[node] != node:
        parents[node] = parents[parents[node]]
        node = parents[node]
    return node


def _table(group: list[Ruling]) -> RuledTable | None:
    """The table that crossing rulings make; None for a frame, an underline, a drawing."""
    level = [ruling for ruling in group if ruling.is_horizontal]
    vertical = [ruling for ruling in group if not ruling.is_horizontal]
    if not level or not vertical:
        return None
    # Some tables leave out the rulings at their left and right edge.
    edges = (min(ruling.start for ruling in level), max(ruling.end for ruling in level))
    across = _distinct([*(ruling.at for ruling in vertical), *edges])
    down = _distinct([ruling.at for ruling in level])[::-1]
    columns, rows = len(across) - 1, len(down) - 1
    if columns < 2 or rows < 2 or columns * rows > MOST_PLACES:
        return None
    places = {(row, column): (row, column) for row in range(rows) for column in range(columns)}
    for row, column in _open_below(level, across, down):
        places[_root(places, (row + 1, column))] = _root(places, (row, column))
    for row, column in _open_beside(vertical, across, down):
        places[_root(places, (row, column + 1))] = _root(places, (row, column))
    leader: dict[_Place, _Place] = {}
    first: dict[_Place, _Place] = {}
    for place in sorted(places):
        root = _root(places, place)
        leader[place] = first.setdefault(root, place)
    return RuledTable(across, down, leader) if len(set(leader.values())) >= LEAST_BOXES else None


def _open_below(level: list[Ruling], across: list[float], down: list[float]) -> Iterator[_Place]:
    """Places without a ruling under them."""
    closed = {
        (_nearest(down, ruling.at), column)
        for ruling in level
        for column in range(len(across) - 1)
        if ruling.start <= (across[column] + across[column + 1]) / 2 <= ruling.end
    }
    for row in range(len(down) - 2):
        for column in range(len(across) - 1):
            if (row + 1, column) not in closed:
                yield row, column


def _open_beside(vertical: list[Ruling], across: list[float], down: list[float]) -> Iterator[_Place]:
    """Places without a ruling to their right."""
    closed = {
        (row, _nearest(across, ruling.at))
        for ruling in vertical
        for row in range(len(down) - 1)
        if ruling.start <= (down[row] + down[row + 1]) / 2 <= ruling.end
    }
    for row in range(len(down) - 1):
        for column in range(len(across) - 2):
            if (row, column + 1) not in closed:
                yield row, column


def _nearest(boundaries: list[float], at: float) -> int:
    return min(range(len(boundaries)), key=lambda number: abs(boundaries[number] - at))


def _distinct(places: Iterable[float]) -> list[float]:
    """Places in rising order, those that lie on one another as one."""
    distinct: list[float] = []
    for place in sorted(places):
        if not distinct or place - distinct[-1] > SAME_RULING:
            distinct.append(place)
    return distinct
