"""A PDF's bytes as a source; what has no text to read is refused with the reason."""

from __future__ import annotations

import io
import logging
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pypdf import PasswordType, PdfReader

from xiandao.kernel.refusals import Refusal
from xiandao.planreader.documents.composition import Block, compose
from xiandao.planreader.documents.encodings import is_likely_chinese
from xiandao.planreader.documents.pdf.assembly import Assembly
from xiandao.planreader.documents.pdf.drawing import Fonts, page_content
from xiandao.planreader.documents.pdf.furniture import without_furniture
from xiandao.planreader.documents.pdf.lines import TextLine, lines_of
from xiandao.planreader.documents.pdf.paragraphs import measure_of
from xiandao.planreader.documents.pdf.tables import RuledTable, tables_on
from xiandao.planreader.documents.refusals import DocumentRefused
from xiandao.planreader.documents.spacing import visible
from xiandao.planreader.source import Format, Source

MOST_PAGES = 1_500
END_MARK, END_MARK_WITHIN = b"%%EOF", 2_048  # bytes from the end; some servers append a line or two
LEAST_CHARACTERS_PER_PAGE = 10  # a scan may carry a stamped number or a watermark as text
MOST_LOST = 0.1  # share of the characters

_NO_CHARACTER = re.compile("[\ue000-\uf8ff\ufffd]")  # private use, and the mark for what has no meaning

# pypdf reports every oddity of a file as a warning on the log; what matters here becomes a refusal.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(slots=True)
class _Page:
    """One page between its drawing and its paragraphs."""

    width: float
    height: float
    shown: str  # every character in the order in which it was drawn
    has_picture: bool
    tables: list[RuledTable]
    lines: list[TextLine]


def read_pdf(name: str, content: bytes) -> Source:
    """A PDF file as a source."""
    if END_MARK not in content[-END_MARK_WITHIN:]:
        raise DocumentRefused(
            "{name} was cut off: the PDF has no end. Download or copy it again and retry.", name=name
        )
    try:
        pages = _pages(name, content)
        blocks = _blocks(name, pages)
    except Refusal:
        raise
    # A damaged PDF makes its reader fail in every way that Python knows; each means the same to a person.
    except Exception as broken:
        raise DocumentRefused(
            "{name} is damaged: its pages cannot be read. "
            "Open it in a PDF reader, print it to a new PDF and retry, or choose the Word file.",
            name=name,
        ) from broken
    source = compose(blocks, name=name, file_format=Format.PDF, encoding=None, content=content)
    _refuse_unreadable(name, source.text, pages)
    return source


def _pages(name: str, content: bytes) -> list[_Page]:
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        raise DocumentRefused(
            "{name} is protected by a password. Save it without the password and retry.", name=name
        )
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise DocumentRefused(
            "{name} has {count} pages; at most {most} are read. Choose the plan alone.",
            name=name,
            count=count,
            most=MOST_PAGES,
        )
    fonts: Fonts = {}
    pages = []
    for page in reader.pages:
        drawn = page_content(page, fonts)
        tables, glyphs = tables_on(drawn.rulings, drawn.glyphs)
        shown = "".join(glyph.text for glyph in drawn.glyphs)
        pages.append(_Page(drawn.width, drawn.height, shown, drawn.has_picture, tables, lines_of(glyphs)))
    kept = without_furniture([(page.height, page.lines) for page in pages])
    for read, lines in zip(pages, kept, strict=True):
        read.lines = lines
    return pages


def _blocks(name: str, pages: Sequence[_Page]) -> list[Block]:
    """Paragraphs and tables from the first page to the last."""
    by_width: dict[int, list[list[TextLine]]] = defaultdict(list)
    for page in pages:
        by_width[round(page.width)].append(page.lines)
    measures = {width: measure_of(lines, width) for width, lines in by_width.items()}
    assembly = Assembly(name)
    for page in pages:
        assembly.page_break()
        measure = measures[round(page.width)]
        parts: list[tuple[float, TextLine | RuledTable]] = [(line.y, line) for line in page.lines]
        parts += [(table.top, table) for table in page.tables]
        for _, part in sorted(parts, key=lambda part: -part[0]):
            if isinstance(part, RuledTable):
                assembly.table(part)
            else:
                assembly.line(part, measure)
    assembly.finish()
    return assembly.blocks


def _refuse_unreadable(name: str, text: str, pages: Sequence[_Page]) -> None:
    characters = len("".join(text.split()))
    pictures = sum(page.has_picture for page in pages)
    shown = "".join(page.shown for page in pages)
    if not shown.strip() or (
        characters < LEAST_CHARACTERS_PER_PAGE * len(pages) and 2 * pictures > len(pages)
    ):
        raise DocumentRefused(
            "{name} has no text layer: its pages are pictures, as a scanner makes them. "
            "Run text recognition (OCR) on it, or choose the Word file.",
            name=name,
        )
    known = _NO_CHARACTER.sub("", visible(shown))
    foreign = sum(not character.isascii() for character in known)
    lost = len(shown) - len(known)
    if lost > MOST_LOST * len(shown) or (foreign > MOST_LOST * len(shown) and not is_likely_chinese(known)):
        raise DocumentRefused(
            "{name} does not say which characters its letter shapes stand for. "
            "Print it to a new PDF, run text recognition (OCR) on it, or choose the Word file.",
            name=name,
        )
