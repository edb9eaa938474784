"""What the review's buttons do: correct, drop, mark, settle, confirm, discard."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, caller, open_to
from xiandao.zone.face.api import say
from xiandao.zone.plans.api import (
    OFFICE,
    Edition,
    add_measure,
    confirm_edition,
    correct,
    discard_edition,
    drop_item,
    settle_warning,
)
from xiandao.zone.plans.web.review.cards import card_of, corrected_items
from xiandao.zone.plans.web.review.forms import form_for
from xiandao.zone.plans.web.review.reviewing import ConfirmForm, asked_edition, doubts_of, review_page


class MarkRefused(Refusal):
    """A place in the text that is no place."""


@open_to(*OFFICE)
@require_POST
def correct_item(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Change the fields of one item that differ from what stands there; all of them or none."""
    by = caller(request)
    edition = asked_edition(slug, number, by)
    item = request.POST.get("item", "")
    form = form_for(edition.reading, item, request.POST)
    kept = form.is_valid() and _corrected(form, edition, item, by)
    edition.refresh_from_db()
    if getattr(request, "htmx", False):
        return _card(request, edition, item, None if kept else form)
    if not kept:
        return review_page(request, edition, editing={item: form}, status=422)
    messages.success(request, _("The correction was kept."))
    return redirect(_at(edition, f"item-{item}"))


def _corrected(form: forms.Form, edition: Edition, item: str, by: Account) -> bool:
    """Whether every changed field was taken; what was refused stands beside its field."""
    with transaction.atomic():
        for name in form.changed_data:
            value = form.cleaned_data[name]
            said = str(value).lower() if isinstance(value, bool) else str(value)
            try:
                correct(edition=edition, item=item, field=name, value=said, by=by, at=timezone.now())
            except Refusal as refusal:
                form.add_error(name, say(refusal))
        if form.errors:
            transaction.set_rollback(True)
    return not form.errors


def _card(request: HttpRequest, edition: Edition, item: str, form: forms.Form | None) -> HttpResponse:
    shown = card_of(edition.reading, item, corrected_items(edition), form)
    answer = render(
        request,
        "plans/review/card.html",
        {"edition": edition, "card": shown},
        status=422 if form else 200,
    )
    if form:
        answer["HX-Retarget"] = f"#item-{item}"
        answer["HX-Reswap"] = "outerHTML"
    return answer


@open_to(*OFFICE)
@require_POST
def drop(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take an item out; its words stay visible in the text."""
    by = caller(request)
    edition = asked_edition(slug, number, by)
    item = request.POST.get("item", "")
    drop_item(edition=edition, item=item, by=by, at=timezone.now())
    messages.success(request, _("The item was dropped. Its words are listed as read as nothing."))
    return redirect(_at(edition, "rest"))


@open_to(*OFFICE)
@require_POST
def mark_measure(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a stretch of the text as a measure, and open it for correcting."""
    by = caller(request)
    edition = asked_edition(slug, number, by)
    start, end = (_place(request.POST.get(name, "")) for name in ("start", "end"))
    item = add_measure(edition=edition, start=start, end=end, by=by, at=timezone.now())
    messages.success(request, _("{item} was marked. Complete its title and units.").format(item=item))
    return redirect(_at(edition, f"item-{item}", f"?edit={item}"))


def _place(typed: str) -> int:
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 9):
        raise MarkRefused(gettext_noop("Select the words of the measure in the text first."))
    return int(typed)


@open_to(*OFFICE)
@require_POST
def settle(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Say that a doubt was looked at."""
    by = caller(request)
    edition = asked_edition(slug, number, by)
    settle_warning(edition=edition, number=_place(request.POST.get("warning", "")), by=by, at=timezone.now())
    if getattr(request, "htmx", False):
        edition.refresh_from_db()
        return render(request, "plans/review/doubts.html", doubts_of(edition) | {"swapped": True})
    return redirect(_at(edition, "doubts"))


@open_to(*OFFICE)
@require_POST
def confirm(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Put the edition in force."""
    by = caller(request)
    edition = asked_edition(slug, number, by)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            confirm_edition(edition=edition, since=form.cleaned_data["since"], by=by, at=timezone.now())
        except Refusal as refusal:
            form.add_error("since", say(refusal))
        else:
            messages.success(request, _("The plan is in force. Next, give its measures out to the units."))
            return redirect("plans:overview", slug)
    return review_page(request, edition, editing={}, confirming=form, status=422)


@open_to(*OFFICE)
@require_POST
def discard(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give the edition up."""
    by = caller(request)
    edition = asked_edition(slug, number, by)
    discard_edition(edition=edition, by=by, at=timezone.now())
    messages.success(request, _("The edition was discarded. Nothing of it was in force."))
    return redirect("plans:list")


def _at(edition: Edition, place: str, filters: str = "") -> str:
    address = reverse("plans:review", args=[edition.plan.slug, edition.number])
    return f"{address}{filters}#{place}"
