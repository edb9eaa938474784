"""Charts of the lab, as Vega-Lite specifications."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from xiandao.zone.lab.queries.comparing import Group


def calibration_chart(group: Group) -> dict[str, Any]:
    """Predicted against measured, each with its interval; on the line the prediction was right."""
    predicted, measured, low, high = (_("Predicted"), _("Measured"), _("Low"), _("High"))
    values = [
        {
            _("Design"): f"{pair.measurement.design.name} v{pair.measurement.design.version}"
            if pair.measurement.design
            else "",
            predicted: pair.compared.predicted,
            measured: pair.compared.measured,
            low: pair.compared.low,
            high: pair.compared.high,
        }
        for pair in group.pairs
    ]
    every = [v for row in values for v in (row[predicted], row[measured]) if isinstance(v, int | float)]
    ends = [min(every), max(every)]
    shown = {"type": "quantitative", "scale": {"zero": False}}
    x = {"field": measured, "title": f"{measured} ({group.unit})", **shown}
    y = {"field": predicted, "title": f"{predicted} ({group.unit})", **shown}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": values},
        "height": 240,
        "width": "container",
        "layer": [
            {
                "mark": {"type": "rule"},
                "encoding": {"x": x, "y": {"field": low, **shown}, "y2": {"field": high}},
            },
            {"mark": {"type": "point", "filled": True, "size": 60}, "encoding": {"x": x, "y": y}},
            {
                "data": {"values": [{measured: end, predicted: end} for end in ends]},
                "mark": {"type": "line", "strokeDash": [4, 4]},
                "encoding": {"x": x, "y": y},
            },
        ],
    }
