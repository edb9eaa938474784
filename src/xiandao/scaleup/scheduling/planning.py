"""Schedules of a whole plant: the serial baseline, windows made shorter, the solver and our bound joined."""

from __future__ import annotations

from typing import Final

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import Sentence, joined
from xiandao.scaleup.scheduling.bookings import Booking, Schedule, violations
from xiandao.scaleup.scheduling.bounds import bottleneck_bound_h
from xiandao.scaleup.scheduling.checking import check_campaigns, check_plant
from xiandao.scaleup.scheduling.improving import improve
from xiandao.scaleup.scheduling.problem import Campaign, Plant, machines_for
from xiandao.scaleup.scheduling.program import Answer, Program
from xiandao.scaleup.scheduling.serial import as_soon_as_possible

WHOLE_AT_MOST: Final = 120  # steps up to which the solver may try the whole plan at once


class ScheduleRefused(Refusal):
    """No schedule keeps all the rules, or none was found within the limit."""


def schedule(
    campaigns: tuple[Campaign, ...],
    plant: Plant,
    *,
    seed: int,
    limit_s: float,
    pinned: tuple[Booking, ...] = (),
    now_h: int = 0,
) -> Schedule:
    """The shortest schedule found of all campaigns, checked, with the proved bound beside it.

    `pinned` bookings stay where they are; nothing else starts before `now_h`. `limit_s` counts the solver's
    deterministic seconds, so that one seed gives one answer anywhere. Raises CampaignRefused or PlantRefused
    for what can never be, ScheduleRefused with the rules that clash.
    """
    check_plant(plant)
    check_campaigns(campaigns, plant)
    limit = horizon_h(campaigns, plant) + now_h
    serial = as_soon_as_possible(campaigns, plant, pinned=pinned, not_before_h=now_h, horizon_h=limit)
    if serial is not None and violations(serial, campaigns, plant):
        serial = None  # due dates are beyond the serial scheme
    first, bound, method = serial, 0, "serial"
    own = bottleneck_bound_h(campaigns, plant)
    if serial is None:
        first = _any_schedule(campaigns, plant, pinned, now_h, limit, seed=seed, limit_s=limit_s)
        method = "cp-sat"
    found = first or ()
    asap = None if serial is None else end_h(serial)
    if end_h(found) > own:
        found, bound, method = _shorter(found, campaigns, plant, pinned, now_h, own, seed, limit_s, method)
    return checked(found, campaigns, plant, asap_h=asap, bound_h=bound, method=method)


def checked(
    bookings: tuple[Booking, ...],
    campaigns: tuple[Campaign, ...],
    plant: Plant,
    *,
    asap_h: int | None,
    bound_h: int,
    method: str,
) -> Schedule:
    """A schedule that the independent rules have passed. Raises ScheduleRefused where they do not."""
    ordered = tuple(sorted(bookings, key=lambda b: (b.start_h, b.campaign, b.step)))
    broken = violations(ordered, campaigns, plant)
    if broken:
        raise ScheduleRefused("the schedule breaks a rule: {rule}", rule=broken[0])
    own = bottleneck_bound_h(campaigns, plant)
    return Schedule(campaigns, plant, ordered, end_h(ordered), asap_h, own, bound_h, method)


def end_h(bookings: tuple[Booking, ...]) -> int:
    """When the last machine is clean."""
    return max((booking.free_h for booking in bookings), default=0)


def horizon_h(campaigns: tuple[Campaign, ...], plant: Plant) -> int:
    """An hour by which any plan that can exist could have ended: all steps in a row after the last window."""
    pauses = [machine.changeover_h for machine in plant.machines]
    pauses += [entry[2] for entry in (*plant.changeovers_h, *plant.class_changeovers_h)]
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


def _shorter(
    found: tuple[Booking, ...],
    campaigns: tuple[Campaign, ...],
    plant: Plant,
    pinned: tuple[Booking, ...],
    now_h: int,
    own: int,
    seed: int,
    limit_s: float,
    method: str,
) -> tuple[tuple[Booking, ...], int, str]:
    """Windows first; what is left of the time goes to the whole plan where it is small enough."""
    fixed = frozenset((booking.campaign, booking.step) for booking in pinned)
    better = improve(
        found, campaigns, plant, fixed=fixed, not_before_h=now_h, at_least_h=own, seed=seed, limit_s=limit_s
    )
    if end_h(better.bookings) < end_h(found):
        method = "windows"
    found, left = better.bookings, limit_s - better.counted_s
    steps = sum(len(campaign.template.steps) for campaign in campaigns) - len(pinned)
    if end_h(found) == own or steps > WHOLE_AT_MOST or left <= 0:
        return found, 0, method
    program = Program(campaigns, plant, horizon_h=end_h(found), pinned=pinned, not_before_h=now_h)
    answer = program.shortest(hint=found, at_least_h=own, seed=seed, limit_s=left)
    if answer.bookings is not None and end_h(answer.bookings) < end_h(found):
        return answer.bookings, answer.bound_h, "cp-sat"
    return found, answer.bound_h, method


def _any_schedule(
    campaigns: tuple[Campaign, ...],
    plant: Plant,
    pinned: tuple[Booking, ...],
    now_h: int,
    limit_h: int,
    *,
    seed: int,
    limit_s: float,
) -> tuple[Booking, ...]:
    program = Program(campaigns, plant, horizon_h=limit_h, pinned=pinned, not_before_h=now_h)
    answer = program.shortest(hint=None, at_least_h=0, seed=seed, limit_s=limit_s)
    if answer.bookings is None:
        named = Program(campaigns, plant, horizon_h=limit_h, pinned=pinned, not_before_h=now_h, named=True)
        _refuse(answer, named, seed=seed, limit_s=limit_s)
    return answer.bookings or ()


def _refuse(answer: Answer, program: Program, *, seed: int, limit_s: float) -> None:
    if not answer.impossible:
        raise ScheduleRefused("no schedule was found within the limit; none is proved impossible either")
    clash = program.clash(seed=seed, limit_s=limit_s).clash
    raise ScheduleRefused(
        "no schedule keeps all rules; these cannot hold together: {rules}",
        rules=joined(clash) or Sentence("the hold times and pinned steps of the campaigns themselves"),
    )
