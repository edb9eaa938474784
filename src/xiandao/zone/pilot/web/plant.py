"""The plant's first page, its equipment book, its people."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from xiandao.zone.accounts.api import Role, account_named, caller, open_to, signed_in, zone_only
from xiandao.zone.pilot.models import Operative
from xiandao.zone.pilot.operations.equipment import (
    appoint_operator,
    close_equipment,
    dismiss_operator,
    end_operative,
    record_upkeep,
    save_equipment,
    save_operative,
    save_utility,
)
from xiandao.zone.pilot.permissions import check_operates, operates, tenant_parties
from xiandao.zone.pilot.queries.calendar import calendar_of, gantt, occupancy
from xiandao.zone.pilot.queries.campaigns import campaigns, plan_in_force, taken, waiting
from xiandao.zone.pilot.queries.plant import (
    PilotMissing,
    equipment_book,
    equipment_numbered,
    operatives,
    operators,
    utilities,
)
from xiandao.zone.pilot.web.asking import CAMPAIGN_STATES, done, first_fault, handed_out, kept, span
from xiandao.zone.pilot.web.forms import ClosureForm, EquipmentForm, OperativeForm, UpkeepForm, UtilityForm


@signed_in
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is taken in the next weeks; whose it is only for the tenant and the operators."""
    by, (since, until) = caller(request), span(request)
    rows = taken(since, until, asking=by)
    book = equipment_book(timezone.localdate())
    names = [one.equipment.name for one in book]
    mine = campaigns(asking=by)[:8]
    context = {
        "rows": rows,
        "drawing": gantt(rows, since, until) if rows else None,
        "occupancy": occupancy(rows, names, since, until),
        "since": since,
        "until": until,
        "before": (since - timedelta(weeks=2)).date(),
        "after": (since + timedelta(weeks=2)).date(),
        "plan": plan_in_force(),
        "operator": operates(by),
        "may_ask": bool(tenant_parties(by)) or operates(by),
        "mine": [(one, CAMPAIGN_STATES[one.state]) for one in mine],
        "waiting": waiting(asking=by)[:8],
        "book": book,
        "nobody": not operators().exists(),
        "administrator": by.role == Role.ADMINISTRATOR,
    }
    return render(request, "pilot/home.html", context)


