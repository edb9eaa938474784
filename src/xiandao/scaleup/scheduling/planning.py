"""Schedules, re-schedules and the reasons why not: the serial baseline, our bound and the solver joined."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xiandao.kernel.refusals import Refusal
from xiandao.scaleup.scheduling.bookings import Booking, Schedule, violations
from xiandao.scaleup.scheduling.bounds import bottleneck_bound_h
from xiandao.scaleup.scheduling.problem import (
    Campaign,
    CampaignRefused,
    Plant,
    Window,
    check_campaigns,
    check_plant,
    machines_for,
)
from xiandao.scaleup.scheduling.program import Answer, Program
from xiandao.scaleup.scheduling.serial import as_soon_as_possible


class ScheduleRefused(Refusal):
    """No schedule keeps all the rules, or none was found within the limit."""


@dataclass(frozen=True, slots=True)
class Contamination:
    """A step spoiled at an hour: its campaign starts again, its vessel is free after `decontamination_h`."""

    campaign: str
    step: str
    at_h: int
    decontamination_h: int


@dataclass(frozen=True, slots=True)
class MachineDown:
    """A machine that nobody can use between two hours."""

    machine: str
    start_h: int
    end_h: int


@dataclass(frozen=True, slots=True)
class WhyNot:
    """What an earlier end would take: each hour is the end of the campaign under one more freedom.

    `alone_h`: in an empty plant; `others_fixed_h`: the others stay where they are; `first_h`: it is placed
    before all others that have not begun (None where the serial scheme finds no place); `message`: in words.
    """

    alone_h: int
    others_fixed_h: int | None
    first_h: int | None
    message: str


def schedule(campaigns: tuple[Campaign, ...], plant: Plant, *, seed: int, limit_s: float) -> Schedule:
    """The shortest schedule found of all campaigns, checked, with the proved bound beside it.

    `limit_s` counts the solver's deterministic seconds, so that one seed gives one answer anywhere. Raises
    CampaignRefused or PlantRefused for what can never be, ScheduleRefused with the rules that clash.
    """
    check_plant(plant)
    check_campaigns(campaigns, plant)
    return _solve(campaigns, plant, pinned=(), now_h=0, seed=seed, limit_s=limit_s)


def replan(
    old: Schedule, event: Contamination | MachineDown, *, now_h: int, seed: int, limit_s: float
) -> Schedule:
    """A new schedule after the event; what has begun before `now_h` stays on its machine and hour.

    A contaminated campaign is withdrawn and its template released again at `now_h` under the same name; the
    hours that it has already used stand as closures of its machines. Raises as `schedule` does.
    """
    begun = tuple(booking for booking in old.bookings if booking.start_h < now_h)
    if isinstance(event, MachineDown):
        plant = _closed(old.plant, event.machine, Window(event.start_h, event.end_h))
        check_plant(plant)
        return _solve(old.campaigns, plant, pinned=begun, now_h=now_h, seed=seed, limit_s=limit_s)
    if (event.campaign, event.step) not in [(booking.campaign, booking.step) for booking in begun]:
        raise ScheduleRefused(
            "{campaign}, {step}: has not begun at hour {now}, so it cannot be contaminated",
            campaign=event.campaign,
            step=event.step,
            now=now_h,
        )
    plant = old.plant
    for booking in begun:
        if booking.campaign == event.campaign:
            free = booking.free_h
            if booking.step == event.step:
                free = max(booking.start_h + 1, min(booking.end_h, event.at_h) + event.decontamination_h)
            plant = _closed(plant, booking.machine, Window(booking.start_h, free))
    campaigns = tuple(
        replace(c, release_h=max(c.release_h, now_h)) if c.name == event.campaign else c
        for c in old.campaigns
    )
    kept = tuple(booking for booking in begun if booking.campaign != event.campaign)
    return _solve(campaigns, plant, pinned=kept, now_h=now_h, seed=seed, limit_s=limit_s)


def why_not(plan: Schedule, campaign: str, by_h: int) -> WhyNot:
    """Why the campaign does not end by `by_h`, and which freedom would let it. Raises CampaignRefused."""
    wanted = [c for c in plan.campaigns if c.name == campaign]
    if not wanted:
        raise CampaignRefused("there is no campaign {campaign}", campaign=campaign)
    mine, others = wanted[0], tuple(c for c in plan.campaigns if c.name != campaign)
    limit = _horizon(plan.campaigns, plan.plant)
    pinned = tuple(booking for booking in plan.bookings if booking.campaign != campaign)
    alone = _end(as_soon_as_possible((mine,), plan.plant, horizon_h=limit), campaign)
    fixed = _end(as_soon_as_possible((*others, mine), plan.plant, pinned=pinned, horizon_h=limit), campaign)
    first = _end(as_soon_as_possible((mine, *others), plan.plant, horizon_h=limit), campaign)
    least = max(bottleneck_bound_h((_without_cleaning(mine),), plan.plant), mine.release_h)
    if by_h < least:
        message = f"its own steps and waits end at hour {least} at the earliest, in any plant of this kind"
    elif fixed is not None and fixed <= by_h:
        message = f"it can: with all others where they are it ends at hour {fixed}"
    elif first is not None and first <= by_h:
        message = f"only if others give way: placed first it ends at hour {first}"
    else:
        message = f"no placing was found that ends by hour {by_h}; a machine more or a shorter step is needed"
    return WhyNot(least if alone is None else alone, fixed, first, message)


def _without_cleaning(campaign: Campaign) -> Campaign:
    steps = tuple(replace(step, cleaning_h=0, cleaning_uses=()) for step in campaign.template.steps)
    return replace(campaign, template=replace(campaign.template, steps=steps))


def _end(bookings: tuple[Booking, ...] | None, campaign: str) -> int | None:
    return None if bookings is None else max(b.end_h for b in bookings if b.campaign == campaign)


def _closed(plant: Plant, name: str, window: Window) -> Plant:
    if name not in [machine.name for machine in plant.machines]:
        raise ScheduleRefused("there is no machine {machine}", machine=name)
    return replace(
        plant,
        machines=tuple(
            replace(machine, closed=(*machine.closed, window)) if machine.name == name else machine
            for machine in plant.machines
        ),
    )


def _horizon(campaigns: tuple[Campaign, ...], plant: Plant) -> int:
    """An hour by which any plan that can exist could have ended: all steps in a row after the last window."""
    pauses = [machine.changeover_h for machine in plant.machines] + [c[2] for c in plant.changeovers_h]
    work = sum(
        step.occupied_h + max(pauses)
        for campaign in campaigns
        for step in campaign.template.steps
        if machines_for(step, plant)
    )
    waits = sum(lag.min_h for campaign in campaigns for lag in campaign.template.lags)
    windows = [window.end_h for entry in plant.machines for window in entry.closed]
    windows += [window.end_h for pool in plant.pools for window in pool.absent]
    return work + waits + max([0, *windows, *(campaign.release_h for campaign in campaigns)])


def _solve(
    campaigns: tuple[Campaign, ...],
    plant: Plant,
    *,
    pinned: tuple[Booking, ...],
    now_h: int,
    seed: int,
    limit_s: float,
) -> Schedule:
    limit = _horizon(campaigns, plant) + now_h
    serial = as_soon_as_possible(campaigns, plant, pinned=pinned, not_before_h=now_h, horizon_h=limit)
    if serial is not None and violations(serial, campaigns, plant):
        serial = None  # due dates are beyond the serial scheme
    asap = None if serial is None else max(booking.free_h for booking in serial)
    own = bottleneck_bound_h(campaigns, plant)
    found, method = serial, "serial"
    bound = 0
    if asap is None or asap > own:
        program = Program(campaigns, plant, horizon_h=asap or limit, pinned=pinned, not_before_h=now_h)
        answer = program.solve(hint=serial, at_least_h=own, seed=seed, limit_s=limit_s)
        bound = answer.bound_h
        if answer.bookings is not None:
            found, method = answer.bookings, "cp-sat"
        elif serial is None:
            again = Program(campaigns, plant, horizon_h=limit, pinned=pinned, not_before_h=now_h)
            _refuse(answer, again, seed=seed, limit_s=limit_s)
    bookings = tuple(sorted(found or (), key=lambda b: (b.start_h, b.campaign, b.step)))
    broken = violations(bookings, campaigns, plant)
    if broken:
        raise ScheduleRefused("the schedule breaks a rule: {rule}", rule=broken[0])
    end = max((booking.free_h for booking in bookings), default=0)
    return Schedule(campaigns, plant, bookings, end, asap, own, bound, method)


def _refuse(answer: Answer, program: Program, *, seed: int, limit_s: float) -> None:
    if not answer.impossible:
        raise ScheduleRefused("no schedule was found within the limit; none is proved impossible either")
    clash = program.clash(seed=seed, limit_s=limit_s).clash
    raise ScheduleRefused(
        "no schedule keeps all rules; these cannot hold together: {rules}",
        rules="; ".join(clash) or "the hold times and pinned steps of the campaigns themselves",
    )
