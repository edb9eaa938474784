"""One recipe in any vessel: fed-batch by volumes of the full vessel; what each hour of it would be worth."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import inf
from typing import Final

import numpy as np

from xiandao.scaleup.economics import Books, plant
from xiandao.scaleup.economics.cashflow import Values
from xiandao.scaleup.flowsheets import Family
from xiandao.scaleup.kinetics import Feed, Start, Strain, Trajectory, simulate

FEED_G_PER_L: Final = 700.0  # glucose in the feed
FIRST_SHARE: Final = 0.6  # of the full broth's volume at the start
FEED_FROM_H: Final = 6.0
UNTIL_H: Final = 70.0
GLUCOSE: Final = 20.0  # g/L at the start
INOCULATED: Final = 2.0  # g/L of cells at the start
NITROGEN: Final = (4.0, 5.0, 6.0)  # g/L at the start, tried
FLOWS: Final = (0.009, 0.0125, 0.017, 0.022)  # of the full volume an hour, tried
VESSEL_SHARE: Final = 0.75  # broth over the vessel's volume
POINTS: Final = 141


@dataclass(frozen=True, slots=True)
class Recipe:
    """Nitrogen at the start in g/L, feed an hour over the full volume."""

    nitrogen: float
    flow: float

    def run(self, strain: Strain, litres: float, most_otr: float = inf) -> Trajectory:
        """The recipe in a vessel that holds so many litres when full; oxygen in mol/(L h)."""
        return simulate(
            strain,
            Start(INOCULATED, GLUCOSE, self.nitrogen, FIRST_SHARE * litres),
            until_h=UNTIL_H,
            feed=Feed(FEED_G_PER_L, 0.0, self.flow * litres, from_h=FEED_FROM_H, until_volume=litres),
            most_otr=most_otr,
            at_h=np.linspace(0.0, UNTIL_H, POINTS),
        )


def hourly(run: Trajectory, litres: float) -> dict[str, Values]:
    """What the flowsheet asks of a fermentation, had it been harvested at each of its later hours."""
    late = run.hours >= UNTIL_H / 5
    volume, product_g_per_l = run.volume[late], run.product[late]
    first = float(run.volume[0])
    fed = first * GLUCOSE + FEED_G_PER_L * (volume - first)
    left = run.carbon[late] * volume
    return {
        "titre": product_g_per_l,
        "yield_product": product_g_per_l * volume / (fed - left),
        "ferment_h": run.hours[late],
        "biomass": run.biomass[late],
        "our": np.maximum.accumulate(run.our)[late],
        "working": volume / litres * VESSEL_SHARE,
        "unused": np.maximum(left / fed, 0.0),
    }


def cheapest(runs: list[dict[str, Values]], family: Family, books: Books) -> list[tuple[float, int]]:
    """For each run the least price of all its hours, and which hour that is; infinite if none is feasible."""
    joined = {name: np.concatenate([run[name] for run in runs]) for name in runs[0]}
    prices = np.nan_to_num(plant(family, joined, books=books).price, nan=inf).reshape(len(runs), -1)
    return [(float(row.min()), int(row.argmin())) for row in prices]


def chosen(strain: Strain, litres: float, otr: float, family: Family, books: Books) -> Recipe:
    """Of the recipes tried, the one with the least price in a vessel that transfers so much oxygen."""
    tried = [Recipe(nitrogen, flow) for nitrogen, flow in product(NITROGEN, FLOWS)]
    found = cheapest([hourly(one.run(strain, litres, otr), litres) for one in tried], family, books)
    return tried[int(np.argmin([price for price, _ in found]))]
