"""A target's value over time, held against the range that the plan asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xiandao.publishing.charts.theme import BAND_OPACITY, NEUTRAL, SCHEMA, Spec


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """The value from this day on, until the next point of the same series."""

    day: date
    value: float
    series: str = ""


@dataclass(frozen=True, slots=True)
class ProgressWords:
    """The chart's words in the reader's language; `unit` is the axis title."""

    unit: str
    day: str = "日期"
    value: str = "数值"
    series: str = "系列"
    asked: str = "目标"
    as_of: str = "截至"
    no_figures: str = "尚无数据"


def progress_over_time(
    points: Sequence[ProgressPoint],
    *,
    low: float | None,
    high: float | None,
    due_on: date | None,
    as_of: date,
    words: ProgressWords,
) -> Spec:
    """Steps from figure to figure up to `as_of`; the range is a band, a single bound a dashed line."""
    known = sorted((p for p in points if p.day <= as_of), key=lambda point: (point.series, point.day))
    values: list[dict[str, Any]] = [_values(point) for point in known]
    last = {point.series: point.value for point in known}
    values += [_values(ProgressPoint(as_of, value, series)) for series, value in last.items()]
    layers = [*_asked(low, high, words), _line(words, many=len(last) > 1), *_due(due_on)]
    if not known:
        layers.append(_nothing(as_of, low if low is not None else high, words))
    return {"$schema": SCHEMA, "width": 460, "height": 200, "data": {"values": values}, "layer": layers}


def _values(point: ProgressPoint) -> dict[str, Any]:
    return {"day": point.day.isoformat(), "value": point.value, "series": point.series}


def _day_axis(title: str | None) -> Spec:
    # A day has no time zone; drawn in UTC it stays the same day everywhere.
    return {
        "type": "temporal",
        "title": title,
        "scale": {"type": "utc"},
        "axis": {"format": "%Y-%m", "labelOverlap": True, "title": None},
    }


def _line(words: ProgressWords, *, many: bool) -> Spec:
    encoding: Spec = {
        "x": {"field": "day", **_day_axis(words.day)},
        "y": {"field": "value", "type": "quantitative", "title": words.unit},
        "tooltip": [
            {"field": "day", "type": "nominal", "title": words.day},
            {"field": "value", "type": "quantitative", "title": words.value},
        ],
    }
    if many:
        encoding["color"] = {
            "field": "series",
            "type": "nominal",
            "title": words.series,
            "legend": {"orient": "top", "title": None},
        }
    mark = {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5, "point": {"size": 45}}
    return {"mark": {**mark, "tooltip": True}, "encoding": encoding}


def _asked(low: float | None, high: float | None, words: ProgressWords) -> list[Spec]:
    layers: list[Spec] = []
    if low is not None and high is not None:
        layers.append(
            {
                "data": {"values": [{"low": low, "high": high}]},
                "mark": {"type": "rect", "color": NEUTRAL, "opacity": BAND_OPACITY},
                "encoding": {"y": {"field": "low", "type": "quantitative"}, "y2": {"field": "high"}},
            }
        )
    for bound in dict.fromkeys(bound for bound in (low, high) if bound is not None):
        row = {"data": {"values": [{"bound": bound, "said": f"{words.asked} {bound:,.10g}"}]}}
        at = {"y": {"field": "bound", "type": "quantitative"}}
        rule = {"type": "rule", "strokeDash": [6, 4], "color": NEUTRAL, "strokeWidth": 1.5}
        said = {"type": "text", "x": 4, "align": "left", "dy": -7}
        layers.append({**row, "mark": rule, "encoding": at})
        layers.append({**row, "mark": said, "encoding": {**at, "text": {"field": "said", "type": "nominal"}}})
    return layers


def _due(due_on: date | None) -> list[Spec]:
    if due_on is None:
        return []
    row = {"data": {"values": [{"due": due_on.isoformat()}]}}
    at = {"field": "due", "type": "temporal", "scale": {"type": "utc"}}
    return [{**row, "mark": {"type": "rule", "color": NEUTRAL}, "encoding": {"x": at}}]


def _nothing(as_of: date, height: float | None, words: ProgressWords) -> Spec:
    """An empty chart says so: silence would read as nought."""
    row = {"said": f"{words.no_figures}（{words.as_of} {as_of.isoformat()}）", "at": (height or 1) / 2}
    return {
        "data": {"values": [row]},
        "mark": {"type": "text", "x": {"expr": "width / 2"}, "fontSize": 14},
        "encoding": {
            "y": {"field": "at", "type": "quantitative", "title": words.unit},
            "text": {"field": "said", "type": "nominal"},
        },
    }
