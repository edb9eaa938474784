"""Filters: a drum or a press for cakes, washed or not; sized by the flux that the maker's trial gave."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.blocks.centrifuge import settled
from xiandao.scaleup.flowsheets.outcomes import Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream

POWER: Final = 0.8  # kWh a m3; our assumption


def filtered(
    name: str,
    slurry: Stream,
    solids: tuple[str, ...],
    *,
    caught: Amount = 0.99,
    dry: Amount = 0.5,
    flux: Amount = 0.2,
    wash: Stream | None = None,
    area: str = "harvest",
    kind: str = "drum filter",
) -> Outcome:
    """Outlets: cake, filtrate. `flux`: m3/(m2 h). `wash`: liquid that displaces what clings, once, ideally
    mixed.
    """
    cake, clear = settled(slurry, solids, caught, dry)
    inlets: tuple[Stream, ...] = (slurry,)
    if wash is not None:
        inlets = (slurry, wash)
        warmed = wash.felt * (np.asarray(slurry.celsius) - wash.celsius)
        cake, washed = settled(cake.plus(wash), solids, 1.0, dry)
        clear = clear.plus(washed)
    else:
        warmed = np.zeros(())
    power = POWER * slurry.cubic_metres
    size = np.maximum(slurry.cubic_metres / flux, 1.0)
    if kind == "pressure filter":  # its figures go by the solids that it holds back
        size = sum((cake.of(key) for key in solids), np.zeros(()))
    duties = Duties(
        electricity=power, work=power, lost=power + np.maximum(-warmed, 0.0), steam=np.maximum(warmed, 0.0)
    )
    return Outcome(name, area, inlets, (cake, clear), duties, (Machine(kind, size),))
