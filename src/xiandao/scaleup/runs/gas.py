"""Oxygen taken up and carbon dioxide given off, from the gas that goes in and out, by the inert-gas balance.

What is neither oxygen nor carbon dioxide leaves as it came, so the outflow need not be measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from xiandao.scaleup.runs.record import Run, RunRefused, Values
from xiandao.scaleup.runs.volumes import volume

NORMAL_LITRES: Final = 22.414  # L/mol of an ideal gas at 0 degrees C and 1.01325 bar (DIN 1343)
AIR_O2: Final = 0.2095  # mole fraction in dry air
AIR_CO2: Final = 0.0004  # about, and rising
_LEAST_UPTAKE: Final = 1e-4  # mol/(L h); below it RQ is noise over noise


@dataclass(frozen=True, slots=True, eq=False)
class GasExchange:
    """OUR and CER in mol/(L h) and RQ (NaN where uptake is too small) over `hours`."""

    hours: Values
    our: Values
    cer: Values
    rq: Values
    volume_l: Values


def exchange(
    run: Run,
    *,
    inlet_o2: float = AIR_O2,
    inlet_co2: float = AIR_CO2,
    litres_a_mole: float = NORMAL_LITRES,
    outlet_water: float = 0.0,
) -> GasExchange:
    """Gas exchange at the hours of the off-gas oxygen. `outlet_water`: mole fraction, 0 behind a dryer.

    Raises RunRefused: air flow, oxygen or carbon dioxide were not measured, or the inert gas is none.
    """
    o2, co2, air = (run.channel(name).known() for name in ("off_gas_o2", "off_gas_co2", "air_flow"))
    hours = o2.hours
    flow = air.at(hours) * 60.0 / litres_a_mole  # mol/h
    pure = run.online["oxygen_flow"].at(hours) * 60.0 / litres_a_mole if "oxygen_flow" in run.online else 0.0
    in_o2, in_co2 = flow * inlet_o2 + pure, flow * inlet_co2
    inert = flow * (1.0 - inlet_o2 - inlet_co2)
    x_o2, x_co2 = o2.values / 100.0, co2.at(hours) / 100.0
    rest = 1.0 - x_o2 - x_co2 - outlet_water
    if (rest <= 0).any():
        place = int(np.argmax(rest <= 0))
        raise RunRefused(
            "{source}: {o2} % oxygen with {co2} % carbon dioxide at {hour} h leave no inert gas",
            source=o2.source or run.name,
            o2=round(float(o2.values[place]), 2),
            co2=round(100 * float(x_co2[place]), 2),
            hour=round(float(hours[place]), 3),
        )
    out = inert / rest
    litres = volume(run, hours)
    our = (in_o2 - out * x_o2) / litres
    cer = (out * x_co2 - in_co2) / litres
    with np.errstate(divide="ignore", invalid="ignore"):
        rq = np.where(our > _LEAST_UPTAKE, cer / our, np.nan)
    return GasExchange(hours, our, cer, rq, litres)
