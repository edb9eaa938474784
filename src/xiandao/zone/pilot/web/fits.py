"""For a tenant's scientist: bench runs go in, what they tell of the strain and what they do not comes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from xiandao.zone.accounts.api import caller, signed_in
from xiandao.zone.face.api import page
from xiandao.zone.pilot.operations.costing import ask_fit
from xiandao.zone.pilot.permissions import operates
from xiandao.zone.pilot.queries import costwords
from xiandao.zone.pilot.queries.costing import Standing, fit_numbered, fits, standings
from xiandao.zone.pilot.queries.costsaid import named, why_not
from xiandao.zone.pilot.rules.fitting import starter
from xiandao.zone.pilot.web.asking import COST_STANDINGS, kept, own_parties
from xiandao.zone.pilot.web.costcharts import runs_chart
from xiandao.zone.pilot.web.costforms import FitForm


@signed_in
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The fits of the reader's organisations."""
    by = caller(request)
    shown = page(request, fits(asking=by).defer("study"))
    stand = standings(list(shown))
    context = {
        "page": shown,
        "lines": [(one, COST_STANDINGS[stand[one.pk]]) for one in shown],
        "may_ask": bool(own_parties(by)),
        "operator": operates(by),
    }
    return render(request, "pilot/fits.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Bring bench runs."""
    by = caller(request)
    parties = own_parties(by)
    form = FitForm(request.POST or None, parties=parties, initial={"study": starter()})
    if request.method == "POST" and form.is_valid():
        found = kept(form, lambda: ask_fit(**form.cleaned_data, by=by, at=timezone.now()))
        if found is not None:
            messages.success(request, _("The fit is computed in the background; this page will show it."))
            return redirect("pilot:fit", found.pk)
    context = {"form": form, "parties": parties}
    return render(request, "pilot/fit_form.html", context, status=422 if form.errors else 200)


@signed_in
@never_cache
@require_safe
def fit(request: HttpRequest, pk: int) -> HttpResponse:
    """One fit: what its runs tell of the strain, and each run with the line through it."""
    found = fit_numbered(pk, asking=caller(request))
    standing = standings([found])[found.pk]
    context = {"fit": found, "standing": standing, "words": COST_STANDINGS[standing]}
    result = found.result or {}
    if standing is Standing.REFUSED:
        context["why"] = why_not(result["refused"])
    if standing is Standing.DONE:
        context |= _shown(result)
    context["cases"] = found.cases.only("title", "sample")
    return render(request, "pilot/fit.html", context)


def _shown(result: Mapping[str, Any]) -> dict[str, Any]:
    named_rows = [(one, named(costwords.STRAIN, one["name"])) for one in result["parameters"]]
    return {
        "result": result,
        "rows": named_rows,
        "unclear": [words for one, words in named_rows if one["low"] is None or one["high"] is None],
        "trades": [
            ", ".join(f"{named(costwords.STRAIN, name)} {part:+.2f}" for name, part in one.items())
            for one in result["trades"]
        ],
        "charts": [(one["name"], runs_chart(one)) for one in result["runs"]],
    }
