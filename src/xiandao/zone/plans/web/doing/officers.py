"""Who speaks for a unit."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_http_methods, require_POST

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role, account_named, caller, open_to, people
from xiandao.zone.face.api import say
from xiandao.zone.plans.api import (
    OFFICE,
    Officer,
    PlanMissing,
    Unit,
    appoint_officer,
    dismiss_officer,
    officers_of,
    plan_named,
)


class AppointForm(forms.Form):
    """An account to speak for the unit."""

    account = forms.ChoiceField(
        label=gettext_lazy("Account"),
        help_text=gettext_lazy("Accounts with the role of a unit officer. An administrator makes new ones."),
    )

    def __init__(self, *args: Any, accounts: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["account"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(a.username, f"{a.display_name} ({a.username})") for a in accounts]


@open_to(*OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def officers(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Show who speaks for the unit, and appoint somebody."""
    by = caller(request)
    plan = plan_named(slug, by)
    unit = _unit(pk)
    speaking = officers_of(unit)
    known = {officer.account_id for officer in speaking}
    accounts = [a for a in people(role=Role.UNIT_OFFICER) if a.pk not in known]
    form = AppointForm(request.POST or None, accounts=accounts)
    if request.method == "POST" and form.is_valid():
        account = account_named(form.cleaned_data["account"])
        try:
            if account is not None:
                appoint_officer(unit=unit, account=account, by=by, at=timezone.now())
        except Refusal as refusal:
            form.add_error("account", say(refusal))
        else:
            messages.success(request, _("The officer was appointed."))
            return redirect("plans:officers", slug, pk)
    context = {"plan": plan, "unit": unit, "officers": speaking, "form": form, "accounts": accounts}
    status = 422 if request.method == "POST" else 200
    return render(request, "plans/doing/officers.html", context, status=status)


@open_to(*OFFICE)
@require_POST
def dismiss(request: HttpRequest, slug: str, pk: int, officer_pk: int) -> HttpResponse:
    """The account no longer speaks for the unit; what it reported stays."""
    by = caller(request)
    plan_named(slug, by)
    officer = Officer.objects.select_related("unit", "account").filter(pk=officer_pk, unit_id=pk).first()
    if officer is None:
        raise PlanMissing(gettext_noop("This unit has no officer number {number}."), number=officer_pk)
    dismiss_officer(officer=officer, by=by, at=timezone.now())
    messages.success(request, _("The officer was dismissed. What was reported stays."))
    return redirect("plans:officers", slug, pk)


def _unit(pk: int) -> Unit:
    unit = Unit.objects.filter(pk=pk).first()
    if unit is None:
        raise PlanMissing(gettext_noop("There is no unit number {number}."), number=pk)
    return unit
