"""What the page of a costed plant shows, out of the result that was kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from xiandao.kernel.sentences import sentence_from
from xiandao.zone.pilot.queries import costtables, costwords
from xiandao.zone.pilot.queries.costsaid import figure_named, in_words, named, source_of
from xiandao.zone.pilot.web.costcharts import (
    areas_chart,
    distribution_chart,
    tornado_chart,
    vessel_chart,
    years_chart,
)

MILLION: Final = 1000.0
MOST_REASONS: Final = 5
WORST: Final = 1e-6


def shown(result: Mapping[str, Any]) -> dict[str, Any]:
    """Everything of it that the template names."""
    worth = result["worth_thousands"]
    net = worth["sample"] - worth["pilot_cost"] - worth["delay"]
    return {
        "result": result,
        "likely": result["likely"],
        "price": _range(result["price"], 1.0),
        "capital": _range(result["capital_thousands"], MILLION),
        "carbon": _range(result["carbon"], 1.0),
        "chance": _three(100 * result["chance"]),
        "npv": _three(result["likely"]["npv"] / MILLION),
        "rate": None if result["likely"]["rate"] is None else _three(100 * result["likely"]["rate"]),
        "build": worth["now"] > 0,
        "worth": {name: _three(value) for name, value in worth.items()},
        "net": _three(net),
        "measured": _measured(result["pilot"]["noise"]),
        "months": result["pilot"]["months"],
        "discount": 100 * result["terms"]["discount"],
        "years": result["terms"]["years"],
        "ramp": ", ".join(f"{100 * one:.0f} %" for one in result["terms"]["ramp"]),
        "growth": _three(100 * (result["likely"]["growth"] - 1)),
        "gap": max(max(one.values()) for one in result["balances"].values()),
        "reasons": [
            (in_words(sentence_from(one["said"])), one["samples"]) for one in result["reasons"][:MOST_REASONS]
        ],
        "place_source": source_of(result["location_factor"]["source"]),
        "rate_source": _rate_source(result["rate"]["source"]),
        "market_source": source_of(result["market"]["source"]),
        "assumed": len(result["assumed"]),
        "figures": len(result["parameters"]),
        **_charts(result),
        **_tables(result),
        **_strain(result["strain"]),
    }


def _range(three: list[float], unit: float) -> dict[str, float]:
    low, middle, high = three
    return {"low": _three(low / unit), "middle": _three(middle / unit), "high": _three(high / unit)}


def _three(value: float) -> float:
    """As finely as it is known: three digits."""
    return float(f"{value:.3g}")


def _measured(noise: Mapping[str, float]) -> str:
    return " · ".join(f"{figure_named(name)} ±{100 * share:.0f} %" for name, share in noise.items())


def _rate_source(source: str) -> str:
    words, _sep, day = source.rpartition(", ")
    return f"{source_of(words)}, {day}" if words else source


def _charts(result: Mapping[str, Any]) -> dict[str, Any]:
    installed = sorted(result["areas"].items(), key=lambda one: -one[1])
    carbon = sorted(result["carbon_areas"].items(), key=lambda one: -one[1])
    return {
        "distribution": distribution_chart(result),
        "tornado": tornado_chart(result),
        "cash": years_chart(result),
        "areas_chart": areas_chart(
            [(named(costwords.AREAS, name), value / MILLION) for name, value in installed if value],
            _("Installed, million yuan"),
        ),
        "carbon_chart": areas_chart(
            [(named(costwords.AREAS, name), value) for name, value in carbon], _("kg CO₂e per kg")
        ),
    }


def _tables(result: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{name}_table": make(result) for name, make in costtables.MAKERS.items()}


def _strain(told: Mapping[str, Any]) -> dict[str, Any]:
    if not told:
        return {"strain": None}
    low, middle, high = told["otr_mmol_l_h"]
    return {
        "strain": told,
        "otr": {"low": low, "middle": middle, "high": high},
        "set_by": named(costwords.LIMITS, told["set_by"]),
        "missed": " · ".join(
            f"{figure_named(name)} {100 * share:.0f} %" for name, share in told["missed"].items() if share
        ),
        "vessel": vessel_chart(told["run"], told["harvest_h"]),
    }
