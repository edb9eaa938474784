"""A map around a circle: features in rings, names and cuts in two columns beside it, joined by lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

from xiandao.foundry.maps.contents import Contents, Stretch
from xiandao.foundry.maps.drawing import (
    INK,
    LARGE,
    QUIET,
    SMALL,
    element,
    shortened,
    svg,
    titled,
    width_of,
    words,
)
from xiandao.foundry.maps.placing import column, lanes, position, step

RADIUS: Final = 200.0
_THICK: Final = 15.0
_RING: Final = 20.0
_GAP: Final = 14.0  # between the lines of a column
_BESIDE: Final = 66.0  # from the circle to a column
_LEAST_ROOM: Final = 90.0  # for a name
_MOST_ROOM: Final = 260.0
_MOST_RINGS: Final = 6
_MOST_NAMES: Final = 120


@dataclass(frozen=True, slots=True)
class _Circle:
    x: float
    y: float
    length: int

    def angle(self, at: float) -> float:
        return 2 * pi * at / max(self.length, 1)

    def point(self, at: float, radius: float) -> tuple[float, float]:
        angle = self.angle(at)
        return self.x + radius * sin(angle), self.y - radius * cos(angle)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name in a column and the place on the circle that it belongs to."""

    text: str
    at: float
    colour: str
    tip: str


def circular_map(contents: Contents) -> str:
    """The map as SVG; it grows in width and height where the names need it."""
    length = len(contents.record)
    rings, unnamed = _rings(contents, length)
    names = _names(contents, length)
    hidden = max(0, len(names) - _MOST_NAMES)
    names = names[:_MOST_NAMES]
    longest = max((width_of(one.text) for one in names), default=0.0)
    room = min(max(longest + 14, _LEAST_ROOM), _MOST_ROOM)
    right = sorted((one for one in names if one.at <= length / 2), key=lambda one: one.at)
    left = sorted((one for one in names if one.at > length / 2), key=lambda one: -one.at)
    sides = [(side, told, _heights(told, length)) for side, told in ((1, right), (-1, left))]
    reached = [place for _, _, places in sides for place in places]
    above = max(RADIUS + 40, 24 - min(reached, default=0.0))
    height = above + max(RADIUS + 50, max(reached, default=0.0) + 34)
    circle = _Circle(RADIUS + _BESIDE + room, above, length)
    drawn = [*_stretches(contents, circle, rings), *_frames(contents, circle, rings)]
    for side, told, places in sides:
        drawn += _column(told, places, circle, side, room)
    left_out = unnamed + hidden + contents.left_out
    drawn += [*_backbone(circle), *_centre(contents, circle, rings)]
    if left_out:
        said = f"{left_out:,} {contents.words.left_out}"
        drawn.append(words(said, circle.x, height - 8, size=9.0, fill=QUIET, text_anchor="middle"))
    return svg(
        drawn, 2 * circle.x, height, name=contents.record.name, told=contents.told, identity=contents.identity
    )


def _heights(names: list[_Name], length: int) -> list[float]:
    """How far below the middle of the circle each name of a column stands."""
    circle = _Circle(0.0, 0.0, length)
    return column([circle.point(one.at, RADIUS + 34)[1] for one in names], _GAP)


def _rings(contents: Contents, length: int) -> tuple[list[int], int]:
    """The ring of each stretch, counted inwards; those beyond the innermost are left out and counted."""
    least = length * 0.004
    spans = [(one.start, max(one.end, one.start + least)) for one in contents.stretches]
    rings = lanes(spans, turn=float(length))
    return rings, sum(ring >= _MOST_RINGS for ring in rings)


def _ring_radius(ring: int) -> float:
    return RADIUS - 8 - _THICK / 2 - _RING * ring


def _names(contents: Contents, length: int) -> list[_Name]:
    """The names of all that is drawn: the longest features first, then the cuts."""
    rings, _ = _rings(contents, length)
    found = [
        _Name(one.label, _middle(one) % max(length, 1), one.colour, one.tip)
        for one, ring in zip(contents.stretches, rings, strict=True)
        if ring < _MOST_RINGS
    ]
    found += [
        _Name(contents.cut_name(cut), cut.position, "", contents.cut_name(cut)) for cut in contents.cuts
    ]
    return found


def _middle(stretch: Stretch) -> float:
    return (stretch.start + stretch.end) / 2


