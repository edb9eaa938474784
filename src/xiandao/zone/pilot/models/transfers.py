"""The carrying over of a process: donor and receiver batch, risks, what is still open."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xiandao.zone.pilot.models.batches import Batch


class TechTransfer(models.Model):
    """One process from a donor batch to a receiver batch."""

    title = models.CharField(max_length=120)
    party = models.CharField(max_length=120)
    donor = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="given")
    receiver = models.ForeignKey(
        Batch, null=True, blank=True, on_delete=models.PROTECT, related_name="received"
    )
    description = models.TextField(blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(receiver=None) | ~Q(receiver=F("donor")), name="transfer_has_two_batches"
            )
        ]

    def __str__(self) -> str:
        return f"transfer {self.pk}"


class Risk(models.Model):
    """A line of the failure mode and effects analysis; its priority number is the product of three scales."""

    transfer = models.ForeignKey(TechTransfer, on_delete=models.PROTECT, related_name="risks")
    failure = models.CharField(max_length=200)
    effect = models.CharField(max_length=200)
    cause = models.CharField(max_length=200)
    severity = models.PositiveSmallIntegerField()
    occurrence = models.PositiveSmallIntegerField()
    detection = models.PositiveSmallIntegerField()
    action = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__range=(1, 10), occurrence__range=(1, 10), detection__range=(1, 10)),
                name="risk_scales_run_from_1_to_10",
            )
        ]

    @property
    def priority(self) -> int:
        """The risk priority number."""
        return self.severity * self.occurrence * self.detection


class OpenQuestion(models.Model):
    """What nobody knows yet about the process at the new scale, and its answer."""

    transfer = models.ForeignKey(TechTransfer, on_delete=models.PROTECT, related_name="questions")
    text = models.CharField(max_length=400)
    answer = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["pk"]
