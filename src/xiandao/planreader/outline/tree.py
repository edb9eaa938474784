"""The tree of a document's items, each with its own words, and what was odd about the numbering."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

from xiandao.planreader.doubts import Code
from xiandao.planreader.folding import trim
from xiandao.planreader.model import Span
from xiandao.planreader.outline.chapters import Role, bare_heading, opening_words, role_of
from xiandao.planreader.outline.markers import Marker, glued_markers, marker_at_line
from xiandao.planreader.outline.nesting import Nesting
from xiandao.planreader.source import Line

ANNEX: Final = "annex"
_BOX: Final = "named:专栏"
HEADING: Final = "heading"
_ANNEX_LINE: Final = re.compile(
    r"[\s#*]*附(?:件|表|录)\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[:.、]?\s*(\S{0,40})\s*$"
)
_LONGEST_HEADING: Final = 45
_RUNS_ON: Final = 12  # characters behind a chapter's usual name that make it a text of its own
_SENTENCE: Final = re.compile(r"[。;!?\n]|(?<=[\u4e00-\u9fff]):")


_NOWHERE: Final = Span(0, 0)


@dataclass(eq=False, slots=True)
class Node:
    """An item: its number, its own words [start, end), its items below, and all of it up to `stop`."""

    marker: Marker
    parent: Node | None
    start: int
    end: int = 0
    stop: int = 0
    depth: int = 0
    children: list[Node] = field(default_factory=list)
    heading: Span = _NOWHERE
    role: Role | None = None
    named: Role | None = None  # the role that its own heading names
    generic: bool = False  # the heading is a chapter's usual name and says nothing of its own

    @property
    def printed(self) -> Span:
        """Where the number itself stands; empty for a heading without one."""
        return Span(self.marker.start, self.marker.printed_end)

    @property
    def numbered(self) -> bool:
        """Whether the item carries a number of its own."""
        return self.marker.printed_end > self.marker.start

    @property
    def items(self) -> list[Node]:
        """The items below that are items of the matter: no boxes, no supplements."""
        return [child for child in self.children if child.role is not Role.SUPPLEMENT]

    def ancestors(self) -> list[Node]:
        """The items around this one, outermost first, without the document itself."""
        chain: list[Node] = []
        node = self.parent
        while node is not None and node.parent is not None:
            chain.append(node)
            node = node.parent
        return chain[::-1]


@dataclass(frozen=True, slots=True)
class Outline:
    """The whole tree. `nodes` are in the order of the text, the document itself first."""

    nodes: tuple[Node, ...]
    doubts: tuple[tuple[Code, Span], ...]
    one_line: bool
    line_starts: tuple[int, ...]
    lines: tuple[Line, ...]

    @property
    def root(self) -> Node:
        """The document itself."""
        return self.nodes[0]

    def line_at(self, position: int) -> Line | None:
        """The paragraph that a position lies in."""
        index = bisect_right(self.line_starts, position) - 1
        return self.lines[index] if index >= 0 else None


def read_outline(folded: str, lines: tuple[Line, ...], front_end: int) -> Outline:
    """Build the tree of the text behind the title. `lines` holds no table rows."""
    markers = _candidates(folded, [line for line in lines if line.span.end > front_end], front_end)
    nesting = Nesting(folded, markers)
    placed = nesting.place_all()
    root = Node(Marker("root", "root", 0, 0, 0, 0), None, 0, stop=len(folded))
    nodes = [root]
    by_index: dict[int, Node] = {-1: root}
    for index, parent_index in placed:
        marker, parent = markers[index], by_index[parent_index]
        node = Node(marker, parent, marker.start, depth=parent.depth + 1)
        parent.children.append(node)
        by_index[index] = node
        nodes.append(node)
    _measure_out(nodes, len(folded))
    starts = tuple(line.span.start for line in lines)
    glued = sum(node.marker.glued for node in nodes)
    outline = Outline(tuple(nodes), tuple(nesting.doubts), glued * 2 > len(nodes), starts, lines)
    for node in nodes[1:]:
        node.heading = _heading(folded, outline, node)
        own = _own_role(folded, node)
        inherited = node.parent.role if node.parent is not None and node.marker.family != ANNEX else None
        # Among tasks every item is a task, whatever its heading reminds of: 优化空间布局, 强化要素保障.
        among_tasks = inherited is Role.TASKS and own is not Role.SUPPLEMENT
        node.named = own
        node.generic = own is not None and not among_tasks
        node.role = inherited if own is None or among_tasks else own
    return outline


def _own_role(folded: str, node: Node) -> Role | None:
    """The role that the heading names; a box 专栏 illustrates the item it stands in."""
    if node.marker.family == _BOX:
        return Role.SUPPLEMENT
    return role_of(folded[node.heading.start : node.heading.end])


def _candidates(folded: str, lines: list[Line], front_end: int) -> list[Marker]:
    found: list[Marker] = []
    for line in lines:
        start, end = trim(folded, max(line.span.start, front_end), line.span.end)
        if start >= end:
            continue
        opener = _opener(folded, start, end, line.level)
        if opener is not None:
            found.append(opener)
            if opener.family == ANNEX:
                continue
        found.extend(glued_markers(folded, opener.end if opener else start, end))
    return found


def _opener(folded: str, start: int, end: int, level: int | None) -> Marker | None:
    annex = _ANNEX_LINE.match(folded, start, end)
    if annex is not None:
        return Marker(ANNEX, ANNEX, 0, start, start, annex.start(1))
    marker = marker_at_line(folded, start, end, level)
    if marker is not None:
        return marker
    words = folded[start:end] if end - start <= _LONGEST_HEADING else ""
    if words and (level is not None or bare_heading(words)):
        begin = start + len(words) - len(words.lstrip("# *>"))
        return Marker(
            HEADING, HEADING if level is None else f"{HEADING}:{level}", 0, begin, begin, begin, level=level
        )
    return None


def _measure_out(nodes: list[Node], length: int) -> None:
    """Set where each item's own words end, and where all of it ends."""
    for node, following in zip(nodes, [*nodes[1:], None], strict=True):
        node.end = following.start if following is not None else length
    for node in reversed(nodes):
        node.stop = max(node.end, node.children[-1].stop if node.children else node.end)


def _heading(folded: str, outline: Outline, node: Node) -> Span:
    """The words that name an item: the rest of its line, or the first sentence of it."""
    line = outline.line_at(node.start)
    limit = min(node.end, line.span.end if line is not None else node.end)
    begin = node.marker.end
    words = opening_words(folded, begin)
    if words is not None and role_of(words.group()) is not None and words.end() < limit:
        stop = _SENTENCE.search(folded, begin, limit)
        rest = (stop.start() if stop is not None else limit) - words.end()
        if rest >= _RUNS_ON and role_of(folded[begin : words.end() + rest]) is None:
            return Span(*trim(folded, begin, words.end()))
    if limit - begin > _LONGEST_HEADING:
        stop = _SENTENCE.search(folded, begin, limit)
        limit = stop.start() if stop is not None else limit
    start, end = trim(folded, begin, limit, "。;:*# ")
    return Span(start, max(start, end))
