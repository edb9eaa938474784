"""Puts a document together; the same document gives the same bytes."""

from __future__ import annotations

import io
from datetime import datetime, time
from typing import Any

import docx
from docx.shared import Mm

from xiandao.publishing.archives import repacked
from xiandao.publishing.official import layout, page, tables, text
from xiandao.publishing.official.content import (
    Block,
    Heading,
    Note,
    OfficialDocument,
    Paragraph,
    Picture,
    Table,
)
from xiandao.publishing.official.elements import element, free_spacing, paragraph
from xiandao.publishing.official.wording import HeadingNumbers
from xiandao.publishing.writable import writable


def write_document(document: OfficialDocument) -> bytes:
    """The document as a Word file, laid out after GB/T 9704-2012."""
    word = docx.Document()
    page.set_defaults(word, document.language)
    page.set_page(word)
    _describe(word, document)
    pieces = text.title(document.title, document.draft_note, document.language)
    if document.addressee:
        pieces.append(text.addressee(document.addressee, document.language))
    _append(word, pieces)
    numbers = HeadingNumbers(document.language)
    for block in document.blocks:
        _append(word, _pieces(word, block, numbers))
    if document.appendices:
        _append(word, text.appendices(document.appendices, document.language))
    if document.signature:
        _append(word, text.signature(document.signature, document.language))
    buffer = io.BytesIO()
    word.save(buffer)
    return repacked(buffer.getvalue())


def _pieces(word: Any, block: Block, numbers: HeadingNumbers) -> list[Any]:
    match block:
        case Heading():
            return [text.heading(block, numbers.next(block.level))]
        case Paragraph():
            return text.body(block)
        case Note():
            return text.note(block)
        case Table():
            above = [text.caption(block.caption, above=True)] if block.caption else []
            # Two tables in a row would grow together; a small empty line keeps them apart.
            return [*above, tables.table(block), paragraph(spacing=free_spacing(line=0.5))]
        case Picture():
            below = [text.caption(block.caption, above=False)] if block.caption else []
            return [_picture(word, block), *below]


def _picture(word: Any, block: Picture) -> Any:
    """The picture in a line of its own height, its description where screen readers look for it."""
    made = word.add_paragraph()
    run = made.add_run()
    width = min(block.width_mm, layout.TYPE_AREA_MM[0])
    shape = run.add_picture(io.BytesIO(block.png), width=Mm(width))
    shape._inline.docPr.set("descr", writable(block.alt))
    properties = made._p.get_or_add_pPr()
    if block.caption:
        properties.append(element("keepNext"))
    properties.append(free_spacing(before=4, after=2))
    properties.append(element("jc", val="center"))
    return made._p


def _append(word: Any, pieces: list[Any]) -> None:
    body = word.element.body
    for piece in pieces:
        body.insert(len(body) - 1, piece)  # the last child describes the section


def _describe(word: Any, document: OfficialDocument) -> None:
    made = datetime.combine(document.dated, time())
    properties = word.core_properties
    properties.title = writable(" ".join(document.title.split()))[:255]
    properties.author = writable(document.author)[:255]
    properties.last_modified_by = properties.author
    properties.comments = ""
    properties.language = document.language
    properties.created = properties.modified = made
    properties.revision = 1
