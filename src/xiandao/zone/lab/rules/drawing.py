"""Where features, findings and depths are drawn along a construct: plain geometry, no markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from xiandao.foundry.sequences import Record

WIDTH: Final = 720.0
LANE: Final = 22.0
LEAST: Final = 3.0  # so that a small feature is seen
DEPTH_HEIGHT: Final = 70.0
MOST_LANES: Final = 12


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of the drawing, with what it is."""

    x: float
    width: float
    y: float
    label: str
    kind: str
    strand: int
    start: int  # as a person counts, from 1
    end: int
    shows_label: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding on the drawing."""

    x: float
    width: float
    words: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything of a construct from left to right."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    ticks: tuple[tuple[float, int], ...]
    depth: str = ""  # the points of the line of depths, high is deep
    least: str = ""
    deepest: float = 0.0
    marks: tuple[Mark, ...] = ()


def drawing_of(
    record: Record, verdict: Mapping[str, Any] | None = None, words: Sequence[str] = ()
) -> Drawing:
    """A construct with its features in lanes, and with its depths and findings where reads were judged.

    `words`: what is said of each finding.
    """
    scale = WIDTH / max(len(record), 1)
    boxes, lanes = _boxes(record, scale)
    height = 24.0 + LANE * max(lanes, 1)
    ticks = tuple((round(at * scale, 1), at) for at in _ticks(len(record)))
    if verdict is None:
        return Drawing(WIDTH, height, boxes, ticks)
    cover: Sequence[Sequence[float]] = verdict.get("cover", [])
    deepest = max((mean for mean, _ in cover), default=0.0)
    return Drawing(
        WIDTH,
        height,
        boxes,
        ticks,
        depth=_line([mean for mean, _ in cover], deepest, len(record)),
        least=_line([least for _, least in cover], deepest, len(record)),
        deepest=deepest,
        marks=tuple(
            Mark(
                round(one["start"] * scale, 1),
                round(max((one["end"] - one["start"]) * scale, LEAST), 1),
                said,
            )
            for one, said in zip(verdict["findings"], words, strict=True)
        ),
    )


def _boxes(record: Record, scale: float) -> tuple[tuple[Box, ...], int]:
    ends: list[float] = []
    found = []
    places = [
        (place, feature)
        for feature in record.features
        if feature.kind != "source"
        for place in feature.places
    ]
    for place, feature in sorted(places, key=lambda pair: (pair[0].start, -pair[0].end)):
        x, width = place.start * scale, max((place.end - place.start) * scale, LEAST)
        lane = next((n for n, end in enumerate(ends) if end <= x), len(ends))
        if lane >= MOST_LANES:
            continue
        if lane == len(ends):
            ends.append(0.0)
        ends[lane] = x + width + 1
        label = feature.label
        found.append(
            Box(
                round(x, 1),
                round(width, 1),
                4 + lane * LANE,
                label,
                feature.kind,
                place.strand,
                place.start + 1,
                place.end,
                shows_label=len(label) * 8 < width,
            )
        )
    return tuple(found), len(ends)


def _line(depths: Sequence[float], deepest: float, length: int) -> str:
    """The points of a line; the first stretches have one letter more where they cannot all be equal."""
    if not depths or not deepest:
        return ""
    size, longer = divmod(length, len(depths))
    scale = WIDTH / max(length, 1)
    return " ".join(
        f"{round((number * size + min(number, longer) + size / 2) * scale, 1)},"
        f"{round(DEPTH_HEIGHT * (1 - depth / deepest) + 4, 1)}"
        for number, depth in enumerate(depths)
    )


def _ticks(length: int) -> list[int]:
    for step in (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000, 100_000):
        if length / step <= 8:
            return list(range(0, length, step))
    return [0]
