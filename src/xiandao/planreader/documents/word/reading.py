"""A Word file's body from top to bottom, as paragraphs and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from xiandao.planreader.documents.composition import Block, Box, Grid, Paragraph, PlaceCount, compose
from xiandao.planreader.documents.refusals import DocumentRefused
from xiandao.planreader.documents.spacing import joined_cell
from xiandao.planreader.documents.word.markup import (
    ALTERNATIVES,
    CONTROL,
    alternative,
    child,
    is_on,
    is_placeholder,
    value,
    whole,
)
from xiandao.planreader.documents.word.numbering import NO_LIST, Numbering
from xiandao.planreader.documents.word.package import WORD, WordPackage
from xiandao.planreader.documents.word.styles import StyleSheet, number_reference, outline_level
from xiandao.planreader.documents.word.words import Words
from xiandao.planreader.source import Format, Source

MOST_COLUMNS = 1000  # Word itself stops at 63
LEAST_HEADED_COLUMNS = 3  # below, the first row may as well be a label and its content
_WRAPPERS = frozenset(
    (
        CONTROL,
        ALTERNATIVES,
        *(WORD + name for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo")),
    )
)
_PARAGRAPH, _TABLE, _ROW, _CELL = (WORD + name for name in ("p", "tbl", "tr", "tc"))


def read_word(name: str, content: bytes) -> Source:
    """A .docx file as a source."""
    package = WordPackage(name, content)
    body = child(package.document, "body")
    if body is None:
        raise DocumentRefused(
            "{name} is no Word document inside: it has no body. "
            "Open it in Word or WPS, save it as .docx and retry.",
            name=name,
        )
    if next(body.iter(WORD + "altChunk"), None) is not None:
        raise DocumentRefused(
            "{name} keeps text in an attached file that only Word can fetch. "
            "Open it in Word, save it again as .docx and retry.",
            name=name,
        )
    blocks = Story(name, package).blocks(body)
    return compose(blocks, name=name, file_format=Format.DOCX, encoding=None, content=content)


class Story:
    """Reads paragraphs and tables in order, counting list numbers on the way."""

    def __init__(self, name: str, package: WordPackage) -> None:
        self._styles = StyleSheet(package.styles)
        self._numbering = Numbering(package.numbering, self._styles)
        self._places = PlaceCount(name)

    def blocks(self, container: etree._Element) -> list[Block]:
        """The blocks of a body, a cell or a text box."""
        found: list[Block] = []
        carried = ""  # words of a paragraph whose mark was deleted: they belong to the next one
        for element in _parts(container, (_PARAGRAPH, _TABLE)):
            if element.tag == _TABLE:
                found.extend(self._table(element))
                continue
            words = self._words(element)
            if _mark_is_deleted(element):
                carried += words.text
            elif words.text or not _mark_is_hidden(element):
                found.extend(self._paragraph(element, carried + words.text))
                carried = ""
            for box in words.boxes:
                found.extend(self.blocks(box))
        if carried:
            found.append(Paragraph(carried))
        return found

    def _words(self, paragraph: etree._Element) -> Words:
        words = Words(self._styles, self._styles.is_hidden(self._style_of(paragraph)))
        words.read(paragraph)
        return words

    def _style_of(self, paragraph: etree._Element) -> str | None:
        return value(child(paragraph, "pPr", "pStyle")) or self._styles.default

    def _paragraph(self, element: etree._Element, text: str) -> Iterator[Paragraph]:
        style = self._style_of(element)
        label = self._label(element, style)
        if self._styles.is_contents(style) or not (label or text):
            return
        own = whole(value(child(element, "pPr", "outlineLvl")))
        level = self._styles.level(style) if own is None else outline_level(own)
        yield Paragraph(label + text, level)

    def _label(self, element: etree._Element, style: str | None) -> str:
        own = number_reference(child(element, "pPr"))
        inherited = self._styles.number(style)
        list_id = own.list_id if own and own.list_id is not None else None
        if list_id is None and inherited:
            list_id = inherited[0].list_id
        if list_id is None or list_id == NO_LIST:
            return ""
        depth = own.depth if own else None
        if depth is None and inherited:
            depth = self._numbering.depth_of_style(list_id, inherited[1])
            depth = inherited[0].depth if depth is None else depth
        return self._numbering.next_label(list_id, depth or 0)

    def _table(self, table: etree._Element) -> list[Block]:
        """A table as a grid; one of a single column is a frame around paragraphs."""
        rows = [row for row in _parts(table, (_ROW,)) if child(row, "trPr", "del") is None]
        cells = [list(_parts(row, (_CELL,))) for row in rows]
        contents = [[self._cell_blocks(cell) for cell in row] for row in cells]
        grid: list[tuple[Box, ...]] = []
        for number, row in enumerate(rows):
            heading = number == 0 and len(cells[0]) >= LEAST_HEADED_COLUMNS
            boxes = [Box(joined_cell(_pieces(blocks), heading=heading)) for blocks in contents[number]]
            grid.append(self._row(row, cells[number], boxes, grid[-1] if grid else ()))
        if max(map(len, grid), default=0) < 2:
            return [block for row in contents for blocks in row for block in blocks]
        return [Grid(tuple(grid))]

    def _cell_blocks(self, cell: etree._Element) -> list[Block]:
        return [] if _continues(cell, "vMerge") or _continues(cell, "hMerge") else self.blocks(cell)

    def _row(
        self, row: etree._Element, cells: list[etree._Element], boxes: list[Box], above: tuple[Box, ...]
    ) -> tuple[Box, ...]:
        before = whole(value(child(row, "trPr", "gridBefore"))) or 0
        places = [Box("") for _ in range(min(max(before, 0), MOST_COLUMNS))]
        for cell, own in zip(cells, boxes, strict=True):
            box = own
            if _continues(cell, "vMerge") and len(places) < len(above):
                box = above[len(places)]
            elif _continues(cell, "hMerge") and places:
                box = places[-1]
            span = whole(value(child(cell, "tcPr", "gridSpan"))) or 1
            span = min(max(span, 1), MOST_COLUMNS)
            self._places.take(span)
            places.extend([box] * span)
        return tuple(places)


def _parts(container: etree._Element, tags: tuple[str, ...]) -> Iterator[etree._Element]:
    """The children with these tags, content controls and tracked insertions unwrapped."""
    for element in alternative(container) if container.tag == ALTERNATIVES else container:
        if element.tag in tags:
            yield element
        elif element.tag in _WRAPPERS and not (is_placeholder(element) or _is_contents_list(element)):
            yield from _parts(element, tags)


def _is_contents_list(control: etree._Element) -> bool:
    gallery = value(child(control, "sdtPr", "docPartObj", "docPartGallery"))
    return gallery == "Table of Contents"


def _mark_is_deleted(paragraph: etree._Element) -> bool:
    return child(paragraph, "pPr", "rPr", "del") is not None


def _mark_is_hidden(paragraph: etree._Element) -> bool:
    return is_on(child(paragraph, "pPr", "rPr", "vanish")) is True


def _continues(cell: etree._Element, merge: str) -> bool:
    """Whether a cell is covered by the one above (vMerge) or to its left (hMerge)."""
    element = child(cell, "tcPr", merge)
    return element is not None and value(element) != "restart"


def _pieces(blocks: Iterable[Block]) -> Iterator[str]:
    """A cell's lines; a table inside a cell gives one for each of its rows."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from block.text.split("\n")
        else:
            for row in block.rows:
                yield " ".join(box.text for box in dict.fromkeys(row))
