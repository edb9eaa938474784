"""Three batches of 500 L in an invented pilot plant, between campaigns of others that are booked already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import ceil, log
from typing import Final

from xiandao.scaleup.carrying.recipe import INOCULATED
from xiandao.scaleup.kinetics import Strain
from xiandao.scaleup.scheduling import (
    Booking,
    Bottleneck,
    Campaign,
    CampaignTemplate,
    Lag,
    Machine,
    Plant,
    Pool,
    Schedule,
    Step,
    Use,
    WhyNot,
    Window,
    bottleneck,
    schedule,
    why_not,
)

ORIGIN: Final = datetime(2026, 3, 2, 8, tzinfo=UTC)  # hour 0, a Monday: invented like all here
BATCHES: Final = 3
LIMIT_S: Final = 2.0  # counted seconds of the solver
SEED_FROM: Final = 0.1  # g/L of cells when a seed vessel is inoculated
SEED_TO: Final = 8.0  # g/L when it is handed on
SOONER_H: Final = 24  # how much earlier one asks to be
OURS: Final = "PHA"

PLANT: Final = Plant(
    machines=(
        Machine("seed 5 L", "seed", 0.005, changeover_h=4),
        Machine("seed 50 L A", "inoculum", 0.05, changeover_h=8),
        Machine("seed 50 L B", "inoculum", 0.05, changeover_h=8),
        Machine("F-500 A", "fermentation", 0.5, changeover_h=16),
        Machine("F-500 B", "fermentation", 0.5, changeover_h=16, closed=(Window(200, 272),)),
        Machine("centrifuge", "harvest", changeover_h=4),
        Machine("extraction skid", "purification", changeover_h=12),
        Machine("dryer", "drying", changeover_h=4),
        Machine("analytics", "analytics"),
    ),
    pools=(Pool("operators", 4), Pool("CIP skid", 1), Pool("clean steam", 2)),
)
_CLEANING: Final = (Use("CIP skid", 1), Use("operators", 1))


@dataclass(frozen=True, slots=True, eq=False)
class PilotCampaign:
    """The schedule with all campaigns, which are ours, what binds, and why not a day sooner."""

    plan: Schedule
    before: tuple[Booking, ...]  # of others, booked already: they do not move
    bottleneck: Bottleneck  # of our batches, were the plant theirs alone
    sooner: WhyNot

    @property
    def ours(self) -> tuple[Booking, ...]:
        """Our bookings, in time."""
        return tuple(one for one in self.plan.bookings if one.campaign.startswith(OURS))

    @property
    def start(self) -> datetime:
        """When our first step begins."""
        return moment(min(one.start_h for one in self.ours))

    @property
    def end(self) -> datetime:
        """When our last machine is clean."""
        return moment(self.end_h)

    @property
    def end_h(self) -> int:
        """The same in hours from the origin."""
        return max(one.free_h for one in self.ours)


def moment(hour: int) -> datetime:
    """The day and hour of an hour of the schedule."""
    return ORIGIN + timedelta(hours=hour)


def campaign(strain: Strain, ferment_h: float, *, seed: int) -> PilotCampaign:
    """Book the others first, then our batches around them; durations follow from the fitted strain."""
    booked = others()
    before = schedule(booked, PLANT, seed=seed, limit_s=LIMIT_S).bookings
    ours = tuple(
        Campaign(f"{OURS} {number}", template(strain, ferment_h), "our strain")
        for number in range(1, BATCHES + 1)
    )
    plan = schedule((*booked, *ours), PLANT, seed=seed, limit_s=LIMIT_S, pinned=before)
    last = max((one for one in plan.bookings if one.campaign.startswith(OURS)), key=lambda one: one.end_h)
    sooner = why_not(plan, last.campaign, last.end_h - SOONER_H, seed=seed)
    return PilotCampaign(plan, before, bottleneck(ours, PLANT), sooner)


def template(strain: Strain, ferment_h: float) -> CampaignTemplate:
    """Seed train, fermentation, harvest, purification, drying, analytics; each vessel cleaned after.

    A seed vessel takes the hours in which the fitted strain grows from a thin to a thick culture.
    """
    seed_h = ceil(log(SEED_TO / SEED_FROM) / strain.growth)
    inoculum_h = ceil(log(SEED_TO / (INOCULATED / 10.0)) / strain.growth)
    people, steam = (Use("operators", 1),), (Use("operators", 1), Use("clean steam", 1))
    steps = (
        Step("seed", "seed", seed_h, 2, uses=people, cleaning_uses=_CLEANING),
        Step("inoculum", "inoculum", inoculum_h, 3, 0.05, uses=steam, cleaning_uses=_CLEANING),
        Step("fermentation", "fermentation", ceil(ferment_h), 6, 0.5, uses=steam, cleaning_uses=_CLEANING),
        Step("harvest", "harvest", 6, 2, uses=(Use("operators", 2),), cleaning_uses=_CLEANING),
        Step("purification", "purification", 20, 4, uses=people, cleaning_uses=_CLEANING),
        Step("drying", "drying", 12, 2, uses=people, cleaning_uses=_CLEANING),
        Step("analytics", "analytics", 16, uses=people),
    )
    names = [step.name for step in steps]
    holds = (0, 0, 4, 24, 48, 72)  # h that each may wait for the next at most
    lags = tuple(Lag(one, other, 0, most) for one, other, most in zip(names, names[1:], holds, strict=False))
    return CampaignTemplate("PHA in 500 L", steps, lags)


def others() -> tuple[Campaign, ...]:
    """Two invented tenants with three campaigns."""
    people = (Use("operators", 1),)
    enzyme = CampaignTemplate(
        "enzyme in 500 L",
        (
            Step("inoculum", "inoculum", 18, 3, uses=people, cleaning_uses=_CLEANING),
            Step("fermentation", "fermentation", 72, 6, 0.5, uses=people, cleaning_uses=_CLEANING),
            Step("harvest", "harvest", 8, 2, uses=people, cleaning_uses=_CLEANING),
        ),
        (Lag("inoculum", "fermentation", 0, 0), Lag("fermentation", "harvest", 0, 12)),
    )
    acid = CampaignTemplate(
        "acid in 500 L",
        (
            Step("inoculum", "inoculum", 16, 3, uses=people, cleaning_uses=_CLEANING),
            Step("fermentation", "fermentation", 40, 6, 0.5, uses=people, cleaning_uses=_CLEANING),
            Step("purification", "purification", 30, 4, uses=people, cleaning_uses=_CLEANING),
        ),
        (Lag("inoculum", "fermentation", 0, 0), Lag("fermentation", "purification", 0, 24)),
    )
    return (
        Campaign("tenant A, enzyme 1", enzyme, "yeast"),
        Campaign("tenant A, enzyme 2", enzyme, "yeast", release_h=96),
        Campaign("tenant B, acid", acid, "bacterium", release_h=24),
    )
