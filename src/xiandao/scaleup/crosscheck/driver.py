"""Runs inside BioSTEAM's own environment (see `make biosteam`): one biorefinery, told as JSON on the last
line.

It imports nothing of ours. Usage: python driver.py corn-stover 5
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from importlib import metadata
from typing import Any

GROUPS = {
    "CWP": "800",
    "CT": "800",
    "PWC": "800",
    "ADP": "800",
    "CIP": "800",
    "BT": "700",
    "WWTC": "500",
    "FWT": "600",
}
STORED = ("CSL_storage", "DAP_storage", "Ammonia_storage", "H2SO4_storage")


def main(name: str, again: int) -> dict[str, Any]:
    """Load, simulate so many times, and tell areas, units and the least selling price."""
    began = time.perf_counter()
    if name == "corn-stover":
        from biorefineries import cornstover as refinery
    else:
        from biorefineries import sugarcane as refinery
    refinery.load()
    loaded = time.perf_counter() - began
    short = "cornstover" if name == "corn-stover" else "sugarcane"
    system, tea = getattr(refinery, f"{short}_sys"), getattr(refinery, f"{short}_tea")
    product = refinery.ethanol
    seconds = []
    for _ in range(again):
        began = time.perf_counter()
        system.simulate()
        price = float(tea.solve_price(product))
        seconds.append(time.perf_counter() - began)
    import biosteam

    return {
        "version": 1,
        "family": name,
        "packages": {one: metadata.version(one) for one in ("biosteam", "thermosteam", "biorefineries")},
        "load_s": loaded,
        "simulate_s": seconds,
        "index": float(biosteam.CE),
        "product_kg_h": float(product.imass["Ethanol"]),
        "price_usd_kg": price,
        "total_capital_usd": float(tea.TCI),
        "installed_usd": float(tea.installed_equipment_cost),
        "units": [_unit(one) for one in system.units],
    }


def _unit(unit: Any) -> dict[str, Any]:
    design = {
        key: float(value) for key, value in unit.design_results.items() if isinstance(value, float | int)
    }
    hours = [
        getattr(unit, key, None) for key in ("tau_saccharification", "tau_cofermentation", "tau", "tau_0")
    ]
    flow = max((float(one.F_vol) for one in unit.outs if one.phase == "l"), default=0.0)
    return {
        "id": unit.ID,
        "kind": type(unit).__name__,
        "area": _area(unit.ID),
        "installed_usd": float(unit.installed_cost),
        "design": design,
        "hours": sum(float(one) for one in hours if isinstance(one, float | int)),
        "m3_h": flow,
    }


def _area(name: str) -> str:
    if name in GROUPS:
        return GROUPS[name]
    if name in STORED:
        return "600"
    digits = [one for one in name if one.isdigit()]
    if not digits:
        return "other"
    return "600" if digits[0] == "7" else f"{digits[0]}00"  # storage, as the biorefineries number it


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    print(json.dumps(main(sys.argv[1], int(sys.argv[2]))))  # noqa: T201  its output is the message
