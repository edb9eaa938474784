"""Evaporation in effects, each heated by the vapour of the one before."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Broken, Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream
from xiandao.scaleup.flowsheets.substances import substance

TRANSFER: Final = 1.5  # kW/(m2 K); our assumption
SPAN: Final = 60.0  # K from the steam to the last effect, shared by the effects
POWER: Final = 2.0  # kWh a m3 evaporated; our assumption
END: Final = 50.0  # degrees C of what leaves the last effect


def evaporated(
    name: str,
    feed: Stream,
    *,
    solids: Amount,
    effects: int = 4,
    economy: Amount = 0.85,
    area: str = "purification",
) -> Outcome:
    """Outlets: concentrate, condensate. `solids`: share of all but water in the concentrate, by mass.

    `economy`: kg evaporated a kg of steam and effect; below it the feed must not already be as thick. The
    condenser takes what steam, power and feed bring and streams do not carry away.
    """
    dry = feed.total - feed.of("water")
    left = dry * (1.0 - np.asarray(solids)) / solids
    gone = feed.of("water") - left
    share = np.clip(left / np.maximum(feed.of("water"), 1e-12), 0.0, 1.0)
    thick, condensate = feed.split({"water": share}, rest=1.0)
    thick, condensate = thick.at(END), Stream({"water": condensate.of("water")}, END)
    duty = np.maximum(gone, 0.0) * substance("water").vaporisation / 3600.0
    power = POWER * np.maximum(gone, 0.0) / 1000.0
    steam = duty / (effects * np.asarray(economy))
    balance = feed.heat + steam + power - thick.heat - condensate.heat
    steam = steam + np.maximum(-balance, 0.0)
    size = duty / effects / (TRANSFER * SPAN / effects)  # m2 of each effect
    duties = Duties(electricity=power, work=power, steam=steam, cooling=np.maximum(balance, 0.0))
    return Outcome(
        name,
        area,
        (feed,),
        (thick, condensate),
        duties,
        (Machine("evaporator", np.maximum(size, 1.0), float(effects)),),
        (Broken("there is no water to evaporate", gone < -1e-9),),
    )
