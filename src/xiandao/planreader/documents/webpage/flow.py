"""A web page's elements become paragraphs, headings, numbered items and tables, in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from xiandao.planreader.documents.composition import Block, Box, Paragraph, PlaceCount
from xiandao.planreader.documents.spacing import collapsed, joined_cell, visible
from xiandao.planreader.documents.webpage.grids import SpanningCell, spanned
from xiandao.planreader.documents.webpage.lists import OpenList, has_own_number, next_label, opened
from xiandao.planreader.documents.webpage.pruning import is_unseen

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LISTS = frozenset({"ol", "ul", "menu", "dir"})
_BLOCKS = _HEADINGS.keys() | _LISTS | frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "form", "header", "hgroup", "hr", "html", "legend", "li", "main",
    "option", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
})  # fmt: skip
_BREAK = "\x0b"  # a line break that was meant, apart from those of the page's own source
_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})
MOST_CELL_PARAGRAPHS = 15  # a cell with more holds the page's body: the table only lays it out


class Flow:
    """Reads one part of a page."""

    def __init__(self, left_out: frozenset[etree._Element], places: PlaceCount) -> None:
        self._left_out = left_out
        self._places = places
        self._found: list[Block] = []
        self._text: list[str] = []
        self._level: int | None = None
        self._label = ""
        self._lists: list[OpenList] = []
        self._preformatted = 0

    def blocks(self, root: etree._Element) -> list[Block]:
        """The blocks inside an element."""
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._begin(element, is_root=element is root):
                    self._add(element.text)
                else:
                    walk.skip_subtree()
            elif element is not root:
                self._end(element)
                self._add(element.tail)
        self._flush()
        return self._found

    def _begin(self, element: etree._Element, *, is_root: bool) -> bool:
        """Enter an element, or say that there is nothing to enter."""
        tag = element.tag
        if is_root:
            return True
        if is_unseen(element) or element in self._left_out:
            return False
        if tag == "br":
            self._text.append(_BREAK)
        if tag not in _BLOCKS:
            return True
        self._flush()
        if tag == "table":
            return not self._table(element)
        if tag in _LISTS:
            self._lists.append(opened(element))
        elif tag == "li":
            self._label = next_label(self._lists[-1], element) if self._lists else ""
        elif tag in _HEADINGS:
            self._level = _HEADINGS[tag]
        elif tag == "pre":
            self._preformatted += 1
        return True

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag not in _BLOCKS or is_unseen(element) or element in self._left_out:
            return
        self._flush()
        if tag in _HEADINGS:
            self._level = None
        elif tag == "li":
            self._label = ""
        elif tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "pre":
            self._preformatted -= 1

    def _add(self, text: str | None) -> None:
        if text:
            seen = visible(text)
            self._text.append(seen.replace("\n", _BREAK) if self._preformatted else seen)

    def _flush(self) -> None:
        lines = [line for words in "".join(self._text).split(_BREAK) if (line := collapsed(words))]
        self._text.clear()
        if not lines:
            return
        if self._label and not has_own_number(lines[0]):
            lines[0] = self._label + lines[0]
        self._label = ""
        self._found.append(Paragraph("\n".join(lines), self._level))

    def _table(self, table: etree._Element) -> bool:
        """Read a table of figures and words; say no to one that only lays out the page."""
        if table.get("role") in ("presentation", "none") or _holds_a_table(table):
            return False
        rows = [list(_cells(row)) for row in _rows(table)]
        contents = [[self._inside(cell) for cell in row] for row in rows]
        if any(len(blocks) > MOST_CELL_PARAGRAPHS for row in contents for blocks in row):
            return False
        spanning = []
        for number, row in enumerate(rows):
            heading = number == 0 and len(row) > 2
            spanning.append(
                [
                    SpanningCell(
                        Box(joined_cell(_pieces(blocks), heading=heading or cell.tag == "th")),
                        _span(cell, "colspan"),
                        _span(cell, "rowspan"),
                    )
                    for cell, blocks in zip(row, contents[number], strict=True)
                ]
            )
        grid = spanned(spanning, self._places)
        if grid.columns < 2:
            return False
        for caption in table.iterchildren("caption"):
            self._found.extend(self._inside(caption))
        self._found.append(grid)
        return True

    def _inside(self, element: etree._Element) -> list[Block]:
        """The blocks of a cell or a caption; most cells are plain words, and tables have many."""
        if len(element):
            return Flow(self._left_out, self._places).blocks(element)
        words = collapsed(visible(element.text or ""))
        return [Paragraph(words)] if words else []


def _holds_a_table(table: etree._Element) -> bool:
    tables = table.iter("table")
    next(tables)
    return next(tables, None) is not None


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from child.iterchildren("tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in row if cell.tag in ("td", "th") and not is_unseen(cell))


def _span(cell: etree._Element, name: str) -> int:
    text = cell.get(name, "1").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _pieces(blocks: list[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.text.split("\n")
