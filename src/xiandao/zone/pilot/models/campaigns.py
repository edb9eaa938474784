"""Campaigns that tenants ask for, the plans made of them, and the bookings that no two of them share."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from xiandao.zone.pilot.models.equipment import HYGIENE, Equipment
from xiandao.zone.pilot.models.templates import TemplateVersion
from xiandao.zone.pilot.rules.states import CampaignState, PlanState, Purpose

PURPOSES = [
    (Purpose.DEVELOPMENT.value, _("process development")),
    (Purpose.TRANSFER.value, _("transfer of an achievement")),
    (Purpose.SUPPLY.value, _("supply of material")),
]


class Campaign(models.Model):
    """One run of a recipe with one organism, for one tenant."""

    title = models.CharField(max_length=120)
    version = models.ForeignKey(TemplateVersion, on_delete=models.PROTECT, related_name="campaigns")
    party = models.CharField(max_length=120)  # the tenant: only it and the operators see more than "taken"
    organism = models.CharField(max_length=80)
    hygiene_class = models.CharField(max_length=8, choices=HYGIENE, default="none")
    biosafety_level = models.PositiveSmallIntegerField(default=1)
    purpose = models.CharField(max_length=12, choices=PURPOSES, default="development")
    subject = models.CharField(max_length=80, blank=True)  # the achievement or project it carries on
    wanted_from = models.DateField()
    wanted_by = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=12, choices=[(s.value, s.name) for s in CampaignState])
    reason = models.JSONField(default=dict)  # template and values of why it waits or was refused
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    sample = models.BooleanField(default=False)

    class Meta:
        """Database rules."""

        ordering = ["-pk"]
        indexes = [models.Index(fields=["party", "-id"], name="campaign_by_party")]
        constraints = [
            models.CheckConstraint(
                condition=Q(wanted_by=None) | Q(wanted_by__gt=F("wanted_from")),
                name="campaign_is_wanted_by_after_it_may_start",
            ),
            models.CheckConstraint(condition=~Q(party=""), name="campaign_belongs_to_a_tenant"),
        ]

    def __str__(self) -> str:
        return f"campaign {self.pk}"


class Plan(models.Model):
    """A schedule of all open campaigns as it was computed, and what it moved."""

    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    run = models.PositiveBigIntegerField(null=True, blank=True)  # of the runs room
    origin = models.DateTimeField()  # hour 0 of the engine
    state = models.CharField(max_length=12, choices=[(s.value, s.name) for s in PlanState])
    event = models.JSONField(default=dict)  # what happened: {} for a plain plan
    asked = models.JSONField(default=dict)  # what it was computed from
    summary = models.JSONField(default=dict)  # length, bounds, method, refusal
    moves = models.JSONField(default=list)
    frozen_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Database rules."""

        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="in_force"), name="one_plan_is_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"


class Booking(models.Model):
    """A step of a campaign on a piece of equipment, cleaning included.

    Two standing bookings of one piece of equipment never overlap: an exclusion constraint on PostgreSQL and
    triggers on SQLite hold that (migration 0002), whatever code writes.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="bookings")
    step = models.CharField(max_length=80)
    equipment = models.ForeignKey(Equipment, on_delete=models.PROTECT, related_name="bookings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    free_at = models.DateTimeField()
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="bookings")
    standing = models.BooleanField(default=True)

    class Meta:
        """Database rules."""

        ordering = ["starts_at", "pk"]
        indexes = [models.Index(fields=["equipment", "starts_at"], name="booking_by_equipment_and_start")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")) & Q(free_at__gte=F("ends_at")),
                name="booking_ends_after_it_starts",
            ),
            models.UniqueConstraint(
                fields=["campaign", "step"],
                condition=Q(standing=True),
                name="campaign_step_is_booked_once",
            ),
        ]
