"""Plans asked for, computed in the background, and put in force in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiandao.kernel.numbers import whole_number
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record
from xiandao.zone.pilot.models import Booking, Campaign, Closure, Equipment, Plan
from xiandao.zone.pilot.permissions import OPERATORS, check_operates
from xiandao.zone.pilot.queries.problem import HOUR, hour_after, hour_of, origin_at, problem_at
from xiandao.zone.pilot.rules.exchange import Problem, problem_out, solved
from xiandao.zone.pilot.rules.recipes import recipe_of
from xiandao.zone.pilot.rules.states import CampaignState, PlanState
from xiandao.zone.pilot.rules.times import MOST_FROZEN_HOURS, hours_from, moment_from
from xiandao.zone.runs.api import start_run

SEED: Final = 1
COMPUTATION: Final = "pilot.schedule/1"


class PlanRefused(Refusal):
    """A plan cannot be asked for like this."""


@transaction.atomic
def ask_plan(
    *, by: Account, at: datetime, freeze_h: int = 0, anew: bool = False, event: dict[str, Any] | None = None
) -> Plan:
    """Compute a plan: what stands stays unless `anew` or an event moves it; who asked gets a place or waits.

    `event` is what has happened: {"kind": "breakdown", "machine", "hours"}, {"kind": "contamination",
    "campaign", "step", "hours"} or {"kind": "delay", "campaign", "until"}.
    """
    plan, problem = _begun(by, at, freeze_h=freeze_h, anew=anew, event=event)
    run = start_run(
        what=COMPUTATION,
        inputs={"plan": plan.pk, "problem": problem_out(problem)},
        seed=SEED,
        party=OPERATORS,
        title=_("Plan {number}").format(number=plan.pk),
        by=by,
        at=at,
    )
    Plan.objects.filter(pk=plan.pk).update(run=run.pk)
    plan.refresh_from_db()
    return plan


@transaction.atomic
def plan_at_once(*, by: Account, at: datetime, limit_s: float) -> Plan:
    """The same without the background: for a small plant, such as the sample's."""
    plan, problem = _begun(by, at, freeze_h=0, anew=False, event=None)
    keep_plan(number=plan.pk, result=solved(problem, seed=SEED, limit_s=limit_s))
    plan.refresh_from_db()
    return plan


def _begun(
    by: Account, at: datetime, *, freeze_h: int, anew: bool, event: dict[str, Any] | None
) -> tuple[Plan, Problem]:
    check_operates(by)
    freeze_h = min(freeze_h, MOST_FROZEN_HOURS)
    origin = origin_at(at)
    told = None if event is None else _event(event, origin, at)
    problem = problem_at(at, origin, freeze_h=freeze_h, anew=anew, event=told)
    if not problem.plant.machines:
        raise PlanRefused("There is no equipment in service yet. Enter some first.")
    in_force = Plan.objects.filter(state=PlanState.IN_FORCE).values_list("pk", flat=True).first()
    plan = Plan.objects.create(
        made_at=at,
        made_by=by,
        origin=origin,
        state=PlanState.COMPUTING,
        event=told or {},
        asked={"base": in_force, "anew": anew, "event": told, "print": _print()},
        frozen_until=at + freeze_h * HOUR if freeze_h else None,
    )
    record(verb=gettext_noop("asked for a plan of the pilot plant"), subject=plan, by=by, at=at)
    return plan, problem


@transaction.atomic
def keep_plan(*, number: int, result: Mapping[str, Any]) -> None:
    """Put a computed plan in force; it is left aside where something has changed since it was asked for."""
    plan = Plan.objects.select_for_update(of=("self",)).select_related("made_by").get(pk=number)
    if plan.state != PlanState.COMPUTING:
        return
    if "refused" in result:
        plan.state, plan.summary = PlanState.IMPOSSIBLE, {"refused": result["refused"]}
        plan.save(update_fields=["state", "summary"])
        return
    held = Plan.objects.select_for_update().filter(state=PlanState.IN_FORCE).first()
    changed = (held.pk if held else None) != plan.asked["base"] or plan.asked["print"] != _print()
    try:
        with transaction.atomic():
            if not changed:
                _put_in_force(plan, held, result)
    except IntegrityError:  # somebody wrote a booking past the plan; the database did not let both stand
        changed = True
    if changed:
        Plan.objects.filter(pk=plan.pk).update(state=PlanState.STALE)
        return
    record(
        verb=gettext_noop("put a plan of the pilot plant in force"),
        subject=plan,
        by=plan.made_by,
        at=timezone.now(),
        after={"bookings": len(result["bookings"]), "moved": len(result["moves"])},
    )


def _put_in_force(plan: Plan, held: Plan | None, result: Mapping[str, Any]) -> None:
    if held is not None:
        held.state = PlanState.REPLACED
        held.save(update_fields=["state"])
    _close_spoiled(plan)
    _book(plan, result["bookings"])
    _settle(plan, result)
    plan.state = PlanState.IN_FORCE
    plan.moves = list(result["moves"])
    plan.summary = {key: result[key] for key in ("makespan_h", "bound_h", "bottleneck", "method")}
    plan.save(update_fields=["state", "moves", "summary"])


