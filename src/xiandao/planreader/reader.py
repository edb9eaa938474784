"""From a source to a plan: the parts of the reader in their order, and what they leave undecided."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from xiandao.planreader.annex import Grid, grids_of, read_indicators, read_tasks
from xiandao.planreader.basis import read_basis
from xiandao.planreader.dates import FIVE_YEAR_PLANS, plan_period
from xiandao.planreader.doubts import Code, doubt
from xiandao.planreader.focus import read_focus
from xiandao.planreader.folding import fold
from xiandao.planreader.frontmatter import FrontMatter, read_frontmatter
from xiandao.planreader.genre import Genre, genre_of
from xiandao.planreader.measures import Blocks, Selection, select
from xiandao.planreader.measures.composition import Composition, compose
from xiandao.planreader.model import Doubt, Origin, Period, Plan, Span
from xiandao.planreader.outline import Outline, Role, read_outline, without_contents
from xiandao.planreader.remainder import read_remainder, sentence_around
from xiandao.planreader.sites import read_sites
from xiandao.planreader.source import Line, Source
from xiandao.planreader.targets import numbered, read_targets, said_once
from xiandao.planreader.units import find_blocks
from xiandao.planreader.wrapping import rewrap, unwrap

_YEARS = re.compile(r"(20\d\d)年?\s?[-—–~至]+\s?(20\d\d)")
_FIVE_YEARS = re.compile(r"(十[二三四五六]五)[”\"’]?(?:时期|期间)?[^《》]*(?:规划|计划|方案|纲要|行动)")
_ONE_YEAR = re.compile(r"(?<![-—–至到\d])(20\d\d)年(?!\s?[-—–至到])")
_BEFORE_TASKS = frozenset({Role.GENERAL, Role.TARGETS})
_MANY_GLUED = 12  # beyond this one doubt speaks for the whole document


def read(source: Source) -> Plan:
    """Read a plan. It never fails on a text: what it cannot decide becomes a warning."""
    wrapped = unwrap(source)
    return _read(source) if wrapped is None else rewrap(_read(wrapped.source), wrapped)


def _read(source: Source) -> Plan:
    text, folded = source.text, fold(source.text)
    lines = _free_lines(source, folded)
    front = read_frontmatter(text, folded, lines)
    outline = read_outline(folded, lines, front.end)
    blocks = Blocks(find_blocks(folded, [node.start for node in outline.nodes[1:]]))
    grids = grids_of(source.tables)
    genre = genre_of(front, outline, blocks, grids)
    if genre is Genre.OTHER:
        return _no_plan(source, front)
    ends = _signature(front, outline, len(text))
    barriers = sorted([*(table.span.start for table in source.tables), ends])
    selection = select(folded, outline, blocks, barriers, legal=genre is Genre.LEGAL)
    period = _period(text, front, outline)
    rows = tuple(read_tasks(text, folded, grids))
    composition = compose(text, folded, outline, selection, rows, front.area, period)
    return _assembled(_Reading(source, folded, front, outline, selection, grids, composition, period, ends))


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the parts of the reader found, on its way to becoming a plan."""

    source: Source
    folded: str
    front: FrontMatter
    outline: Outline
    selection: Selection
    grids: tuple[Grid, ...]
    composition: Composition
    period: Period
    ends: int


def _assembled(reading: _Reading) -> Plan:
    text, folded, front = reading.source.text, reading.folded, reading.front
    outline, selection, composition = reading.outline, reading.selection, reading.composition
    issued_year = front.issued.year if front.issued is not None else None
    stated = read_targets(
        text, folded, selection.nodes, reading.period, issued_year, Span(front.end, reading.ends)
    )
    joined = read_indicators(text, folded, reading.grids, stated.targets, reading.period)
    sites, site_doubts = read_sites(text, folded, selection.nodes)
    focus = read_focus(text, folded, selection.nodes)
    basis = read_basis(text, folded, front, outline)
    doubts = [
        *_outline_doubts(text, outline, selection),
        *composition.doubts,
        *stated.doubts,
        *joined.doubts,
        *site_doubts,
        *_whole_doubts(reading.period, composition, len(text)),
    ]
    used = [
        *front.used,
        *(Span(node.start, node.heading.end) for node in outline.nodes[1:]),
        *(sentence_around(folded, place) for target in joined.targets for place in target.spans),
        *(sentence_around(folded, item.span) for item in basis),
        *(site.span for site in sites),
        *(area.span for area in focus),
        *(measure.span for measure in composition.measures),
        *(measure.units_span for measure in composition.measures if measure.units_span is not None),
        *(grid.table.span for grid in reading.grids),
    ]
    return Plan(
        title=front.title,
        area=front.area,
        status=front.status,
        doc_no=front.doc_no,
        issuer=front.issuer,
        issued=front.issued,
        period=reading.period,
        basis=basis,
        targets=numbered(said_once(joined.targets), "T"),
        focus=focus,
        sites=sites,
        measures=composition.measures,
        units=composition.units,
        warnings=tuple(sorted(doubts, key=lambda one: (one.span, one.code))),
        remainder=read_remainder(text, folded, used),
        text=text,
        source=_origin(reading.source),
    )


