"""A unit's officer says how a measure stands, with figures, milestones and evidence."""

from __future__ import annotations

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import caller, open_to
from xiandao.zone.face.api import say
from xiandao.zone.plans.api import (
    REPORTERS,
    Measure,
    PlanAccessRefused,
    Unit,
    report_progress,
    units_to_report_for,
)
from xiandao.zone.plans.rules.states import Status
from xiandao.zone.plans.web.doing.finding import Asked, asked_measure
from xiandao.zone.plans.web.doing.report_form import FigureRows, ReportForm, new_token
from xiandao.zone.plans.web.uploading import EVIDENCE, all_uploaded

A_DAY = 24 * 3600  # seconds for which a form that was sent is remembered


@open_to(*REPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Report progress; ?corrects=7 starts with a row that corrects that figure."""
    asked = asked_measure(request, slug, key)
    units = _units(request, asked)
    if request.method != "POST":
        start = {"token": new_token(), "unit": _first(units), "reported_on": timezone.localdate()}
        form = ReportForm(asked=asked, units=units, initial=start)
        rows = FigureRows(asked, correcting=request.GET.get("corrects", ""))
        return _page(request, asked, form, rows)
    form = ReportForm(request.POST, request.FILES, asked=asked, units=units)
    rows = FigureRows(asked, request.POST)
    rows_valid = rows.is_valid()
    if form.is_valid() and rows_valid:
        sent = f"plans-report-{form.cleaned_data['token']}"
        if form.cleaned_data["token"] and not cache.add(sent, "yes", A_DAY):
            messages.info(request, _("This report was kept already; it was not stored a second time."))
            return redirect("plans:measure", slug, key)
        try:
            _keep(request, asked, form, rows)
        except Refusal as refusal:
            cache.delete(sent)
            form.add_error(None, say(refusal))
        except BaseException:
            cache.delete(sent)
            raise
        else:
            messages.success(request, _("The report was kept."))
            return redirect("plans:measure", slug, key)
    return _page(request, asked, form, rows, status=422)


def _keep(request: HttpRequest, asked: Asked, form: ReportForm, rows: FigureRows) -> None:
    cleaned = form.cleaned_data
    report_progress(
        measure=Measure.objects.select_related("plan").get(pk=asked.measure.id),
        unit=Unit.objects.get(pk=cleaned["unit"]),
        status=Status(cleaned["status"]),
        text=cleaned["text"],
        reported_on=cleaned["reported_on"],
        figures=tuple(rows.claims()),
        milestones=form.milestone_claims,
        files=all_uploaded(cleaned["evidence"], EVIDENCE),
        by=caller(request),
        at=timezone.now(),
    )


def _page(
    request: HttpRequest, asked: Asked, form: ReportForm, rows: FigureRows, status: int = 200
) -> HttpResponse:
    context = {"asked": asked, "form": form, "rows": rows, "has_files_typed": bool(request.FILES)}
    return render(request, "plans/doing/report.html", context, status=status)


def _units(request: HttpRequest, asked: Asked) -> list[Unit]:
    """The measure's units for which this person may speak, leading units first."""
    theirs = units_to_report_for(caller(request), asked.measure.unit_ids)
    units = [p.unit for p in (*asked.measure.leads, *asked.measure.supports) if p.unit.pk in theirs]
    if not units:
        raise PlanAccessRefused(
            gettext_noop(
                "You speak for none of the units of measure {measure}. The plan office appoints officers."
            ),
            measure=asked.measure.number,
        )
    return units


def _first(units: list[Unit]) -> str:
    return str(units[0].pk)
