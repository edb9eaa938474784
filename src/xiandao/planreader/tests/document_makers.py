"""Makes the files that the document tests read, and asks what every source must answer."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from xiandao.planreader.source import Source

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
Draw = Callable[[Canvas], None]
_WORDS = re.compile(r"[（《“]*(?:[A-Za-z0-9.%/-]+|.)[，。、；：）》”]*")
_NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def lines(source: Source) -> list[str]:
    """The words of every line."""
    return [source.text[line.span.start : line.span.end] for line in source.lines]


def grid(source: Source, number: int = 0) -> list[list[str]]:
    """The words of a table's cells."""
    return [[cell.text for cell in row] for row in source.tables[number].rows]


def check_spans(source: Source) -> None:
    """Every span lies inside the text and holds what it says."""
    for line in source.lines:
        assert 0 <= line.span.start < line.span.end <= len(source.text)
        words = source.text[line.span.start : line.span.end]
        assert words == words.strip() != ""
        assert "\n" not in words
    for table in source.tables:
        assert 0 <= table.span.start < table.span.end <= len(source.text)
        assert len({len(row) for row in table.rows}) == 1
        for row in table.rows:
            for cell in row:
                assert table.span.start <= cell.span.start <= cell.span.end <= table.span.end
                assert source.text[cell.span.start : cell.span.end] == cell.text
                assert not set("\t\n") & set(cell.text)


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip archive."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def word_parts(body: str, *, numbering: str = "", styles: str = "") -> dict[str, str | bytes]:
    """The parts of a small .docx file with this body, these list definitions and these styles."""
    root = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{{0}} {_NAMESPACES}>{{1}}</w:{{0}}>'
    relation = f'<Relationship Id="{{0}}" Type="{_OFFICE}/{{0}}" Target="{{1}}"/>'
    relations = f'<Relationships xmlns="{_PACKAGE}/relationships">{{0}}</Relationships>'
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": relations.format(relation.format("officeDocument", "word/document.xml")),
        "word/document.xml": root.format("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations.format(
            relation.format("numbering", "numbering.xml") + relation.format("styles", "/word/styles.xml")
        ),
        "word/numbering.xml": root.format("numbering", numbering),
        "word/styles.xml": root.format("styles", styles),
    }


def word(body: str, *, numbering: str = "", styles: str = "") -> bytes:
    """A small .docx file."""
    return zipped(word_parts(body, numbering=numbering, styles=styles))


def paragraph(text: str = "", *, properties: str = "", runs: str = "") -> str:
    """A Word paragraph of one plain run, or of these runs."""
    runs = runs or (f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else "")
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def numbered(text: str, *, list_id: int = 1, depth: int = 0) -> str:
    """A Word paragraph of a list."""
    return paragraph(
        text, properties=f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    )


def table(rows: Iterable[Iterable[str]]) -> str:
    """A Word table; a cell is its paragraphs, or properties and paragraphs."""
    body = "".join("<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl>{body}</w:tbl>"


def level(depth: int, style: str, pattern: str, *, start: int = 1, extra: str = "") -> str:
    """One level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{extra}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def definition(number: int, *levels: str) -> str:
    """A list definition (abstractNum)."""
    return f'<w:abstractNum w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'


def list_of(list_id: int, definition_id: int, overrides: str = "") -> str:
    """A list (num) of a definition."""
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{definition_id}"/>{overrides}</w:num>'


def font() -> str:
    """The name of a registered font that has Chinese letters."""
    name = "NotoSansSC"
    if name not in pdfmetrics.getRegisteredFontNames():
        spec = find_spec("zhplot")
        assert spec is not None
        assert spec.origin is not None
        path = Path(spec.origin).parent / "fonts" / "NotoSansSC-Regular.ttf"
        pdfmetrics.registerFont(TTFont(name, str(path)))
    return name


def pdf(*pages: Draw, size: tuple[float, float] = A4, **settings: Any) -> bytes:
    """A PDF whose pages are drawn by these functions."""
    kept = io.BytesIO()
    canvas = Canvas(kept, pagesize=size, invariant=1, **settings)
    for draw in pages:
        canvas.setFont(font(), 16)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def set_lines(*placed: tuple[float, float, str], size: float = 16) -> Draw:
    """Draws each text with its left end at x, y."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font(), size)
        for x, y, text in placed:
            canvas.drawString(x, y, text)

    return draw


def wrapped(text: str, *, measure: float, indent: float, size: float) -> list[tuple[float, str]]:
    """A text as lines and their indents, broken as Chinese is: no word split, no closing mark in front."""
    found: list[tuple[float, str]] = []
    line = ""
    for word_ in _WORDS.findall(text):
        first = indent if not found else 0.0
        if line and first + pdfmetrics.stringWidth(line + word_, font(), size) > measure + 0.01:
            found.append((first, line))
            line = ""
        line += word_
    return [*found, (0.0 if found else indent, line)]


def typeset(
    paragraphs: Iterable[str],
    *,
    top: float = 760,
    measure: float = 416,
    indent: float = 32,
    bottom: float = 80,
) -> list[Draw]:
    """Draws paragraphs as an office prints them, on as many pages as they need."""
    pages: list[list[tuple[float, float, str]]] = [[]]
    y = top
    for text in paragraphs:
        for first, line in wrapped(text, measure=measure, indent=indent, size=16):
            if y < bottom:
                pages.append([])
                y = 760
            pages[-1].append((90 + first, y, line))
            y -= 28
    return [set_lines(*placed) for placed in pages]


def both(*draws: Draw) -> Draw:
    """Draws several things on one page."""

    def draw(canvas: Canvas) -> None:
        for one in draws:
            one(canvas)

    return draw


def ruled(
    rows: Sequence[Sequence[str]],
    *,
    top: float = 700,
    across: Sequence[float] = (80, 130, 300, 420),
    height: float = 30,
) -> Draw:
    """A ruled table, line breaks inside cells by \\n; a cell "^" is covered from above, "<" from the left."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont(font(), 10)
        for number, row in enumerate(rows):
            y = top - number * height
            for column, text in enumerate(row):
                left, right = across[column], across[column + 1]
                if text != "^":
                    canvas.line(left, y, right, y)
                if text != "<":
                    canvas.line(left, y, left, y - height)
                if text not in ("^", "<"):
                    for line, words in enumerate(text.split("\n")):
                        canvas.drawString(left + 4, y - 11 - 12 * line, words)
        bottom = top - len(rows) * height
        canvas.line(across[0], bottom, across[-1], bottom)
        canvas.line(across[-1], top, across[-1], bottom)

    return draw
