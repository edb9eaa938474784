"""The items inside one numbered piece of text: usually one, more where it holds several blocks of units."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from xiandao.planreader.folding import trim
from xiandao.planreader.model import Span
from xiandao.planreader.outline import Node, Outline
from xiandao.planreader.units import Block, sentence_block

_FEWEST_WORDS: Final = 4  # Chinese characters that make a text of its own between two blocks
_LONGEST_HEADING: Final = 36
_WORD: Final = re.compile(r"[\u4e00-\u9fff]")
_RHETORICAL: Final = frozenset({"ordinal"})
_IN_SENTENCE: Final = frozenset({"ordinal", "circled"})


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of a node that may be a measure.

    `lost` is a sibling without its number, `part` one of several inside the node.
    """

    span: Span
    block: Block | None
    lost: bool = False
    part: bool = False
    headed: bool = False


class Blocks:
    """The blocks of units of a document, found by place."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.all = tuple(blocks)
        self._starts = [block.span.start for block in blocks]

    def within(self, start: int, end: int) -> tuple[Block, ...]:
        """The blocks that begin in [start, end)."""
        return self.all[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def merge_points(outline: Outline, blocks: Blocks) -> list[Node]:
    """①… ②… or 一是… 二是… inside one paragraph are words of their item, unless two of them name units."""
    merged: set[int] = set()
    for node in outline.nodes:
        if not node.children or id(node) in merged:
            continue
        if not _are_points(outline, node):
            continue
        with_units = sum(bool(blocks.within(child.start, child.stop)) for child in node.children)
        if with_units > 1 or (with_units == len(node.children) and with_units > 0):
            continue
        pending = list(node.children)
        while pending:
            child = pending.pop()
            merged.add(id(child))
            pending.extend(child.children)
        node.children = []
        node.end = node.stop
    return [node for node in outline.nodes if id(node) not in merged]


def _are_points(outline: Outline, node: Node) -> bool:
    families = {child.marker.family for child in node.children}
    if families <= _RHETORICAL:
        return True
    if outline.one_line and not families <= _IN_SENTENCE:
        return False
    if len(node.children) < 2 or node.parent is None:
        return False
    lines = {_line_start(outline, child.start) for child in node.children}
    return len(lines) == 1


def _line_start(outline: Outline, position: int) -> int:
    line = outline.line_at(position)
    return line.span.start if line is not None else 0


def items_of(folded: str, node: Node, end: int, blocks: Blocks) -> list[Item]:
    """The node's own words up to `end`, cut behind each block that has words of its own before it."""
    own = _joined_where_empty(folded, node, blocks.within(node.start, end))
    if len(own) < 2:
        return [Item(Span(*trim(folded, node.start, end)), own[0] if own else None)]
    first_line_end = folded.find("\n", node.start, end)
    block_in_first_line = first_line_end < 0 or own[0].span.start < first_line_end
    items: list[Item] = []
    begin = node.start
    over_parts = _over_parts(folded, node, own)
    if over_parts or _heads_parts(folded, node, own):
        begin = node.heading.end
    for place, block in enumerate(own):
        stop = end if place == len(own) - 1 else block.span.end
        new_paragraph = place > 0 and "\n" in folded[begin : _first_word(folded, begin, stop)]
        begin, close = trim(folded, begin, stop, "。;；")
        lost = new_paragraph and (block_in_first_line or _has_heading(folded, begin, block.span.start))
        items.append(Item(Span(begin, close), block, lost=lost and not over_parts))
        begin = block.span.end
    if any(not item.lost for item in items[1:]):
        headed = items[0].span.start >= node.heading.end
        return [replace(item, part=not item.lost, headed=headed and not item.lost) for item in items]
    return items


def _over_parts(folded: str, node: Node, own: list[Block]) -> bool:
    """Whether a chapter's usual name, or a heading without number, stands alone over what it holds."""
    line_end = folded.find("\n", node.heading.end, node.end)
    alone = line_end >= 0 and not folded[node.heading.end : line_end].strip(" 。:*#")
    return alone and own[0].span.start > line_end and (node.generic or not node.numbered)


def _heads_parts(folded: str, node: Node, own: list[Block]) -> bool:
    """Whether the heading stands alone on its line, over paragraphs that each name their units."""
    line_end = folded.find("\n", node.heading.end, node.end)
    if line_end < 0 or folded[node.heading.end : line_end].strip(" 。:") or own[0].span.start < line_end:
        return False
    return not _has_heading(folded, _first_word(folded, own[0].span.end, node.end), own[1].span.start)


def _joined_where_empty(folded: str, node: Node, own: tuple[Block, ...]) -> list[Block]:
    """Two blocks without words between them name the units of one item."""
    joined: list[Block] = []
    begin = node.marker.end
    for block in own:
        words = len(_WORD.findall(folded, begin, min(block.span.start, begin + 200)))
        if joined and words < _FEWEST_WORDS:
            before = joined[-1]
            names = {part.name for part in before.parts}
            parts = before.parts + tuple(part for part in block.parts if part.name not in names)
            joined[-1] = replace(before, span=Span(before.span.start, block.span.end), parts=parts)
        else:
            joined.append(block)
        begin = block.span.end
    return joined


def _first_word(folded: str, start: int, end: int) -> int:
    while start < end and (folded[start].isspace() or folded[start] in "。;"):
        start += 1
    return start


def _has_heading(folded: str, start: int, end: int) -> bool:
    """Whether a short line without a full stop stands before the text: the title of a lost sibling."""
    line_end = folded.find("\n", start, end)
    if line_end < 0:
        return False
    words = folded[start:line_end].strip()
    return 0 < len(words) <= _LONGEST_HEADING and words[-1] not in "。;:,"


def sentence_items(folded: str, item: Item, begin: int, *, named_only: bool) -> list[Item]:
    """An item without a block, read for units in its sentences; paragraphs that name their own are items."""
    paragraphs = list(_paragraphs(folded, item.span))
    with_units: list[Item] = []
    if len(paragraphs) > 2:
        for span in paragraphs:
            block = sentence_block(folded, max(begin, span.start), span.end, named_only=named_only)
            if block is not None:
                with_units.append(Item(span, block, part=True, headed=span.start >= begin))
    if len(with_units) > 1:
        return with_units
    block = sentence_block(folded, begin, item.span.end, named_only=named_only)
    return [replace(item, block=block)]


def _paragraphs(folded: str, span: Span) -> list[Span]:
    found: list[Span] = []
    start = span.start
    while start < span.end:
        stop = folded.find("\n", start, span.end)
        stop = span.end if stop < 0 else stop
        begin, end = trim(folded, start, stop)
        if begin < end:
            found.append(Span(begin, end))
        start = stop + 1
    return found
