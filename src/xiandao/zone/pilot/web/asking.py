"""What every page of the room asks: the time shown, forms that are kept or said no to, files handed out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import neutral_name
from xiandao.zone.accounts.api import Account
from xiandao.zone.face.api import say
from xiandao.zone.pilot.permissions import tenant_parties
from xiandao.zone.pilot.queries.campaigns import tenants
from xiandao.zone.pilot.rules.times import YEARS

CAMPAIGN_STATES = {
    "requested": _("asked for"),
    "scheduled": _("scheduled"),
    "waiting": _("waiting"),
    "running": _("running"),
    "closed": _("closed"),
    "refused": _("refused"),
    "withdrawn": _("withdrawn"),
}
PLAN_STATES = {
    "computing": _("being computed"),
    "in_force": _("in force"),
    "replaced": _("replaced"),
    "stale": _("left aside: something changed meanwhile"),
    "impossible": _("not possible"),
}
COST_STANDINGS = {
    "waiting": _("waits for its fit"),
    "computing": _("being computed"),
    "stopped": _("stopped"),
    "refused": _("refused"),
    "done": _("computed"),
}
WEEKS = 4


def span(request: HttpRequest) -> tuple[datetime, datetime]:
    """The weeks that a drawing shows: from the Monday of ?week=2025-06-30, or of today for nonsense."""
    try:
        day = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        day = timezone.localdate()
    if day.year not in YEARS:
        day = timezone.localdate()
    monday = day - timedelta(days=day.weekday())
    start = timezone.make_aware(datetime.combine(monday, time()))
    return start, start + timedelta(weeks=WEEKS)


def own_parties(by: Account) -> list[tuple[str, str]]:
    """The organisations for which somebody computes, by name."""
    own = tenant_parties(by)
    names = tenants(sorted(own))
    return [(party, names.get(party, party)) for party in sorted(own)]


def kept(form: forms.Form, keep: Callable[[], Any]) -> Any:
    """What `keep` gives; None where it refused, and then the form says so."""
    try:
        return keep()
    except Refusal as refusal:
        form.add_error(None, say(refusal))
        return None


def done(request: HttpRequest, act: Callable[[], Any], said: str, *where: object) -> HttpResponse:
    """Do it and say so, or say why not; then go where the first of `where` names, with the others."""
    try:
        act()
    except Refusal as refusal:
        messages.error(request, say(refusal))
    else:
        messages.success(request, said)
    return redirect(str(where[0]), *where[1:])


def first_fault(form: forms.Form) -> str:
    """The first thing that is wrong with a form, in words."""
    for name, faults in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        return f"{label}: {faults[0]}" if label else str(faults[0])
    return ""


def handed_out(content: bytes | str, kind: str, name: str) -> HttpResponse:
    """A file to take along, never shown as a page."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=neutral_name(name)) or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


class Day(forms.DateInput):
    """A day as the browser picks it."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class Moment(forms.DateTimeInput):
    """A day and an hour as the browser picks them."""

    def __init__(self) -> None:
        super().__init__(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
