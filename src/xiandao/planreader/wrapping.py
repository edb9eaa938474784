"""Text cut into lines of one width: the lines are joined for reading, and every place is traced back.

A plan copied out of a mail or an old program breaks in the middle of a unit's name. Reading works on the
joined text; the plan that comes back speaks of the original.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, TypeVar

from xiandao.planreader.folding import fold
from xiandao.planreader.model import Doubt, Focus, Measure, Milestone, Plan, Remainder, Site, Span, Target
from xiandao.planreader.outline.markers import marker_at_line
from xiandao.planreader.source import Cell, Line, Source, Table

_FEWEST_LINES: Final = 8
_WIDEST: Final = 100  # columns; a longer line is a paragraph
_NARROWEST: Final = 24
_RAGGED: Final = 5  # columns that a line may lack because the next character would not fit
_SHARE: Final = 0.35  # full lines among all, and of those the ones that break inside a sentence
_CLOSED: Final = frozenset("。;:!?")
_PAGE: Final = re.compile(r"\s*(?:[-—–]+\s*\d{1,4}\s*[-—–]+|第\s?\d{1,4}\s?页.{0,12}|)\s*")
_PAGE_LINE: Final = re.compile(r"(?:\n\s*(?:[-—–]+\s*\d{1,4}\s*[-—–]+|第\s?\d{1,4}\s?页[^\n]{0,12})\s*)+\n")
_OWN_LINE: Final = re.compile(r"\s*(?:—|-\s|•|·|●|◆|(?:责任|牵头|配合|完成|负责)[\u4e00-\u9fff]{2}\s?:)")


Item = TypeVar("Item", Focus, Site, Remainder, Milestone, Target, Measure)


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A source with its lines joined, and how to find a place in the one it came from."""

    source: Source
    original: Source
    cuts: tuple[int, ...]  # places in the joined text before which something was taken out
    taken: tuple[int, ...]  # how many characters were taken out up to each of them

    def place(self, position: int) -> int:
        """A place in the original."""
        at = bisect_right(self.cuts, position)
        return position + (self.taken[at - 1] if at else 0)

    def span(self, span: Span) -> Span:
        """A span in the original: its end does not reach over a line break taken out behind it."""
        if span.end <= span.start:
            return Span(self.place(span.start), self.place(span.start))
        return Span(self.place(span.start), self.place(span.end - 1) + 1)


def unwrap(source: Source) -> Wrapped | None:
    """Join the lines of a hard-wrapped text; None where lines are paragraphs."""
    folded = fold(source.text)
    lines = [line for line in source.lines if not _PAGE.fullmatch(folded, *line.span)]
    width = _wrap_width(folded, lines)
    if width is None:
        return None
    joints: list[tuple[int, int]] = []
    for line, following in pairwise(lines):
        if _goes_on(folded, line, following, width):
            joints.append((line.span.end, following.span.start))
    return _joined(source, lines, joints) if joints else None


@dataclass(frozen=True, slots=True)
class _Width:
    """The width that lines were cut to, in characters or in columns: either may have been counted."""

    characters: int
    columns: int

    def fills(self, folded: str, line: Line) -> bool:
        """Whether a line reaches the width."""
        length = line.span.end - line.span.start
        return length >= self.characters - _RAGGED // 2 or _columns(folded, line) >= self.columns - _RAGGED


def _wrap_width(folded: str, lines: Sequence[Line]) -> _Width | None:
    if len(lines) < _FEWEST_LINES:
        return None
    characters = max(line.span.end - line.span.start for line in lines)
    if characters > _WIDEST:
        return None
    columns = max(_columns(folded, line) for line in lines)
    if not _NARROWEST <= columns <= _WIDEST:
        return None
    width = _Width(characters, columns)
    full = [line for line in lines if width.fills(folded, line)]
    broken = sum(folded[line.span.end - 1] not in _CLOSED for line in full)
    return width if len(full) >= _SHARE * len(lines) and broken >= _SHARE * len(full) else None


def _columns(folded: str, line: Line) -> int:
    """Two columns for a character, one for a Latin letter or digit; folding has narrowed punctuation."""
    words = folded[line.span.start : line.span.end]
    return 2 * len(words) - sum(character.isascii() and character.isalnum() for character in words)


