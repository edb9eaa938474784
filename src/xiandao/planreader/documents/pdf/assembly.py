"""Lines and tables of all pages, one after the other; both may run on over the end of a page."""

from __future__ import annotations

from xiandao.planreader.documents.composition import Block, Box, Grid, Paragraph, PlaceCount
from xiandao.planreader.documents.pdf.lines import TextLine
from xiandao.planreader.documents.pdf.paragraphs import Joiner, Measure
from xiandao.planreader.documents.pdf.tables import RuledCell, RuledTable

SAME_EDGE = 6.0  # points by which a table may shift from one page to the next
LEAST_HEADED_COLUMNS = 3  # below, the first row may as well be a label and its content

_Row = tuple[RuledCell, ...]


class Assembly:
    """Collects the blocks of a document."""

    def __init__(self, name: str) -> None:
        self.blocks: list[Block] = []
        self._places = PlaceCount(name)
        self._joiner = Joiner()
        self._rows: list[_Row] = []
        self._table: RuledTable | None = None
        self._is_new_page = False

    def page_break(self) -> None:
        """What follows stands on another page."""
        self._joiner.page_break()
        self._is_new_page = True

    def line(self, line: TextLine, measure: Measure) -> None:
        """Add a line of text."""
        self._close_table()
        self._joiner.add(line, measure)

    def table(self, table: RuledTable) -> None:
        """Add a table, or the rest of the one that the page's end cut."""
        rows = table.rows()
        self._places.take(sum(map(len, rows)))
        if self._table is not None and self._is_new_page and _same_columns(self._table, table):
            self._go_on(rows)
        else:
            self.finish()
            self._rows = rows
        self._table, self._is_new_page = table, False

    def finish(self) -> None:
        """Write down whatever is still open."""
        self._close_table()
        self.blocks.extend(map(Paragraph, self._joiner.cut()))

    def _go_on(self, rows: list[_Row]) -> None:
        """Append the rows of another page: without the heading repeated there, a cut row put together."""
        if _words(rows[0]) == _words(self._rows[0]):
            rows = rows[1:]
        if rows and _is_rest(self._rows[-1], rows[0]):
            for above, below in dict(zip(rows[0], self._rows[-1], strict=True)).items():
                below.lines.extend(above.lines)
            rows = rows[1:]
        elif rows and not rows[0][0].lines and _is_merged(self._rows):
            merged, rest = self._rows[-1][0], rows[0][0]
            rows = [tuple(merged if cell is rest else cell for cell in row) for row in rows]
        self._rows.extend(rows)

    def _close_table(self) -> None:
        if self._table is None:
            return
        heading = set(self._rows[0]) if len(self._rows[0]) >= LEAST_HEADED_COLUMNS else set()
        boxes: dict[RuledCell, Box] = {}
        for row in self._rows:
            for cell in row:
                if cell not in boxes:
                    boxes[cell] = Box(cell.text(heading=cell in heading))
        self.blocks.append(Grid(tuple(tuple(boxes[cell] for cell in row) for row in self._rows)))
        self._table = None


def _words(row: _Row) -> list[str]:
    return ["".join(line.text for line in cell.lines) for cell in row]


def _same_columns(above: RuledTable, below: RuledTable) -> bool:
    return len(above.across) == len(below.across) and all(
        abs(one - other) <= SAME_EDGE for one, other in zip(above.across, below.across, strict=True)
    )


def _is_merged(rows: list[_Row]) -> bool:
    """Whether the first cell of the last row covers the row above too."""
    return len(rows) > 1 and rows[-1][0] is rows[-2][0]


def _is_rest(above: _Row, below: _Row) -> bool:
    """Whether a row is the rest of the last one on the page before.

    Then its first cell, a number mostly, is empty, and so is another, or a sentence goes on.
    """
    if below[0].lines or not above[0].lines:
        return False
    ended = sum(bool(one.lines) and not other.lines for one, other in zip(above, below, strict=True))
    return ended > 1 or any(one.goes_on_in(other) for one, other in zip(above, below, strict=True))
