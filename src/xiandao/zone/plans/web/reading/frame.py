"""What every page of a plan has in common: the plan, the day, and a friendly word before its time."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from xiandao.zone.accounts.api import caller
from xiandao.zone.evidence.api import holds_samples
from xiandao.zone.face.api import as_of
from xiandao.zone.plans.api import (
    Edition,
    MeasureView,
    PlanMissing,
    Snapshot,
    is_office,
    plan_named,
    snapshot,
)
from xiandao.zone.plans.rules.states import EditionState, PlanStatus

Shown = Mapping[str, Any]


def plan_page(name: str) -> Callable[[Callable[..., Shown]], Callable[..., HttpResponse]]:
    """Make a page of what a function finds in the snapshot; before the plan's time the page says so."""

    def page_of(find: Callable[..., Shown]) -> Callable[..., HttpResponse]:
        @require_safe
        @functools.wraps(find)
        def view(request: HttpRequest, slug: str, **names: Any) -> HttpResponse:
            by = caller(request)
            plan = plan_named(slug, by)
            day = as_of(request)
            seen = snapshot(plan, day)
            common = {"plan": plan, "here": name, "keep": kept_day(day), "may_run": is_office(by)}
            if seen is None:
                editions = list(plan.editions.order_by("in_force_since", "number"))
                held = [edition for edition in editions if edition.state == EditionState.IN_FORCE]
                under_review = [edition for edition in editions if edition.state == EditionState.REVIEW]
                context = {
                    **common,
                    "first": held[0] if held else None,
                    "draft": under_review[0] if under_review else None,
                }
                return render(request, "plans/not_in_force.html", context)
            return render(
                request,
                f"plans/{name}.html",
                {
                    **common,
                    "seen": seen,
                    "edition": seen.edition,
                    "notice": notice_of(seen.edition),
                    **find(request, seen, **names),
                },
            )

        return view

    return page_of


def kept_day(day: date) -> str:
    """What a link adds to stay on the day that the reader chose."""
    return "" if day == timezone.localdate() else f"?as_of={day.isoformat()}"


def notice_of(edition: Edition) -> str:
    """A word above a plan that is not an issued document, or whose figures are invented."""
    said = [_("The figures include sample data: an invented zone.")] if holds_samples() else []
    return " ".join([*filter(None, [_of_the_text(edition)]), *said])


def _of_the_text(edition: Edition) -> str:
    if edition.status == PlanStatus.DRAFT:
        said = _("A draft for review (送审稿): the issued document prevails.")
    elif edition.plan.is_sample:
        said = _("Sample content.")
    else:
        return ""
    return f"{said} {edition.source_note}".strip()


def missing(seen: Snapshot, key: object) -> PlanMissing:
    """The refusal for an item that the plan does not have on this day."""
    return PlanMissing(
        gettext_noop("“{key}” is not part of plan “{slug}” on {day}."),
        key=key,
        slug=seen.plan.slug,
        day=seen.as_of,
    )


def counts_of(measures: Iterable[MeasureView]) -> dict[str, int]:
    """How many measures stand how."""
    return dict(Counter(measure.standing.value for measure in measures))
