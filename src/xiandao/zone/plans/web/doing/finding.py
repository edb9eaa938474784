"""Finds what the addresses of these pages name, as it stands on the page's day."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import caller
from xiandao.zone.face.api import as_of
from xiandao.zone.plans.api import MeasureView, PlanMissing, Snapshot, plan_named, snapshot


@dataclass(frozen=True, slots=True)
class Asked:
    """A measure, in the plan as it stands."""

    seen: Snapshot
    measure: MeasureView


def asked_plan(request: HttpRequest, slug: str) -> Snapshot:
    """The plan that the address names, in force on the page's day."""
    plan = plan_named(slug, caller(request))
    seen = snapshot(plan, as_of(request))
    if seen is None:
        raise PlanMissing(gettext_noop("Plan “{slug}” was not in force on that day."), slug=slug)
    return seen


def asked_measure(request: HttpRequest, slug: str, key: str) -> Asked:
    """The measure that the address names."""
    seen = asked_plan(request, slug)
    measure = seen.measure(key)
    if measure is None:
        raise PlanMissing(gettext_noop("Plan “{slug}” has no measure {key} on that day."), slug=slug, key=key)
    return Asked(seen, measure)
