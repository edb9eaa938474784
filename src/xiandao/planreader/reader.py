"""From a source to a plan: the parts of the reader in their order, and what they leave undecided."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from xiandao.planreader.basis import read_basis
from xiandao.planreader.dates import plan_period
from xiandao.planreader.doubts import Code, doubt
from xiandao.planreader.focus import read_focus
from xiandao.planreader.folding import fold
from xiandao.planreader.frontmatter import FrontMatter, read_frontmatter
from xiandao.planreader.genre import Genre, genre_of
from xiandao.planreader.measures import Blocks, Selection, select
from xiandao.planreader.measures.composition import Composition, compose
from xiandao.planreader.model import Doubt, Origin, Period, Plan, Span
from xiandao.planreader.outline import Outline, read_outline
from xiandao.planreader.remainder import read_remainder, sentence_around
from xiandao.planreader.sites import read_sites
from xiandao.planreader.source import Line, Source
from xiandao.planreader.targets import numbered, read_targets
from xiandao.planreader.units import find_blocks

_MANY_GLUED = 12  # beyond this one doubt speaks for the whole document


def read(source: Source) -> Plan:
    """Read a plan. It never fails on a text: what it cannot decide becomes a warning."""
    text, folded = source.text, fold(source.text)
    lines = _free_lines(source)
    front = read_frontmatter(text, folded, lines)
    outline = read_outline(folded, lines, front.end)
    blocks = Blocks(find_blocks(folded, [node.start for node in outline.nodes[1:]]))
    genre = genre_of(front, outline, blocks)
    period = plan_period(text[front.title_span.start :], front.issued.year if front.issued else None)
    if genre is Genre.OTHER:
        return _no_plan(source, front)
    tables = [table.span.start for table in source.tables]
    barriers = sorted(tables if front.signature is None else [*tables, front.signature])
    selection = select(folded, outline, blocks, barriers, legal=genre is Genre.LEGAL)
    composition = compose(text, folded, selection, front.area, period)
    return _assembled(source, folded, front, outline, selection, composition, period)


def _assembled(
    source: Source,
    folded: str,
    front: FrontMatter,
    outline: Outline,
    selection: Selection,
    composition: Composition,
    period: Period,
) -> Plan:
    text = source.text
    ends = front.signature if front.signature is not None else len(text)
    issued_year = front.issued.year if front.issued is not None else None
    targets = read_targets(text, folded, selection.nodes, period, issued_year, ends)
    sites, site_doubts = read_sites(text, folded, selection.nodes)
    focus = read_focus(text, folded, selection.nodes)
    basis = read_basis(text, folded, front, outline)
    doubts = [
        *_outline_doubts(text, outline, selection),
        *composition.doubts,
        *targets.doubts,
        *site_doubts,
        *_whole_doubts(period, composition, len(text)),
    ]
    used = [
        *front.used,
        *(span for node in outline.nodes[1:] for span in (Span(node.start, node.heading.end),)),
        *(sentence_around(folded, target.span) for target in targets.targets),
        *(sentence_around(folded, item.span) for item in basis),
        *(site.span for site in sites),
        *(area.span for area in focus),
        *(measure.span for measure in composition.measures),
        *(measure.units_span for measure in composition.measures if measure.units_span is not None),
    ]
    return Plan(
        title=front.title,
        area=front.area,
        status=front.status,
        doc_no=front.doc_no,
        issuer=front.issuer,
        issued=front.issued,
        period=period,
        basis=basis,
        targets=numbered(targets.targets, "T"),
        focus=focus,
        sites=sites,
        measures=composition.measures,
        units=composition.units,
        warnings=tuple(sorted(doubts, key=lambda one: (one.span, one.code))),
        remainder=read_remainder(text, folded, used),
        text=text,
        source=_origin(source),
    )


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


def _free_lines(source: Source) -> tuple[Line, ...]:
    """The lines outside tables."""
    starts = [table.span.start for table in source.tables]
    free: list[Line] = []
    for line in source.lines:
        at = bisect_right(starts, line.span.start) - 1
        if at < 0 or line.span.start >= source.tables[at].span.end:
            free.append(line)
    return tuple(free)


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
