"""The operators' page: the plan, what has happened, who waits, what was refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from xiandao.kernel.numbers import whole_number
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import caller, zone_only
from xiandao.zone.face.api import say
from xiandao.zone.pilot.models import Booking, Equipment, Plan
from xiandao.zone.pilot.operations.planning import ask_plan
from xiandao.zone.pilot.permissions import check_operates
from xiandao.zone.pilot.queries.campaigns import campaigns, latest_plan, refused_demand, titles_for, waiting
from xiandao.zone.pilot.queries.problem import HOUR
from xiandao.zone.pilot.queries.wording import in_words, why_waits
from xiandao.zone.pilot.rules.states import CampaignState
from xiandao.zone.pilot.web.asking import PLAN_STATES, first_fault
from xiandao.zone.pilot.web.forms import EventForm


@zone_only
@never_cache
@require_safe
def plan(request: HttpRequest) -> HttpResponse:
    """The last plan with what it moved, and what can be done next."""
    by = caller(request)
    check_operates(by)
    found = latest_plan(asking=by)
    titles = titles_for(by)
    context = {
        "plan": found,
        "state": PLAN_STATES[found.state] if found else "",
        "moves": _moves(found, titles) if found else [],
        "ends_at": _ends_at(found),
        "gap": _gap(found),
        "event_form": EventForm(places=_places()),
        "asked": campaigns(asking=by).filter(state=CampaignState.REQUESTED).count(),
        "waiting": [(one, why_waits(one, titles)) for one in waiting(asking=by)],
        "bottleneck": in_words(found.summary["bottleneck"], found.origin, titles)
        if found and "bottleneck" in found.summary
        else "",
        "impossible": in_words(found.summary["refused"], found.origin, titles)
        if found and "refused" in found.summary
        else "",
        "refused": refused_demand(asking=by).filter(state=CampaignState.REFUSED)[:20],
    }
    return render(request, "pilot/plan.html", context)


@zone_only
@require_POST
def compute(request: HttpRequest) -> HttpResponse:
    """Compute a plan: who asked gets a place; all anew where that was ticked."""
    anew = request.POST.get("anew") == "yes"
    return _asked(request, freeze_h=whole_number(request.POST.get("freeze", "")) or 0, anew=anew)


@zone_only
@require_POST
def event(request: HttpRequest) -> HttpResponse:
    """Something has happened; plan around it."""
    check_operates(caller(request))
    form = EventForm(request.POST, places=_places())
    if not form.is_valid():
        messages.error(request, first_fault(form))
        return redirect("pilot:plan")
    told = form.cleaned_data
    kind, _sep, rest = told["place"].partition(":")
    if kind != told["kind"]:
        messages.error(request, _("Choose the place that belongs to what happened."))
        return redirect("pilot:plan")
    happened: dict[str, Any] = {"kind": kind, "hours": told["hours"]}
    if kind == "breakdown":
        happened["machine"] = rest
    elif kind == "delay":
        until = timezone.now() + timedelta(hours=told["hours"])
        happened |= {"campaign": rest, "until": until.isoformat()}
    else:
        number, _sep, step = rest.partition(":")
        happened |= {"campaign": number, "step": step}
    return _asked(request, freeze_h=told["freeze"] or 0, event=happened)


def _asked(request: HttpRequest, **told: Any) -> HttpResponse:
    try:
        found = ask_plan(by=caller(request), at=timezone.now(), **told)
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(
            request, _("Plan {number}: {state}.").format(number=found.pk, state=PLAN_STATES[found.state])
        )
    return redirect("pilot:plan")


def _places() -> list[tuple[str, str]]:
    """Everything to which something can have happened."""
    now = timezone.now()
    rows = Booking.objects.filter(standing=True, free_at__gt=now).select_related("campaign", "equipment")
    found = [(f"breakdown:{one.name}", one.name) for one in Equipment.objects.filter(in_service=True)]
    begun = {one.campaign_id for one in rows if one.starts_at < now}
    for one in rows:
        if one.starts_at < now:
            found.append(
                (f"contamination:{one.campaign_id}:{one.step}", f"{one.campaign.title} · {one.step}")
            )
    late = {one.campaign_id: one.campaign.title for one in rows if one.campaign_id not in begun}
    return [*found, *((f"delay:{pk}", title) for pk, title in late.items())]


def _moves(plan: Plan, titles: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "campaign": titles.get(move["campaign"], move["campaign"]),
            "step": move["step"],
            "from": move["from"]["machine"],
            "was": plan.origin + move["from"]["start_h"] * HOUR,
            "to": move["to"]["machine"],
            "now": plan.origin + move["to"]["start_h"] * HOUR,
            "reason": in_words(move["reason"], plan.origin, titles),
        }
        for move in plan.moves
    ]


def _ends_at(plan: Plan | None) -> object:
    if plan is None or "makespan_h" not in plan.summary:
        return None
    return plan.origin + plan.summary["makespan_h"] * HOUR


def _gap(plan: Plan | None) -> float | None:
    if plan is None or not plan.summary.get("makespan_h"):
        return None
    length = plan.summary["makespan_h"]
    return float(100 * (length - plan.summary["bound_h"]) / length)
