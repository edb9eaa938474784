"""The measures of GB/T 9704-2012: page, grid, fonts and sizes; each as Word counts it."""

from __future__ import annotations

from dataclasses import dataclass

POINTS_PER_MM = 72 / 25.4
TWIPS_PER_POINT = 20
EMU_PER_MM = 36_000

# Page and type area, GB/T 9704-2012, 5.2: A4; top 37 mm, left 28 mm; type area 156 mm x 225 mm.
PAGE_MM = (210.0, 297.0)
TOP_MM, LEFT_MM = 37.0, 28.0
TYPE_AREA_MM = (156.0, 225.0)
RIGHT_MM = PAGE_MM[0] - LEFT_MM - TYPE_AREA_MM[0]
BOTTOM_MM = PAGE_MM[1] - TOP_MM - TYPE_AREA_MM[1]
FOOTER_MM = 23.0  # lets the page number stand 7 mm below the type area (7.5)
LINES, CHARACTERS = 22, 28  # a page's lines and a line's characters (5.2.3)

BODY_POINTS = 16.0  # 三号
# The page declares the grid; the words do not snap to it, because programs differ: some give a character
# that is wider than its cell two cells. Exact lines and this tracking give 22 by 28 in all of them.
BODY_TRACKING = -5  # twips: 28 characters of 16 pt would be 5.8 pt too wide for 156 mm
LINE_POINTS = int(TYPE_AREA_MM[1] * POINTS_PER_MM / LINES * 20) / 20  # 28.95: the grid's pitch


@dataclass(frozen=True, slots=True)
class Face:
    """A font by name, and a size in points."""

    font: str
    points: float
    bold: bool = False


TITLE = Face("方正小标宋简体", 22.0)  # 二号
BODY = Face("仿宋_GB2312", BODY_POINTS)
BODY_BOLD = Face("仿宋_GB2312", BODY_POINTS, bold=True)
HEADINGS = {
    1: Face("黑体", BODY_POINTS),
    2: Face("楷体_GB2312", BODY_POINTS),
    3: BODY_BOLD,
    4: BODY,
}
DRAFT_NOTE = Face("楷体_GB2312", BODY_POINTS)
PAGE_NUMBER = Face("宋体", 14.0)  # 四号
CAPTION = Face("黑体", 14.0)
NOTE = Face("仿宋_GB2312", 10.5)
CELL, CELL_SMALL = Face("仿宋_GB2312", 12.0), Face("仿宋_GB2312", 10.5)  # 小四, 五号
CELL_HEADING, CELL_HEADING_SMALL = Face("黑体", 12.0), Face("黑体", 10.5)


def twips(millimetres: float) -> int:
    """Word's twentieths of a point."""
    return round(millimetres * POINTS_PER_MM * TWIPS_PER_POINT)


def line_pitch() -> int:
    """The grid's line pitch in twips, rounded down, so that 22 lines fit."""
    return int(LINE_POINTS * TWIPS_PER_POINT)


def character_space() -> int:
    """The grid's extra room a character in 1/4096 point (negative: closer), so that 28 fit."""
    pitch = TYPE_AREA_MM[0] * POINTS_PER_MM / CHARACTERS
    return int((pitch - BODY_POINTS) * 4096) - 1
