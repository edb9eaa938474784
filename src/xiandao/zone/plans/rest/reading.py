"""Asking the JSON API about plans; every answer is as of a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from xiandao.zone.accounts.api import ZONE_ROLES, Allowed, caller
from xiandao.zone.plans import api
from xiandao.zone.plans.rest.asking import plan_seen
from xiandao.zone.plans.rest.shapes import MeasureOut, PlanLine, PlanOut, TargetOut, UnitOut, line_of

router = Router(auth=Allowed(*ZONE_ROLES), tags=["plans"])


class HitOut(Schema):
    """Something that a search found."""

    kind: str
    plan: str
    key: str
    title: str
    excerpt: str


@router.get("/plans", response=list[PlanLine], summary="Plans in force")
def list_plans(request: HttpRequest, as_of: date | None = None) -> list[PlanLine]:
    """Every plan that was in force on a day."""
    day = as_of or timezone.localdate()
    pairs = [(plan, api.edition_in_force(plan, day)) for plan in api.plans_for(caller(request))]
    return [line_of(plan, edition) for plan, edition in pairs if edition is not None]


@router.get("/plans/{slug}", response=PlanOut, summary="A whole plan as it stood on a day")
def whole_plan(request: HttpRequest, slug: str, as_of: date | None = None) -> PlanOut:
    """Measures, targets, units and sites, with the entries behind every figure."""
    return PlanOut.of(plan_seen(request, slug, as_of))


@router.get("/plans/{slug}/measures", response=list[MeasureOut], summary="Measures, filtered")
def measures(
    request: HttpRequest,
    slug: str,
    as_of: date | None = None,
    standing: str | None = None,
    unit: int | None = None,
    group: str | None = None,
) -> list[MeasureOut]:
    """The measures of a plan; each filter narrows the list."""
    seen = plan_seen(request, slug, as_of)
    return [
        MeasureOut.of(view)
        for view in seen.measures
        if (standing is None or view.standing == standing)
        and (unit is None or unit in view.unit_ids)
        and (group is None or view.revision.group == group)
    ]


@router.get("/plans/{slug}/measures/{key}", response=MeasureOut, summary="One measure")
def measure(request: HttpRequest, slug: str, key: str, as_of: date | None = None) -> MeasureOut:
    """A measure with its report history."""
    view = plan_seen(request, slug, as_of).measure(key)
    if view is None:
        raise api.PlanMissing("There is no measure {key} in this plan on that day.", key=key)
    return MeasureOut.of(view)


@router.get("/plans/{slug}/targets", response=list[TargetOut], summary="Targets")
def targets(request: HttpRequest, slug: str, as_of: date | None = None) -> list[TargetOut]:
    """The targets of a plan with value and standing."""
    return [TargetOut.of(view) for view in plan_seen(request, slug, as_of).targets]


@router.get("/plans/{slug}/targets/{key}", response=TargetOut, summary="One target")
def target(request: HttpRequest, slug: str, key: str, as_of: date | None = None) -> TargetOut:
    """A target with the figures behind its value."""
    view = plan_seen(request, slug, as_of).target(key)
    if view is None:
        raise api.PlanMissing("There is no target {key} in this plan on that day.", key=key)
    return TargetOut.of(view)


@router.get("/plans/{slug}/units", response=list[UnitOut], summary="Responsible units")
def units(request: HttpRequest, slug: str, as_of: date | None = None) -> list[UnitOut]:
    """The units with a part in the plan, those with most measures first."""
    return [UnitOut.of(unit) for unit in plan_seen(request, slug, as_of).units]


@router.get("/plans/{slug}/board", response=dict[str, Any], summary="Units by measures")
def board(request: HttpRequest, slug: str, as_of: date | None = None) -> dict[str, Any]:
    """For each unit, its part and the standing of each of its measures."""
    seen = plan_seen(request, slug, as_of)
    return {
        unit.name: {
            view.key: {"role": part.role, "standing": view.standing}
            for view in seen.measures
            for part in view.parts
            if part.unit == unit
        }
        for unit in seen.units
    }


@router.get("/search", response=list[HitOut], summary="Full-text search")
def search(request: HttpRequest, q: str, as_of: date | None = None) -> list[HitOut]:
    """Everything in force on a day that says these words, in either language."""
    hits = api.search(caller(request), q, as_of or timezone.localdate())
    return [
        HitOut(kind=hit.kind, plan=hit.plan.slug, key=hit.key, title=hit.title, excerpt=hit.excerpt)
        for hit in hits
    ]
