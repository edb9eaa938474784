"""The list of contents repeats every heading; its lines are no items of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from xiandao.planreader.source import Line

_LEADERS: Final = re.compile(r"(?:…{2,}|\.{4,}|·{4,}|-{5,}|_{4,})\s?\d{0,3}\s*$")
_TITLE: Final = re.compile(r"^[\s#*]*目\s*(?:录|次)[\s*]*$")
_PAGE: Final = re.compile(r"[\s.…·\-_]*\d{0,3}\s*$")
_LONGEST: Final = 400  # lines


def without_contents(folded: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without a list of contents: dotted ones, and all from 目录 to the first repetition."""
    kept: list[Line] = []
    skipped_to = 0
    for place, line in enumerate(lines):
        if place < skipped_to:
            continue
        words = folded[line.span.start : line.span.end]
        if _TITLE.match(words):
            skipped_to = _end_of_contents(folded, lines, place + 1)
        elif not _LEADERS.search(words):
            kept.append(line)
    return tuple(kept)


def _end_of_contents(folded: str, lines: Sequence[Line], first: int) -> int:
    seen: set[str] = set()
    for place in range(first, min(first + _LONGEST, len(lines))):
        words = "".join(folded[lines[place].span.start : lines[place].span.end].split())
        key = _PAGE.sub("", words)
        if any(words.startswith(heading) for heading in (key, words[:40]) if heading in seen):
            return place
        seen.add(key)
    return first