def _print() -> list[list[int | str]]:
    """The campaigns and where they stand: what a plan was computed from, in short."""
    open_states = (
        CampaignState.REQUESTED,
        CampaignState.SCHEDULED,
        CampaignState.WAITING,
        CampaignState.RUNNING,
    )
    rows = Campaign.objects.filter(state__in=open_states).order_by("pk").values_list("pk", "state")
    return [[pk, state] for pk, state in rows]


def _event(event: Mapping[str, Any], origin: datetime, at: datetime) -> dict[str, Any]:
    """An event of a page as the engine takes it; a breakdown is kept as a closure too."""
    kind, now = event.get("kind"), hour_after(at, origin)
    if kind == "breakdown":
        machine = str(event.get("machine", ""))
        if not Equipment.objects.filter(name=machine, in_service=True).exists():
            raise PlanRefused("There is no equipment called {name} in service.", name=machine[:60])
        end = now + hours_from(event.get("hours"))
        return {"kind": kind, "machine": machine, "start_h": now, "end_h": end}
    if kind not in ("delay", "contamination"):
        raise PlanRefused("{kind} is no event that a plan can answer.", kind=str(kind)[:40])
    campaign = _standing_campaign(event.get("campaign"))
    told = {"kind": kind, "campaign": str(campaign.pk)}
    if kind == "delay":
        until = moment_from(event.get("until"))
        until = timezone.make_aware(until) if timezone.is_naive(until) else until
        return {**told, "until_h": max(now, hour_after(until, origin))}
    step = str(event.get("step", ""))
    if step not in {one.name for one in recipe_of(campaign.version.body).steps}:
        raise PlanRefused("The recipe of the campaign has no step {step}.", step=step[:80])
    return {**told, "step": step, "at_h": now - 1, "decontamination_h": hours_from(event.get("hours"))}


def _standing_campaign(said: object) -> Campaign:
    campaign = Campaign.objects.filter(pk=whole_number(said) or 0).select_related("version").first()
    if campaign is None:
        raise PlanRefused("Name a campaign that stands in the plan.")
    return campaign


def _close_spoiled(plan: Plan) -> None:
    """What the event closes for a time stays closed for later plans."""
    told = plan.asked["event"]
    if not told:
        return
    if told["kind"] == "breakdown":
        equipment = Equipment.objects.get(name=told["machine"])
        _close(plan, equipment, told["start_h"], told["end_h"])
    if told["kind"] == "contamination":
        spoiled = Booking.objects.filter(
            campaign_id=int(told["campaign"]), standing=True, starts_at__lt=plan.made_at
        )
        for one in spoiled.select_related("equipment"):
            end = hour_of(one.free_at, plan.origin)
            if one.step == told["step"]:
                ended = min(hour_of(one.ends_at, plan.origin), told["at_h"])
                end = max(hour_of(one.starts_at, plan.origin) + 1, ended + told["decontamination_h"])
            _close(plan, one.equipment, hour_of(one.starts_at, plan.origin), end)


def _close(plan: Plan, equipment: Equipment, start_h: int, end_h: int) -> None:
    Closure.objects.create(
        equipment=equipment,
        starts_at=plan.origin + timedelta(hours=start_h),
        ends_at=plan.origin + timedelta(hours=end_h),
        reason=_("Plan {number}").format(number=plan.pk),
        by=plan.made_by,
    )


def _book(plan: Plan, rows: list[Mapping[str, Any]]) -> None:
    """What stays keeps its row; what moved ends, and stands anew."""
    equipment = {one.name: one.pk for one in Equipment.objects.all()}
    wanted = {
        (
            int(row["campaign"]),
            row["step"],
            equipment[row["machine"]],
            *(plan.origin + timedelta(hours=row[word]) for word in ("start_h", "end_h", "free_h")),
        )
        for row in rows
    }
    standing = Booking.objects.select_for_update().filter(
        standing=True, campaign__state__in=(CampaignState.SCHEDULED, CampaignState.RUNNING)
    )
    kept = set()
    ended = []
    for one in standing:
        key = (one.campaign_id, one.step, one.equipment_id, one.starts_at, one.ends_at, one.free_at)
        if key in wanted:
            kept.add(key)
        else:
            ended.append(one.pk)
    Booking.objects.filter(pk__in=ended).update(standing=False)
    Booking.objects.bulk_create(
        Booking(
            campaign_id=campaign,
            step=step,
            equipment_id=place,
            starts_at=starts,
            ends_at=ends,
            free_at=free,
            plan=plan,
        )
        for campaign, step, place, starts, ends, free in sorted(wanted - kept)
    )


def _settle(plan: Plan, result: Mapping[str, Any]) -> None:
    """Who has a place is scheduled; who has none waits, with the reason."""
    placed = {int(row["campaign"]) for row in result["bookings"]}
    Campaign.objects.filter(pk__in=placed, state__in=(CampaignState.REQUESTED, CampaignState.WAITING)).update(
        state=CampaignState.SCHEDULED, reason={}
    )
    for row in result["waiting"]:
        earliest = row["earliest_h"]
        reason = {
            "message": row["message"],
            "origin": plan.origin.isoformat(),
            "ways": row["ways"],
            "earliest": None if earliest is None else (plan.origin + timedelta(hours=earliest)).isoformat(),
        }
        Campaign.objects.filter(pk=int(row["campaign"])).update(state=CampaignState.WAITING, reason=reason)
