"""The targets of a plan as gauges, and one target: its value over time, its forecast, who owns the gap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from xiandao.zone.accounts.api import zone_only
from xiandao.zone.plans.api import (
    MeasureView,
    Snapshot,
    TargetView,
    Unit,
    forecast_of,
    forecasts_ready,
    looked_back,
)
from xiandao.zone.plans.queries.history import links_of_target
from xiandao.zone.plans.queries.pipelines import claims_behind, stages_of
from xiandao.zone.plans.rules.serving import Likely, likely
from xiandao.zone.plans.web.doing.finding import asked_plan
from xiandao.zone.plans.web.reading.forecast_words import in_words
from xiandao.zone.plans.web.reading.frame import Shown, kept_day, missing, plan_page
from xiandao.zone.plans.web.reading.value_charts import back_chart, value_chart
from xiandao.zone.plans.web.reading.what_if import WhatIfForm


@zone_only
@plan_page("targets")
def targets(_request: HttpRequest, seen: Snapshot) -> Shown:
    """Every target under its group."""
    groups: dict[str, list[TargetView]] = {}
    for shown in seen.targets:
        groups.setdefault(shown.revision.group, []).append(shown)
    return {
        "groups": [(members[0].revision, members) for members in groups.values()],
        "forecasts": forecasts_ready(seen),
    }


@zone_only
@plan_page("target")
def target(_request: HttpRequest, seen: Snapshot, key: str) -> Shown:
    """One target: what is asked, what was counted, where it is going, and what is meant to bring it about."""
    shown = _asked(seen, key)
    measures = {measure.key: measure for measure in seen.measures}
    links = links_of_target(shown.id, seen.as_of)
    serving = [(measures[link.measure.key], link) for link in links if link.measure.key in measures]
    forecast = forecast_of(seen, shown)
    stages = stages_of(seen, shown, forecast)
    return {
        "target": shown,
        "serving": serving,
        "missing": shown.missing,
        "owners": _owners(measure for measure, _ in serving),
        "on_the_way": sum(stage.waiting for stage in stages),
        "proposed": [] if serving else _proposed(shown, measures),
        "has_text": bool(shown.revision.edition.text) and shown.revision.span_start is not None,
        "forecast": forecast,
        "chart": value_chart(seen, shown, forecast),
        "stages": stages,
        "form": WhatIfForm(stages=stages) if forecast and stages else None,
        "behind": claims_behind(shown, seen.as_of),
        "why_thin": in_words(forecast.why_thin) if forecast and forecast.why_thin else "",
        "assumptions": [in_words(message) for message in forecast.assumptions] if forecast else [],
        "figures_apart": _reported_apart(shown),
    }


@zone_only
@require_safe
def what_if(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The forecast as it would be with the changes that the reader supposes, beside the one without."""
    seen = asked_plan(request, slug)
    shown = _asked(seen, key)
    plain = forecast_of(seen, shown)
    form = WhatIfForm(request.GET, stages=stages_of(seen, shown, plain))
    supposed = None
    if plain is not None and form.is_valid():
        supposed = forecast_of(seen, shown, changes=form.changes(seen.as_of))
    context = {
        "plan": seen.plan,
        "target": shown,
        "forecast": plain,
        "supposed": supposed,
        "form": form,
        "chart": value_chart(seen, shown, supposed) if supposed else None,
    }
    return render(request, "plans/pieces/supposed.html", context, status=200 if supposed else 422)


@zone_only
@plan_page("looked_back")
def look_back(_request: HttpRequest, seen: Snapshot, key: str) -> Shown:
    """What the forecasts of past quarters said, held against what came."""
    shown = _asked(seen, key)
    found = looked_back(seen, shown)
    return {"target": shown, "found": found, "chart": back_chart(shown, found) if found else None}


@zone_only
@require_safe
def forecast_line(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The forecast of one target in a line, fetched by cards whose forecast had to be computed."""
    seen = asked_plan(request, slug)
    shown = _asked(seen, key)
    context = {"plan": seen.plan, "target": shown, "forecast": forecast_of(seen, shown)}
    return render(request, "plans/pieces/forecast_line.html", {**context, "keep": kept_day(seen.as_of)})


def _owners(serving: Iterable[MeasureView]) -> list[Unit]:
    """The units that lead the measures behind a target: the gap is theirs. Each once, in the plan's order."""
    found = {part.unit.pk: part.unit for measure in serving for part in measure.leads}
    return list(found.values())


def _proposed(shown: TargetView, measures: Mapping[str, MeasureView]) -> list[tuple[MeasureView, Likely]]:
    """Measures whose words are near the target's: for a person to look at, never linked by themselves."""
    texts = {key: f"{m.revision.title} {m.revision.text}" for key, m in measures.items()}
    asked = f"{shown.revision.name} {shown.revision.text}"
    return [(measures[one.measure], one) for one in likely(asked, texts)]


def _reported_apart(target: TargetView) -> Decimal | None:
    """What units reported by hand of a target that is counted from what is registered."""
    if target.counted.version is None or not target.figures:
        return None
    return sum((figure.quantity for figure in target.figures), Decimal(0))


def _asked(seen: Snapshot, key: str) -> TargetView:
    shown = seen.target(key)
    if shown is None:
        raise missing(seen, key)
    return shown
