"""The plans there are, and where one of them stands as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from xiandao.publishing.charts import Spec, Standing, StandingCount, StandingWords, measures_by_status
from xiandao.zone.accounts.api import caller, zone_only
from xiandao.zone.face.api import as_of
from xiandao.zone.plans.api import (
    Edition,
    MeasureView,
    Plan,
    Snapshot,
    Unit,
    attention_list,
    forecasts_ready,
    is_office,
    plans_for,
    snapshot,
)
from xiandao.zone.plans.models import FocusArea
from xiandao.zone.plans.rules.states import EditionState
from xiandao.zone.plans.web.reading.frame import Shown, counts_of, kept_day, plan_page
from xiandao.zone.plans.web.reading.words import STANDINGS

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


@zone_only
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """Every plan this reader may see."""
    by, day = caller(request), as_of(request)
    lines = []
    for plan in plans_for(by):
        editions = sorted(plan.editions.all(), key=lambda edition: edition.number)
        seen = snapshot(plan, day)
        draft = next((e for e in editions if e.state == EditionState.REVIEW), None)
        latest = seen.edition if seen else next((e for e in reversed(editions)), None)
        lines.append(PlanLine(plan, latest, seen, counts_of(seen.measures) if seen else {}, draft))
    context = {"lines": lines, "keep": kept_day(day), "may_run": is_office(by)}
    return render(request, "plans/list.html", context)


@zone_only
@plan_page("overview")
def overview(_request: HttpRequest, seen: Snapshot) -> Shown:
    """The whole plan on one page."""
    pressing = attention_list(seen)
    groups = groups_of(seen)
    return {
        "counts": counts_of(seen.measures),
        "attention": pressing[:MOST_PRESSING],
        "attention_count": len(pressing),
        "groups": groups,
        "units": unit_shares(seen)[:MOST_PRESSING],
        "unit_count": len(seen.units),
        "layers": layers_of(seen),
        "chart": _chart(groups),
        "forecasts": forecasts_ready(seen),
    }


def groups_of(seen: Snapshot) -> tuple[Share, ...]:
    """The measures under their groups, each with its standing."""
    return tuple(
        Share(name, measures[0].revision.group_en, measures, counts_of(measures))
        for name, measures in seen.groups
    )


def layers_of(seen: Snapshot) -> tuple[tuple[str, list[FocusArea]], ...]:
    """What the plan concentrates on, by layer, in the order of the text."""
    layers: dict[str, list[FocusArea]] = {}
    for area in seen.focus:
        layers.setdefault(area.layer, []).append(area)
    return tuple(layers.items())


@dataclass(frozen=True, slots=True)
class UnitShare:
    """A unit, and how its measures stand."""

    unit: Unit
    measures: int
    leads: int
    counts: dict[str, int]


def unit_shares(seen: Snapshot) -> tuple[UnitShare, ...]:
    """Every unit with the standing of its measures, those with most measures first."""
    shares = []
    for unit in seen.units:
        measures = seen.of_unit(unit.pk)
        leads = sum(any(part.unit.pk == unit.pk for part in m.leads) for m in measures)
        shares.append(UnitShare(unit, len(measures), leads, counts_of(measures)))
    return tuple(shares)


def _chart(groups: tuple[Share, ...]) -> Spec:
    reads_chinese = (get_language() or "").startswith("zh")
    counts = [
        StandingCount(
            (group.name if reads_chinese else group.name_en or group.name) or _("Without a group"),
            Standing(standing),
            group.counts.get(standing, 0),
        )
        for group in groups
        for standing in STANDINGS
    ]
    words = StandingWords(
        standings={Standing(name): str(said) for name, said in STANDINGS.items()},
        subject=_("Group"),
        standing=_("Standing"),
        count=_("Measures"),
    )
    return measures_by_status(counts, words)
