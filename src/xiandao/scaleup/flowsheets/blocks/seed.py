"""Seed train: vessels each a tenth of the next, whose cells are grown on carbon source bought for them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.blocks.fermentation import (
    TOO_MANY,
    Fermentation,
    feed_for,
    fermented,
    vessels_for,
)
from xiandao.scaleup.flowsheets.outcomes import Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream, mixed

STEP: Final = 10.0  # from one seed vessel to the next
SMALLEST: Final = 0.05  # m3; below it flasks


def grown(
    name: str,
    main: Fermentation,
    volume: Amount,
    source: str,
    *,
    inoculum: Amount = 0.05,
    hours: Amount = 16.0,
) -> tuple[tuple[Stream, ...], Outcome]:
    """Inoculum of a share of the volume of broth (m3/h): what it is fed, and the block.

    Cells of 10 g/L at 0.45 g/g of carbon source, aerobic at 0.1 mol/(L h): our assumptions.
    """
    told = Fermentation(
        product="biomass", titre=10.0, hours=hours, turnaround=8.0, yield_product=0.45, biomass=0.0,
        vessel=np.maximum(np.asarray(main.vessel) * inoculum, SMALLEST), working=main.working,
        celsius=main.celsius, our=0.10, otr=0.2, nitrogen=main.nitrogen, power=1.0,
    )  # fmt: skip
    made = np.asarray(volume) * inoculum * told.titre
    parts = feed_for(told, source, made, concentration=0.5)
    outcome = fermented(name, told, mixed(*parts), made)
    mains = vessels_for(main, volume)
    cycle = (np.asarray(main.hours) + main.turnaround) / np.maximum(mains, 1.0)  # h between two batches
    trains = np.ceil((hours + np.asarray(told.turnaround)) / np.maximum(cycle, 1e-9))
    machines = [one for one in outcome.machines if one.kind == "compressor"]
    size = np.asarray(told.vessel)
    while float(np.max(size)) >= SMALLEST:
        machines.append(
            Machine("fermenter", np.maximum(size, SMALLEST), np.where(size >= SMALLEST, trains, 0.0))
        )
        size = size / STEP
    kept = tuple(one for one in outcome.broken if one.template != TOO_MANY)
    return parts, replace(outcome, machines=tuple(machines), broken=kept)
