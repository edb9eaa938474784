"""Bench runs fitted to a strain, and plants costed from them: each its organisation's alone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from xiandao.zone.pilot.rules.costing import PROCESSES


class BenchFit(models.Model):
    """A study of bench runs and the strain fitted to them; `result` is null until its run has ended."""

    title = models.CharField(max_length=120)
    party = models.CharField(max_length=120)  # the organisation: nobody else sees it, operators neither
    study = models.TextField()
    run = models.PositiveBigIntegerField(null=True, blank=True)  # of the runs room
    result = models.JSONField(null=True, blank=True)  # {"refused": …} where the study cannot be fitted
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    sample = models.BooleanField(default=False)

    class Meta:
        """Database rules."""

        ordering = ["-pk"]
        indexes = [models.Index(fields=["party", "-id"], name="bench_fit_by_party")]
        constraints = [models.CheckConstraint(condition=~Q(party=""), name="bench_fit_belongs_to_a_tenant")]

    def __str__(self) -> str:
        return f"bench fit {self.pk}"


class CostCase(models.Model):
    """A plant asked for, and what it costs; `run` is null while the fit that it rests on is computed."""

    title = models.CharField(max_length=120)
    party = models.CharField(max_length=120)
    fit = models.ForeignKey(BenchFit, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    process = models.CharField(max_length=20, choices=[(name, name) for name in PROCESSES])
    asked = models.JSONField()  # the fields of rules.costing.Asked
    run = models.PositiveBigIntegerField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)  # {"refused": …} where the plant cannot be
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    sample = models.BooleanField(default=False)

    class Meta:
        """Database rules."""

        ordering = ["-pk"]
        indexes = [models.Index(fields=["party", "-id"], name="cost_case_by_party")]
        constraints = [models.CheckConstraint(condition=~Q(party=""), name="cost_case_belongs_to_a_tenant")]

    def __str__(self) -> str:
        return f"cost case {self.pk}"
