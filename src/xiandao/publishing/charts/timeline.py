"""Measures over time: a bar from start to due day, its milestones, and a rule at the day of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xiandao.publishing.charts.theme import (
    NEUTRAL,
    SCHEMA,
    STANDING_COLOURS,
    SUBJECT_AXIS,
    Spec,
    Standing,
    standing_colour,
    told_apart,
)


@dataclass(frozen=True, slots=True)
class TimelineMark:
    """A milestone: due on a day, and reached on another where it was."""

    label: str
    due_on: date
    reached_on: date | None = None


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A measure from its start to its due day."""

    label: str
    starts_on: date
    due_on: date
    standing: Standing
    marks: tuple[TimelineMark, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineWords:
    """The chart's words in the reader's language."""

    standings: dict[Standing, str]
    measure: str = "举措"
    starts_on: str = "开始"
    due_on: str = "完成时限"
    standing: str = "状态"
    milestone: str = "节点"
    reached_on: str = "达成日期"
    as_of: str = "截至"


def timeline(rows: Sequence[TimelineRow], as_of: date, words: TimelineWords) -> Spec:
    """One line a measure, in the order given. A milestone is filled once it was reached by `as_of`."""
    labels = told_apart(row.label for row in rows)
    subject = {
        "field": "label",
        "type": "nominal",
        "title": words.measure,
        "scale": {"domain": labels},
        "axis": SUBJECT_AXIS,
    }
    values = [
        value for label, row in zip(labels, rows, strict=True) for value in _values(label, row, as_of, words)
    ]
    return {
        "$schema": SCHEMA,
        "width": 460,
        "height": {"step": 26},
        "data": {"values": values},
        "layer": [_bars(subject, words), _marks(subject, words), *_as_of_rule(as_of, words)],
    }


def _values(label: str, row: TimelineRow, as_of: date, words: TimelineWords) -> list[dict[str, Any]]:
    bar = {
        "piece": "bar",
        "label": label,
        "start": row.starts_on.isoformat(),
        "due": row.due_on.isoformat(),
        "standing": words.standings[row.standing],
    }
    return [bar, *(_mark_values(label, mark, as_of) for mark in row.marks)]


def _mark_values(label: str, mark: TimelineMark, as_of: date) -> dict[str, Any]:
    reached = mark.reached_on is not None and mark.reached_on <= as_of
    state = "reached" if reached else "overdue" if mark.due_on < as_of else "open"
    return {
        "piece": "mark",
        "label": label,
        "milestone": mark.label,
        "due": mark.due_on.isoformat(),
        "reached": mark.reached_on.isoformat() if reached and mark.reached_on else "",
        "state": state,
    }


def _day(field: str, title: str | None) -> Spec:
    # A day has no time zone; drawn in UTC it stays the same day everywhere.
    return {"field": field, "type": "temporal", "title": title, "scale": {"type": "utc"}}


def _bars(subject: Spec, words: TimelineWords) -> Spec:
    return {
        "transform": [{"filter": "datum.piece == 'bar'"}],
        "mark": {"type": "bar", "height": 10, "cornerRadius": 2, "tooltip": True},
        "encoding": {
            "y": subject,
            "x": {
                **_day("start", None),
                "axis": {"format": "%Y-%m", "labelOverlap": True, "orient": "bottom"},
            },
            "x2": {"field": "due"},
            "color": standing_colour(words.standings, words.standing),
            "tooltip": [
                {"field": "label", "type": "nominal", "title": words.measure},
                {"field": "start", "type": "nominal", "title": words.starts_on},
                {"field": "due", "type": "nominal", "title": words.due_on},
                {"field": "standing", "type": "nominal", "title": words.standing},
            ],
        },
    }


def _marks(subject: Spec, words: TimelineWords) -> Spec:
    inside = {
        "field": "state",
        "type": "nominal",
        "scale": {
            "domain": ["reached", "overdue", "open"],
            "range": [STANDING_COLOURS[Standing.DONE], STANDING_COLOURS[Standing.LATE], "#ffffff"],
        },
        "legend": None,
    }
    return {
        "transform": [{"filter": "datum.piece == 'mark'"}],
        "mark": {"type": "point", "shape": "diamond", "size": 110, "tooltip": True, "opacity": 1},
        "encoding": {
            "y": subject,
            "x": _day("due", None),
            "fill": inside,
            "stroke": {"value": NEUTRAL},
            "tooltip": [
                {"field": "label", "type": "nominal", "title": words.measure},
                {"field": "milestone", "type": "nominal", "title": words.milestone},
                {"field": "due", "type": "nominal", "title": words.due_on},
                {"field": "reached", "type": "nominal", "title": words.reached_on},
            ],
        },
    }


def _as_of_rule(as_of: date, words: TimelineWords) -> list[Spec]:
    day = {"data": {"values": [{"as_of": as_of.isoformat(), "said": f"{words.as_of} {as_of.isoformat()}"}]}}
    at = {"x": _day("as_of", None)}
    rule = {**day, "mark": {"type": "rule", "strokeDash": [4, 3], "color": NEUTRAL}, "encoding": at}
    said = {
        **day,
        "mark": {"type": "text", "y": -8, "align": "center"},
        "encoding": {**at, "text": {"field": "said", "type": "nominal"}},
    }
    return [rule, said]
