"""The whole road in one call: bench runs, three vessels, a campaign in the pilot plant, a plant with risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xiandao.scaleup.demonstration.bench import Bench, bench
from xiandao.scaleup.demonstration.campaign import PilotCampaign, campaign
from xiandao.scaleup.demonstration.crossing import Crossing, abilities, crossing, study
from xiandao.scaleup.demonstration.fermenting import Fermenting, fermenting
from xiandao.scaleup.economics import Books, Report, reported

DRAWS: Final = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Demonstration:
    """Each step's result, in order; each is made of those before it."""

    seed: int
    bench: Bench
    fermenting: Fermenting
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
    made = fermenting(known, vessels[1], vessels[2], seed=seed, books=books)
    return Demonstration(
        seed,
        known,
        made,
        crossing(told, vessels, known.fit.strain, made.free, made.large),
        campaign(known.fit.strain, made.harvest_h, seed=seed),
        reported(made.process, many=many, seed=seed, books=books),
    )
