"""Waste water: what oxygen would burn is digested to gas and burnt, the rest aerated away; solids leave as
sludge.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Stream, Values, mixed
from xiandao.scaleup.flowsheets.substances import ATOM, substance

POWER: Final = 0.7  # kWh a kg of oxygen demand removed by air; our assumption
DIGESTED: Final = 0.8  # of the oxygen demand goes to gas where it is digested; our assumption
CARRIED: Final = ("water", "salts", "ash", "ammonia")  # leave with the water
FREED_TO_STEAM: Final = 0.8  # of the heat of the gas; our assumption


def treated(name: str, *waters: Stream, digested: bool = False) -> tuple[Outcome, Values]:
    """Outlets: clear water, gases of burning. With `digested` the heat of the gas, kW, is the second
    answer.

    Everything that oxygen burns is burnt, in air or in the boiler after digestion, so that carbon closes.
    """
    feed = mixed(*waters)
    burnt = {key: flow for key, flow in feed.flows.items() if key not in CARRIED}
    amounts = {
        atom: sum((f * substance(k).share(atom) for k, f in burnt.items()), np.zeros(())) for atom in "CHNO"
    }
    phosphorus = sum((f * substance(k).share("P") for k, f in burnt.items()), np.zeros(())) / ATOM["P"]
    amounts["H"] = amounts["H"] - 3 * ATOM["H"] * phosphorus  # which leaves as phosphoric acid
    amounts["O"] = amounts["O"] - 4 * ATOM["O"] * phosphorus
    others = sum((f for f in burnt.values()), np.zeros(())) - sum(amounts.values(), np.zeros(()))
    carbon_dioxide = amounts["C"] / ATOM["C"] * 44.009
    ammonia = amounts["N"] / ATOM["N"] * 17.031
    water = (amounts["H"] - ammonia * 3 * ATOM["H"] / 17.031) / (2 * ATOM["H"]) * 18.015
    oxygen = carbon_dioxide * 2 * ATOM["O"] / 44.009 + water * ATOM["O"] / 18.015 - amounts["O"]
    inert = oxygen / 31.998 * (1 - 0.2095) / 0.2095 * 28.014
    air = Stream({"oxygen": oxygen, "nitrogen": inert}, vapour=True)
    kept = {key: feed.of(key) for key in CARRIED if key in feed.flows}
    kept["water"] = feed.of("water") + water
    kept["ammonia"] = feed.of("ammonia") + ammonia
    kept["salts"] = feed.of("salts") + others  # sulphur and phosphorus leave as salts, by mass
    clear = Stream(kept, 30.0)
    gas = Stream({"carbon dioxide": carbon_dioxide, "nitrogen": inert}, 30.0, vapour=True)
    demand = feed.oxygen_demand
    share = DIGESTED if digested else 0.0
    power = POWER * demand * (1.0 - share)
    freed = feed.heat + air.heat + power - clear.heat - gas.heat
    made = np.maximum(freed, 0.0) * share * FREED_TO_STEAM
    duties = Duties(electricity=power, work=power, lost=np.maximum(freed, 0.0), steam=np.maximum(-freed, 0.0))
    machine = Machine("digester and plant" if digested else "waste water plant", feed.cubic_metres)
    outcome = Outcome(name, "waste water", (*waters, air), (clear, gas), duties, (machine,))
    return outcome, made
