"""The plan's own targets: from its chapters of aims, group by group; numbers elsewhere are not the plan's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from xiandao.planreader.folding import squeeze, trim
from xiandao.planreader.likeness import alike, plain
from xiandao.planreader.model import Comparator, Doubt, Period, Span, Target
from xiandao.planreader.outline import Node, Role
from xiandao.planreader.quantities import QuantityReading, read_quantities

_BULLET: Final = re.compile(r"\s*(?:—{1,2}|-{1,2}|–|•|·|●|◆|■|▪|★|☆|\*)\s?(?=[\u4e00-\u9fff“])")
_GROUP_END: Final = re.compile(r"[。:,;\n]")
_AIM: Final = re.compile(
    r"(?:力争)?到(?:20\d\d|“?十[三四五六]五”?|[二三四五]年)|目标|力争|[1-9一二三四五六七八九十两]年(?:内|努力|左右)|20\d\d年(?:底)?[,前]"
)
_LONGEST_GROUP: Final = 30


@dataclass(frozen=True, slots=True)
class TargetReading:
    """Targets and doubts of all chapters of aims."""

    targets: tuple[Target, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a chapter of aims. A piece of its own (a bullet, an item) has a group."""

    span: Span
    group: str | None
    own: bool


def last_day(period: Period) -> date | None:
    """The day by which a plan's aims are due when they name none."""
    return date(period.end, 12, 31) if period.end is not None else None


def read_targets(
    text: str, folded: str, nodes: Sequence[Node], period: Period, issued_year: int | None, within: Span
) -> TargetReading:
    """Read the chapters of aims; where a plan has none, the general chapter that states aims by a year."""
    chapters = [node for node in nodes if _is_top(node, Role.TARGETS)]
    pieces = [piece for chapter in chapters for piece in _pieces(text, folded, chapter, within.end)]
    if not chapters:
        pieces = list(_loose(folded, nodes, within))
    structured = any(piece.own for piece in pieces)
    found: list[Target] = []
    doubts: list[Doubt] = []
    for piece in pieces:
        reading = read_quantities(
            text,
            piece.span,
            default_due=last_day(period),
            group=piece.group,
            issued_year=issued_year if issued_year is not None else period.start,
        )
        kept = _kept(
            reading, countable_only=not chapters or (structured and not piece.own), general=not structured
        )
        found.extend(kept)
        doubts.extend(doubt for doubt in reading.doubts if any(_covers(target, doubt) for target in kept))
    return TargetReading(tuple(found), tuple(doubts))


def numbered(targets: Sequence[Target], prefix: str) -> tuple[Target, ...]:
    """Give each target its id."""
    return tuple(replace(target, id=f"{prefix}{place}") for place, target in enumerate(targets, 1))


def said_once(targets: Sequence[Target]) -> tuple[Target, ...]:
    """One target for what the plan says twice: the same figure of the same thing by the same day."""
    kept: list[Target] = []
    by_figure: dict[tuple[object, ...], list[int]] = {}
    for target in targets:
        figure = (target.high if target.low is None else target.low, target.unit, target.due)
        same = by_figure.setdefault(figure, [])
        counted = target.low is not None or target.high is not None
        place = next((place for place in same if counted and _one_thing(kept[place], target)), None)
        if place is None:
            same.append(len(kept))
            kept.append(target)
        else:
            known = kept[place]
            places = dict.fromkeys((*(known.spans or (known.span,)), *(target.spans or (target.span,))))
            kept[place] = replace(known, spans=tuple(places))
    return tuple(kept)


def _one_thing(one: Target, other: Target) -> bool:
    first, second = sorted((plain(one.name), plain(other.name)), key=len)
    return first in second or alike(first, second)


def _is_top(node: Node, role: Role) -> bool:
    return node.role is role and (node.parent is None or node.parent.role is not role)


def _kept(reading: QuantityReading, *, countable_only: bool, general: bool) -> list[Target]:
    """In a chapter without bullets or items its slogans are all there is, so they are kept as well."""
    if countable_only:
        return [target for target in reading.targets if target.comparator is not Comparator.QUALITATIVE]
    if general:
        return sorted((*reading.targets, *reading.general), key=lambda target: target.span)
    return list(reading.targets)


def _covers(target: Target, doubt: Doubt) -> bool:
    return target.span.start <= doubt.span.end and doubt.span.start <= target.span.end


def _pieces(text: str, folded: str, chapter: Node, ends: int) -> Iterator[_Piece]:
    pending = [chapter]
    while pending:
        node = pending.pop(0)
        group = None if node is chapter else _name(text, node)
        begin = node.heading.end if _is_heading_line(folded, node) else node.marker.end
        yield from _paragraph_pieces(text, folded, begin, min(node.end, ends), group)
        pending = node.children + pending


def _is_heading_line(folded: str, node: Node) -> bool:
    return folded[node.heading.end : node.heading.end + 1] in ("", "\n") or node.role is Role.TARGETS


def _name(text: str, node: Node) -> str | None:
    name = squeeze(text[node.heading.start : node.heading.end])
    return name if len(name) <= _LONGEST_GROUP else None


def _paragraph_pieces(text: str, folded: str, start: int, end: int, group: str | None) -> Iterator[_Piece]:
    while start < end:
        stop = folded.find("\n", start, end)
        stop = end if stop < 0 else stop
        begin, close = trim(folded, start, stop)
        bullet = _BULLET.match(folded, begin, close)
        if bullet is not None:
            yield _Piece(
                Span(begin, close), _bullet_name(text, folded, bullet.end(), close) or group, own=True
            )
        elif begin < close:
            yield _Piece(Span(begin, close), group, own=group is not None)
        start = stop + 1


def _bullet_name(text: str, folded: str, start: int, end: int) -> str | None:
    stop = _GROUP_END.search(folded, start, end)
    if stop is None or stop.group() in ",;" or stop.start() - start > _LONGEST_GROUP:
        return None
    return squeeze(text[start : stop.start()]) or None


def _loose(folded: str, nodes: Sequence[Node], within: Span) -> Iterator[_Piece]:
    """Paragraphs of the preamble and the general chapters that speak of a year or an aim."""
    first = nodes[1].start if len(nodes) > 1 else within.end
    regions = [Span(within.start, min(first, within.end))]
    regions += [
        Span(node.marker.end, min(node.end, within.end)) for node in nodes if node.role is Role.GENERAL
    ]
    for start, end in regions:
        while start < end:
            stop = folded.find("\n", start, end)
            stop = end if stop < 0 else stop
            if _AIM.search(folded, start, stop):
                yield _Piece(Span(start, stop), None, own=False)
            start = stop + 1
