"""Which plan the API is asked about, on which day."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from xiandao.zone.accounts.api import caller
from xiandao.zone.plans import api


def plan_seen(request: HttpRequest, slug: str, as_of: date | None) -> api.Snapshot:
    """The plan as it stood on a day."""
    day = as_of or timezone.localdate()
    seen = api.snapshot(api.plan_named(slug, caller(request)), day)
    if seen is None:
        raise api.PlanMissing("Plan “{slug}” was not in force on {day}.", slug=slug, day=day)
    return seen
