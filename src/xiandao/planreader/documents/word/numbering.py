"""Automatic list numbers: Word stores how to count, not what it counted; so they are counted again.

ECMA-376 part 1, 17.9: a paragraph names a list (num), the list a definition (abstractNum) with nine
levels. Lists of one definition go on counting where another stopped, unless they override the start.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from lxml import etree

from xiandao.planreader.documents.counting import counted
from xiandao.planreader.documents.word.markup import ALTERNATIVES, alternative, child, is_on, value, whole
from xiandao.planreader.documents.word.package import WORD
from xiandao.planreader.documents.word.styles import StyleSheet

DEEPEST = 8  # levels are 0-8
LONGEST_PATTERN = 100  # characters; Word's own dialog allows fewer
NO_LIST = "0"  # the list id that takes a paragraph out of its style's list
_PLACE = re.compile(r"%([1-9])")
# 一、 and （1） carry their own distance; after 1. or 第一条 a blank keeps the words apart.
_NEEDS_NO_BLANK = frozenset("、。，：；）】\u3015》」』．")
_DASHES = re.compile(r"[–—―─]{1,4}")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and looks."""

    start: int = 1
    style: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    restarts_after: int | None = None  # 0: never; n: after level n (counted from 1); None: after any higher
    legal: bool = False  # all numbers of the pattern in decimals
    paragraph_style: str | None = None


@dataclass(slots=True)
class Definition:
    """An abstractNum: its levels, and where each stands now."""

    levels: dict[int, Level]
    linked_style: str | None
    counts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A num: a definition, with levels and starts of its own where it overrides them."""

    definition: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """Counts the numbered paragraphs of one document, in reading order."""

    def __init__(self, root: etree._Element | None, styles: StyleSheet) -> None:
        self._definitions: dict[str, Definition] = {}
        self._lists: dict[str, NumberedList] = {}
        self._styles = styles
        self._started: set[tuple[str, int]] = set()
        if root is None:
            return
        for element in root.iterchildren(WORD + "abstractNum"):
            self._definitions[value(element, "abstractNumId") or ""] = _definition(element)
        for element in root.iterchildren(WORD + "num"):
            self._lists[value(element, "numId") or ""] = _list(element)

    def depth_of_style(self, list_id: str, style_id: str) -> int | None:
        """The level of a list that is bound to a paragraph style."""
        numbered = self._lists.get(list_id)
        definition = self._definition(numbered) if numbered else None
        if numbered is None or definition is None:
            return None
        for depth, level in (definition.levels | numbered.levels).items():
            if level.paragraph_style == style_id:
                return depth
        return None

    def next_label(self, list_id: str, depth: int) -> str:
        """Count one more paragraph of a list and return what Word prints before its words, if anything."""
        numbered = self._lists.get(list_id)
        definition = self._definition(numbered) if numbered else None
        if list_id == NO_LIST or numbered is None or definition is None:
            return ""
        depth = min(max(depth, 0), DEEPEST)
        levels = definition.levels | numbered.levels
        level = levels.get(depth, Level())
        self._count(definition, levels, depth, self._own_start(list_id, numbered, depth))
        return _label(level, depth, levels, definition.counts)

    def _own_start(self, list_id: str, numbered: NumberedList, depth: int) -> int | None:
        """The start that a list overrides, the first time that the list uses the level."""
        if (list_id, depth) in self._started:
            return None
        self._started.add((list_id, depth))
        return numbered.starts.get(depth)

    @staticmethod
    def _count(definition: Definition, levels: dict[int, Level], depth: int, start: int | None) -> None:
        counts = definition.counts
        if start is not None:
            counts[depth] = start
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = levels.get(depth, Level()).start
        for deeper in range(depth + 1, DEEPEST + 1):
            after = levels.get(deeper, Level()).restarts_after
            if after is None or depth < after:
                counts.pop(deeper, None)

    def _definition(self, numbered: NumberedList) -> Definition | None:
        """A list's definition; one that only points to a numbering style is looked up there."""
        definition = self._definitions.get(numbered.definition)
        if definition is None or definition.levels or not definition.linked_style:
            return definition
        linked = self._styles.number(definition.linked_style)
        target = self._lists.get(linked[0].list_id or "") if linked else None
        return self._definitions.get(target.definition) if target else None


def _label(level: Level, depth: int, levels: dict[int, Level], counts: dict[int, int]) -> str:
    if level.style == "bullet":
        return level.pattern if _DASHES.fullmatch(level.pattern) else ""

    def number(place: re.Match[str]) -> str:
        shown = int(place[1]) - 1
        if shown > depth:
            return ""
        other = levels.get(shown, Level())
        style = "decimal" if level.legal and other.style != "none" else other.style
        return counted(counts.get(shown, other.start), style)

    text = _PLACE.sub(number, level.pattern).strip()
    if not text or level.suffix == "nothing" or text[-1] in _NEEDS_NO_BLANK:
        return text
    return f"{text} "


def _definition(element: etree._Element) -> Definition:
    return Definition(_levels(element.iterchildren(WORD + "lvl")), value(child(element, "numStyleLink")))


def _levels(elements: Iterable[etree._Element]) -> dict[int, Level]:
    levels = {}
    for element in elements:
        depth = whole(value(element, "ilvl"))
        if depth is not None and 0 <= depth <= DEEPEST:
            levels[depth] = _level(element)
    return levels


def _level(element: etree._Element) -> Level:
    start = whole(value(child(element, "start")))
    return Level(
        start=0 if start is None else start,
        style=_number_format(element),
        pattern=(value(child(element, "lvlText")) or "")[:LONGEST_PATTERN],
        suffix=value(child(element, "suff")) or "tab",
        restarts_after=whole(value(child(element, "lvlRestart"))),
        legal=is_on(child(element, "isLgl")) or False,
        paragraph_style=value(child(element, "pStyle")),
    )


def _number_format(element: etree._Element) -> str:
    """The format of a level; newer formats stand inside a choice with an older fallback."""
    for part in element:
        inner = alternative(part) if part.tag == ALTERNATIVES else iter((part,))
        for candidate in inner:
            if candidate.tag == WORD + "numFmt":
                style = value(candidate) or "decimal"
                return "decimalZero" if style == "custom" else style
    return "decimal"


def _list(element: etree._Element) -> NumberedList:
    levels: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in element.iterchildren(WORD + "lvlOverride"):
        depth = whole(value(override, "ilvl"))
        if depth is None or not 0 <= depth <= DEEPEST:
            continue
        start = whole(value(child(override, "startOverride")))
        own = _levels(override.iterchildren(WORD + "lvl")).get(depth)
        if own is not None:
            levels[depth] = own if start is None else replace(own, start=start)
        if start is not None:
            starts[depth] = start
    return NumberedList(value(child(element, "abstractNumId")) or "", levels, starts)
