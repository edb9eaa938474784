"""A target's value so far and the fan of where it may go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from xiandao.publishing.charts.progress import ProgressPoint, ProgressWords, progress_over_time
from xiandao.publishing.charts.theme import Spec

FAN: Final = "#0f7285"
OUTER, INNER = 0.18, 0.32  # the 90 % band is lighter than the 50 % band inside it


@dataclass(frozen=True, slots=True)
class FanPoint:
    """Where the value may be on a day: the middle, and the ranges that hold it with 50 % and 90 %."""

    day: date
    median: float
    low50: float
    high50: float
    low90: float
    high90: float


@dataclass(frozen=True, slots=True)
class FanWords:
    """The fan's words in the reader's language."""

    median: str = "预测中位数"
    inner: str = "50%区间"
    outer: str = "90%区间"


def forecast_fan(
    points: Sequence[ProgressPoint],
    fan: Sequence[FanPoint],
    *,
    low: float | None,
    high: float | None,
    due_on: date | None,
    as_of: date,
    words: ProgressWords,
    fan_words: FanWords,
) -> Spec:
    """The steps up to `as_of`, and from there the bands of 90 % and of 50 % around a dashed middle."""
    spec = progress_over_time(points, low=low, high=high, due_on=due_on, as_of=as_of, words=words)
    if not fan:
        return spec
    rows = {"values": [_values(point, fan_words) for point in sorted(fan, key=lambda point: point.day)]}
    bands = [
        _band(rows, "low90", "high90", OUTER, words),
        _band(rows, "low50", "high50", INNER, words),
        {
            "data": rows,
            "mark": {"type": "line", "color": FAN, "strokeDash": [5, 4], "strokeWidth": 2, "tooltip": True},
            "encoding": {"x": _day(), "y": _value("median", words), "tooltip": _tooltip(words, fan_words)},
        },
    ]
    return {**spec, "layer": [*bands, *spec["layer"]]}


def _values(point: FanPoint, words: FanWords) -> dict[str, Any]:
    return {
        "day": point.day.isoformat(),
        "median": point.median,
        "low50": point.low50,
        "high50": point.high50,
        "low90": point.low90,
        "high90": point.high90,
        words.inner: f"{point.low50:,.4g}–{point.high50:,.4g}",
        words.outer: f"{point.low90:,.4g}–{point.high90:,.4g}",
    }


def _day() -> Spec:
    return {"field": "day", "type": "temporal", "scale": {"type": "utc"}}


def _value(field: str, words: ProgressWords) -> Spec:
    return {"field": field, "type": "quantitative", "title": words.unit}


def _band(rows: Spec, low: str, high: str, opacity: float, words: ProgressWords) -> Spec:
    return {
        "data": rows,
        "mark": {"type": "area", "color": FAN, "opacity": opacity},
        "encoding": {"x": _day(), "y": _value(low, words), "y2": {"field": high}},
    }


def _tooltip(words: ProgressWords, fan_words: FanWords) -> list[Spec]:
    return [
        {"field": "day", "type": "nominal", "title": words.day},
        {"field": "median", "type": "quantitative", "title": fan_words.median, "format": ",.4~g"},
        {"field": fan_words.inner, "type": "nominal"},
        {"field": fan_words.outer, "type": "nominal"},
    ]
