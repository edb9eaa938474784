"""The plans there are, and where one of them stands as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiandao.publishing.charts import StatusCount, measures_by_status
from xiandao.zone.accounts.api import signed_in
from xiandao.zone.face.api import as_of
from xiandao.zone.plans.api import Edition, MeasureView, Plan, Snapshot, attention_list, is_office, plans_for, snapshot
from xiandao.zone.plans.rules.states import EditionState, Standing
from xiandao.zone.plans.web.reading.frame import Shown, account_of, counts_of, kept_day, plan_page

MOST_PRESSING = 8  # what a reader takes in at a glance; the rest is one click away


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One plan in the list."""

    plan: Plan
    latest: Edition | None
    seen: Snapshot | None
    counts: dict[str, int]
    draft: Edition | None


@dataclass(frozen=True, slots=True)
class Share:
    """Some measures under one heading, and how they stand."""

    name: str
    name_en: str
    measures: tuple[MeasureView, ...]
    counts: dict[str, int]


@signed_in
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan this reader may see."""
    by, day = account_of(request), as_of(request)
    lines = []
    for plan in plans_for(by):
        editions = sorted(plan.editions.all(), key=lambda edition: edition.number)
        seen = snapshot(plan, day)
        draft = next((e for e in editions if e.state == EditionState.REVIEW), None)
        latest = seen.edition if seen else next((e for e in reversed(editions)), None)
        lines.append(PlanLine(plan, latest, seen, counts_of(seen.measures) if seen else {}, draft))
    context = {"lines": lines, "keep": kept_day(day), "may_run": is_office(by)}
    return render(request, "plans/list.html", context)


@signed_in
@plan_page("overview")
def overview(request: HttpRequest, seen: Snapshot) -> Shown:
    """The whole plan on one page."""
    pressing = attention_list(seen)
    groups = groups_of(seen)
    return {
        "counts": counts_of(seen.measures),
        "attention": pressing[:MOST_PRESSING],
        "attention_count": len(pressing),
        "groups": groups,
        "units": tuple(_unit_shares(seen))[:MOST_PRESSING],
        "unit_count": len(seen.units),
        "chart": _chart(groups),
    }


def groups_of(seen: Snapshot) -> tuple[Share, ...]:
    """The measures under their groups, each with its standing."""
    return tuple(
        Share(name, measures[0].revision.group_en, measures, counts_of(measures))
        for name, measures in seen.groups
    )


def _unit_shares(seen: Snapshot) -> list[tuple[object, dict[str, int], int]]:
    shares = []
    for unit in seen.units:
        measures = seen.of_unit(unit.pk)
        shares.append((unit, counts_of(measures), len(measures)))
    return shares


