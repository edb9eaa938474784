"""Paragraphs and tables, whatever the format was, become one text with spans into it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from xiandao.planreader.documents.refusals import DocumentRefused
from xiandao.planreader.documents.spacing import visible
from xiandao.planreader.model import Span
from xiandao.planreader.source import Cell, Format, Line, Source, Table

MOST_TABLE_PLACES = 300_000  # an annex has a few thousand; merged cells can claim millions


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words between two paragraph marks; a line break inside (\\n) makes two lines of the same level."""

    text: str
    level: int | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """The words of one table cell. A merged cell is one Box that stands at several places of the grid."""

    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A table before it has its place in the text. Rows may differ in length."""

    rows: tuple[tuple[Box, ...], ...]

    @property
    def columns(self) -> int:
        """The width of the widest row."""
        return max(map(len, self.rows), default=0)


Block = Paragraph | Grid


class PlaceCount:
    """Counts table places while a document is read, so that no merged cell can fill the memory."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.left = MOST_TABLE_PLACES

    def take(self, places: int) -> None:
        """Use up places or refuse the document."""
        self.left -= places
        if self.left < 0:
            raise DocumentRefused(
                "{name} holds tables of more than {most} cells, merged ones counted out; that is no plan. "
                "Remove the large tables and retry.",
                name=self.name,
                most=MOST_TABLE_PLACES,
            )


@dataclass(slots=True)
class Composition:
    """Writes blocks one under the other and remembers where each came to stand."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def add(self, block: Block) -> None:
        """Write one block."""
        if isinstance(block, Paragraph):
            self._paragraph(block)
        else:
            self._grid(block)

    def _write(self, text: str) -> Span:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return Span(start, self.length)

    def _new_line(self) -> None:
        if self.length:
            self._write("\n")

    def _paragraph(self, paragraph: Paragraph) -> None:
        for words in paragraph.text.replace("\u2028", "\n").replace("\u2029", "\n").split("\n"):
            if line := visible(words).strip():
                self._new_line()
                self.lines.append(Line(self._write(line), paragraph.level))

    def _grid(self, grid: Grid) -> None:
        if not any(box.text.strip() for row in grid.rows for box in row):
            return
        self._new_line()
        start = self.length
        width = grid.columns
        written: dict[int, Cell] = {}
        rows: list[tuple[Cell, ...]] = []
        for number, boxes in enumerate(grid.rows):
            if number:
                self._write("\n")
            rows.append(self._row(boxes, width, written))
        self.tables.append(Table(Span(start, self.length), tuple(rows)))

    def _row(self, boxes: tuple[Box, ...], width: int, written: dict[int, Cell]) -> tuple[Cell, ...]:
        cells = []
        for column in range(width):
            if column:
                self._write("\t")
            box = boxes[column] if column < len(boxes) else None
            cell = written.get(id(box)) if box else None
            if cell is None:
                text = " ".join(visible(box.text).split()) if box else ""
                cell = Cell(text, self._write(text))
                if box:
                    written[id(box)] = cell
            cells.append(cell)
        return tuple(cells)


def compose(
    blocks: Iterable[Block], *, name: str, file_format: Format, encoding: str | None, content: bytes
) -> Source:
    """The source that these blocks make."""
    composition = Composition()
    for block in blocks:
        composition.add(block)
    return Source(
        name=name,
        format=file_format,
        encoding=encoding,
        sha256=hashlib.sha256(content).hexdigest(),
        text="".join(composition.parts),
        lines=tuple(composition.lines),
        tables=tuple(composition.tables),
    )
