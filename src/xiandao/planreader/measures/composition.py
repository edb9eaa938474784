"""From the chosen items and the rows of task lists to the plan's measures and units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from xiandao.planreader.annex import TaskRow, figure_of
from xiandao.planreader.doubts import Code, doubt
from xiandao.planreader.folding import fold
from xiandao.planreader.likeness import alike, plain
from xiandao.planreader.measures.naming import Names
from xiandao.planreader.measures.selection import Selection
from xiandao.planreader.measures.writer import MeasureWriter
from xiandao.planreader.model import Doubt, Measure, Period, Span, Unit
from xiandao.planreader.outline import Outline
from xiandao.planreader.units import Part, register_of
from xiandao.planreader.units.names import is_collective

_FEW_MEASURES: Final = 5  # a shorter plan names most units once
_CLOSE: Final = 1e-6
_MOST_COMPARISONS: Final = 40_000  # beyond this only equal titles are joined, so that time stays linear


@dataclass(frozen=True, slots=True)
class Composition:
    """The measures and units of a plan, and what stayed doubtful about them."""

    measures: tuple[Measure, ...]
    units: tuple[Unit, ...]
    doubts: tuple[Doubt, ...]


def compose(
    text: str,
    folded: str,
    outline: Outline,
    selection: Selection,
    rows: Sequence[TaskRow],
    area: str | None,
    period: Period,
) -> Composition:
    """Write the measures out, those of the body first; a row that repeats one of them adds to it."""
    parts = [part for draft in selection.drafts if draft.block is not None for part in draft.block.parts]
    parts += [part for row in rows for part in row.parts]
    names = Names(text, register_of(folded, parts, area))
    writer = MeasureWriter(text, folded, outline, selection, names, period)
    measures = [writer.of_draft(draft) for draft in selection.drafts]
    assumed = {span for code, span in selection.doubts if code is Code.UNITS_SHARED}
    doubts = _join_rows(measures, rows, writer, assumed)
    ordered = tuple(
        _with_id(measure, place)
        for place, measure in enumerate(sorted(measures, key=lambda measure: measure.span), 1)
    )
    units = names.units(ordered)
    doubts += [
        *(
            doubt(Code.UNITS_SHARED, span, words=text[span.start : span.end].split("\n")[0])
            for span in assumed
        ),
        *names.register.doubts,
        *writer.doubts,
        *_missing_units(ordered),
        *_unit_doubts(parts, names, units, len(ordered)),
    ]
    return Composition(ordered, units, tuple(doubts))


def _with_id(measure: Measure, place: int) -> Measure:
    targets = tuple(
        replace(target, id=f"M{place}.T{number}") for number, target in enumerate(measure.targets, 1)
    )
    return replace(measure, id=f"M{place}", targets=targets)


def _join_rows(
    measures: list[Measure], rows: Sequence[TaskRow], writer: MeasureWriter, assumed: set[Span]
) -> list[Doubt]:
    """Add the rows to the measures. Units that were only assumed give way to those of the row."""
    doubts: list[Doubt] = []
    by_title = {plain(measure.title): place for place, measure in enumerate(measures)}
    body = len(measures)
    thorough = body * len(rows) <= _MOST_COMPARISONS
    for row in rows:
        place = by_title.get(plain(row.title))
        if place is None and thorough:
            place = next((at for at in range(body) if _repeats(row, measures[at])), None)
        written = writer.of_row(row)
        doubts.extend(_sum_doubts(row, written))
        if place is None:
            measures.append(written)
            continue
        known = measures[place]
        if known.span in assumed and written.units:
            assumed.discard(known.span)
            known = replace(known, lead=(), support=(), units=())
        if known.units and written.units and set(known.units) != set(written.units):
            doubts.append(
                doubt(
                    Code.BODY_AND_ANNEX_DIFFER,
                    row.span,
                    name=known.title,
                    body="、".join(known.units),
                    annex="、".join(written.units),
                )
            )
        measures[place] = _joined(known, written)
    return doubts


def _sum_doubts(row: TaskRow, written: Measure) -> Iterable[Doubt]:
    """Figures by year in a task list must add up to the one total that the row's words state."""
    steps = [step for step in written.milestones if step.span in {span for _, span in row.years}]
    parts = [figure.value for step in steps if (figure := figure_of(fold(step.text))) is not None]
    totals = [target.low for target in written.targets if target.counted and target.low is not None]
    if len(parts) < 2 or len(parts) < len(row.years) or len(totals) != 1:
        return
    added = sum(value for value in parts if value is not None)
    if abs(added - totals[0]) > _CLOSE and parts[-1] != totals[0]:
        yield doubt(
            Code.PARTS_DO_NOT_ADD_UP, row.span, name=row.title, sum=f"{added:g}", total=f"{totals[0]:g}"
        )


def _repeats(row: TaskRow, measure: Measure) -> bool:
    return alike(row.title, measure.title) or alike(row.words, measure.title)


def _joined(body: Measure, row: Measure) -> Measure:
    """The body's measure with what only the row says: its units, its lead, its day."""
    days = {milestone.due for milestone in body.milestones}
    milestones = (*body.milestones, *(step for step in row.milestones if step.due not in days))
    if not body.units:
        body = replace(body, units=row.units, units_span=row.units_span)
    if not body.lead and row.lead and set(row.units) == set(body.units):
        body = replace(body, lead=row.lead, support=row.support)
    return replace(body, milestones=milestones)


def _missing_units(measures: Sequence[Measure]) -> Iterable[Doubt]:
    """One doubt for each measure without units, or one for the whole plan where none has any."""
    if not measures:
        return
    if not any(measure.units for measure in measures):
        span = Span(measures[0].span.start, measures[-1].span.end)
        yield doubt(Code.MEASURE_WITHOUT_UNIT, span, words=measures[0].title)
        return
    for measure in measures:
        if not measure.units:
            yield doubt(Code.MEASURE_WITHOUT_UNIT, measure.span, words=measure.title)


def _unit_doubts(
    parts: Iterable[Part], names: Names, units: Sequence[Unit], measures: int
) -> Iterable[Doubt]:
    once = {unit.name for unit in units if unit.lead + unit.support == 1}
    told: set[str] = set()
    for part in parts:
        name = names.of(part)
        if name in told:
            continue
        told.add(name)
        if is_collective(name):
            yield doubt(Code.COLLECTIVE_UNIT, part.span, name=name)
        elif name in once and measures >= _FEW_MEASURES:
            yield doubt(Code.UNIT_NOT_SEEN_ELSEWHERE, part.span, name=name)
