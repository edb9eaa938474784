"""The whole road in one call: bench runs, three vessels, a campaign in the pilot plant, a plant with risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from xiandao.scaleup.carrying import Fermenting, abilities, carried, study
from xiandao.scaleup.demonstration.bench import Bench, bench
from xiandao.scaleup.demonstration.campaign import PilotCampaign, campaign
from xiandao.scaleup.demonstration.crossing import Crossing, crossing
from xiandao.scaleup.economics import Books, Report, reported
from xiandao.scaleup.flowsheets import family
from xiandao.scaleup.kinetics import Trajectory

DRAWS: Final = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Demonstration:
    """Each step's result, in order; each is made of those before it."""

    seed: int
    bench: Bench
    fermenting: Fermenting
    pilot: Trajectory  # the same recipe in 500 L
    crossing: Crossing
    campaign: PilotCampaign
    report: Report


def demonstrate(*, seed: int = 1, many: int = DRAWS) -> Demonstration:
    """Runs of 5 L, fitted; what 500 L and 100 m3 can do; a campaign booked; a plant priced with its risk.

    `many`: draws of what is not known of the plant. One seed gives one answer.
    """
    books, told = Books(), study()
    known = bench(seed=seed)
    vessels = abilities(told)
    strain, pilot, large = known.fit.strain, vessels[1], vessels[2]
    chance = np.random.default_rng(seed)
    made = carried(strain, known.fitted.drawn, large, family("pha"), chance=chance, books=books)
    free = made.recipe.run(strain, large.litres)  # oxygen is never short
    return Demonstration(
        seed,
        known,
        made,
        made.recipe.run(strain, pilot.litres, pilot.otr[1] / 1000.0),
        crossing(told, vessels, strain, free, made.large),
        campaign(strain, made.harvest_h, seed=seed),
        reported(made.process, many=many, seed=seed, books=books),
    )
