"""Rows of cells that span columns and rows become a full grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xiandao.planreader.documents.composition import Box, Grid, PlaceCount

MOST_COLUMNS = 1000  # as browsers clip colspan


@dataclass(frozen=True, slots=True)
class SpanningCell:
    """A cell as written: its words and how many columns and rows it asks for (rows 0: to the table's end)."""

    box: Box
    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class _Overhang:
    """A cell from above that covers this column for some rows more."""

    box: Box
    rows: int


@dataclass(slots=True)
class _Row:
    """One row of the grid while it is filled from the left."""

    covered: dict[int, _Overhang]
    boxes: list[Box] = field(default_factory=list)
    overhangs: dict[int, _Overhang] = field(default_factory=dict)

    def put(self, box: Box, columns: int, rows: int) -> None:
        """Place a cell of this row right of what covers its first columns from above."""
        while (above := self.covered.pop(len(self.boxes), None)) is not None:
            self._append(above.box, above.rows)
        for _ in range(columns):
            self.covered.pop(len(self.boxes), None)
            self._append(box, rows)

    def finish(self) -> None:
        """Let the cells from above that stand further right come down."""
        for column in sorted(self.covered):
            while len(self.boxes) < column:
                self._append(Box(""), 1)
            self._append(self.covered[column].box, self.covered[column].rows)

    def _append(self, box: Box, rows: int) -> None:
        if rows > 1:
            self.overhangs[len(self.boxes)] = _Overhang(box, rows - 1)
        self.boxes.append(box)


def spanned(rows: Sequence[Sequence[SpanningCell]], places: PlaceCount) -> Grid:
    """The grid in which every cell stands at each place that it covers."""
    grid: list[tuple[Box, ...]] = []
    covered: dict[int, _Overhang] = {}
    for number, cells in enumerate(rows):
        row = _Row(covered)
        left = len(rows) - number
        for cell in cells:
            columns = min(max(cell.columns, 1), MOST_COLUMNS)
            places.take(columns)
            row.put(cell.box, columns, left if cell.rows == 0 else min(max(cell.rows, 1), left))
        row.finish()
        places.take(len(row.boxes))
        grid.append(tuple(row.boxes))
        covered = row.overhangs
    return Grid(tuple(grid))
