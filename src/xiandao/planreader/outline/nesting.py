"""Which item stands below which: learned from the order in which styles first nest in this document."""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from xiandao.planreader.doubts import Code
from xiandao.planreader.model import Span
from xiandao.planreader.outline.chapters import role_of
from xiandao.planreader.outline.markers import Marker

_DOCUMENT: Final = -1
_POINT_STYLES: Final = frozenset({"circled", "ordinal"})
_ITEM_FAMILIES: Final = frozenset({"cn_paren", "ar", "ar_paren"})
_NEAR: Final = 40  # characters from a heading's number to the first item glued below it
_DEEPEST: Final = 24  # no document nests deeper; a text that does is no outline
_BOXES: Final = ("named", "heading", "annex")


class Nesting:
    """One pass over the markers with a stack of the open items; a glued marker must earn its place."""

    def __init__(self, folded: str, markers: list[Marker]) -> None:
        self.folded = folded
        self.markers = markers
        self.stack: list[int] = []
        self.doubts: list[tuple[Code, Span]] = []
        self._below: set[tuple[str, str]] = set()
        self._last_value: dict[str, int] = {}
        self._places: dict[str, list[int]] = {}
        for index, marker in enumerate(markers):
            self._places.setdefault(marker.family, []).append(index)

    def place_all(self) -> list[tuple[int, int]]:
        """(marker, parent) pairs in the order of the text; -1 is the document."""
        placed: list[tuple[int, int]] = []
        for index, marker in enumerate(self.markers):
            if marker.glued and not self._accepts(index, marker):
                continue
            placed.append((index, self._place(index, marker)))
            if marker.glued and marker.style not in _POINT_STYLES:
                self.doubts.append((Code.GLUED_HEADING, Span(marker.start, marker.end)))
        return placed

    # a glued marker

    def _accepts(self, index: int, marker: Marker) -> bool:
        position = self._continues(marker)
        if position is not None:
            return marker.strong or marker.style not in ("ordinal", "part", "named")
        if marker.value > 1 and marker.value == self._last_value.get(marker.family, 0) + 1:
            return self._near_heading(marker)
        if marker.value != 1:
            return False
        if self._goes_on(index, marker):
            return marker.strong or self._near_heading(marker)
        return self._follows_chapter_words(marker)

    def _follows_chapter_words(self, marker: Marker) -> bool:
        """三、保障措施（一）…: an only item right behind a chapter's usual name."""
        if not self.stack or marker.family not in _ITEM_FAMILIES:
            return False
        top = self.markers[self.stack[-1]]
        return marker.start - top.end <= _NEAR and role_of(self.folded[top.end : marker.start]) is not None

    def _goes_on(self, index: int, marker: Marker) -> bool:
        """A first item needs a second one, unless only deeper levels restart before it."""
        following = self._next_of(marker.family, index)
        return following is not None and self.markers[following].value == 2

    def _near_heading(self, marker: Marker) -> bool:
        if not self.stack:
            return True
        top = self.markers[self.stack[-1]]
        return top.value > 0 and marker.start - top.end <= _NEAR

    # the place of a marker

    def _place(self, index: int, marker: Marker) -> int:
        sibling = self._sibling_position(index, marker)
        if sibling is None:
            sibling = self._push_position(index, marker)
            self._doubt_first(marker)
        else:
            self._doubt_next(self.markers[self.stack[sibling]], marker)
        del self.stack[sibling:]
        parent = self.stack[-1] if self.stack else _DOCUMENT
        for above in self.stack:
            self._below.add((self.markers[above].family, marker.family))
        self.stack.append(index)
        self._last_value[marker.family] = marker.value
        return parent

    def _continues(self, marker: Marker) -> int | None:
        """The innermost open level whose count this marker carries on."""
        for position in range(len(self.stack) - 1, -1, -1):
            open_marker = self.markers[self.stack[position]]
            if open_marker.family == marker.family and marker.value == open_marker.value + 1:
                return position
        return None

    def _sibling_position(self, index: int, marker: Marker) -> int | None:
        """The open level that this marker belongs to, or None where it opens a level of its own."""
        if marker.family == "annex":
            return 0 if self.stack else None
        if marker.level is not None and marker.style == "heading":
            return self._by_format_level(marker.level)
        continued = self._continues(marker)
        if continued is not None:
            return continued
        known = self._open_level(marker)
        if known is not None and not (marker.value == 1 and self._opens_below(index, known, marker)):
            return known
        if known is None and marker.level is not None:
            return self._by_format_level(marker.level)
        return None

    def _open_level(self, marker: Marker) -> int | None:
        """The innermost open level of this very style, else of its family."""
        in_family = None
        for position in range(len(self.stack) - 1, -1, -1):
            open_marker = self.markers[self.stack[position]]
            if open_marker.style == marker.style and open_marker.family == marker.family:
                return position
            if open_marker.family == marker.family and in_family is None:
                in_family = position
        return in_family

    def _opens_below(self, index: int, position: int, marker: Marker) -> bool:
        """A count that restarts at 1 opens a deeper level where the style differs or a box stands between."""
        open_marker = self.markers[self.stack[position]]
        if len(self.stack) >= _DEEPEST:
            return False
        if marker.style != open_marker.style:
            return True
        boxed = any(self.markers[i].style in _BOXES for i in self.stack[position + 1 :])
        if boxed:
            return True
        # 2. … 1. … 2. … 3.: the outer count goes on after the inner one.
        return position == len(self.stack) - 1 and self._resumes(index, open_marker)

    def _resumes(self, index: int, open_marker: Marker) -> bool:
        expected, last = open_marker.value + 1, 1
        places = self._places[open_marker.family]
        for place in places[bisect_right(places, index) : bisect_right(places, index) + 12]:
            value = self.markers[place].value
            if value == last + 1 and value != expected:
                last = value
                continue
            return value == expected and last > 1 and expected != last + 1
        return False

    def _by_format_level(self, level: int) -> int | None:
        for position, index in enumerate(self.stack):
            known = self.markers[index].level
            if known is not None and known >= level:
                return position
        return None

    def _push_position(self, index: int, marker: Marker) -> int:
        """How much of the stack stays open above a style that is not open yet."""
        kept = len(self.stack)
        while kept > 0:
            top = self.markers[self.stack[kept - 1]]
            boxed = top.style in _BOXES and self._open_level(marker) is not None
            if boxed or (marker.family, top.family) not in self._below:
                break
            if self._carries_on_after(index, kept - 1):
                break
            kept -= 1
        return kept

    def _carries_on_after(self, index: int, position: int) -> bool:
        """Whether the open item at `position` gets a next sibling before an enclosing item ends."""
        top = self.markers[self.stack[position]]
        following = self._next_of(top.family, index)
        if following is None or self.markers[following].value != top.value + 1:
            return False
        for enclosing in self.stack[:position]:
            place = self._next_of(self.markers[enclosing].family, index)
            if place is not None and place < following:
                return False
        return True

    def _next_of(self, family: str, index: int) -> int | None:
        places = self._places[family]
        at = bisect_right(places, index)
        return places[at] if at < len(places) else None

    # what was odd

    def _doubt_first(self, marker: Marker) -> None:
        if marker.value in (0, 1) or marker.style == "ordinal":
            return
        if marker.value != self._last_value.get(marker.family, 0) + 1:
            self.doubts.append((Code.NUMBERING_GAP, Span(marker.start, marker.end)))

    def _doubt_next(self, before: Marker, marker: Marker) -> None:
        if not marker.value or before.family != marker.family or marker.value == before.value + 1:
            return
        code = Code.NUMBERING_GAP if marker.value > before.value else Code.NUMBERING_REPEATED
        self.doubts.append((code, Span(marker.start, marker.end)))
