"""Who asks the API, and which plan on which day."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from xiandao.zone.accounts.api import AccessRefused, Account
from xiandao.zone.plans import api


def account_of(request: HttpRequest) -> Account:
    """The account that the gate has let in."""
    asking = getattr(request, "auth", None) or request.user
    if not isinstance(asking, Account):
        raise AccessRefused("Sign in first.")
    return asking


def plan_seen(request: HttpRequest, slug: str, as_of: date | None) -> api.Snapshot:
    """The plan as it stood on a day."""
    day = as_of or timezone.localdate()
    seen = api.snapshot(api.plan_named(slug, account_of(request)), day)
    if seen is None:
        raise api.PlanMissing("Plan “{slug}” was not in force on {day}.", slug=slug, day=day)
    return seen
