"""What 5 L, 500 L and 100 m3 can do for this strain: most oxygen within every limit, what breaks first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from xiandao.scaleup.carrying import Ability
from xiandao.scaleup.kinetics import Strain, Trajectory, rates
from xiandao.scaleup.transfer import (
    Criterion,
    Demand,
    Gradients,
    Limit,
    Organism,
    ScaleDown,
    TransferRefused,
    first_broken,
    gradients,
    limits,
    scale_down,
    scale_up,
)
from xiandao.scaleup.transfer.describing import Study

LEVELS: Final = (0.95, 0.9, 0.8, 0.7, 0.6, 0.5)  # of the oxygen at its best, at which a profile is sought
TWIN_L: Final = 5.0
PLENTY: Final = 10.0  # g/L of glucose that limits no longer and inhibits hardly
HELD: Final = (Criterion.POWER_PER_VOLUME, Criterion.KLA, Criterion.TIP_SPEED, Criterion.MIXING_TIME)


@dataclass(frozen=True, slots=True, eq=False)
class Crossing:
    """The vessels at their best, what the recipe asks, what breaks; the large one's profile and twin."""

    abilities: tuple[Ability, ...]
    asked: float  # mmol/(L h): the recipe's peak where oxygen is never short
    broken: Mapping[str, Limit | None]  # by vessel, at what is asked
    held: Mapping[str, str]  # criterion -> what breaks first in the largest vessel
    gradients: Gradients | None
    twin: ScaleDown | None
    level: float  # of the best oxygen transfer, at which the profile stands
    remark: str  # why there is no profile; "" where there is one


def crossing(
    told: Study, found: tuple[Ability, ...], strain: Strain, free: Trajectory, large: Trajectory
) -> Crossing:
    """Compare what the recipe asks (`free`: oxygen never short) with what each vessel does."""
    asked = 1000.0 * float(free.our.max())
    demand = replace(told.demand, our=asked)
    broken = {one.reactor.name: first_broken(limits(one.engineering, demand)) for one in found}
    profile, twin, level, remark = _unevenness(found[-1], strain, large)
    return Crossing(found, asked, broken, _held(told, found, demand), profile, twin, level, remark)


def _held(told: Study, found: tuple[Ability, ...], demand: Demand) -> dict[str, str]:
    first, last = found[0], found[-1]
    said = {}
    for criterion in HELD:
        try:
            steps = scale_up(
                (first.reactor, first.engineering.operation),
                (last.reactor,),
                told.broth,
                demand,
                criterion=criterion,
            )
            breaks = steps[-1].first_broken
            said[criterion.value] = f"{breaks.name} ({breaks.said})" if breaks else "nothing"
        except TransferRefused as refusal:
            said[criterion.value] = refusal.sentence
    return said


def _unevenness(
    large: Ability, strain: Strain, run: Trajectory
) -> tuple[Gradients | None, ScaleDown | None, float, str]:
    """The profile when most oxygen is taken up, as near to the most as a steady profile exists."""
    at = int(np.argmax(run.our))
    biomass = float(run.biomass[at])
    full = rates(strain, biomass, float(run.product[at]), PLENTY, float(run.nitrogen[at]))
    organism = Organism(full.carbon_source, strain.half_carbon, full.oxygen / full.carbon_source)
    remark = ""
    for level in LEVELS:
        share = level * large.otr[1] / 1000.0 / (full.oxygen * biomass)
        try:
            profile = gradients(large.engineering, organism, biomass=biomass, uptake=share)
            twin = scale_down(profile, organism, biomass=biomass, uptake=share, total_l=TWIN_L)
        except TransferRefused as refusal:
            remark = refusal.sentence
            continue
        return profile, twin, level, ""
    return None, None, 0.0, remark
