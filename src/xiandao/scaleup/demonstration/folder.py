"""The demonstration as plain values, and as a folder of files that other programs open."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import numpy as np

from xiandao.scaleup.carrying import Ability
from xiandao.scaleup.demonstration.campaign import ORIGIN
from xiandao.scaleup.demonstration.joined import Demonstration
from xiandao.scaleup.demonstration.page import net_worth, page
from xiandao.scaleup.demonstration.plots import plots
from xiandao.scaleup.economics import record as report_record
from xiandao.scaleup.scheduling import icalendar
from xiandao.scaleup.scheduling.files import written_csv, written_json

VERSION: Final = 1
INVENTED: Final = ("strain", "runs", "vessels", "pilot plant", "other tenants", "days", "prices", "market")


def record(found: Demonstration) -> dict[str, Any]:
    """All of it as plain values, for JSON."""
    known, made, crossing, booked = found.bench, found.fermenting, found.crossing, found.campaign
    return {
        "version": VERSION,
        "seed": found.seed,
        "invented": list(INVENTED),
        "bench": {
            "runs": [one.name for one in known.runs],
            "points": known.fit.points,
            "misfit": known.fit.misfit,
            "parameters": dict(known.fit.parameters),
            "relative_spread": dict(known.fit.spread),
            "interval_95": asdict(known.interval),
            "misfit_of_guesses": {str(value): rise for value, rise in known.rises.items()},
            "next_runs": [asdict(one) for one in known.next_runs],
        },
        "vessels": [_ability(one) for one in crossing.abilities],
        "asked_mmol_per_l_h": crossing.asked,
        "first_limit_broken": {name: asdict(one) if one else None for name, one in crossing.broken.items()},
        "held_of_the_bench": dict(crossing.held),
        "gradients": _gradients(found),
        "recipe": asdict(made.recipe),
        "harvest_h": made.harvest_h,
        "fermentations_drawn": {name: [float(one) for one in values] for name, values in made.drawn.items()},
        "campaign": {
            "origin": ORIGIN.isoformat(),
            "start": booked.start.isoformat(),
            "end": booked.end.isoformat(),
            "bottleneck": asdict(booked.bottleneck),
            "a_day_sooner": booked.sooner.message,
            "booked_before": len(booked.before),
            "schedule": json.loads(written_json(booked.plan)),
        },
        "plant": dict(report_record(found.report)),
        "pilot_run_net_thousands": net_worth(found),
    }


def _ability(one: Ability) -> dict[str, Any]:
    found = one.engineering
    return {
        "name": one.reactor.name,
        "broth_l": one.litres,
        "rpm": found.operation.rpm,
        "vvm": found.operation.vvm,
        "otr_mmol_per_l_h": list(one.otr),
        "kept_back_by": one.set_by,
        "kla_per_h": {law.law: 3600.0 * law.value for law in found.kla.estimates},
        "w_per_m3": found.per_volume,
        "tip_m_per_s": found.tip_speed,
        "mixing_s": [found.mixing.low, found.mixing.high],
        "stretched": list(found.flags),
    }


def _gradients(found: Demonstration) -> Mapping[str, Any]:
    large, twin = found.crossing.gradients, found.crossing.twin
    if large is None or twin is None:
        return {"remark": found.crossing.remark}
    return {
        "share_of_most_oxygen": found.crossing.level,
        "glucose_g_per_l": large.substrate.tolist(),
        "oxygen_mmol_per_l": large.oxygen.tolist(),
        "twin": asdict(twin),
    }


def as_json(found: Demonstration) -> str:
    """The record as text; a figure that does not exist is null."""
    return json.dumps(_plain(record(found)), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if isinstance(value, np.generic):
        return _plain(value.item())
    return None if isinstance(value, float) and not np.isfinite(value) else value


def write(found: Demonstration, folder: Path) -> tuple[Path, ...]:
    """Page, result, schedule as calendar and CSV, and Vega-Lite specifications; the files written."""
    texts = {
        "page.txt": "\n".join(page(found)) + "\n",
        "result.json": as_json(found),
        "schedule.ics": icalendar(found.campaign.plan, origin=ORIGIN, stamp=ORIGIN),
        "schedule.csv": written_csv(found.campaign.plan),
    }
    for name, plot in plots(found).items():
        texts[f"{name}.vl.json"] = json.dumps(_plain(plot), indent=1, ensure_ascii=False) + "\n"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in texts.items():
        path = folder / name
        path.write_text(text, encoding="utf-8", newline="")
        written.append(path)
    return tuple(written)