def _backbone(circle: _Circle) -> Iterator[str]:
    yield element("circle", cx=circle.x, cy=circle.y, r=RADIUS, fill="none", stroke=INK, stroke_width=2.0)
    distance = step(circle.length, 12)
    for mark in (1, *range(distance, circle.length - distance // 2, distance)):
        outer, inner = circle.point(mark, RADIUS + 4), circle.point(mark, RADIUS)
        yield element("line", x1=inner[0], y1=inner[1], x2=outer[0], y2=outer[1], stroke=INK)
        x, y = circle.point(mark, RADIUS + 13)
        anchor = "middle" if abs(x - circle.x) < 40 else "start" if x > circle.x else "end"
        shift = -8 if anchor == "start" else 8 if anchor == "end" else 0
        yield words(position(mark, circle.length), x + shift, y + 3, size=9.0, fill=QUIET, text_anchor=anchor)


def _stretches(contents: Contents, circle: _Circle, rings: list[int]) -> Iterator[str]:
    for one, ring in zip(contents.stretches, rings, strict=True):
        if ring >= _MOST_RINGS:
            continue
        radius = _ring_radius(ring)
        shapes = []
        if len(one.parts) > 1:
            shapes.append(
                element("path", d=_arc(circle, one.start, one.end, radius), fill="none", stroke=QUIET,
                        stroke_dasharray="3 2")
            )  # fmt: skip
        headed = len(one.parts) - 1 if one.strand == 1 else 0 if one.strand == -1 else None
        for number, (start, end) in enumerate(one.parts):
            strand = one.strand if number == headed else 0
            outline = _band(circle, start, end, radius, strand)
            shapes.append(element("path", d=outline, fill=one.colour, stroke=INK, stroke_width=0.7))
        yield titled("".join(shapes), one.tip)


def _arc(circle: _Circle, start: float, end: float, radius: float, *, back: bool = False) -> str:
    """An arc from start to end, clockwise; with `back` the way back, to go on with."""
    first, last = circle.point(start, radius), circle.point(end, radius)
    large = int(circle.angle(end - start) > pi)
    if back:
        first, last = last, first
    sweep = f"A{radius:.1f} {radius:.1f} 0 {large} {int(not back)} {last[0]:.1f} {last[1]:.1f}"
    return f"{'L' if back else 'M'}{first[0]:.1f} {first[1]:.1f}{sweep}"


def _band(
    circle: _Circle, start: float, end: float, radius: float, strand: int, thick: float = _THICK
) -> str:
    """The outline of a bent arrow; without a strand a bent bar; all the way round a ring with a cut."""
    least = circle.length * 0.004
    end = max(end, start + least)
    end = min(end, start + circle.length * 0.999)
    outer, inner = radius + thick / 2, radius - thick / 2
    head = min(8 * circle.length / (2 * pi * radius), end - start)
    body_start, body_end = (start + head if strand == -1 else start), (end - head if strand == 1 else end)
    path = _arc(circle, body_start, body_end, outer)
    if strand == 1:
        tip = circle.point(end, radius)
        path += f"L{tip[0]:.1f} {tip[1]:.1f}"
    path += _arc(circle, body_start, body_end, inner, back=True)
    if strand == -1:
        tip = circle.point(start, radius)
        path += f"L{tip[0]:.1f} {tip[1]:.1f}"
    return path + "Z"


def _frames(contents: Contents, circle: _Circle, rings: list[int]) -> Iterator[str]:
    shown = min(max(rings, default=-1) + 1, _MOST_RINGS)
    for frame in contents.frames:
        radius = _ring_radius(shown) + (3 if frame.strand == 1 else -7)
        outline = _band(circle, frame.start, frame.end, radius, frame.strand, 6.0)
        tip = f"{contents.words.frames} {frame.start + 1:,} ({len(frame.protein)} aa)"
        yield titled(element("path", d=outline, fill="none", stroke=QUIET), tip)


def _column(
    names: list[_Name], places: list[float], circle: _Circle, side: int, room: float
) -> Iterator[str]:
    """Names beside the circle from top to bottom, each with a bent line to its place."""
    text_x = circle.x + side * (RADIUS + _BESIDE - 4)
    for one, place in zip(names, places, strict=True):
        y = circle.y + place
        inner, outer = circle.point(one.at, RADIUS + 5), circle.point(one.at, RADIUS + 24)
        path = f"M{inner[0]:.1f} {inner[1]:.1f}L{outer[0]:.1f} {outer[1]:.1f}L{text_x - side * 4:.1f} {y:.1f}"
        line = element("path", d=path, fill="none", stroke=QUIET, stroke_width=0.6)
        mark, x = "", text_x
        if one.colour:
            mark = element(
                "rect", x=text_x if side == 1 else text_x - 8, y=y - 4, width=8.0, height=8.0,
                fill=one.colour, stroke=INK, stroke_width=0.5,
            )  # fmt: skip
            x += side * 12
        text = words(
            shortened(one.text, room - 14),
            x,
            y + SMALL * 0.36,
            text_anchor="start" if side == 1 else "end",
            fill=INK if one.colour else QUIET,
        )
        yield titled(line + mark + text, one.tip)


def _centre(contents: Contents, circle: _Circle, rings: list[int]) -> Iterator[str]:
    shown = min(max(rings, default=-1) + 1, _MOST_RINGS)
    room = 2 * (_ring_radius(shown) - (26 if contents.frames else 8))
    size = LARGE if width_of(contents.record.name, LARGE) <= room else SMALL
    name = shortened(contents.record.name, room, size)
    yield words(name, circle.x, circle.y - 2, size=size, font_weight="600", text_anchor="middle")
    yield words(contents.size, circle.x, circle.y + 16, fill=QUIET, text_anchor="middle")
