"""The demonstration's plots as Vega-Lite specifications: text that pages, notebooks and reports draw."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from xiandao.scaleup.demonstration.campaign import moment
from xiandao.scaleup.demonstration.joined import Demonstration

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v5.json"  # a name, never fetched
BINS: Final = 40


def plots(found: Demonstration) -> dict[str, dict[str, Any]]:
    """Runs with their fit, the large fermentation, the schedule, the price beside the market."""
    return {
        "runs": _runs(found),
        "fermentation": _fermentation(found),
        "schedule": _schedule(found),
        "price": _price(found),
    }


def _spec(title: str, rows: list[dict[str, Any]], mark: Any, **encoding: Any) -> dict[str, Any]:
    return {
        "$schema": SCHEMA,
        "title": f"{title} (invented example)",
        "width": 480,
        "data": {"values": rows},
        "mark": mark,
        "encoding": encoding,
    }


def _axis(field: str, title: str, kind: str = "quantitative") -> dict[str, Any]:
    return {"field": field, "type": kind, "title": title}


def _runs(found: Demonstration) -> dict[str, Any]:
    rows = [
        {"hour": float(hour), "g_per_l": float(value), "of": name, "run": run.name}
        for run in found.bench.runs
        for name, values in run.seen.items()
        for hour, value in zip(run.hours, values, strict=True)
    ]
    return _spec(
        "Measured in 5 L", rows, "point",
        x=_axis("hour", "h"), y=_axis("g_per_l", "g/L"), color=_axis("of", "", "nominal"),
        column=_axis("run", "", "nominal"),
    )  # fmt: skip


def _fermentation(found: Demonstration) -> dict[str, Any]:
    made = found.fermenting
    rows = [
        {"hour": float(hour), "g_per_l": float(value), "of": name, "vessel": vessel}
        for vessel, run in (("500 L", found.pilot), ("100 m3", made.large))
        for name, values in (("product", run.product), ("other cells", run.biomass), ("glucose", run.carbon))
        for hour, value in zip(run.hours, values, strict=True)
    ]
    return _spec(
        "One recipe in two vessels", rows, "line",
        x=_axis("hour", "h"), y=_axis("g_per_l", "g/L"), color=_axis("of", "", "nominal"),
        strokeDash=_axis("vessel", "", "nominal"),
    )  # fmt: skip


def _schedule(found: Demonstration) -> dict[str, Any]:
    rows = [
        {
            "machine": one.machine,
            "from": moment(one.start_h).isoformat(),
            "to": moment(one.free_h).isoformat(),
            "campaign": one.campaign,
            "step": one.step,
        }
        for one in found.campaign.plan.bookings
    ]
    return _spec(
        "The pilot plant", rows, "bar",
        x=_axis("from", "", "temporal"), x2={"field": "to"}, y=_axis("machine", "", "nominal"),
        color=_axis("campaign", "", "nominal"), tooltip=_axis("step", "", "nominal"),
    )  # fmt: skip


def _price(found: Demonstration) -> dict[str, Any]:
    risk = found.report.risk
    sound = risk.plant.price[np.isfinite(risk.plant.price)]
    most = float(np.percentile(sound, 99))
    counts, edges = np.histogram(sound[sound <= most], bins=BINS)
    rows = [
        {"price": float(low), "to": float(high), "draws": int(many)}
        for low, high, many in zip(edges, edges[1:], counts, strict=False)
    ]
    market = float(np.median(risk.plant.market))
    return _spec(
        f"Least selling price, 99 % of draws; the market pays {market:.0f}", rows, {"type": "bar"},
        x={**_axis("price", f"{found.report.case.currency}/kg"), "bin": {"binned": True}}, x2={"field": "to"},
        y=_axis("draws", "draws"),
    )  # fmt: skip
