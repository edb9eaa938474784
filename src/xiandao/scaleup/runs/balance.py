"""The balances of a whole run, or of part of it: grams and moles of everything, tested against each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from xiandao.scaleup.kinetics import ACETATE, BIOMASS, ETHANOL, GLUCOSE, LACTATE, PHB, Compound
from xiandao.scaleup.runs.gas import AIR_CO2, AIR_O2, exchange
from xiandao.scaleup.runs.rates import made
from xiandao.scaleup.runs.reconciliation import CARBON_DIOXIDE, OXYGEN, Rate, Verdict, reconcile
from xiandao.scaleup.runs.record import Run, RunRefused

COMPOUNDS: Final[Mapping[str, Compound]] = {
    "biomass": BIOMASS,
    "carbon": GLUCOSE,
    "product": PHB,
    "acetate": ACETATE,
    "ethanol": ETHANOL,
    "lactate": LACTATE,
}
SAMPLE_ERROR: Final = 0.03  # of a concentration, where nothing better is known
GAS_ERROR: Final = 0.03  # of the moles of oxygen and carbon dioxide


@dataclass(frozen=True, slots=True)
class Balance:
    """Between two hours: moles of carbon (C-mol) of each compound made, moles of gas, and the verdict."""

    from_h: float
    to_h: float
    amounts: Mapping[str, Rate]
    verdict: Verdict


def balance(
    run: Run,
    *,
    from_h: float,
    to_h: float,
    feed_g_per_l: float = 0.0,
    errors: Mapping[str, float] | None = None,
    compounds: Mapping[str, Compound] = COMPOUNDS,
    inlet_o2: float = AIR_O2,
    inlet_co2: float = AIR_CO2,
) -> Balance:
    """Test a run's amounts between two hours. `errors`: relative, by quantity; `feed_g_per_l` of carbon.

    Raises RunRefused: an amount was not measured over that time, or too few are.
    """
    amounts: dict[str, Rate] = {}
    given = errors or {}
    for name, compound in compounds.items():
        if name not in run.offline and name not in run.online:
            continue
        told = made(run, name, feed_g_per_l=feed_g_per_l if name == "carbon" else 0.0)
        _covered(name, float(told.hours[0]), float(told.hours[-1]), from_h, to_h)
        begin, end = np.interp([from_h, to_h], told.hours, told.grams)
        moles = float(end - begin) / compound.grams_per_carbon
        size = _level(run, name, from_h, to_h) / compound.grams_per_carbon
        spread = max(given.get(name, SAMPLE_ERROR) * max(size, abs(moles)), 1e-6)
        amounts[name] = Rate(moles, spread, 1.0, compound.electrons)
    if "off_gas_o2" in run.online and "off_gas_co2" in run.online:
        gas = exchange(run, inlet_o2=inlet_o2, inlet_co2=inlet_co2)
        _covered("off-gas", float(gas.hours[0]), float(gas.hours[-1]), from_h, to_h)
        chosen = (gas.hours >= from_h) & (gas.hours <= to_h)
        hours = gas.hours[chosen]
        taken = float(np.trapezoid((gas.our * gas.volume_l)[chosen], hours))
        given_off = float(np.trapezoid((gas.cer * gas.volume_l)[chosen], hours))
        amounts["oxygen"] = Rate(-taken, max(given.get("oxygen", GAS_ERROR) * abs(taken), 1e-6), *OXYGEN)
        amounts["carbon dioxide"] = Rate(
            given_off, max(given.get("carbon dioxide", GAS_ERROR) * abs(given_off), 1e-6), *CARBON_DIOXIDE
        )
    return Balance(from_h, to_h, amounts, reconcile(amounts))


def _level(run: Run, name: str, from_h: float, to_h: float) -> float:
    """Grams that the error of a sample is a share of: what is in the vessel at the fuller end."""
    channel = run.channel(name)
    inside = channel.at(np.array([from_h, to_h]))
    return float(np.nanmax(np.abs(inside))) * run.volume_l


def _covered(name: str, begin: float, end: float, from_h: float, to_h: float) -> None:
    if from_h < begin - 0.26 or to_h > end + 0.26 or from_h >= to_h:
        raise RunRefused(
            "{name} was measured from {begin} to {end} h, which does not cover {from_h} to {to_h} h",
            name=name, begin=round(begin, 2), end=round(end, 2), from_h=from_h, to_h=to_h,
        )  # fmt: skip
