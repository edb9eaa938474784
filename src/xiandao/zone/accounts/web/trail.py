"""The audit trail as a page: who did what to what, and what it was before."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from xiandao.zone.accounts import queries
from xiandao.zone.accounts.api import caller
from xiandao.zone.accounts.models import Role
from xiandao.zone.accounts.permissions import open_to
from xiandao.zone.accounts.web.differences import ChangeInWords, changes_in_words
from xiandao.zone.accounts.web.forms import TrailForm
from xiandao.zone.audit.api import Entry, verbs


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trail as a person reads it."""

    entry: Entry
    verb: str
    changes: tuple[ChangeInWords, ...]


@open_to(Role.ADMINISTRATOR, Role.PLAN_OFFICE)
@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    """A page of the trail, latest first, narrowed by what stands in the address."""
    form = TrailForm(request.GET, verbs=verbs())
    entries = queries.trail(form.wanted(), asking=caller(request), page=request.GET.get("page", "1"))
    lines = [Line(entry, gettext(entry.verb), changes_in_words(entry)) for entry in entries]
    return render(request, "accounts/trail.html", {"form": form, "entries": entries, "lines": lines})
