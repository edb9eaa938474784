"""A document's words with the structure its file format still knows, whatever the format was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from xiandao.planreader.model import Span


class Format(StrEnum):
    """The file formats that can be read."""

    TEXT = "txt"
    MARKDOWN = "md"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of the extracted text. `level` is a heading level (1 = topmost) where marked."""

    span: Span
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell. A merged cell stands in `Table.rows` at every place it covers, with the same span."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """A table inside the extracted text (cells joined by tabs, rows by line breaks), as a full grid."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The extracted text and its paragraphs and tables; every span points into `text`.

    `text` is the decoded file itself for .txt and .md (line breaks as \\n, no byte-order mark); for the
    other formats it is what a person would read, automatic list numbers included.
    """

    name: str
    format: Format
    encoding: str | None
    sha256: str
    text: str
    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
