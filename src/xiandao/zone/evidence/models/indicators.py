"""Indicators as versioned data, and their values kept ready day by day."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Indicator(models.Model):
    """A way of counting, under one name for ever; what it says is in its versions."""

    key = models.SlugField(max_length=60, unique=True)

    def __str__(self) -> str:
        return self.key


class IndicatorVersion(models.Model):
    """What an indicator says since a day. A newer one with the same day stands in its place."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.TextField()  # the YAML as it was written
    definition = models.JSONField()  # the same, parsed and held against the schema
    since = models.DateField()
    recorded_at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """Database rules."""

        ordering = ["indicator", "number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="indicator_version_is_numbered_once")
        ]


class GroupStep(models.Model):
    """By how much one group (a subject or a family) moves an indicator on a day. Derived; can be rebuilt."""

    version = models.ForeignKey(IndicatorVersion, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=80)
    day = models.DateField()
    verified = models.DecimalField(
        max_digits=24, decimal_places=4, default=0
    )  # counting verified claims only
    claimed = models.DecimalField(max_digits=24, decimal_places=4, default=0)  # counting every standing claim

    class Meta:
        """Database rules."""

        constraints = [
            models.UniqueConstraint(fields=["group", "version", "day"], name="group_steps_once_a_day")
        ]


class DayTotal(models.Model):
    """By how much an indicator moves on a day: the sum of its groups' steps. Derived; can be rebuilt."""

    version = models.ForeignKey(IndicatorVersion, on_delete=models.CASCADE, related_name="day_totals")
    day = models.DateField()
    verified = models.DecimalField(max_digits=24, decimal_places=4, default=0)
    claimed = models.DecimalField(max_digits=24, decimal_places=4, default=0)

    class Meta:
        """Database rules."""

        constraints = [models.UniqueConstraint(fields=["version", "day"], name="day_total_once_a_day")]
