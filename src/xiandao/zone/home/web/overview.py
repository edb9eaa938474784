"""The first page after signing in: for each reader first what is theirs to do today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from xiandao.forecasting import Forecast
from xiandao.zone.accounts.api import Account, Role, signed_in
from xiandao.zone.evidence.api import holds_samples
from xiandao.zone.face.api import as_of
from xiandao.zone.plans.api import (
    Edition,
    MeasureView,
    Plan,
    Snapshot,
    attention_list,
    forecasts_ready,
    is_office,
    offices_of,
    plans_for,
    snapshot,
)

MOST_PRESSING = 6  # in each plan; the rest is one click away
REMINDED = {"late", "at_risk", "due_soon", "silent"}  # what a unit can mend, and so is worth a letter


@dataclass(frozen=True, slots=True)
class PlanToday:
    """One plan on the day, as its readers need it."""

    plan: Plan
    edition: Edition
    seen: Snapshot | None
    counts: dict[str, int]
    attention: tuple[tuple[MeasureView, tuple[str, ...]], ...]
    attention_count: int
    to_remind: int
    mine: tuple[tuple[MeasureView, tuple[str, ...]], ...]
    forecasts: dict[int, Forecast]


@signed_in
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What is mine, what wants a look, and where every plan stands."""
    by = request.user
    if not isinstance(by, Account):
        raise TypeError(f"{request.path} is open to nobody in particular and cannot ask for an account")
    day = as_of(request)
    units = offices_of(by) if by.role == Role.UNIT_OFFICER else []
    plans = plans_for(by)
    today = [line for line in (_today(plan, day, {unit.pk for unit in units}) for plan in plans) if line]
    context = {
        "plans": today,
        "units": units,
        "is_officer": by.role == Role.UNIT_OFFICER,
        "may_run": is_office(by),
        "drafts": [edition for plan in plans for edition in plan.editions.all() if edition.state == "review"],
        "keep": "" if day == timezone.localdate() else f"?as_of={day.isoformat()}",
        "holds_samples": holds_samples(),
        "sample_note": next(
            (line.edition.source_note for line in today if line.edition.status == "draft"), ""
        ),
    }
    return render(request, "home/overview.html", context)


def _today(plan: Plan, day: date, units: set[int]) -> PlanToday | None:
    in_force = [edition for edition in plan.editions.all() if edition.state == "in_force"]
    if not in_force:
        return None
    seen = snapshot(plan, day)
    if seen is None:
        first = min(in_force, key=lambda edition: (edition.in_force_since or day, edition.number))
        return PlanToday(plan, first, None, {}, (), 0, 0, (), {})
    pressing = tuple((m, tuple(reason.value for reason in why)) for m, why in attention_list(seen))
    return PlanToday(
        plan=plan,
        edition=seen.edition,
        seen=seen,
        counts=dict(Counter(measure.standing.value for measure in seen.measures)),
        attention=pressing[:MOST_PRESSING],
        attention_count=len(pressing),
        to_remind=sum(bool(REMINDED & set(why)) for _, why in pressing),
        mine=_mine(seen.measures, pressing, units),
        forecasts=forecasts_ready(seen),
    )


def _mine(
    measures: Iterable[MeasureView], pressing: Iterable[tuple[MeasureView, tuple[str, ...]]], units: set[int]
) -> tuple[tuple[MeasureView, tuple[str, ...]], ...]:
    """The measures of these units: those that want a look, then by due day, done ones last."""
    reasons = {m.id: mine for m, why in pressing if (mine := tuple(w for w in why if w in REMINDED))}
    places = {measure_id: place for place, measure_id in enumerate(reasons)}
    own = [measure for measure in measures if measure.unit_ids & units]
    own.sort(key=lambda m: (places.get(m.id, len(places)), m.standing.value == "done", m.due_on))
    return tuple((measure, reasons.get(measure.id, ())) for measure in own)
