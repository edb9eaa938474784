"""From the chosen items to measures: path, title, group, units under their names, promises and quantities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xiandao.planreader.doubts import Code, doubt
from xiandao.planreader.folding import fold, squeeze
from xiandao.planreader.measures.milestones import milestones_of
from xiandao.planreader.measures.selection import Draft, Selection
from xiandao.planreader.measures.titles import LONGEST_TITLE, title_of
from xiandao.planreader.model import Doubt, Measure, Period, Span, Unit
from xiandao.planreader.quantities import read_quantities
from xiandao.planreader.targets import last_day, numbered
from xiandao.planreader.units import Block, Part, Register, UnitRole, register_of
from xiandao.planreader.units.names import is_collective

_FEW_MEASURES = 5  # a shorter plan names most units once


@dataclass(frozen=True, slots=True)
class Composition:
    """The measures and units of a plan, and what stayed doubtful about them."""

    measures: tuple[Measure, ...]
    units: tuple[Unit, ...]
    doubts: tuple[Doubt, ...]


def compose(text: str, folded: str, selection: Selection, area: str | None, period: Period) -> Composition:
    """Write the measures out."""
    parts = [part for draft in selection.drafts if draft.block is not None for part in draft.block.parts]
    register = register_of(folded, parts, area)
    writer = _Writer(text, folded, selection, register, period)
    measures = tuple(writer.measure(place, draft) for place, draft in enumerate(selection.drafts, 1))
    units, seen_once = writer.units(measures)
    doubts = [
        *(_with_words(text, code, span) for code, span in selection.doubts),
        *register.doubts,
        *writer.doubts,
        *_unit_doubts(parts, register, seen_once, len(measures)),
    ]
    return Composition(measures, units, tuple(doubts))


class _Writer:
    """Holds what every measure needs."""

    def __init__(
        self, text: str, folded: str, selection: Selection, register: Register, period: Period
    ) -> None:
        self.text = text
        self.folded = folded
        self.selection = selection
        self.register = register
        self.period = period
        self.doubts: list[Doubt] = []
        self._printed: dict[str, str] = {}

    def measure(self, place: int, draft: Draft) -> Measure:
        block = draft.block
        words_end = (
            block.span.start
            if block and draft.span.start < block.span.start < draft.span.end
            else draft.span.end
        )
        own_block = block.span if block is not None and words_end < draft.span.end else None
        span = Span(draft.span.start, words_end)
        reading = read_quantities(
            self.text, span, default_due=last_day(self.period), issued_year=self.period.start
        )
        targets = numbered(reading.targets, f"M{place}.T")
        self.doubts.extend(reading.doubts)
        self._doubt_draft(draft, words_end)
        lead, support, units = self._units(block)
        return Measure(
            id=f"M{place}",
            path=self._path(draft),
            group=self._group(draft),
            title=self._title(draft, words_end),
            text=self.text[draft.span.start : draft.span.end],
            lead=lead,
            support=support,
            units=units,
            milestones=milestones_of(
                self.text,
                self.folded,
                draft.span,
                own_block,
                block.deadline if block else None,
                targets,
                self.period.start,
            ),
            targets=targets,
            span=draft.span,
            units_span=block.span if block is not None else None,
        )

    def _path(self, draft: Draft) -> tuple[str, ...]:
        chain = draft.node.ancestors() if draft.lost else [*draft.node.ancestors(), draft.node]
        printed = [
            squeeze(self.text[node.printed.start : node.printed.end]) for node in chain if node.numbered
        ]
        return (*printed, "") if draft.lost or draft.part else tuple(printed)

    def _group(self, draft: Draft) -> str | None:
        node = self.selection.group_of(draft)
        return squeeze(self.text[node.heading.start : node.heading.end]) or None if node is not None else None

    def _title(self, draft: Draft, words_end: int) -> str:
        node = draft.node
        begin = (
            draft.span.start
            if draft.lost or (draft.part and draft.span.start > node.start)
            else node.marker.end
        )
        heading = node.heading
        short = begin == node.marker.end and 0 < heading.end - heading.start <= LONGEST_TITLE
        if short and heading.end <= words_end and "。" not in self.folded[heading.start : heading.end]:
            return squeeze(self.text[heading.start : heading.end])
        span = title_of(self.folded, begin, words_end)
        return (
            squeeze(self.text[span.start : span.end])
            or squeeze(self.text[draft.span.start : draft.span.end])[:LONGEST_TITLE]
        )

    def _units(self, block: Block | None) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        lead: list[str] = []
        support: list[str] = []
        units: list[str] = []
        for part in block.parts if block is not None else ():
            name = self._name(part)
            if name in units:
                continue
            units.append(name)
            if part.role is UnitRole.LEAD:
                lead.append(name)
            elif part.role is UnitRole.SUPPORT:
                support.append(name)
        return tuple(lead), tuple(support), tuple(units)

    def _name(self, part: Part) -> str:
        """The register's name for a unit, spelled as the document first prints it."""
        self._printed.setdefault(part.name, _as_printed(self.text, part))
        main = self.register.name(part.name)
        return self._printed.get(main, main)

    def _doubt_draft(self, draft: Draft, words_end: int) -> None:
        block = draft.block
        if draft.lost:
            words = self.text[draft.span.start : min(words_end, draft.span.start + LONGEST_TITLE)]
            self.doubts.append(doubt(Code.NUMBER_MISSING, draft.span, words=words))
        if block is not None and block.unclosed:
            words = self.text[block.span.end - 12 : block.span.end]
            self.doubts.append(doubt(Code.UNCLOSED_BRACKET, block.span, words=words))

    def units(self, measures: Sequence[Measure]) -> tuple[tuple[Unit, ...], set[str]]:
        """The register's units in the order in which they first appear, with their counts."""
        lead: Counter[str] = Counter()
        other: Counter[str] = Counter()
        order: dict[str, None] = {}
        for measure in measures:
            for name in measure.units:
                order.setdefault(name)
                (lead if name in measure.lead else other)[name] += 1
        by_printed = {printed: name for name, printed in self._printed.items()}
        units = tuple(
            Unit(name, self._aliases(by_printed.get(name, name)), lead[name], other[name]) for name in order
        )
        return units, {name for name in order if lead[name] + other[name] == 1}

    def _aliases(self, name: str) -> tuple[str, ...]:
        return tuple(self._printed.get(alias, alias) for alias in self.register.aliases.get(name, ()))


def _as_printed(text: str, part: Part) -> str:
    """The name in the document's own brackets; stray blanks, stars and notes are not part of it."""
    printed = squeeze(text[part.span.start : part.span.end])
    return printed if fold(printed) == part.name else part.name.replace("(", "（").replace(")", "）")


def _with_words(text: str, code: Code, span: Span) -> Doubt:
    return doubt(code, span, words=text[span.start : span.end].split("\n")[0])


def _unit_doubts(
    parts: Iterable[Part], register: Register, seen_once: set[str], measures: int
) -> Iterable[Doubt]:
    told: set[str] = set()
    for part in parts:
        name = register.name(part.name)
        if name in told:
            continue
        told.add(name)
        if is_collective(name):
            yield doubt(Code.COLLECTIVE_UNIT, part.span, name=name)
        elif name in seen_once and measures >= _FEW_MEASURES:
            yield doubt(Code.UNIT_NOT_SEEN_ELSEWHERE, part.span, name=name)