@signed_in
@never_cache
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The bookings as iCalendar, for the calendars that people use."""
    now = timezone.now()
    rows = taken(now - timedelta(weeks=4), now + timedelta(weeks=52), asking=caller(request))
    return handed_out(calendar_of(rows, stamp=now), "text/calendar; charset=utf-8", "pilot.ics")


@signed_in
@require_safe
def book(request: HttpRequest) -> HttpResponse:
    """The equipment book with what is overdue."""
    context = {"book": equipment_book(timezone.localdate()), "operator": operates(caller(request))}
    return render(request, "pilot/equipment.html", context)


@zone_only
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Enter a piece of equipment."""
    by = caller(request)
    check_operates(by)
    form = EquipmentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = kept(form, lambda: save_equipment(values=form.cleaned_data, by=by, at=timezone.now()))
        if found is not None:
            messages.success(request, _("It stands in the equipment book."))
            return redirect("pilot:equipment", found.pk)
    context = {"form": form, "equipment": None}
    return render(request, "pilot/equipment_form.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def equipment(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of equipment: what it can do, its upkeep, when it is closed."""
    found = equipment_numbered(pk)
    kept_one = next(one for one in equipment_book(timezone.localdate()) if one.equipment == found)
    context = {
        "kept": kept_one,
        "equipment": found,
        "upkeep": found.upkeep.select_related("by")[:20],
        "closures": found.closures.filter(ends_at__gt=timezone.now()),
        "operator": operates(caller(request)),
        "upkeep_form": UpkeepForm(initial={"done_on": timezone.localdate()}),
        "closure_form": ClosureForm(),
    }
    return render(request, "pilot/vessel.html", context)


@zone_only
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what is known of a piece of equipment."""
    by, found = caller(request), equipment_numbered(pk)
    check_operates(by)
    start = {name: getattr(found, name) for name in EquipmentForm.base_fields}
    form = EquipmentForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        if kept(form, lambda: save_equipment(values=values, equipment=found, by=by, at=timezone.now())):
            messages.success(request, _("It is kept."))
            return redirect("pilot:equipment", found.pk)
    context = {"form": form, "equipment": found}
    return render(request, "pilot/equipment_form.html", context, status=422 if form.errors else 200)


@zone_only
@require_POST
def upkeep(request: HttpRequest, pk: int) -> HttpResponse:
    """A calibration or a cleaning was done."""
    by, found, form = caller(request), equipment_numbered(pk), UpkeepForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_fault(form))
        return redirect("pilot:equipment", pk)
    return done(
        request,
        lambda: record_upkeep(equipment=found, by=by, at=timezone.now(), **form.cleaned_data),
        _("The upkeep is recorded."),
        "pilot:equipment",
        pk,
    )


@zone_only
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the equipment for a time."""
    by, found, form = caller(request), equipment_numbered(pk), ClosureForm(request.POST)
    if not form.is_valid():
        messages.error(request, first_fault(form))
        return redirect("pilot:equipment", pk)
    return done(
        request,
        lambda: close_equipment(equipment=found, by=by, at=timezone.now(), **form.cleaned_data),
        _("It is closed for that time; the next plan moves what is booked."),
        "pilot:equipment",
        pk,
    )


@zone_only
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest) -> HttpResponse:
    """People with their qualifications, and what is shared."""
    by = caller(request)
    check_operates(by)
    utility = UtilityForm(request.POST if "utility" in request.POST else None)
    person = OperativeForm(request.POST if "person" in request.POST else None)
    if request.method == "POST":
        if "utility" in request.POST:
            made = utility.is_valid() and kept(utility, lambda: _keep_utility(utility, request))
        else:
            made = person.is_valid() and kept(person, lambda: _keep_person(person, request))
        if made:
            messages.success(request, _("It is kept."))
            return redirect("pilot:people")
    context = {
        "people": operatives(asking=by),
        "utilities": utilities(),
        "utility_form": utility,
        "person_form": person,
    }
    wrong = utility.errors or person.errors
    return render(request, "pilot/people.html", context, status=422 if wrong else 200)


def _keep_utility(form: UtilityForm, request: HttpRequest) -> object:
    told = form.cleaned_data
    return save_utility(
        name=told["utility"], capacity=told["capacity"], by=caller(request), at=timezone.now()
    )


def _keep_person(form: OperativeForm, request: HttpRequest) -> object:
    return save_operative(
        name=form.cleaned_data["person"],
        qualifications=form.names(),
        shifts=form.shifts(),
        by=caller(request),
        at=timezone.now(),
    )


@zone_only
@require_POST
def end_person(request: HttpRequest, pk: int) -> HttpResponse:
    """The person no longer works in the plant."""
    by = caller(request)
    check_operates(by)
    found = Operative.objects.filter(pk=pk).first()
    if found is None:
        raise PilotMissing(gettext_noop("There is no person {number}."), number=pk)
    act = end_operative
    return done(
        request, lambda: act(operative=found, by=by, at=timezone.now()), _("It is kept."), "pilot:people"
    )


@open_to(Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def operating(request: HttpRequest) -> HttpResponse:
    """Who operates the plant; administrators say so."""
    by = caller(request)
    if request.method == "POST":
        account = account_named(request.POST.get("account", ""))
        if account is None:
            messages.error(request, _("There is no such account."))
            return redirect("pilot:operators")
        act = dismiss_operator if request.POST.get("what") == "dismiss" else appoint_operator
        return done(
            request,
            lambda: act(account=account, by=by, at=timezone.now()),
            _("It is kept."),
            "pilot:operators",
        )
    return render(request, "pilot/operators.html", {"operators": operators(), "me": by})
