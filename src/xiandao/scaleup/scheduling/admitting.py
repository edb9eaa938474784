"""Who gets a place and who waits: what would break a promise goes on the list, with the reason."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xiandao.scaleup.scheduling.bookings import Schedule
from xiandao.scaleup.scheduling.checking import check_campaigns, check_plant
from xiandao.scaleup.scheduling.planning import ScheduleRefused, checked, horizon_h, schedule
from xiandao.scaleup.scheduling.problem import Campaign
from xiandao.scaleup.scheduling.program import Program
from xiandao.scaleup.scheduling.reasons import WhyNot, why_not


@dataclass(frozen=True, slots=True)
class Waiting:
    """A campaign without a place: its earliest end beside all others, and why not by its date."""

    campaign: Campaign
    earliest_h: int | None
    why: WhyNot


@dataclass(frozen=True, slots=True)
class Admission:
    """The schedule with those that found a place, and the list of those that wait, in the order asked."""

    schedule: Schedule
    waiting: tuple[Waiting, ...]


def admit(
    plan: Schedule, wanted: tuple[Campaign, ...], *, now_h: int, seed: int, limit_s: float
) -> Admission:
    """Give each campaign a place in the order given, breaking no promise; the others wait.

    A promise is a due date, or the end that a campaign has in `plan`. First all that stands stays; where that
    is not enough, what has not begun may move within its promise. Raises CampaignRefused for what can never
    be.
    """
    check_plant(plan.plant)
    check_campaigns((*plan.campaigns, *wanted), plan.plant)
    waiting = []
    for campaign in wanted:
        placed = _beside(plan, campaign, now_h, seed, limit_s) or _among(plan, campaign, now_h, seed, limit_s)
        if placed is not None:
            plan = placed
            continue
        free = _beside(plan, replace(campaign, due_h=None), now_h, seed, limit_s)
        if free is None:
            raise ScheduleRefused("{campaign}: no place was found at any date", campaign=campaign.name)
        end = max(b.end_h for b in free.bookings if b.campaign == campaign.name)
        why = why_not(free, campaign.name, campaign.due_h if campaign.due_h is not None else end)
        waiting.append(Waiting(campaign, end, why))
    return Admission(plan, tuple(waiting))


def _beside(plan: Schedule, campaign: Campaign, now_h: int, seed: int, limit_s: float) -> Schedule | None:
    campaigns = (*plan.campaigns, campaign)
    limit = horizon_h(campaigns, plan.plant) + now_h
    program = Program(campaigns, plan.plant, horizon_h=limit, pinned=plan.bookings, not_before_h=now_h)
    answer = program.earliest(campaign.name, seed=seed, limit_s=limit_s)
    if answer.bookings is None:
        return None
    return checked(answer.bookings, campaigns, plan.plant, asap_h=None, bound_h=0, method="beside")


def _among(plan: Schedule, campaign: Campaign, now_h: int, seed: int, limit_s: float) -> Schedule | None:
    ends: dict[str, int] = {}
    for booking in plan.bookings:
        ends[booking.campaign] = max(ends.get(booking.campaign, 0), booking.end_h)
    promised = tuple(replace(c, due_h=ends[c.name] if c.due_h is None else c.due_h) for c in plan.campaigns)
    begun = tuple(booking for booking in plan.bookings if booking.start_h < now_h)
    try:
        found = schedule(
            (*promised, campaign), plan.plant, seed=seed, limit_s=limit_s, pinned=begun, now_h=now_h
        )
    except ScheduleRefused:
        return None
    return replace(found, campaigns=(*plan.campaigns, campaign))
