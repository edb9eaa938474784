"""Extraction of a solid or a solute by a solvent that does not mix with water, stage against stage
(Kremser).
"""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.outcomes import Broken, Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values

POWER: Final = 1.0  # kWh a m3 of both phases; our assumption


def extracted_share(factor: Amount, stages: Amount) -> Values:
    """Share of the solute that leaves with the solvent after so many counter-current stages.

    `factor`: distribution x solvent / feed (Kremser 1930); 1 has its own limit, stages / (stages + 1).
    """
    factor, stages = np.asarray(factor, dtype=np.float64), np.asarray(stages, dtype=np.float64)
    even = np.abs(factor - 1.0) < 1e-9
    safe = np.where(even, 2.0, factor)
    found = (safe ** (stages + 1.0) - safe) / (safe ** (stages + 1.0) - 1.0)
    return np.asarray(np.where(even, stages / (stages + 1.0), found))


def extracted(
    name: str,
    feed: Stream,
    solvent: Stream,
    product: str,
    *,
    distribution: Amount,
    stages: Amount = 3.0,
    dissolved: Amount = 0.0,
    celsius: Amount = 60.0,
    most: Amount = 100.0,
    area: str = "purification",
) -> Outcome:
    """Outlets: extract, raffinate. `dissolved`: share of the solvent lost in the raffinate.

    `distribution`: kg of product a kg of solvent over kg a kg of feed; `most`: kg of product a m3 of
    extract above which it is too thick to stir: a broken invariant.
    """
    factor = distribution * solvent.total / feed.total
    share = extracted_share(factor, stages)
    taken, left = feed.split({product: share})
    spent, stays = solvent.split({}, rest=dissolved)
    extract, raffinate = taken.at(celsius).plus(stays), left.at(celsius).plus(spent)
    volume = feed.cubic_metres + solvent.cubic_metres
    power = POWER * volume
    heat = extract.heat + raffinate.heat - feed.heat - solvent.heat - power
    duties = Duties(
        electricity=power, work=power, steam=np.maximum(heat, 0.0), cooling=np.maximum(-heat, 0.0)
    )
    thick = extract.of(product) / extract.cubic_metres
    machines = (
        Machine("mixer-settler", volume * 0.5, stages),
        Machine("exchanger", np.maximum(np.abs(heat) / 12.0, 1.0)),
    )
    broken = (Broken("an extract of {figure} kg/m3 is too thick to stir", thick > most, thick),)
    return Outcome(name, area, (feed, solvent), (extract, raffinate), duties, machines, broken)
