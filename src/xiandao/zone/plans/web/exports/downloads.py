"""The ledger and the quarterly report of a day, as files to take along."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from xiandao.kernel.uploads import neutral_name
from xiandao.zone.accounts.api import zone_only
from xiandao.zone.plans.api import Snapshot, ledger_workbook, previous_quarter, quarterly_report
from xiandao.zone.plans.web.doing.finding import asked_plan
from xiandao.zone.plans.web.exports.returning import LedgerForm
from xiandao.zone.plans.web.reading.frame import Shown, plan_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@zone_only
@plan_page("exports")
def exports(_request: HttpRequest, _seen: Snapshot) -> Shown:
    """What can be taken along, and where the edited ledger comes back."""
    return {"form": LedgerForm()}


@zone_only
@never_cache
@require_safe
def ledger(request: HttpRequest, slug: str) -> HttpResponse:
    """The supervision ledger as Excel."""
    seen = asked_plan(request, slug)
    language = _language(request)
    words = "督办台账" if language == "zh" else "supervision ledger"
    return _file(ledger_workbook(seen, language), XLSX, seen, words, "xlsx")


@zone_only
@never_cache
@require_safe
def quarterly(request: HttpRequest, slug: str) -> HttpResponse:
    """The quarterly report as Word."""
    seen = asked_plan(request, slug)
    language = _language(request)
    words = "季度推进情况报告" if language == "zh" else "quarterly report"
    return _file(quarterly_report(seen, language, previous_quarter(seen)), DOCX, seen, words, "docx")


def _language(request: HttpRequest) -> str:
    """Official files are Chinese unless English is asked for."""
    return "en" if request.GET.get("language") == "en" else "zh"


def _file(content: bytes, kind: str, seen: Snapshot, words: str, suffix: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    name = neutral_name(f"{seen.edition.title[:60]} {words} {seen.as_of.isoformat()}.{suffix}")
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=name) or "attachment"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