def _goes_on(folded: str, line: Line, following: Line, width: _Width) -> bool:
    between = _PAGE_LINE.sub("\n", folded[line.span.end : following.span.start])
    if between.count("\n") != 1 or between.rsplit("\n", 1)[1].startswith("  "):
        return False
    if line.level is not None or following.level is not None:
        return False
    if not width.fills(folded, line) or folded[line.span.end - 1] in _CLOSED:
        return False
    if _OWN_LINE.match(folded, following.span.start, following.span.end):
        return False
    return marker_at_line(folded, following.span.start, following.span.end, None) is None


def _joined(source: Source, lines: Sequence[Line], joints: Sequence[tuple[int, int]]) -> Wrapped:
    pieces: list[str] = []
    cuts: list[int] = []
    taken: list[int] = []
    position, length, out = 0, 0, 0
    for start, end in joints:
        piece = source.text[position:start]
        glue = " " if _between_words(source.text, start, end) else ""
        pieces.append(piece + glue)
        length += len(piece) + len(glue)
        out += end - start - len(glue)
        cuts.append(length)
        taken.append(out)
        position = end
    pieces.append(source.text[position:])
    places = _Places([start for start, _ in joints], [end for _, end in joints], cuts, taken)
    joined = replace(
        source,
        text="".join(pieces),
        lines=tuple(_merged_lines(lines, {start for start, _ in joints}, places)),
        tables=tuple(_moved(table, places) for table in source.tables),
    )
    return Wrapped(joined, source, tuple(cuts), tuple(taken))


def _between_words(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1], text[end]
    return before.isascii() and before.isalnum() and after.isascii() and after.isalpha()


@dataclass(frozen=True, slots=True)
class _Places:
    """Places of the original in the joined text."""

    starts: list[int]
    ends: list[int]
    cuts: list[int]
    taken: list[int]

    def span(self, span: Span) -> Span:
        return Span(self.place(span.start), self.place(span.end))

    def place(self, position: int) -> int:
        at = bisect_left(self.ends, position + 1)
        return position - (self.taken[at - 1] if at else 0)


def _merged_lines(lines: Sequence[Line], joined_at: set[int], places: _Places) -> list[Line]:
    merged: list[Line] = []
    goes_on = False
    for line in lines:
        span = places.span(line.span)
        if goes_on and merged:
            merged[-1] = Line(Span(merged[-1].span.start, span.end), merged[-1].level)
        else:
            merged.append(Line(span, line.level))
        goes_on = line.span.end in joined_at
    return merged


def _moved(table: Table, places: _Places) -> Table:
    rows = tuple(tuple(Cell(cell.text, places.span(cell.span)) for cell in row) for row in table.rows)
    return Table(places.span(table.span), rows)


# the way back


def rewrap(plan: Plan, wrapped: Wrapped) -> Plan:
    """The plan of the joined text, told of the original."""
    back = _Back(wrapped)
    return replace(
        plan,
        basis=tuple(replace(item, span=wrapped.span(item.span)) for item in plan.basis),
        targets=tuple(back.target(item) for item in plan.targets),
        focus=tuple(back.words(item) for item in plan.focus),
        sites=tuple(back.words(item) for item in plan.sites),
        measures=tuple(back.measure(item) for item in plan.measures),
        warnings=tuple(back.doubt(item) for item in plan.warnings),
        remainder=tuple(back.words(item) for item in plan.remainder),
        text=wrapped.original.text,
    )


@dataclass(frozen=True, slots=True)
class _Back:
    wrapped: Wrapped

    def words(self, item: Item) -> Item:
        span = self.wrapped.span(item.span)
        return replace(item, span=span, text=self.wrapped.original.text[span.start : span.end])

    def target(self, item: Target) -> Target:
        return replace(self.words(item), spans=tuple(self.wrapped.span(span) for span in item.spans))

    def measure(self, item: Measure) -> Measure:
        return replace(
            self.words(item),
            targets=tuple(self.target(target) for target in item.targets),
            milestones=tuple(self.words(step) for step in item.milestones),
            units_span=self.wrapped.span(item.units_span) if item.units_span is not None else None,
        )

    def doubt(self, item: Doubt) -> Doubt:
        return replace(item, span=self.wrapped.span(item.span))
