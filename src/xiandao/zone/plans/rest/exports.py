"""The ledger and the report through the JSON API, and the edited ledger's way back."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Router, Schema
from ninja.files import UploadedFile

from xiandao.kernel.uploads import MEGABYTE, FileType, UploadRefused, inspect
from xiandao.zone.accounts.api import ZONE_ROLES, Allowed, caller
from xiandao.zone.plans import api
from xiandao.zone.plans.rest.asking import plan_seen

router = Router(auth=Allowed(*ZONE_ROLES), tags=["exports"])
LARGEST_LEDGER = 10 * MEGABYTE
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class FaultOut(Schema):
    """What is wrong in one cell."""

    sheet: str
    cell: str
    sentence: str


class LedgerOut(Schema):
    """What an edited ledger changes; nothing was kept where there are faults or only a look was asked for."""

    applied: bool
    dispatches: int
    reports: int
    faults: list[FaultOut]


@router.get("/plans/{slug}/ledger.xlsx", summary="The supervision ledger as Excel")
def ledger(
    request: HttpRequest, slug: str, as_of: date | None = None, language: Literal["zh", "en"] = "zh"
) -> HttpResponse:
    """One row per measure; it can be edited and brought back."""
    return _file(api.ledger_workbook(plan_seen(request, slug, as_of), language), XLSX, "ledger.xlsx")


@router.get("/plans/{slug}/report.docx", summary="The quarterly report as Word")
def quarterly(
    request: HttpRequest, slug: str, as_of: date | None = None, language: Literal["zh", "en"] = "zh"
) -> HttpResponse:
    """The progress report in official-document layout."""
    seen = plan_seen(request, slug, as_of)
    content = api.quarterly_report(seen, language, api.previous_quarter(seen))
    return _file(content, DOCX, "report.docx")


@router.post(
    "/plans/{slug}/ledger",
    response=LedgerOut,
    auth=Allowed(*api.OFFICE),
    summary="Bring an edited ledger back",
)
def bring_ledger(request: HttpRequest, slug: str, file: File[UploadedFile], apply: bool = False) -> LedgerOut:
    """Look at what it changes, or with `apply` keep all of it, or nothing with every fault by its cell."""
    by = caller(request)
    if (file.size or 0) > LARGEST_LEDGER:
        raise UploadRefused("{name} is larger than 10 MB.", name=file.name)
    upload = inspect(
        file.name or "", file.read(), allowed=frozenset({FileType.XLSX}), most_bytes=LARGEST_LEDGER
    )
    outcome = api.import_ledger(
        plan=api.plan_named(slug, by),
        upload=upload,
        as_of=timezone.localdate(),
        by=by,
        at=timezone.now(),
        apply=apply,
    )
    return LedgerOut(
        applied=outcome.applied,
        dispatches=len(outcome.changes.dispatches),
        reports=len(outcome.changes.reports),
        faults=[
            FaultOut(sheet=fault.sheet, cell=fault.cell, sentence=fault.refusal.sentence)
            for fault in outcome.faults
        ],
    )


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
