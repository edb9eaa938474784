"""Changing plans through the JSON API: the same operations, the same permissions, as on the pages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import File, Router, Status
from ninja.files import UploadedFile

from xiandao.kernel.uploads import MEGABYTE, FileType, UploadRefused, inspect
from xiandao.zone.accounts.api import Allowed, caller
from xiandao.zone.plans import api
from xiandao.zone.plans.rest.asking import plan_seen
from xiandao.zone.plans.rest.shapes import (
    ConfirmIn,
    CorrectionIn,
    DispatchIn,
    EditionOut,
    FigureIn,
    ReportIn,
    ReportOut,
    TextIn,
)

DOCUMENTS = frozenset({FileType.TEXT, FileType.HTML, FileType.DOCX, FileType.PDF})
LARGEST_DOCUMENT = 20 * MEGABYTE
OFFICE = Allowed(*api.OFFICE)
REPORTERS = Allowed(*api.REPORTERS)
router = Router(tags=["changing plans"])


@router.post("/editions/text", response={201: EditionOut}, auth=OFFICE, summary="Bring a plan as text")
def bring_text(request: HttpRequest, brought: TextIn) -> Status[EditionOut]:
    """Read a text into an edition under review; nothing is in force until it is confirmed."""
    by = caller(request)
    plan = api.plan_named(brought.plan, by) if brought.plan else None
    edition = api.bring_text(plan=plan, text=brought.text, by=by, at=timezone.now())
    return Status(201, EditionOut.of(edition))


@router.post("/editions/file", response={201: EditionOut}, auth=OFFICE, summary="Bring a plan as a file")
def bring_file(request: HttpRequest, file: File[UploadedFile], plan: str | None = None) -> Status[EditionOut]:
    """Read a .txt, .md, .html, .docx or text .pdf file into an edition under review."""
    by = caller(request)
    if (file.size or 0) > LARGEST_DOCUMENT:
        raise UploadRefused("{name} is larger than 20 MB.", name=file.name)
    upload = inspect(file.name or "", file.read(), allowed=DOCUMENTS, most_bytes=LARGEST_DOCUMENT)
    known = api.plan_named(plan, by) if plan else None
    edition = api.bring_document(plan=known, upload=upload, by=by, at=timezone.now())
    return Status(201, EditionOut.of(edition))


@router.post(
    "/plans/{slug}/editions/{number}/corrections", response=EditionOut, auth=OFFICE, summary="Correct a field"
)
def correct(request: HttpRequest, slug: str, number: int, wanted: CorrectionIn) -> EditionOut:
    """Change one field of an edition under review."""
    by = caller(request)
    edition = api.edition_of(api.plan_named(slug, by), number)
    api.correct(
        edition=edition, item=wanted.item, field=wanted.field, value=wanted.value, by=by, at=timezone.now()
    )
    edition.refresh_from_db()
    return EditionOut.of(edition)


@router.post(
    "/plans/{slug}/editions/{number}/confirm", response=EditionOut, auth=OFFICE, summary="Put in force"
)
def confirm(request: HttpRequest, slug: str, number: int, wanted: ConfirmIn) -> EditionOut:
    """Make an edition hold from a day."""
    by = caller(request)
    edition = api.edition_of(api.plan_named(slug, by), number)
    api.confirm_edition(edition=edition, since=wanted.since, by=by, at=timezone.now())
    edition.refresh_from_db()
    return EditionOut.of(edition)


@router.post(
    "/plans/{slug}/measures/{key}/dispatch", response={204: None}, auth=OFFICE, summary="Dispatch a measure"
)
def dispatch(request: HttpRequest, slug: str, key: str, wanted: DispatchIn) -> HttpResponse:
    """Say who leads and supports, by when, and who answers for it."""
    by = caller(request)
    measure = _measure(request, slug, key).revision.measure
    api.dispatch(measure=measure, **wanted.model_dump(), by=by, at=timezone.now())
    return HttpResponse(status=204)


@router.post(
    "/plans/{slug}/measures/{key}/reports",
    response={201: ReportOut},
    auth=REPORTERS,
    summary="Report progress",
)
def report(request: HttpRequest, slug: str, key: str, told: ReportIn) -> Status[ReportOut]:
    """Keep what a unit says of a measure; a report is never overwritten."""
    by = caller(request)
    view = _measure(request, slug, key)
    unit = next((part.unit for part in view.parts if part.unit.pk == told.unit), None)
    if unit is None:
        raise api.PlanMissing("Unit {unit} has no part in measure {key}.", unit=told.unit, key=key)
    kept = api.report_progress(
        measure=view.revision.measure,
        unit=unit,
        status=told.status,
        text=told.text,
        reported_on=told.reported_on,
        figures=[_figure(view.revision.measure.plan, figure) for figure in told.figures],
        milestones=[api.MilestoneClaim(m.key, m.happened_on) for m in told.milestones],
        by=by,
        at=timezone.now(),
    )
    return Status(201, ReportOut.of(kept))


def _measure(request: HttpRequest, slug: str, key: str) -> api.MeasureView:
    view = plan_seen(request, slug, None).measure(key)
    if view is None:
        raise api.PlanMissing("There is no measure {key} in this plan on that day.", key=key)
    return view


def _figure(plan: api.Plan, told: FigureIn) -> api.FigureClaim:
    target = api.Target.objects.filter(plan=plan, key=told.target).first()
    if target is None:
        raise api.PlanMissing("There is no target {key} in this plan on that day.", key=told.target)
    old = None
    if told.supersedes is not None:
        old = api.ReportedFigure.objects.filter(pk=told.supersedes, target=target).first()
        if old is None:
            raise api.PlanMissing("There is no figure {figure} to correct.", figure=told.supersedes)
    return api.FigureClaim(target, told.quantity, told.happened_on, told.note, old)
