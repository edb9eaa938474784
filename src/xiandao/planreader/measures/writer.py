"""One measure written out: path, group, title, units, promises and quantities."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from xiandao.planreader.annex import TaskRow
from xiandao.planreader.doubts import Code, doubt
from xiandao.planreader.folding import squeeze
from xiandao.planreader.measures.milestones import milestones_of, yearly
from xiandao.planreader.measures.naming import Names
from xiandao.planreader.measures.selection import Draft, Selection
from xiandao.planreader.model import Doubt, Measure, Period, Span, Target
from xiandao.planreader.outline import Node, Outline
from xiandao.planreader.quantities import read_quantities
from xiandao.planreader.targets import last_day
from xiandao.planreader.titles import LONGEST_TITLE, title_of
from xiandao.planreader.units import Part

_FIRST_LEADS: Final = re.compile(
    r"(?:列|排|排名|排序|位列)(?:在|于)?(?:第一|首|最前)(?:位|名|个)?(?:的)?(?:单位|部门|者)?(?:均)?(?:为|是)\s?(?:牵头|主办|主责|总牵头)"
)
_BEFORE_MARK_LEADS: Final = re.compile(
    r"(逗号|分号|顿号)(?:之)?前(?:面)?(?:的)?(?:单位|部门|者)?(?:均)?(?:为|是)\s?(?:牵头|主办|主责)"
)
_MARKS: Final = {"逗号": ",", "分号": ";", "顿号": "、"}


_NO_TITLE: Final = re.compile(r"[。:]")


class MeasureWriter:
    """Holds what every measure of a plan needs; gathers what is doubtful about them."""

    def __init__(
        self, text: str, folded: str, outline: Outline, selection: Selection, names: Names, period: Period
    ) -> None:
        self.text = text
        self.folded = folded
        self.selection = selection
        self.names = names
        self.period = period
        self.doubts: list[Doubt] = []
        self._first_leads = _FIRST_LEADS.search(folded) is not None
        before = _BEFORE_MARK_LEADS.search(folded)
        self._before_mark = _MARKS[before[1]] if before is not None else None
        self._nodes = outline.nodes
        self._starts = [node.start for node in outline.nodes]

    def of_draft(self, draft: Draft) -> Measure:
        """A measure of the body."""
        block, span = draft.block, draft.span
        inside = block is not None and span.start < block.span.start < span.end
        own_block = block.span if block is not None and inside else None
        words_end = own_block.start if own_block is not None else span.end
        targets = self._quantities(Span(span.start, words_end))
        if own_block is not None:
            targets += self._quantities(Span(own_block.end, span.end))
        self._doubt_draft(draft, words_end)
        lead, support, units = self._units(block.parts if block is not None else ())
        deadline = block.deadline if block is not None else None
        return Measure(
            id="",
            path=self._path(draft),
            group=self._heading(self.selection.group_of(draft)),
            title=self._title(draft, words_end),
            text=self.text[span.start : span.end],
            lead=lead,
            support=support,
            units=units,
            milestones=milestones_of(
                self.text, self.folded, span, own_block, deadline, targets, self.period.start
            ),
            targets=targets,
            span=span,
            units_span=block.span if block is not None else None,
        )

    def of_row(self, row: TaskRow) -> Measure:
        """A measure of a task list."""
        targets = self._quantities(row.content)
        lead, support, units = self._units(row.parts)
        around = self._nodes[bisect_right(self._starts, row.span.start) - 1]
        chain = [*around.ancestors(), around] if around.parent is not None else []
        numbers = [self._printed(node) for node in chain if node.numbered]
        group = row.group or self._heading(next((node for node in reversed(chain) if not node.generic), None))
        return Measure(
            id="",
            path=(*numbers, row.number),
            group=group,
            title=row.title,
            text=self.text[row.span.start : row.span.end],
            lead=lead,
            support=support,
            units=units,
            milestones=milestones_of(
                self.text, self.folded, row.content, None, row.due, targets, self.period.start
            )
            + tuple(yearly(self.text, year, place) for year, place in row.years),
            targets=targets,
            span=row.span,
            units_span=row.units_span,
        )

    def _units(self, parts: Sequence[Part]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Leads, supporters and all units; where the plan says once who leads, it is so."""
        lead, support, units = self.names.by_role(parts)
        if lead or support or len(units) < 2:
            return lead, support, units
        if self._first_leads:
            return units[:1], units[1:], units
        if self._before_mark is not None:
            first = self._names_before(parts, self._before_mark)
            if 0 < first < len(units):
                return units[:first], units[first:], units
        return lead, support, units

    def _names_before(self, parts: Sequence[Part], mark: str) -> int:
        """How many names stand before the first comma or semicolon."""
        for place, (part, following) in enumerate(pairwise(parts), 1):
            if mark in self.folded[part.span.end : following.span.start]:
                return place
        return 0

    def _quantities(self, span: Span) -> tuple[Target, ...]:
        reading = read_quantities(
            self.text, span, default_due=last_day(self.period), issued_year=self.period.start
        )
        self.doubts.extend(reading.doubts)
        return reading.targets

    def _path(self, draft: Draft) -> tuple[str, ...]:
        chain = draft.node.ancestors() if draft.lost else [*draft.node.ancestors(), draft.node]
        printed = [self._printed(node) for node in chain if node.numbered]
        unnumbered = draft.lost or draft.part or not draft.node.numbered
        return (*printed, "") if unnumbered else tuple(printed)

    def _printed(self, node: Node) -> str:
        return squeeze(self.text[node.printed.start : node.printed.end])

    def _heading(self, node: Node | None) -> str | None:
        return squeeze(self.text[node.heading.start : node.heading.end]) or None if node is not None else None

    def _title(self, draft: Draft, words_end: int) -> str:
        node, heading = draft.node, draft.node.heading
        first = not draft.lost and (not draft.part or draft.span.start == node.start)
        begin = node.marker.end if first else draft.span.start
        whole = first and 0 < heading.end - heading.start <= LONGEST_TITLE and heading.end <= words_end
        if whole and not _NO_TITLE.search(self.folded, heading.start, heading.end):
            return squeeze(self.text[heading.start : heading.end])
        if draft.block is not None and not self.folded[begin:words_end].strip():
            begin, words_end = draft.block.span.end, draft.span.end  # the units stand before the words
        span = title_of(self.folded, begin, words_end)
        words = squeeze(self.text[span.start : span.end])
        return words or squeeze(self.text[draft.span.start : draft.span.end])[:LONGEST_TITLE]

    def _doubt_draft(self, draft: Draft, words_end: int) -> None:
        block = draft.block
        if draft.lost:
            words = self.text[draft.span.start : min(words_end, draft.span.start + LONGEST_TITLE)]
            self.doubts.append(doubt(Code.NUMBER_MISSING, draft.span, words=words))
        if block is not None and block.unclosed:
            words = self.text[block.span.end - 12 : block.span.end]
            self.doubts.append(doubt(Code.UNCLOSED_BRACKET, block.span, words=words))
