"""Targets as bullet charts: each value as a share of what its own target asks, so that all fit one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xiandao.publishing.charts.theme import (
    BAND_OPACITY,
    NEUTRAL,
    SCHEMA,
    SUBJECT_AXIS,
    Spec,
    Standing,
    standing_colour,
    told_apart,
)

LARGEST_SHARE = 1.5  # a value beyond is cut off there; the words beside the bar say what it is
ROW_HEIGHT = 46


@dataclass(frozen=True, slots=True)
class GaugeRow:
    """A target and its value, both in `unit`. Without low and high it is qualitative: words, no bar."""

    label: str
    asked: str  # what is asked, in the reader's words: "不少于 20 项"
    low: float | None = None
    high: float | None = None
    value: float | None = None
    unit: str = ""
    due: str = ""
    standing: Standing = Standing.NOT_STARTED


@dataclass(frozen=True, slots=True)
class GaugeWords:
    """The chart's words in the reader's language."""

    standings: dict[Standing, str]
    target: str = "目标"
    reading: str = "完成情况"
    share: str = "占目标的比例"
    standing: str = "状态"
    no_figures: str = "尚无数据"
    qualitative: str = "定性目标"


def target_gauges(rows: Sequence[GaugeRow], words: GaugeWords) -> Spec:
    """One line a target: what is asked as a band or a mark, the value as a bar, both said in words above."""
    subject = {"field": "label", "type": "nominal", "sort": None, "axis": SUBJECT_AXIS, "title": words.target}
    labels = told_apart(row.label for row in rows)
    return {
        "$schema": SCHEMA,
        "width": 420,
        "height": {"step": ROW_HEIGHT},
        "data": {"values": [_values(*pair, words) for pair in zip(labels, rows, strict=True)]},
        "encoding": {"y": subject},
        "layer": [_words(words), _band(), _bar(words), _edge(), _cut_off()],
        "resolve": {"scale": {"x": "shared"}},
    }


def reading_of(row: GaugeRow, words: GaugeWords) -> str:
    """The sentence above a bar: the value, what is asked, by when."""
    if row.low is None and row.high is None:
        said = words.qualitative if row.value is None else _figure(row.value, row.unit)
    else:
        said = words.no_figures if row.value is None else _figure(row.value, row.unit)
    return " · ".join(part for part in (said, row.asked, row.due) if part)


def _figure(value: float, unit: str) -> str:
    return f"{value:,.10g} {unit}".strip()


def _values(label: str, row: GaugeRow, words: GaugeWords) -> dict[str, Any]:
    values: dict[str, Any] = {"label": label, "reading": reading_of(row, words)}
    reference = row.low if row.low is not None else row.high
    if not reference:
        return values  # a goal of nothing, or none at all, has no share
    start = 0.0 if row.low is None else 1.0
    values["edge"] = 1.0
    values["edge"] = 1.0
    values["band_from"] = start
    values["band_to"] = start if row.high is None else min(row.high / reference, LARGEST_SHARE)
    if row.value is not None:
        share = row.value / reference
        values["share"] = round(share, 4)
        values["drawn"] = max(0.0, min(share, LARGEST_SHARE))
        values["standing"] = words.standings[row.standing]
        values["cut_off"] = share > LARGEST_SHARE
    return values


def _share_axis(title: str) -> Spec:
    return {
        "type": "quantitative",
        "title": title,
        "scale": {"domain": [0, LARGEST_SHARE], "nice": False},
        "axis": {"format": "%", "values": [0, 0.5, 1, 1.5]},
    }


def _words(words: GaugeWords) -> Spec:
    return {
        "mark": {"type": "text", "align": "left", "baseline": "middle", "dy": -11, "dx": 1},
        "encoding": {
            "x": {"datum": 0, "type": "quantitative"},
            "text": {"field": "reading", "title": words.reading},
        },
    }


def _band() -> Spec:
    return {
        "transform": [{"filter": "isValid(datum.band_to) && datum.band_to > datum.band_from"}],
        "mark": {"type": "bar", "height": 18, "yOffset": 8, "color": NEUTRAL, "opacity": BAND_OPACITY},
        "encoding": {"x": {"field": "band_from", "type": "quantitative"}, "x2": {"field": "band_to"}},
    }


def _bar(words: GaugeWords) -> Spec:
    return {
        "transform": [{"filter": "isValid(datum.drawn)"}],
        "mark": {"type": "bar", "height": 8, "yOffset": 8, "tooltip": True},
        "encoding": {
            "x": {"field": "drawn", **_share_axis(words.share)},
            "color": standing_colour(words.standings, words.standing),
            "tooltip": [
                {"field": "label", "title": words.target},
                {"field": "reading", "title": words.reading},
                {"field": "share", "type": "quantitative", "title": words.share, "format": ".0%"},
                {"field": "standing", "title": words.standing},
            ],
        },
    }


def _edge() -> Spec:
    return {
        "transform": [{"filter": "isValid(datum.edge)"}],
        "mark": {"type": "tick", "height": 18, "thickness": 2, "yOffset": 8, "color": NEUTRAL, "opacity": 1},
        "encoding": {"x": {"field": "edge", "type": "quantitative"}},
    }


def _cut_off() -> Spec:
    """A bar that would run off the scale ends in an arrow."""
    return {
        "transform": [{"filter": "datum.cut_off"}],
        "mark": {
            "type": "point",
            "shape": "triangle-right",
            "size": 70,
            "filled": True,
            "yOffset": 8,
            "xOffset": -5,
            "color": "#ffffff",
            "opacity": 1,
        },
        "encoding": {"x": {"field": "drawn", "type": "quantitative"}},
    }
