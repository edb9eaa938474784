"""The review page: the text beside what was read from it; and what an edition would change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, caller, open_to
from xiandao.zone.face.api import say
from xiandao.zone.plans.api import OFFICE, Edition, changes_in, edition_in_force, edition_of, plan_named
from xiandao.zone.plans.rules.corrections import LISTS, default_start
from xiandao.zone.plans.rules.reading import content_of
from xiandao.zone.plans.rules.states import EditionState
from xiandao.zone.plans.web.review.cards import (
    card_of,
    corrected_items,
    sections_of,
    stretches_of,
    warnings_of,
)
from xiandao.zone.plans.web.review.differences import differences_of
from xiandao.zone.plans.web.review.forms import form_for
from xiandao.zone.plans.web.review.segments import drawn


class ConfirmForm(forms.Form):
    """The one decision of a review."""

    since = forms.DateField(
        label=gettext_lazy("In force since"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Pages and reports for this day and later follow the new edition."),
    )


def asked_edition(slug: str, number: int, by: Account) -> Edition:
    """The edition that the address names."""
    return edition_of(plan_named(slug, by), number)


@open_to(*OFFICE)
@require_safe
def review(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The whole review; ?edit=M01 opens an item for correcting."""
    edition = asked_edition(slug, number, caller(request))
    if edition.state != EditionState.REVIEW:
        return redirect("plans:changes", slug, number)
    item = request.GET.get("edit", "")
    editing = {item: form_for(edition.reading, item)} if item else {}
    if item and getattr(request, "htmx", False):
        card = card_of(edition.reading, item, corrected_items(edition), editing[item])
        return render(request, "plans/review/card.html", {"edition": edition, "card": card})
    return review_page(request, edition, editing=editing)


@open_to(*OFFICE)
@require_safe
def card(request: HttpRequest, slug: str, number: int, item: str) -> HttpResponse:
    """One card as it stands, for a correction that was given up."""
    edition = asked_edition(slug, number, caller(request))
    if edition.state != EditionState.REVIEW:
        return redirect("plans:changes", slug, number)
    shown = card_of(edition.reading, item, corrected_items(edition))
    return render(request, "plans/review/card.html", {"edition": edition, "card": shown})


def review_page(
    request: HttpRequest,
    edition: Edition,
    *,
    editing: Mapping[str, forms.Form],
    confirming: ConfirmForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with the forms that are open on it."""
    today = timezone.localdate()
    reading, corrected = edition.reading, corrected_items(edition)
    form = confirming or ConfirmForm(initial={"since": _proposed(edition, today)})
    context = {
        "edition": edition,
        "plan_card": card_of(reading, "plan", corrected, editing.get("plan")),
        "sections": sections_of(reading, corrected, editing),
        "drawn": drawn(edition.text, stretches_of(reading)),
        "remainder": list(enumerate(reading["remainder"])),
        "counts": {name: len(reading[name]) for name in (*LISTS, "units")},
        "hindrance": _hindrance(reading),
        "in_force": edition_in_force(edition.plan, today),
        "confirming": form,
        **doubts_of(edition),
    }
    return render(request, "plans/review/review.html", context, status=status)


def doubts_of(edition: Edition) -> dict[str, Any]:
    """What the list of doubts needs."""
    warnings = warnings_of(edition.reading)
    return {
        "edition": edition,
        "warnings": warnings,
        "open_count": sum(not warning.settled for warning in warnings),
    }


@open_to(*OFFICE)
@require_safe
def changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What this edition changes in the one that is in force, item by item."""
    edition = asked_edition(slug, number, caller(request))
    today = timezone.localdate()
    in_force = edition_in_force(edition.plan, today)
    context: dict[str, Any] = {
        "edition": edition,
        "in_force": in_force if in_force != edition else None,
        "under_review": edition.state == EditionState.REVIEW,
        "hindrance": "",
    }
    try:
        context["differences"] = differences_of(changes_in(edition, today))
    except Refusal as refusal:
        context["hindrance"] = say(refusal)
    whole = not getattr(request, "htmx", False)
    template = "plans/review/changes.html" if whole else "plans/review/difference_list.html"
    return render(request, template, context)


def _hindrance(reading: Mapping[str, Any]) -> str:
    """Why this reading cannot be put in force as it stands, if so."""
    try:
        content_of(reading)
    except Refusal as refusal:
        return say(refusal)
    return ""


def _proposed(edition: Edition, today: date) -> date:
    """The day an edition is proposed to hold from; a newer edition holds from today."""
    if edition_in_force(edition.plan, today) is not None:
        return today
    try:
        return default_start(edition.reading, today)
    except Refusal:
        return today
