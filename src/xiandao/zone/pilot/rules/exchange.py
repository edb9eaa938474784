"""A planning problem as plain JSON, so that it can be frozen, computed elsewhere and computed again."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Any

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import kept
from xiandao.scaleup.scheduling import (
    Booking,
    Campaign,
    CampaignTemplate,
    Contamination,
    Delay,
    Lag,
    Machine,
    MachineDown,
    Move,
    Plant,
    Pool,
    Schedule,
    ScheduleRefused,
    Step,
    Use,
    Waiting,
    Window,
    admit,
    bottleneck,
    check_campaigns,
    checked,
    moves,
    replan,
    schedule,
    violations,
)

EVENTS = {"contamination": Contamination, "breakdown": MachineDown, "delay": Delay}


@dataclass(frozen=True, slots=True)
class Problem:
    """The plant, what stands, what wants a place, and what has happened; hours from a common origin."""

    plant: Plant
    standing: tuple[Campaign, ...]
    bookings: tuple[Booking, ...]
    wanted: tuple[Campaign, ...]
    now_h: int
    freeze_h: int = 0
    anew: bool = False
    event: Mapping[str, Any] | None = None


def problem_out(problem: Problem) -> dict[str, Any]:
    """As JSON."""
    found: dict[str, Any] = asdict(problem)
    return found


def problem_in(found: Mapping[str, Any]) -> Problem:
    """Back from JSON."""
    return Problem(
        _plant(found["plant"]),
        tuple(_campaign(row) for row in found["standing"]),
        tuple(Booking(**row) for row in found["bookings"]),
        tuple(_campaign(row) for row in found["wanted"]),
        found["now_h"],
        found["freeze_h"],
        found["anew"],
        found["event"],
    )


def solved(problem: Problem, *, seed: int, limit_s: float) -> dict[str, Any]:
    """The plan of a problem as JSON: bookings, moves, who waits and why, length and bounds.

    Raises a Refusal where nothing that stands can be kept.
    """
    old = Schedule(problem.standing, problem.plant, problem.bookings, 0, None, 0, 0, "")
    hopeless, possible = _sorted_out(problem)
    plan = _replanned(old, problem, seed=seed, limit_s=limit_s)
    admission = admit(plan, tuple(possible), now_h=problem.now_h, seed=seed, limit_s=limit_s)
    plan = admission.schedule
    full = checked(plan.bookings, plan.campaigns, plan.plant, asap_h=None, bound_h=0, method=plan.method)
    cause = bottleneck(plan.campaigns, plan.plant)
    return {
        "bookings": [asdict(one) for one in full.bookings],
        "moves": [_move(one) for one in moves(old, plan)],
        "waiting": [*(_waiting(one) for one in admission.waiting), *hopeless],
        "makespan_h": full.makespan_h,
        "bound_h": full.own_bound_h,
        "bottleneck": kept(cause.cause),
        "method": full.method,
    }


def _sorted_out(problem: Problem) -> tuple[list[dict[str, Any]], list[Campaign]]:
    """Campaigns that this plant can never hold wait with the refusal; the others may find a place."""
    hopeless: list[dict[str, Any]] = []
    possible: list[Campaign] = []
    for campaign in problem.wanted:
        try:
            check_campaigns((campaign,), problem.plant)
        except Refusal as refusal:
            hopeless.append(
                {"campaign": campaign.name, "earliest_h": None, "message": kept(refusal), "ways": []}
            )
        else:
            possible.append(campaign)
    return hopeless, possible


def _replanned(old: Schedule, problem: Problem, *, seed: int, limit_s: float) -> Schedule:
    """What stands, as the event or the wish to plan anew leaves it; due dates give way before a refusal."""
    late = tuple(replace(campaign, due_h=None) for campaign in old.campaigns)
    for campaigns in (old.campaigns, late):
        for freeze_h in (problem.freeze_h, 0):
            with suppress(ScheduleRefused):
                return _attempted(replace(old, campaigns=campaigns), problem, freeze_h, seed, limit_s)
    return _attempted(replace(old, campaigns=late), problem, 0, seed, limit_s)


def _attempted(old: Schedule, problem: Problem, freeze_h: int, seed: int, limit_s: float) -> Schedule:
    now = problem.now_h
    if problem.event:
        told = dict(problem.event)
        event = EVENTS[told.pop("kind")](**told)
        return replan(old, event, now_h=now, seed=seed, limit_s=limit_s, freeze_h=freeze_h)
    if problem.anew or violations(old.bookings, old.campaigns, old.plant):
        begun = tuple(one for one in old.bookings if one.start_h < now + freeze_h)
        return schedule(old.campaigns, old.plant, seed=seed, limit_s=limit_s, pinned=begun, now_h=now)
    return old


def _move(move: Move) -> dict[str, Any]:
    return {
        "campaign": move.campaign,
        "step": move.step,
        "from": asdict(move.old),
        "to": asdict(move.new),
        "reason": kept(move.reason),
    }


def _waiting(waiting: Waiting) -> dict[str, Any]:
    return {
        "campaign": waiting.campaign.name,
        "earliest_h": waiting.earliest_h,
        "message": kept(waiting.why.message),
        "ways": [kept(way.sentence) for way in (*waiting.why.ways, *waiting.why.needed)],
    }


def _windows(rows: list[dict[str, Any]]) -> tuple[Window, ...]:
    return tuple(Window(**row) for row in rows)


def _plant(row: Mapping[str, Any]) -> Plant:
    return Plant(
        tuple(Machine(**{**one, "closed": _windows(one["closed"])}) for one in row["machines"]),
        tuple(
            Pool(**{**one, "absent": _windows(one["absent"]), "serves": tuple(one["serves"])})
            for one in row["pools"]
        ),
        tuple((a, b, hours) for a, b, hours in row["changeovers_h"]),
        tuple((a, b, hours) for a, b, hours in row["class_changeovers_h"]),
    )


def _campaign(row: Mapping[str, Any]) -> Campaign:
    template = row["template"]
    steps = tuple(
        Step(
            **{
                **one,
                "uses": tuple(Use(**use) for use in one["uses"]),
                "cleaning_uses": tuple(Use(**use) for use in one["cleaning_uses"]),
            }
        )
        for one in template["steps"]
    )
    lags = tuple(Lag(**one) for one in template["lags"])
    return Campaign(**{**row, "template": CampaignTemplate(template["name"], steps, lags)})
