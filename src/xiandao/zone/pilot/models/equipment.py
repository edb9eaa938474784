"""The equipment book: what stands in the plant, in which state, and who can work with it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

HYGIENE = [("none", _("no class")), ("glp", "GLP"), ("gmp", "GMP")]
UPKEEP = [("calibration", _("calibration")), ("cleaning", _("cleaning"))]


class Equipment(models.Model):
    """A vessel or a skid; it serves one step at a time."""

    name = models.CharField(max_length=60, unique=True)
    capability = models.CharField(max_length=40)  # what a recipe's step asks for, such as ferment
    volume_m3 = models.DecimalField(max_digits=9, decimal_places=4, default=0)
    hygiene_class = models.CharField(max_length=8, choices=HYGIENE, default="none")
    biosafety_level = models.PositiveSmallIntegerField(default=1)
    utilities = models.CharField(max_length=200, blank=True)  # what it is connected to, in words
    changeover_hours = models.PositiveSmallIntegerField(default=0)
    price_per_hour = models.DecimalField(max_digits=12, decimal_places=2, default=0)  # CNY
    in_service = models.BooleanField(default=True)
    geometry = models.TextField(blank=True)  # YAML of one vessel, for kLa, power and mixing
    note = models.TextField(blank=True)
    sample = models.BooleanField(default=False)

    class Meta:
        """Database rules."""

        ordering = ["capability", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(volume_m3__gte=0), name="equipment_has_no_negative_volume"),
            models.CheckConstraint(
                condition=Q(price_per_hour__gte=0), name="equipment_has_no_negative_price"
            ),
            models.CheckConstraint(
                condition=Q(biosafety_level__range=(1, 4)), name="equipment_has_a_known_biosafety_level"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="equipment_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Upkeep(models.Model):
    """A calibration or a cleaning that was done, and until when it holds."""

    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, related_name="upkeep")
    kind = models.CharField(max_length=12, choices=UPKEEP)
    done_on = models.DateField()
    due_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        """Database rules."""

        ordering = ["-done_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gt=F("done_on")), name="upkeep_is_due_after_it_was_done"
            )
        ]


class Closure(models.Model):
    """A time in which nobody can use the equipment."""

    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, related_name="closures")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Database rules."""

        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="closure_ends_after_it_starts"
            )
        ]


class Utility(models.Model):
    """Something shared that a step takes units of: a cleaning skid, steam, chilled water."""

    name = models.CharField(max_length=60, unique=True)
    capacity = models.PositiveSmallIntegerField()
    sample = models.BooleanField(default=False)

    class Meta:
        """Database rules."""

        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=Q(capacity__gt=0), name="utility_has_a_capacity")]

    def __str__(self) -> str:
        return self.name


class Operative(models.Model):
    """A person with qualifications and the hours of the week in which they work."""

    name = models.CharField(max_length=60, unique=True)
    qualifications = models.JSONField(default=list)  # names that steps ask for
    shifts = models.JSONField(default=list)  # [[from, to], …] in hours from Monday 0:00; empty: always
    active = models.BooleanField(default=True)
    sample = models.BooleanField(default=False)

    class Meta:
        """Database rules."""

        ordering = ["name"]

    def __str__(self) -> str:
        return f"operative {self.pk}"  # the trail must not say who a person is
