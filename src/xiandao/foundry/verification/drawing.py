"""A verdict drawn: cover, features, differences and joints along the construct, as an SVG of our own.

No library and no font of our own: text in the reader's sans-serif, colours that differ in lightness too.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from xiandao.foundry.sequences.records import Feature, Record
from xiandao.foundry.verification.findings import SMALL, Finding, Kind, Result, Verdict

WIDTH: Final = 960
_LEFT: Final = 60
_RIGHT: Final = 20
_TOP: Final = 64
_COVER: Final = 110  # height of the cover
_ROW: Final = 22  # of a lane of features
_ARCS: Final = 70
_MOST_LANES: Final = 4
_MOST_LISTED: Final = 12
_COLOURS: Final = {
    Result.PASS: "#1b7a3d",
    Result.LOOK: "#b26a00",
    Result.FAIL: "#b3261e",
}
_MARKS: Final = {
    Kind.SUBSTITUTION: "#b3261e",
    Kind.INSERTION: "#7b3fa0",
    Kind.DELETION: "#1f4e9c",
    Kind.UNCOVERED: "#9aa0a6",
}
_JOINT: Final = "#b3261e"
_FEATURE: Final = "#cfe0f5"
_INK: Final = "#202124"
_HIDDEN: Final = ("source", "gene")
_STYLE: Final = f'width="{WIDTH}" font-family="sans-serif" font-size="12" fill="{_INK}" role="img"'


def drawing(expected: Record, verdict: Verdict) -> str:
    """The SVG of a verdict on its construct."""
    lanes = _lanes(expected)
    listed = verdict.findings[:_MOST_LISTED]
    axis = _TOP + _ARCS + _COVER
    height = axis + 34 + _ROW * len(lanes) + 18 * (len(listed) + 1) + 20
    scale = (WIDTH - _LEFT - _RIGHT) / len(expected)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" {_STYLE}>',
        f"<title>{escape(expected.name)}: {verdict.result.value}</title>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        *_heading(expected, verdict),
        *_cover(verdict, axis),
        *_axis(len(expected), axis, scale),
        *_features(lanes, axis + 34, scale),
        *(mark for one in verdict.findings for mark in _mark(one, axis, scale)),
        *_list(verdict, listed, axis + 34 + _ROW * len(lanes) + 18),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(place: float, scale: float) -> float:
    return round(_LEFT + place * scale, 2)


def _heading(expected: Record, verdict: Verdict) -> Iterator[str]:
    colour = _COLOURS[verdict.result]
    yield f'<rect x="{_LEFT}" y="12" width="62" height="24" rx="4" fill="{colour}"/>'
    yield (
        f'<text x="{_LEFT + 31}" y="29" text-anchor="middle" fill="#ffffff" font-weight="bold">'
        f"{verdict.result.value.upper()}</text>"
    )
    shape = "circular" if expected.circular else "linear"
    yield (
        f'<text x="{_LEFT + 74}" y="29" font-size="16" font-weight="bold">{escape(expected.name)}</text>'
        f'<text x="{WIDTH - _RIGHT}" y="29" text-anchor="end">{len(expected):,} bp, {shape}</text>'
    )
    told = [
        f"{verdict.reads:,} reads ({verdict.technology})",
        f"depth {verdict.mean_depth:.0f}, at least {verdict.least_depth}",
        f"{100 * verdict.covered:.1f} % covered",
        f"{100 * verdict.foreign:.0f} % foreign",
    ]
    if verdict.mixed is not None:
        told.append(f"mixed: {100 * verdict.mixed:.0f} % differ")
    yield f'<text x="{_LEFT}" y="54">{escape("; ".join(told))}</text>'


def _cover(verdict: Verdict, axis: int) -> Iterator[str]:
    most = max((mean for mean, _ in verdict.cover), default=0.0) or 1.0
    wide = (WIDTH - _LEFT - _RIGHT) / max(len(verdict.cover), 1)

    def path(heights: list[float], colour: str) -> str:
        steps = "".join(
            f"L{_LEFT + n * wide:.1f},{axis - _COVER * h / most:.1f}"
            f"L{_LEFT + (n + 1) * wide:.1f},{axis - _COVER * h / most:.1f}"
            for n, h in enumerate(heights)
        )
        return f'<path d="M{_LEFT},{axis}{steps}L{WIDTH - _RIGHT},{axis}Z" fill="{colour}"/>'

    yield path([mean for mean, _ in verdict.cover], "#d5dbe3")
    yield path([min(float(least), most) for _, least in verdict.cover], "#8fa3bd")
    for share in (0.5, 1.0):
        y = axis - _COVER * share
        yield f'<line x1="{_LEFT - 4}" x2="{_LEFT}" y1="{y}" y2="{y}" stroke="{_INK}"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{most * share:.0f}</text>'
    yield (
        f'<text x="16" y="{axis - _COVER / 2}" text-anchor="middle" '
        f'transform="rotate(-90 16 {axis - _COVER / 2})">reads</text>'
    )


def _axis(length: int, axis: int, scale: float) -> Iterator[str]:
    yield f'<line x1="{_LEFT}" x2="{WIDTH - _RIGHT}" y1="{axis}" y2="{axis}" stroke="{_INK}"/>'
    step = next(step for step in _steps() if length / step <= 10)
    for place in range(0, length + 1, step):
        x = _x(place, scale)
        yield f'<line x1="{x}" x2="{x}" y1="{axis}" y2="{axis + 5}" stroke="{_INK}"/>'
        yield f'<text x="{x}" y="{axis + 19}" text-anchor="middle">{max(place, 1):,}</text>'


def _steps() -> Iterator[int]:
    ten = 10
    while True:
        yield from (ten, 2 * ten, 5 * ten)
        ten *= 10


def _lanes(expected: Record) -> list[list[Feature]]:
    """Features in as few lanes as they fit into, the longest first; those beyond four lanes are left out."""
    lanes: list[list[Feature]] = []
    shown = [one for one in expected.features if one.kind not in _HIDDEN and one.places]
    for feature in sorted(shown, key=lambda one: -sum(p.end - p.start for p in one.places)):
        free = next((lane for lane in lanes if not any(_meet(feature, one) for one in lane)), None)
        if free is not None:
            free.append(feature)
        elif len(lanes) < _MOST_LANES:
            lanes.append([feature])
    return lanes


def _meet(one: Feature, other: Feature) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.places for b in other.places)


def _features(lanes: list[list[Feature]], top: int, scale: float) -> Iterator[str]:
    for number, lane in enumerate(lanes):
        y = top + number * _ROW
        for feature in lane:
            for place in feature.places:
                yield _arrow(_x(place.start, scale), _x(place.end, scale), y, place.strand)
            widest = max(feature.places, key=lambda place: place.end - place.start)
            left, right = _x(widest.start, scale), _x(widest.end, scale)
            label = feature.label
            fits = max(int((right - left) / 7), 0)
            if fits >= 3:
                short = label if len(label) <= fits else label[: fits - 1] + "…"
                middle = f"{(left + right) / 2:.1f}"
                yield f'<text x="{middle}" y="{y + 12}" text-anchor="middle">{escape(short)}</text>'


def _arrow(left: float, right: float, y: int, strand: int) -> str:
    head = min(6.0, (right - left) / 2)
    if strand == 1:
        points = [(left, y), (right - head, y), (right, y + 8), (right - head, y + 16), (left, y + 16)]
    elif strand == -1:
        points = [(right, y), (left + head, y), (left, y + 8), (left + head, y + 16), (right, y + 16)]
    else:
        points = [(left, y), (right, y), (right, y + 16), (left, y + 16)]
    told = " ".join(f"{x:.1f},{at}" for x, at in points)
    return f'<polygon points="{told}" fill="{_FEATURE}" stroke="#5f7ea8"/>'


def _mark(one: Finding, axis: int, scale: float) -> Iterator[str]:
    """A small difference is a needle as high as its share; a large one an arc between its ends."""
    words = f"<title>{escape(one.words)}</title>"
    if one.kind in SMALL:
        x, high = _x((one.start + one.end) / 2, scale), _COVER * one.share
        yield (
            f'<g stroke="{_MARKS[one.kind]}" fill="{_MARKS[one.kind]}">{words}'
            f'<line x1="{x}" x2="{x}" y1="{axis}" y2="{axis - high:.1f}" stroke-width="2"/>'
            f'<circle cx="{x}" cy="{axis - high:.1f}" r="3.5"/></g>'
        )
    elif one.kind is Kind.UNCOVERED:
        left, wide = _x(one.start, scale), max((one.end - one.start) * scale, 1.5)
        yield f'<rect x="{left}" y="{axis - 5}" width="{wide:.1f}" height="5" fill="#b26a00">{words}</rect>'
    elif one.kind is Kind.BREAK:
        x = _x(one.start, scale)
        yield (
            f'<g>{words}<line x1="{x}" x2="{x}" y1="{axis}" y2="{axis - _COVER - 12}" stroke="{_JOINT}" '
            f'stroke-dasharray="4 3"/></g>'
        )
    elif one.kind not in (Kind.FOREIGN, Kind.DIMER):
        yield from _arc(one, axis, scale, words)


def _arc(one: Finding, axis: int, scale: float, words: str) -> Iterator[str]:
    left, right = sorted((_x(one.start, scale), _x(one.end, scale)))
    top, high = axis - _COVER - 4, min(_ARCS - 12, 14 + (right - left) / 6)
    dashed = ' stroke-dasharray="5 3"' if one.kind in (Kind.JOINED, Kind.SWAPPED, Kind.PAIRS) else ""
    yield f'<g fill="none" stroke="{_JOINT}" stroke-width="1.5"{dashed}>{words}'
    yield f'<path d="M{left},{top}Q{(left + right) / 2:.1f},{top - 2 * high:.1f} {right},{top}"/>'
    for x in (left, right):
        yield f'<line x1="{x}" x2="{x}" y1="{top}" y2="{axis}" stroke-width="1"/>'
    yield "</g>"


def _list(verdict: Verdict, listed: tuple[Finding, ...], top: int) -> Iterator[str]:
    if not listed:
        yield f'<text x="{_LEFT}" y="{top}">nothing differs beyond the errors of reading</text>'
        return
    for number, one in enumerate(listed):
        colour = _MARKS.get(one.kind, _JOINT)
        y = top + 18 * number
        yield f'<circle cx="{_LEFT + 4}" cy="{y - 4}" r="4" fill="{colour}"/>'
        words = one.words if len(one.words) <= 130 else one.words[:129] + "…"
        yield f'<text x="{_LEFT + 14}" y="{y}">{escape(words)}</text>'
    more = len(verdict.findings) - len(listed)
    if more:
        yield f'<text x="{_LEFT + 14}" y="{top + 18 * len(listed)}">and {more} more</text>'
