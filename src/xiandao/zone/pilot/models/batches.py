"""The batch record of a campaign. Once closed, the database refuses every change of it (migration 0002)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xiandao.zone.pilot.models.campaigns import Campaign
from xiandao.zone.pilot.models.equipment import Equipment
from xiandao.zone.pilot.rules.states import Quantity

SEVERITIES = [("minor", _("minor")), ("major", _("major")), ("critical", _("critical"))]
QUANTITIES = [
    (Quantity.VOLUME.value, _("working volume")),
    (Quantity.KLA.value, "kLa"),
    (Quantity.OUR.value, "OUR"),
    (Quantity.POWER.value, "P/V"),
    (Quantity.MIXING.value, _("mixing time")),
    (Quantity.HEAT.value, _("heat removed")),
    (Quantity.TITRE.value, _("titre")),
    (Quantity.YIELD.value, _("yield")),
]


def _by() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")


def _maybe_by() -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )


class Batch(models.Model):
    """The record of one campaign, from the version of its recipe."""

    campaign = models.OneToOneField(Campaign, on_delete=models.PROTECT, related_name="batch")
    opened_at = models.DateTimeField()
    opened_by = _by()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = _maybe_by()
    conclusion = models.TextField(blank=True)
    trl = models.PositiveSmallIntegerField(default=0)  # judged at the close by rules/readiness.py
    mrl = models.PositiveSmallIntegerField(default=0)

    class Meta:
        """Database rules."""

        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None)
                | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="batch_is_closed_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"batch {self.pk}"


class BatchStep(models.Model):
    """A step as it was done: values, who did it, who checked it."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="steps")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    instruction = models.TextField(blank=True)
    equipment = models.ForeignKey(
        Equipment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    parameters = models.JSONField(default=list)
    values = models.JSONField(default=dict)
    done_by = _maybe_by()
    done_at = models.DateTimeField(null=True, blank=True)
    checked_by = _maybe_by()
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Database rules."""

        ordering = ["batch", "order"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "order"], name="batch_steps_are_in_order"),
            models.CheckConstraint(
                condition=Q(checked_by=None) | (Q(done_by__isnull=False) & ~Q(checked_by=F("done_by"))),
                name="batch_step_is_signed_by_two_people",
            ),
        ]


class Deviation(models.Model):
    """Something went otherwise than written, and what was decided."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="deviations")
    step = models.ForeignKey(BatchStep, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    severity = models.CharField(max_length=8, choices=SEVERITIES)
    text = models.TextField()
    by = _by()
    at = models.DateTimeField()
    resolution = models.TextField(blank=True)
    resolved_by = _maybe_by()
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Database rules."""

        ordering = ["pk"]


class Material(models.Model):
    """What went in, with its lot."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="materials")
    name = models.CharField(max_length=80)
    lot = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=14, decimal_places=4)
    unit = models.CharField(max_length=20)
    by = _by()
    at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="material_has_an_amount"),
            models.CheckConstraint(condition=~Q(lot=""), name="material_names_its_lot"),
        ]


class Addition(models.Model):
    """Something added by hand during the run; the volume must be corrected for it."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="additions")
    happened_at = models.DateTimeField()
    what = models.CharField(max_length=80)
    amount = models.DecimalField(max_digits=14, decimal_places=4)
    unit = models.CharField(max_length=20)
    by = _by()
    at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["happened_at", "pk"]


class Attachment(models.Model):
    """A data file of the run, kept once under its hash."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey("evidence.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    by = _by()
    at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["pk"]


class Achieved(models.Model):
    """What the batch reached in one quantity, and how that is known."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="achieved")
    quantity = models.CharField(max_length=20, choices=QUANTITIES)
    value = models.FloatField()
    source = models.CharField(max_length=120)  # measured, or by which correlation
    by = _by()
    at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "quantity"], name="batch_achieves_a_quantity_once"),
            models.CheckConstraint(condition=Q(value__gte=0), name="achieved_is_not_negative"),
        ]
