"""For whoever decides on the money: a process and a size go in, a page that says build or not comes out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from xiandao.publishing.comma import comma_separated
from xiandao.zone.accounts.api import Account, caller, signed_in
from xiandao.zone.face.api import page
from xiandao.zone.pilot.models import CostCase
from xiandao.zone.pilot.operations.costing import ask_cost
from xiandao.zone.pilot.permissions import operates
from xiandao.zone.pilot.queries import costwords
from xiandao.zone.pilot.queries.costing import (
    Standing,
    cost_numbered,
    costs,
    fit_numbered,
    fits,
    standings,
)
from xiandao.zone.pilot.queries.costsaid import named, why_not
from xiandao.zone.pilot.queries.costtables import TABLES, table_of
from xiandao.zone.pilot.queries.plant import PilotMissing
from xiandao.zone.pilot.rules.costing import FROM_RUNS, PROCESSES, process
from xiandao.zone.pilot.web.asking import COST_STANDINGS, handed_out, kept, own_parties
from xiandao.zone.pilot.web.costforms import CostForm
from xiandao.zone.pilot.web.costshown import shown


@signed_in
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """The costed plants of the reader's organisations."""
    by = caller(request)
    found = page(request, costs(asking=by).defer("asked"))
    stand = standings(list(found))
    context = {
        "page": found,
        "lines": [
            (one, COST_STANDINGS[stand[one.pk]], named(costwords.PROCESSES, one.process)) for one in found
        ],
        "may_ask": bool(own_parties(by)),
        "operator": operates(by),
    }
    return render(request, "pilot/costs.html", context)


@signed_in
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Choose a process."""
    fit = request.GET.get("fit", "")
    context = {
        "processes": [(name, named(costwords.PROCESSES, name), name in FROM_RUNS) for name in PROCESSES],
        "fit": fit if fit.isdecimal() else "",
    }
    return render(request, "pilot/cost_choose.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, name: str) -> HttpResponse:
    """Ask what a plant of a process costs."""
    by, parties = caller(request), own_parties(caller(request))
    if name not in PROCESSES:
        raise PilotMissing(_("There is no process {name}.").format(name=name))
    known = _fits_for(name, by)
    initial = {"fit": request.GET.get("fit", "") or (known[0][0] if known else "")}
    form = CostForm(request.POST or None, process=process(name), parties=parties, fits=known, initial=initial)
    if request.method == "POST" and form.is_valid():
        found = kept(form, lambda: _asked(form, by))
        if found is not None:
            messages.success(request, _("The plant is computed in the background; this page will show it."))
            return redirect("pilot:cost", found.pk)
    context = {"form": form, "parties": parties, "title": named(costwords.PROCESSES, name)}
    return render(request, "pilot/cost_form.html", context, status=422 if form.errors else 200)


def _fits_for(name: str, by: Account) -> list[tuple[str, str]]:
    if name not in FROM_RUNS:
        return []
    found = list(fits(asking=by).defer("study")[:100])
    stand = standings(found)
    usable = (Standing.DONE, Standing.COMPUTING)
    return [(str(one.pk), f"{one.title} (#{one.pk})") for one in found if stand[one.pk] in usable]


def _asked(form: CostForm, by: Account) -> CostCase:
    told = form.cleaned_data
    return ask_cost(
        title=told["title"],
        asked=form.asked(),
        fit=fit_numbered(int(told["fit"]), asking=by) if told.get("fit") else None,
        party=told["party"],
        by=by,
        at=timezone.now(),
    )


@signed_in
@never_cache
@require_safe
def cost(request: HttpRequest, pk: int) -> HttpResponse:
    """One costed plant: the page that a finance officer reads."""
    found = cost_numbered(pk, asking=caller(request))
    standing = standings([found])[found.pk]
    context = {
        "case": found,
        "process": named(costwords.PROCESSES, found.process),
        "place": named(costwords.PLACES, found.asked["place"]),
        "standing": standing,
        "words": COST_STANDINGS[standing],
    }
    result = found.result or {}
    if standing is Standing.REFUSED:
        context["why"] = why_not(result["refused"])
    if standing is Standing.DONE:
        context |= shown(result)
        context["tables"] = [(name, words) for name, words in TABLES.items()]
    return render(request, "pilot/cost.html", context)


@signed_in
@never_cache
@require_safe
def taken(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """One table of it as a file."""
    found = cost_numbered(pk, asking=caller(request))
    if name not in TABLES or not found.result or "refused" in found.result:
        raise PilotMissing(_("There is no such table yet."))
    headings, rows = table_of(name, found.result)
    content = comma_separated(headings, rows)
    return handed_out(content, "text/csv", f"{found.title} {TABLES[name]}.csv")
