"""What units report. Nothing here is ever changed or deleted: the database refuses it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from xiandao.zone.plans.models.content import Measure, Target, Unit
from xiandao.zone.plans.rules.states import Status


class Officer(models.Model):
    """An account that speaks for a unit."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="officers")
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="offices")

    class Meta:
        """Database rules."""

        constraints = [
            models.UniqueConstraint(fields=["unit", "account"], name="officer_speaks_for_a_unit_once")
        ]


class ProgressReport(models.Model):
    """What one unit says of one measure on one day."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="reports")
    status = models.CharField(max_length=12, choices=[(s.value, s.name) for s in Status])
    text = models.TextField()
    reported_on = models.DateField()  # the day the report speaks of
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="progress_reports"
    )

    class Meta:
        """Database rules."""

        indexes = [models.Index(fields=["measure", "reported_on", "id"], name="progress_report_by_day")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="progress_report_says_something")]


class ReportedFigure(models.Model):
    """A quantity that a report adds to a target. A correction is a new figure that supersedes the old one."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="figures")
    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="figures")
    quantity = models.DecimalField(max_digits=20, decimal_places=4)
    happened_on = models.DateField()
    note = models.CharField(max_length=200)
    entry = models.BigIntegerField(null=True)  # its number in the evidence ledger; older figures have none
    supersedes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded_by"
    )


class MilestoneReached(models.Model):
    """A report's statement that a milestone of its measure was reached."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="milestones_reached")
    milestone = models.SlugField(max_length=40)
    happened_on = models.DateField()


class Attachment(models.Model):
    """A file that a report leans on."""

    report = models.ForeignKey(ProgressReport, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey("evidence.StoredFile", on_delete=models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
