"""The indicators: what each says, what it counts on a day, and a place to try another."""

from __future__ import annotations

from datetime import datetime, time

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from xiandao.kernel.numbers import whole_number
from xiandao.kernel.refusals import Refusal
from xiandao.publishing.charts import ProgressPoint, ProgressWords, Spec, progress_over_time
from xiandao.zone.accounts.api import Account, caller, zone_only
from xiandao.zone.evidence.api import (
    Definition,
    Explanation,
    IndicatorVersion,
    definition_of,
    explained,
    explanation,
    indicator_named,
    indicator_version,
    indicator_versions,
    read,
    save_indicator,
    series,
    value,
    value_by,
    values_ready,
    versions_of,
    written,
)
from xiandao.zone.evidence.permissions import OFFICE
from xiandao.zone.evidence.queries.wording import reason
from xiandao.zone.evidence.web.asking import kind_words, reads_chinese
from xiandao.zone.face.api import as_of, say


class TrialForm(forms.Form):
    """An indicator's text, and the day from which it would hold."""

    source = forms.CharField(
        label=gettext_lazy("Definition (YAML)"), widget=forms.Textarea(attrs={"rows": 18})
    )
    since = forms.DateField(
        label=gettext_lazy("Holds since"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


@zone_only
@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """Every indicator with its value on the day."""
    day = as_of(request)
    versions = indicator_versions(day)
    ready = values_ready(versions, as_of=day)
    context = {
        "lines": [(version, read(version), ready.get(version.pk)) for version in versions],
        "keep": _keep(request),
    }
    return render(request, "evidence/indicators.html", context)


@zone_only
@require_safe
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """One indicator: what it says, its value over time, and every claim with its reason."""
    day = as_of(request)
    version = indicator_named(key, day)
    as_known = request.GET.get("known") == "then"
    known_at = timezone.make_aware(datetime.combine(day, time.max)) if as_known else None
    part = "excluded" if request.GET.get("part") == "excluded" else "counted"
    page = whole_number(request.GET.get("page")) or 1
    told = explanation(version, as_of=day, known_at=known_at, part=part, page=page)
    definition = read(version)
    context = {
        "version": version,
        "definition": definition,
        "name": definition.zh if reads_chinese() else definition.en,
        "unit": definition.unit_zh if reads_chinese() else definition.unit_en,
        "value": value(version, as_of=day, known_at=known_at),
        "chart": _chart(version, definition, request),
        "told": told,
        "lines": _lines(told),
        "part": part,
        "as_known": as_known,
        "versions": versions_of(key),
        "kinds": [kind_words()[kind] for kind in definition.kinds],
        "may_change": _may_change(caller(request)),
        "keep": _keep(request),
    }
    return render(request, "evidence/indicator.html", context)


@zone_only
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest) -> HttpResponse:
    """Try a definition on the ledger without keeping it; the plan office may keep it as a new version."""
    day, by = as_of(request), caller(request)
    start = indicator_version(request.GET.get("from", ""), day)
    form = TrialForm(request.POST or None, initial={"source": start.source if start else "", "since": day})
    context: dict[str, object] = {"form": form, "may_change": _may_change(by), "day": day}
    if request.method == "POST" and form.is_valid():
        try:
            definition = definition_of(written(form.cleaned_data["source"]))
            if request.POST.get("what") == "keep":
                since = form.cleaned_data["since"] or day
                save_indicator(source=form.cleaned_data["source"], since=since, by=by, at=timezone.now())
                messages.success(request, _("The indicator has a new version."))
                return redirect("evidence:indicator", definition.key)
            context |= {
                "definition": definition,
                "value": value_by(definition, as_of=day),
                "counted": _lines(explained(definition, as_of=day, part="counted")),
                "excluded": _lines(explained(definition, as_of=day, part="excluded")),
            }
        except Refusal as refusal:
            form.add_error("source", say(refusal))
    return render(request, "evidence/trial.html", context, status=422 if form.errors else 200)


def _lines(told: Explanation) -> list[tuple[object, str]]:
    return [(line, reason(line.template, line.values)) for line in told.lines]


def _chart(version: IndicatorVersion, definition: Definition, request: HttpRequest) -> Spec:
    day = as_of(request)
    points = [
        ProgressPoint(step.day, float(amount), said)
        for step in series(version, since=day.replace(year=day.year - 3, day=1), until=day)
        for said, amount in ((_("verified"), step.verified), (_("claimed"), step.claimed))
    ]
    words = ProgressWords(
        unit=definition.unit_zh if reads_chinese() else definition.unit_en,
        day=_("Day"),
        value=_("Value"),
        series=_("Series"),
        as_of=_("As of"),
        no_figures=_("No figures yet"),
    )
    return progress_over_time(points, low=None, high=None, due_on=None, as_of=day, words=words)


def _may_change(by: Account) -> bool:
    return by.is_active and by.role in OFFICE


def _keep(request: HttpRequest) -> str:
    day = as_of(request)
    return "" if day == timezone.localdate() else f"?as_of={day.isoformat()}"
