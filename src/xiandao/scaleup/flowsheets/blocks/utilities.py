"""Utilities: what all blocks together need of steam, power, cooling and water, and the machines for it."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, summed

BOILER: Final = 0.88  # of the heat of the gas ends in steam; our assumption
STEAM_KJ: Final = 2150.0  # kJ a kg of low-pressure steam condensed
CHILLER: Final = 4.5  # kW of cold a kW of power; our assumption
WATER_COOLING: Final = 1.0 / (0.6 * 2430.0)  # kg of water lost a kJ in the tower: 60 % evaporates
TOWER_POWER: Final = 0.02  # kW of pumps and fans a kW; our assumption
ROOMS: Final = 1.08  # lights, air, small drives: on top of all power; our assumption
LITRES_A_KJ: Final = 1.0 / (10.0 * 4.18)  # of cooling water warmed by 10 K


def supplied(outcomes: list[Outcome], *, steam_had: Amount = 0.0, power_had: Amount = 0.0) -> Outcome:
    """The block of utilities. `steam_had`, `power_had`: kW that residues give.

    Bought: fuel gas (GJ/h), electricity (kWh/h), water (m3/h); power left over is sold.
    """
    steam = summed(one.duties.steam for one in outcomes)
    chilled = summed(one.duties.chilled for one in outcomes)
    cooling = summed(cooled_by(one.duties) for one in outcomes)
    short = np.maximum(steam - steam_had, 0.0)
    power = summed(power_for(one.duties) for one in outcomes)
    bought = np.maximum(power - power_had, 0.0)
    sold = np.maximum(np.asarray(power_had) - power, 0.0)
    machines = [
        Machine("boiler", np.maximum(short * 3600.0 / STEAM_KJ, 10.0), np.where(short > 0, 1.0, 0.0)),
        Machine("cooling tower", np.maximum(cooling * LITRES_A_KJ, 1.0)),
        Machine("chiller", np.maximum(chilled, 1.0), np.where(chilled > 0, 1.0, 0.0)),
    ]
    return Outcome(
        "utilities",
        "utilities",
        (),
        (),
        Duties(),
        tuple(machines),
        consumed=(
            ("fuel gas", short / BOILER * 3600.0 / 1e6),
            ("electricity", bought),
            ("electricity sold", sold),
            ("cooling water lost", cooling * 3600.0 * WATER_COOLING / 1000.0),
        ),
    )


def cooled_by(duties: Duties) -> Amount:
    """kW that the tower takes for these duties, the heat of the chiller with it."""
    return duties.cooling + duties.chilled * (1.0 + 1.0 / CHILLER)


def power_for(duties: Duties) -> Amount:
    """kW of power for these duties: their own, for their cold, and for rooms and small drives on top."""
    return (duties.electricity + duties.chilled / CHILLER + cooled_by(duties) * TOWER_POWER) * ROOMS
