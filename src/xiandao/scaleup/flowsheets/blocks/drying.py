"""Drying: water driven off by hot air, with the share of the heat that does so."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Broken, Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream

POWER: Final = 0.08  # kWh a kg evaporated, fans; our assumption


def dried(
    name: str,
    wet: Stream,
    *,
    moisture: Amount = 0.01,
    efficiency: Amount = 0.6,
    celsius: Amount = 60.0,
    kind: str = "spray dryer",
    volatile: tuple[str, ...] = ("water",),
) -> Outcome:
    """Outlets: dry product, vapour. `moisture`: share of `volatile` left; `efficiency`: share of heat that
    dries.
    """
    goes = sum((wet.of(key) for key in volatile), np.zeros(()))
    stays = (wet.total - goes) * np.asarray(moisture) / (1.0 - np.asarray(moisture))
    share = np.clip(stays / np.maximum(goes, 1e-12), 0.0, 1.0)
    dry, vapour = wet.split(dict.fromkeys(volatile, share), rest=1.0)
    dry = dry.at(celsius)
    vapour = Stream({key: vapour.of(key) for key in volatile}, celsius, vapour=True)
    needed = dry.heat + vapour.heat - wet.heat
    steam = needed / efficiency
    power = POWER * vapour.total
    return Outcome(
        name,
        "purification",
        (wet,),
        (dry, vapour),
        Duties(electricity=power, work=power, steam=steam, lost=steam - needed + power),
        (Machine(kind, np.maximum(vapour.total, 1.0)),),
        (Broken("what comes is already dry", goes < stays),),
    )
