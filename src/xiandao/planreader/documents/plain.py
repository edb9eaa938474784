"""Text and Markdown files: the text stays as it is in the file; only the spans are added."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import compress

from xiandao.planreader.documents.composition import PlaceCount
from xiandao.planreader.documents.encodings import decoded, refuse_no_text
from xiandao.planreader.documents.plain_tables import tables_in, trimmed
from xiandao.planreader.model import Span
from xiandao.planreader.source import Format, Line, Source

# Beside the line feed: Word's soft break, the page break, and Unicode's own line and paragraph ends.
_LINE_END = re.compile("[\n\x0b\x0c\x85\u2028\u2029]")
_HEADING = re.compile(r"(#{1,6})(?!#)[ \t\u3000]*")
_BULLET = re.compile(r"(?:[-*+][ \t]+|>[ \t]*)")
_EMPHASIS = ("***", "**", "__")
_UNDERLINE = {"=": 1, "-": 2}  # a line under a heading, and the level that it gives


def read_plain(name: str, content: bytes, file_format: Format) -> Source:
    """A text file as a source."""
    text, encoding = decoded(name, content)
    return _source(name, text, file_format, encoding, content)


def read_pasted(name: str, text: str) -> Source:
    """Pasted text as a source."""
    refuse_no_text(name, text)
    return _source(name, text, Format.TEXT, None, text.encode())


def _source(name: str, text: str, file_format: Format, encoding: str | None, content: bytes) -> Source:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = tuple(_rows(text))
    tables, is_free = tables_in(text, rows, PlaceCount(name))
    free = [words for row in compress(rows, is_free) if (words := trimmed(text, row)) is not None]
    lines = _markdown_lines(text, free) if file_format is Format.MARKDOWN else map(Line, free)
    return Source(
        name=name,
        format=file_format,
        encoding=encoding,
        sha256=hashlib.sha256(content).hexdigest(),
        text=text,
        lines=tuple(lines),
        tables=tables,
    )


def _rows(text: str) -> Iterator[Span]:
    start = 0
    for found in _LINE_END.finditer(text):
        yield Span(start, found.start())
        start = found.end()
    yield Span(start, len(text))


def _markdown_lines(text: str, spans: Sequence[Span]) -> Iterator[Line]:
    """Lines with their marks taken off, and the level that a heading's mark says."""
    for place, span in enumerate(spans):
        words = text[span.start : span.end]
        if words.startswith(("```", "~~~")) or _underlining(words):
            continue
        if heading := _HEADING.match(words):
            level: int | None = len(heading[1])
            words = words[heading.end() :].rstrip("#").rstrip()
            start = span.start + heading.end()
        else:
            level = _level_below(text, span, spans[place + 1 : place + 2])
            bullet = _BULLET.match(words)
            start = span.start + (bullet.end() if bullet else 0)
            words = text[start : span.end]
        for mark in _EMPHASIS:
            inner = words[len(mark) : -len(mark)]
            if words.startswith(mark) and words.endswith(mark) and inner.strip() and mark not in inner:
                words, start = inner, start + len(mark)
        if found := trimmed(text, Span(start, start + len(words))):
            yield Line(found, level)


def _underlining(words: str) -> bool:
    """Whether a line only rules or underlines: three or more of one mark, blanks aside."""
    marks = words.replace(" ", "")
    return len(marks) >= 3 and marks[0] in "=-*_" and not marks.strip(marks[0])


def _level_below(text: str, span: Span, following: Sequence[Span]) -> int | None:
    """The heading level that an underline on the very next line gives."""
    for below in following:
        if text.count("\n", span.end, below.start) == 1 and _underlining(text[below.start : below.end]):
            return _UNDERLINE.get(text[below.start])
    return None
