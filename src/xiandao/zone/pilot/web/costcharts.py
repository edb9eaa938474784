"""Plots of fits and costed plants, as Vega-Lite specifications; the face draws them and their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from xiandao.zone.pilot.queries import costwords
from xiandao.zone.pilot.queries.costsaid import figure_named, named

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"  # a name, never fetched
Spec = dict[str, Any]
MILLION: Final = 1000.0  # thousands in one


def runs_chart(run: Mapping[str, Any]) -> Spec:
    """A bench run as measured, and the fitted line through it."""
    hour, value, what = _("Hours"), _("g/L"), _("What")

    def rows(part: str) -> list[dict[str, object]]:
        return [
            {hour: round(at, 2), value: float(f"{found:.4g}"), what: named(costwords.SEEN, name)}
            for name, pairs in run[part].items()
            for at, found in pairs
        ]

    x = {"field": hour, "type": "quantitative", "title": _("Hours")}
    y = {"field": value, "type": "quantitative", "title": _("g/L")}
    colour = {"field": what, "type": "nominal", "title": None, "legend": {"orient": "top"}}
    return {
        "$schema": SCHEMA,
        "data": {"values": rows("seen")},
        "height": 240,
        "layer": [
            {
                "mark": {"type": "point", "filled": True, "size": 40},
                "encoding": {"x": x, "y": y, "color": colour},
            },
            {
                "data": {"values": rows("line")},
                "mark": {"type": "line"},
                "encoding": {"x": x, "y": y, "color": colour},
            },
        ],
    }


def vessel_chart(run: Mapping[str, Sequence[Sequence[float]]], harvest_h: float) -> Spec:
    """The likely fermentation in the plant's vessel, and when it is harvested."""
    hour, value, what = _("Hours"), _("g/L"), _("What")
    rows = [
        {hour: round(at, 2), value: float(f"{found:.4g}"), what: named(costwords.SEEN, name)}
        for name, pairs in run.items()
        for at, found in pairs
    ]
    x = {"field": hour, "type": "quantitative", "title": _("Hours")}
    return {
        "$schema": SCHEMA,
        "data": {"values": rows},
        "height": 240,
        "layer": [
            {
                "mark": {"type": "line"},
                "encoding": {
                    "x": x,
                    "y": {"field": value, "type": "quantitative", "title": _("g/L")},
                    "color": {"field": what, "type": "nominal", "title": None, "legend": {"orient": "top"}},
                },
            },
            {
                "data": {"values": [{hour: harvest_h}]},
                "mark": {"type": "rule", "strokeDash": [4, 4]},
                "encoding": {"x": x},
            },
        ],
    }


def distribution_chart(result: Mapping[str, Any]) -> Spec:
    """How often the draws come to each least price, and what the market pays."""
    low, high, many = _("Yuan per kg, from"), _("to"), _("Draws")
    rows = [
        {low: float(f"{one['from']:.4g}"), high: float(f"{one['to']:.4g}"), many: one["draws"]}
        for one in result["distribution"]
    ]
    x = {"field": low, "type": "quantitative", **_titled(_("Least selling price, yuan per kg"))}
    return {
        "$schema": SCHEMA,
        "data": {"values": rows},
        "height": 220,
        "layer": [
            {
                "mark": {"type": "bar"},
                "encoding": {
                    "x": {**x, "bin": {"binned": True}, "scale": {"zero": False}},
                    "x2": {"field": high},
                    "y": {"field": many, "type": "quantitative", "title": many},
                },
            },
            {
                "data": {"values": [{low: result["likely"]["market"]}]},
                "mark": {"type": "rule", "strokeDash": [4, 4], "size": 2},
                "encoding": {"x": x},
            },
        ],
    }


def tornado_chart(result: Mapping[str, Any]) -> Spec:
    """What moves the price most, each figure alone from its 10 % to its 90 % value."""
    what, low, high = _("What"), _("At its 10 % value"), _("At its 90 % value")
    rows = [
        {
            what: figure_named(one["name"]),
            low: float(f"{one['low']:.4g}"),
            high: float(f"{one['high']:.4g}"),
        }
        for one in result["swings"]
        if one["low"] is not None and one["high"] is not None
    ]
    words = _titled(_("Least selling price, yuan per kg"))
    shown = {"type": "quantitative", "scale": {"zero": False}, **words}
    return {
        "$schema": SCHEMA,
        "data": {"values": rows},
        "height": {"step": 24},
        "layer": [
            {
                "mark": {"type": "bar"},
                "encoding": {
                    "y": {"field": what, "type": "nominal", "title": None, "sort": None},
                    "x": {"field": low, **shown},
                    "x2": {"field": high},
                },
            },
            {
                "data": {"values": [{low: result["likely"]["price"]}]},
                "mark": {"type": "rule", "strokeDash": [4, 4]},
                "encoding": {"x": {"field": low, **shown}},
            },
        ],
    }


def years_chart(result: Mapping[str, Any]) -> Spec:
    """The cash of each year at the market's price, and what has come together by then, in millions."""
    year, cash, together = _("Year"), _("Cash of the year, million yuan"), _("Together, million yuan")
    rows = [
        {
            year: one["year"],
            cash: round(one["cash"] / MILLION, 1),
            together: round(one["together"] / MILLION, 1),
        }
        for one in result["cash_flow"]
    ]
    x = {"field": year, "type": "ordinal", "title": _("Year, 1 is the first of operation")}
    y = {"type": "quantitative", **_titled(_("Million yuan"))}
    legend = {"title": None, "orient": "top"}
    return {
        "$schema": SCHEMA,
        "data": {"values": rows},
        "height": 220,
        "layer": [
            {
                "mark": {"type": "bar"},
                "encoding": {
                    "x": x,
                    "y": {"field": cash, **y},
                    "color": {"datum": _("Cash of the year"), "legend": legend},
                },
            },
            {
                "mark": {"type": "line", "point": True},
                "encoding": {
                    "x": x,
                    "y": {"field": together, **y},
                    "color": {"datum": _("Together"), "legend": legend},
                },
            },
        ],
    }


def areas_chart(rows: Sequence[tuple[str, float]], title: str) -> Spec:
    """A bar an area, the largest first."""
    what = _("Plant area")
    return {
        "$schema": SCHEMA,
        "data": {"values": [{what: name, title: float(f"{value:.3g}")} for name, value in rows]},
        "height": {"step": 22},
        "mark": {"type": "bar"},
        "encoding": {
            "y": {"field": what, "type": "nominal", "title": None, "sort": None},
            "x": {"field": title, "type": "quantitative", "title": title},
        },
    }


def _titled(words: str) -> Spec:
    """The title of an axis that several layers share, said once."""
    return {"axis": {"title": words}}
