"""What a unit reports: never overwritten; a wrong figure is superseded by a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import Upload
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record
from xiandao.zone.evidence.api import ClaimIn, StoredFile, keep_file, record_claims
from xiandao.zone.plans.models import (
    Attachment,
    Measure,
    MeasureRevision,
    MilestoneReached,
    ProgressReport,
    ReportedFigure,
    Target,
    Unit,
)
from xiandao.zone.plans.permissions import check_report
from xiandao.zone.plans.queries.snapshot import current_measure_revisions
from xiandao.zone.plans.rules.states import Status

MOST_FILES = 10


class ReportRefused(Refusal):
    """A progress report cannot be kept as it is."""


@dataclass(frozen=True, slots=True)
class FigureClaim:
    """A quantity, in the target's own unit, that a report adds to it."""

    target: Target
    quantity: Decimal
    happened_on: date
    note: str
    supersedes: ReportedFigure | None = None


@dataclass(frozen=True, slots=True)
class MilestoneClaim:
    """A milestone that a report says was reached."""

    key: str
    happened_on: date


@transaction.atomic
def report_progress(
    *,
    measure: Measure,
    unit: Unit,
    status: Status,
    text: str,
    reported_on: date,
    figures: Sequence[FigureClaim] = (),
    milestones: Sequence[MilestoneClaim] = (),
    files: Sequence[Upload] = (),
    by: Account,
    at: datetime,
) -> ProgressReport:
    """Keep what a unit says of a measure on a day, with its figures, milestones and evidence files."""
    revision = current_measure_revisions(measure.plan, reported_on).filter(measure=measure).first()
    if revision is None:
        raise ReportRefused(
            gettext_noop("Measure {measure} is not in force on {day}."), measure=measure.key, day=reported_on
        )
    check_report(by, unit, [a.unit_id for a in revision.assignments.all()], measure)
    today = timezone.localdate(at)
    _check_words(text, files)
    _check_day(gettext_noop("The report speaks of {day}, which is still to come."), reported_on, today)
    _check_claims(figures, milestones, revision, today)
    report = ProgressReport.objects.create(
        measure=measure,
        unit=unit,
        status=status,
        text=text.strip(),
        reported_on=reported_on,
        recorded_at=at,
        by=by,
    )
    _keep_claims(report, figures, milestones, files, at)
    record(
        verb=gettext_noop("reported progress"),
        subject=measure,
        by=by,
        at=at,
        after={
            "unit": unit.name,
            "status": status,
            "reported_on": reported_on,
            "figures": {claim.target.key: claim.quantity for claim in figures},
            "files": [upload.name for upload in files],
        },
    )
    return report


def _check_claims(
    figures: Sequence[FigureClaim],
    milestones: Sequence[MilestoneClaim],
    revision: MeasureRevision,
    today: date,
) -> None:
    for claim in figures:
        _check_figure(claim, revision.measure, today)
    for reached in milestones:
        _check_milestone(reached, revision, today)


def _keep_claims(
    report: ProgressReport,
    figures: Sequence[FigureClaim],
    milestones: Sequence[MilestoneClaim],
    files: Sequence[Upload],
    at: datetime,
) -> None:
    kept = [(upload.name, keep_file(upload=upload, at=at)) for upload in files]
    entries = record_claims(
        claims=[_evidence(claim, report, kept[0][1] if kept else None) for claim in figures],
        by=report.by,
        at=at,
    )
    for claim, entry in zip(figures, entries, strict=True):
        ReportedFigure.objects.create(
            report=report,
            target=claim.target,
            quantity=claim.quantity,
            happened_on=claim.happened_on,
            note=claim.note.strip()[:200],
            entry=entry,
            supersedes=claim.supersedes,
        )
    for reached in milestones:
        MilestoneReached.objects.create(report=report, milestone=reached.key, happened_on=reached.happened_on)
    for name, file in kept:
        Attachment.objects.create(report=report, file=file, name=name)


def _evidence(claim: FigureClaim, report: ProgressReport, file: StoredFile | None) -> ClaimIn:
    """The figure as the ledger keeps it: the unit claims, so somebody who does not speak for it verifies."""
    target, plan = claim.target, claim.target.plan
    return ClaimIn(
        kind="figure-reported",
        subject=f"target/{target.pk}",
        happened_on=claim.happened_on,
        quantity=claim.quantity,
        details={"measure": report.measure.key},
        source="report",
        source_reference=f"{plan.slug}/{report.measure.key}/{report.pk}",
        file=file,
        party=report.unit.party,
        label=target.key,
        note=claim.note.strip()[:200],
        targets=(f"{plan.slug}/{target.key}",),
        supersedes=claim.supersedes.entry if claim.supersedes else None,
    )


def _check_words(text: str, files: Sequence[Upload]) -> None:
    if not text.strip():
        raise ReportRefused(gettext_noop("Say in a sentence or two what was done."))
    if len(files) > MOST_FILES:
        raise ReportRefused(
            gettext_noop("A report takes at most {most} files; this one brings {count}."),
            most=MOST_FILES,
            count=len(files),
        )


def _check_day(sentence: str, day: date, today: date) -> None:
    if day > today:
        raise ReportRefused(sentence, day=day)


def _check_figure(claim: FigureClaim, measure: Measure, today: date) -> None:
    if claim.target.plan_id != measure.plan_id:
        raise ReportRefused(gettext_noop("Target {target} belongs to another plan."), target=claim.target.key)
    _check_day(gettext_noop("A figure happened on {day}, which is still to come."), claim.happened_on, today)
    if not claim.quantity.is_finite() or abs(claim.quantity) >= Decimal("1e15"):
        raise ReportRefused(gettext_noop("{quantity} is no figure to count with."), quantity=claim.quantity)
    if not claim.note.strip():
        raise ReportRefused(
            gettext_noop("Say what the figure {quantity} for {target} counts: a name, a document, a number."),
            quantity=claim.quantity,
            target=claim.target.key,
        )
    old = claim.supersedes
    if old is None:
        if claim.quantity <= 0:
            raise ReportRefused(
                gettext_noop("A figure adds something, so it is above zero. To take one back, correct it.")
            )
        return
    if old.target_id != claim.target.pk or old.report.measure_id != measure.pk:
        raise ReportRefused(gettext_noop("A correction stays with the same measure and target."))
    if ReportedFigure.objects.filter(supersedes=old).exists():
        raise ReportRefused(gettext_noop("That figure was corrected already; correct the newer one."))


def _check_milestone(reached: MilestoneClaim, revision: MeasureRevision, today: date) -> None:
    if reached.key not in {milestone.key for milestone in revision.milestones.all()}:
        raise ReportRefused(
            gettext_noop("Measure {measure} has no milestone {milestone}."),
            measure=revision.measure.key,
            milestone=reached.key,
        )
    _check_day(
        gettext_noop("A milestone was reached on {day}, which is still to come."), reached.happened_on, today
    )
