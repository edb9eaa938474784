"""A map along a line: cuts and ruler above, features in lanes below, each name beside or in its arrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import radians, sin
from typing import Final
from xml.sax.saxutils import escape

from xiandao.foundry.maps.contents import Contents, Stretch
from xiandao.foundry.maps.drawing import (
    INK,
    LARGE,
    QUIET,
    SMALL,
    element,
    plain,
    shortened,
    svg,
    titled,
    width_of,
    words,
)
from xiandao.foundry.maps.placing import column, lanes, position, step

WIDTH: Final = 1000.0
_EDGE: Final = 28.0
_LANE: Final = 22.0
_THICK: Final = 14.0
_SLANT: Final = 60  # degrees
_SLANTED: Final = 13.0  # between slanted names
_HEAD: Final = 7.0
_GAP: Final = 6.0
_NAME: Final = 220.0  # pixels that a name may take beside its arrow
_NAMED_LANES: Final = 40
_ORF: Final = 7.0


@dataclass(frozen=True, slots=True)
class _Scale:
    length: int
    width: float

    def x(self, at: float) -> float:
        return _EDGE + (self.width - 2 * _EDGE) * at / max(self.length, 1)


@dataclass(frozen=True, slots=True)
class _Row:
    """A stretch with where its name goes: in, right or left of it, behind its opened beginning, nowhere."""

    stretch: Stretch
    left: float
    right: float
    label: str
    side: str

    @property
    def span(self) -> tuple[float, float]:
        wide = width_of(self.label) + _GAP if self.side in {"right", "left"} else 0.0
        left = self.left - (wide if self.side == "left" else 0.0)
        return left - _GAP, self.right + (wide if self.side == "right" else 0.0)


def linear_map(contents: Contents, *, width: float = WIDTH) -> str:
    """The map as SVG; its height is what it needs. A circle is drawn opened at its first letter."""
    scale = _Scale(len(contents.record), width)
    cuts, reach = _cuts(contents, scale)
    axis = 50.0 + reach
    drawn = [_heading(contents, width), *cuts(axis), *_ruler(scale, axis)]
    below = axis + 34
    rows, unnamed = _rows(contents, scale)
    chosen = lanes([row.span for row in rows])
    for row, lane in zip(rows, chosen, strict=True):
        drawn += _drawn(row, below + _LANE * lane, scale)
    below += _LANE * (max(chosen, default=-1) + 1)
    drawn += _frames(contents, scale, below)
    below += (2 * _ORF + 14) if contents.frames else 0
    left_out = contents.left_out + unnamed
    if left_out:
        drawn.append(words(f"{left_out:,} {contents.words.left_out}", _EDGE, below + 12, fill=QUIET))
        below += 18
    return svg(
        drawn,
        width,
        below + 16,
        name=contents.record.name,
        told=contents.told,
        identity=contents.identity,
    )


def _heading(contents: Contents, width: float) -> str:
    name = escape(plain(shortened(contents.record.name, width - 2 * _EDGE - 200, LARGE)))
    shape = contents.words.circular if contents.record.circular else contents.words.linear
    return element(
        "text",
        element("tspan", name, font_size=LARGE, font_weight="600", fill=INK),
        element("tspan", f"{contents.size}, {shape}", dx=12.0, font_size=SMALL, fill=QUIET),
        x=_EDGE,
        y=24.0,
    )


def _ruler(scale: _Scale, axis: float) -> Iterator[str]:
    yield element(
        "line", x1=scale.x(0), y1=axis, x2=scale.x(scale.length), y2=axis, stroke=INK, stroke_width=2.0
    )
    distance = step(scale.length, 10)
    marks = [1, *range(distance, scale.length + 1, distance)]
    for mark in marks:
        x = scale.x(mark)
        yield element("line", x1=x, y1=axis, x2=x, y2=axis + 5, stroke=INK, stroke_width=1.0)
        anchor = "start" if mark == 1 else "end" if x > scale.width - 2 * _EDGE else "middle"
        if mark == 1 or scale.x(mark) - scale.x(1) > 34:
            yield words(position(mark, scale.length), x, axis + 17, fill=QUIET, text_anchor=anchor)


def _cuts(contents: Contents, scale: _Scale) -> tuple[Callable[[float], Iterator[str]], float]:
    """A function that draws the cuts above an axis, and how high their slanted names reach."""
    wanted = [scale.x(cut.position) for cut in contents.cuts]
    places = column(wanted, _SLANTED, low=_EDGE, high=scale.width - _EDGE - 30)
    longest = max((width_of(contents.cut_name(cut)) for cut in contents.cuts), default=0.0)

    def drawn(axis: float) -> Iterator[str]:
        for cut, x, place in zip(contents.cuts, wanted, places, strict=True):
            name, y = contents.cut_name(cut), axis - 24
            path = f"M{x:.1f} {axis:.1f}V{axis - 6:.1f}L{place:.1f} {y + 4:.1f}"
            line = element("path", d=path, stroke=QUIET, stroke_width=0.6, fill="none")
            turned = f"rotate({-_SLANT} {place + 3:.1f} {y:.1f})"
            yield titled(line + words(name, place + 3, y, transform=turned), name)

    return drawn, (24 + longest * sin(radians(_SLANT)) if contents.cuts else 0.0)


def _rows(contents: Contents, scale: _Scale) -> tuple[list[_Row], int]:
    """The longest first: they take the upper lanes. Names stop where the lanes would fill the page."""
    rows = [_row(stretch, scale) for stretch in contents.stretches]
    chosen = lanes([row.span for row in rows])
    kept = [
        row if lane < _NAMED_LANES or row.side == "in" else _Row(row.stretch, row.left, row.right, "", "none")
        for row, lane in zip(rows, chosen, strict=True)
    ]
    return kept, sum(row.side == "none" for row in kept)


def _row(stretch: Stretch, scale: _Scale) -> _Row:
    parts = _opened(stretch, scale.length)
    left = scale.x(min(start for start, _ in parts))
    right = max(scale.x(max(end for _, end in parts)), left + 3)
    longest = max(scale.x(end) - scale.x(start) for start, end in parts)
    if stretch.end > scale.length:  # opened at the origin: its name stands beside what begins the line
        near = scale.x(min(end for _, end in parts))
        return _Row(stretch, left, right, shortened(stretch.label, right - near - 24), "opened")
    if width_of(stretch.label) <= longest - 2 * _HEAD:
        return _Row(stretch, left, right, stretch.label, "in")
    label = shortened(stretch.label, _NAME)
    side = "right" if right + width_of(label) + _GAP <= scale.width - 4 else "left"
    if side == "left" and left - width_of(label) - _GAP < 4:
        label = shortened(label, max(longest - 2 * _HEAD, 20.0))
        side = "in"
    return _Row(stretch, left, right, label, side)


def _opened(stretch: Stretch, length: int) -> list[tuple[int, int]]:
    """The parts of a stretch on a line: what passes the origin is in two."""
    found = []
    for start, end in stretch.parts:
        if start >= length:
            found.append((start - length, end - length))
        elif end > length:
            found += [(start, length), (0, end - length)]
        else:
            found.append((start, end))
    return found


def _drawn(row: _Row, y: float, scale: _Scale) -> Iterator[str]:
    stretch = row.stretch
    parts = _opened(stretch, scale.length)
    middle = y + _THICK / 2
    shapes = []
    if len(parts) > 1 and row.side != "opened":
        shapes.append(
            element(
                "line", x1=row.left, y1=middle, x2=row.right, y2=middle, stroke=QUIET, stroke_dasharray="3 2"
            )
        )
    headed = len(parts) - 1 if stretch.strand == 1 else 0 if stretch.strand == -1 else None
    for number, (start, end) in enumerate(parts):
        left, right = scale.x(start), max(scale.x(end), scale.x(start) + 3)
        strand = stretch.strand if number == headed else 0
        shapes.append(
            element(
                "path", d=_arrow(left, right, y, strand), fill=stretch.colour, stroke=INK, stroke_width=0.7
            )
        )
    if row.side == "in":
        start, end = max(parts, key=lambda part: part[1] - part[0])
        x, anchor = (scale.x(start) + scale.x(end)) / 2, "middle"
    elif row.side == "opened":
        x, anchor = scale.x(min(end for _, end in parts)) + _GAP, "start"
    else:
        x, anchor = (row.right + _GAP, "start") if row.side == "right" else (row.left - _GAP, "end")
    if row.label:
        shapes.append(words(row.label, x, middle + SMALL * 0.36, text_anchor=anchor))
    yield titled("".join(shapes), stretch.tip)


def _arrow(left: float, right: float, y: float, strand: int, thick: float = _THICK) -> str:
    """The outline of an arrow; without a strand a bar."""
    bottom, middle = y + thick, y + thick / 2
    head = min(_HEAD, right - left)
    if strand == 1:
        neck = right - head
        return f"M{left:.1f} {y:.1f}H{neck:.1f}L{right:.1f} {middle:.1f}L{neck:.1f} {bottom:.1f}H{left:.1f}Z"
    if strand == -1:
        neck = left + head
        return f"M{right:.1f} {y:.1f}H{neck:.1f}L{left:.1f} {middle:.1f}L{neck:.1f} {bottom:.1f}H{right:.1f}Z"
    return f"M{left:.1f} {y:.1f}H{right:.1f}V{bottom:.1f}H{left:.1f}Z"


def _frames(contents: Contents, scale: _Scale, y: float) -> Iterator[str]:
    for frame in contents.frames:
        row = y + 6 + (0 if frame.strand == 1 else _ORF + 2)
        parts = [(frame.start, min(frame.end, scale.length))]
        if frame.end > scale.length:
            parts.append((0, frame.end - scale.length))
        shapes = "".join(
            element(
                "path", d=_arrow(scale.x(a), scale.x(b), row, frame.strand, _ORF), fill="none", stroke=QUIET
            )
            for a, b in parts
        )
        yield titled(shapes, f"{contents.words.frames} {frame.start + 1:,} ({len(frame.protein)} aa)")
