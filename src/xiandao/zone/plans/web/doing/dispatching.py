"""Giving a measure out: who leads, who supports, by when, and who in person answers for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import caller, open_to
from xiandao.zone.face.api import say
from xiandao.zone.plans.api import OFFICE, Measure, Unit, dispatch
from xiandao.zone.plans.web.doing.finding import Asked, asked_measure


def day_field(label: Any, **options: Any) -> forms.DateField:
    """A day, chosen from a calendar."""
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


class DispatchForm(forms.Form):
    """Units, days and the person."""

    lead = forms.MultipleChoiceField(label=gettext_lazy("Leading units"), widget=forms.CheckboxSelectMultiple)
    support = forms.MultipleChoiceField(
        label=gettext_lazy("Supporting units"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due_on = day_field(
        gettext_lazy("Due"),
        required=False,
        help_text=gettext_lazy("Without a day of its own the measure is due when the plan ends."),
    )
    owner = forms.CharField(label=gettext_lazy("Who answers for it in person"), required=False, max_length=80)
    since = day_field(
        gettext_lazy("Holds since"),
        help_text=gettext_lazy("Pages for earlier days keep showing what held then."),
    )

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(unit.name, unit.name) for unit in units]
        for name in ("lead", "support"):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Nobody does both."""
        cleaned = super().clean() or {}
        lead, support = cleaned.get("lead"), cleaned.get("support")
        both = sorted(set(lead or ()) & set(support or ()))
        if both:
            self.add_error(
                "support", _("{unit} cannot both lead and support. Choose one.").format(unit=both[0])
            )
        return cleaned


@open_to(*OFFICE)
@require_http_methods(["GET", "HEAD", "POST"])
def dispatch_measure(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Give the measure out."""
    asked = asked_measure(request, slug, key)
    units = _units(asked)
    if request.method != "POST":
        return _page(request, asked, DispatchForm(initial=_as_it_stands(asked), units=units))
    form = DispatchForm(request.POST, units=units)
    if form.is_valid():
        try:
            dispatch(
                measure=Measure.objects.select_related("plan").get(pk=asked.measure.id),
                lead=form.cleaned_data["lead"],
                support=form.cleaned_data["support"],
                due_on=form.cleaned_data["due_on"],
                owner=form.cleaned_data["owner"],
                since=form.cleaned_data["since"],
                by=caller(request),
                at=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error("since", say(refusal))
        else:
            messages.success(request, _("The measure was given out. Its units see it first on their lists."))
            return redirect("plans:measure", slug, key)
    return _page(request, asked, form, status=422)


def _page(request: HttpRequest, asked: Asked, form: DispatchForm, status: int = 200) -> HttpResponse:
    return render(request, "plans/doing/dispatch.html", {"asked": asked, "form": form}, status=status)


def _units(asked: Asked) -> list[Unit]:
    """The measure's own units first, then the plan's, then the zone's other units."""
    own = [part.unit for part in asked.measure.parts]
    return list(dict.fromkeys([*own, *asked.seen.units, *Unit.objects.order_by("name")]))


def _as_it_stands(asked: Asked) -> dict[str, object]:
    """The form filled with today's state; a proposed lead is offered for confirming."""
    revision = asked.measure.revision
    return {
        "lead": [part.unit.name for part in asked.measure.leads],
        "support": [part.unit.name for part in asked.measure.supports],
        "due_on": revision.due_on,
        "owner": revision.owner,
        "since": max(asked.seen.as_of, revision.since),
    }
