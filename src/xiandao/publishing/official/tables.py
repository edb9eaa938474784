"""Tables with fixed widths, thin lines and a heading row that every page repeats."""

from __future__ import annotations

from typing import Any

from xiandao.publishing.official import layout
from xiandao.publishing.official.content import Align, Table
from xiandao.publishing.official.elements import element, free_spacing, paragraph, run
from xiandao.publishing.official.layout import Face
from xiandao.publishing.writable import writable

BORDERS = ("top", "left", "bottom", "right", "insideH", "insideV")
BORDER_EIGHTHS = 4  # half a point, in eighths of a point
CELL_MARGIN = 80  # twips to the left and right of a cell's words


def table(block: Table) -> Any:
    """The table's element, as wide as the type area."""
    widths = _widths(block)
    made = element("tbl")
    made.append(_properties(sum(widths)))
    grid = element("tblGrid")
    grid.extend(element("gridCol", w=width) for width in widths)
    made.append(grid)
    made.append(_heading_row(block, widths))
    made.extend(_row(block, row, widths) for row in block.rows)
    return made


def _widths(block: Table) -> list[int]:
    whole = layout.twips(layout.TYPE_AREA_MM[0])
    shares = sum(column.share for column in block.columns)
    widths = [int(whole * column.share / shares) for column in block.columns]
    widths[-1] += whole - sum(widths)
    return widths


def _properties(width: int) -> Any:
    properties = element("tblPr")
    properties.append(element("tblW", w=width, type="dxa"))
    properties.append(element("jc", val="center"))
    borders = element("tblBorders")
    for side in BORDERS:
        borders.append(element(side, val="single", sz=BORDER_EIGHTHS, space=0, color="000000"))
    properties.append(borders)
    properties.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    margins.append(element("left", w=CELL_MARGIN, type="dxa"))
    margins.append(element("right", w=CELL_MARGIN, type="dxa"))
    properties.append(margins)
    return properties


def _heading_row(block: Table, widths: list[int]) -> Any:
    face = layout.CELL_HEADING_SMALL if block.small else layout.CELL_HEADING
    titles = [column.title for column in block.columns]
    row = _empty_row(heading=True)
    row.extend(_cell(text, width, face, Align.CENTRE) for text, width in zip(titles, widths, strict=True))
    return row


def _row(block: Table, texts: tuple[str, ...], widths: list[int]) -> Any:
    face = layout.CELL_SMALL if block.small else layout.CELL
    row = _empty_row(heading=False)
    for text, width, column in zip(texts, widths, block.columns, strict=True):
        row.append(_cell(text, width, face, column.align))
    return row


def _empty_row(*, heading: bool) -> Any:
    row = element("tr")
    properties = element("trPr")
    properties.append(element("cantSplit"))
    if heading:
        properties.append(element("tblHeader"))
    row.append(properties)
    return row


def _cell(text: str, width: int, face: Face, align: Align) -> Any:
    cell = element("tc")
    properties = element("tcPr")
    properties.append(element("tcW", w=width, type="dxa"))
    properties.append(element("vAlign", val="center"))
    cell.append(properties)
    for line in writable(text).split("\n"):
        cell.append(
            paragraph(
                run(line, face),
                spacing=free_spacing(before=2, after=2, line=1.15),
                jc=element("jc", val=align.value),
            )
        )
    return cell