def _signature(front: FrontMatter, outline: Outline, length: int) -> int:
    """Where a signature behind the last item begins; one near the top ends nothing."""
    last = outline.nodes[-1].start
    return front.signature if front.signature is not None and front.signature > last else length


def _period(text: str, front: FrontMatter, outline: Outline) -> Period:
    """The plan's years, from its title, preamble and aims; a title may print them bare, or name one year."""
    title = fold(front.title or "")
    years = _YEARS.search(title)
    if years is not None and years[1] <= years[2]:
        return Period(int(years[1]), int(years[2]))
    named = _FIVE_YEARS.search(title)
    if named is not None and named[1] in FIVE_YEAR_PLANS:
        return Period(*FIVE_YEAR_PLANS[named[1]])
    tasks = (node.start for node in outline.nodes[1:] if node.depth == 1 and node.role not in _BEFORE_TASKS)
    head = f"{front.title or ''}\n{text[front.end : next(tasks, len(text))]}"
    issued_year = front.issued.year if front.issued else None
    found = plan_period(head, issued_year)
    if found == Period(None, None):
        found = plan_period(text[front.title_span.start :], issued_year)
    year = _ONE_YEAR.search(title)
    if found.start is None and year is not None:
        return Period(int(year[1]), int(year[1]))
    return found


def _no_plan(source: Source, front: FrontMatter) -> Plan:
    """A document of another kind: its title if it has one, the rest as remainder, and nothing invented."""
    text = source.text
    warning = doubt(Code.NOT_A_PLAN, Span(0, len(text)))
    empty = Plan(
        front.title, front.area, None, front.doc_no, front.issuer, front.issued, Period(None, None),
        (), (), (), (), (), (), (warning,), (), text, _origin(source),
    )  # fmt: skip
    return replace(empty, remainder=read_remainder(text, text, front.used))


def _origin(source: Source) -> Origin:
    return Origin(source.name, source.format.value, source.encoding, source.sha256)


def _free_lines(source: Source, folded: str) -> tuple[Line, ...]:
    """The lines outside tables and outside the list of contents."""
    starts = [table.span.start for table in source.tables]
    free: list[Line] = []
    for line in source.lines:
        at = bisect_right(starts, line.span.start) - 1
        if at < 0 or line.span.start >= source.tables[at].span.end:
            free.append(line)
    return without_contents(folded, free)


def _outline_doubts(text: str, outline: Outline, selection: Selection) -> Iterable[Doubt]:
    glued = [span for code, span in outline.doubts if code is Code.GLUED_HEADING]
    kept = {node.start for node in selection.nodes}
    if len(glued) > _MANY_GLUED:
        yield doubt(Code.GLUED_HEADING, Span(glued[0].start, glued[-1].end), words=_words(text, glued[0]))
    for code, span in outline.doubts:
        if span.start not in kept or (code is Code.GLUED_HEADING and len(glued) > _MANY_GLUED):
            continue
        if code is Code.GLUED_HEADING:
            yield doubt(code, span, words=_words(text, span))
        else:
            yield doubt(code, span, number=text[span.start : span.end])


def _words(text: str, span: Span) -> str:
    return text[span.start : span.start + 16]


def _whole_doubts(period: Period, composition: Composition, length: int) -> Iterable[Doubt]:
    if period.start is None and period.end is None:
        yield doubt(Code.NO_PERIOD, Span(0, min(length, 1)))
    if not composition.measures:
        yield doubt(Code.NO_MEASURES, Span(0, length))
