"""A chart's figures can be read without seeing the chart."""

from __future__ import annotations

from typing import Any

import pytest

from xiandao.zone.face.rules import FiguresTable, figures_of

VALUES = [{"month": "1", "done": 3, "secret": "x"}, {"month": "2"}]
X = {"field": "month", "title": "Month"}
Y = {"field": "done", "type": "quantitative"}


@pytest.mark.parametrize(
    "spec",
    [
        {"data": {"values": VALUES}, "mark": "bar", "encoding": {"x": X, "y": Y}},
        {"data": {"values": VALUES}, "layer": [{"encoding": {"x": X}}, {"encoding": {"y": Y, "text": Y}}]},
        {"data": {"values": VALUES}, "facet": {}, "spec": {"encoding": {"x": X, "y": Y}}},
        {"data": {"values": VALUES}, "encoding": {"tooltip": [X, Y], "color": {"value": "red"}}},
    ],
)
def test_the_fields_that_are_shown_become_columns(spec: dict[str, Any]) -> None:
    assert figures_of(spec) == FiguresTable(("Month", "done"), (("1", 3), ("2", "")))


@pytest.mark.parametrize(
    "spec",
    [
        {},
        {"data": None},
        {"data": {"url": "/rows.json"}, "encoding": {"x": X}},
        {"data": {"values": "a,b"}, "encoding": {"x": X}},
        {"data": {"values": VALUES}},
        {"data": {"values": VALUES}, "encoding": {"x": {"field": "elsewhere"}}},
    ],
)
def test_a_chart_without_figures_of_its_own_has_no_table(spec: dict[str, Any]) -> None:
    assert figures_of(spec) is None
