"""What every page repeats: page numbers, running heads and feet, and the dotted lines of contents lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from xiandao.planreader.documents.pdf.lines import TextLine

EDGE = 0.13  # of the page's height: where heads and feet stand (GB/T 9704 leaves 37 mm of 297 mm at the top)
MOST_EDGE_LINES = 3
LEAST_REPEATS = 2
LEAST_SHARE = 0.4  # of the pages: heads of left and right pages may differ
LEAST_COUNTED_REPEATS, LEAST_COUNTED_SHARE = 3, 0.6  # of a line that counts from page to page
SAME_HEIGHT = 4.0  # points

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,4})"
_PAGE_NUMBER = re.compile(
    rf"[-—–―─·•~\s]{{0,6}}(?:第\s?|page\s?|p\.?\s?)?{_NUMBER}(?:\s?页)?"
    rf"(?:\s?[/,，、]?\s?(?:of|共|/)?\s?{_NUMBER}\s?页?)?[-—–―─·•~\s]{{0,6}}",
    re.IGNORECASE,
)
_CONTENTS_ENTRY = re.compile(r"\S.{0,200}?(?:\.\s?|·\s?|…\s?|⋯\s?|．){6,300}\s?\d{1,4}")
_DIGITS = re.compile(r"\d+")

_Place = tuple[str, int]
Page = tuple[float, list[TextLine]]  # height, lines from top to bottom


def without_furniture(pages: Sequence[Page]) -> Iterator[list[TextLine]]:
    """Each page's lines but for what belongs to the page and not to the text."""
    repeats = Counter(
        place
        for height, lines in pages
        for place in {place for line in _edge_lines(height, lines) for place in _places(line)}
    )
    for height, lines in pages:
        dropped = {
            id(line)
            for line in _edge_lines(height, lines)
            if _PAGE_NUMBER.fullmatch(line.text) or _is_repeated(line, repeats, len(pages))
        }
        yield [line for line in lines if id(line) not in dropped and not _CONTENTS_ENTRY.fullmatch(line.text)]


def _edge_lines(height: float, lines: list[TextLine]) -> Iterator[TextLine]:
    for line in lines[:MOST_EDGE_LINES]:
        if line.y > height * (1 - EDGE):
            yield line
    for line in lines[-MOST_EDGE_LINES:]:
        if line.y < height * EDGE:
            yield line


def _places(line: TextLine) -> tuple[_Place, _Place]:
    """A line's words and height, as printed and with its numbers left open."""
    height = round(line.y / SAME_HEIGHT)
    return (line.text, height), (_DIGITS.sub("\0", line.text), height)


def _is_repeated(line: TextLine, repeats: Counter[_Place], pages: int) -> bool:
    """Whether a line stands on many pages; one whose numbers change (附件1, 附件2) must stand on most."""
    (exact, height), (open_, _) = _places(line)
    same = sum(repeats[exact, height + step] for step in (-1, 0, 1))
    alike = sum(repeats[open_, height + step] for step in (-1, 0, 1))
    return same >= max(LEAST_REPEATS, LEAST_SHARE * pages) or (
        exact != open_ and alike >= max(LEAST_COUNTED_REPEATS, LEAST_COUNTED_SHARE * pages)
    )
