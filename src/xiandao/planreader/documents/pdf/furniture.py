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
SAME_HEIGHT = 4.0  # points

_NUMBER = r"(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,4})"
_PAGE_NUMBER = re.compile(
    rf"[-—–―─·•~\s]{{0,6}}(?:第\s?|page\s?|p\.?\s?)?{_NUMBER}(?:\s?页)?"
    rf"(?:\s?[/,，、]?\s?(?:of|共|/)?\s?{_NUMBER}\s?页?)?[-—–―─·•~\s]{{0,6}}",
    re.IGNORECASE,
)
_CONTENTS_ENTRY = re.compile(r"\S.{0,200}?(?:\.\s?|·\s?|…\s?|⋯\s?|．){6,300}\s?\d{1,4}")
_DIGITS = re.compile(r"\d+")

Page = tuple[float, list[TextLine]]  # height, lines from top to bottom


def without_furniture(pages: Sequence[Page]) -> Iterator[list[TextLine]]:
    """Each page's lines but for what belongs to the page and not to the text."""
    repeats = Counter(
        key for height, lines in pages for key in {_key(line) for line in _edge_lines(height, lines)}
    )
    least = max(LEAST_REPEATS, LEAST_SHARE * len(pages))
    for height, lines in pages:
        dropped = {
            id(line)
            for line in _edge_lines(height, lines)
            if _PAGE_NUMBER.fullmatch(line.text) or _is_repeated(line, repeats, least)
        }
        yield [line for line in lines if id(line) not in dropped and not _CONTENTS_ENTRY.fullmatch(line.text)]


def _edge_lines(height: float, lines: list[TextLine]) -> Iterator[TextLine]:
    for line in lines[:MOST_EDGE_LINES]:
        if line.y > height * (1 - EDGE):
            yield line
    for line in lines[-MOST_EDGE_LINES:]:
        if line.y < height * EDGE:
            yield line


def _key(line: TextLine) -> tuple[str, int]:
    return _DIGITS.sub("#", line.text), round(line.y / SAME_HEIGHT)


def _is_repeated(line: TextLine, repeats: Counter[tuple[str, int]], least: float) -> bool:
    text, height = _key(line)
    return sum(repeats[text, height + step] for step in (-1, 0, 1)) >= least
