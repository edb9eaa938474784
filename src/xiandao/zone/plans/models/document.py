"""A plan, the editions of its document, and the files they came from."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xiandao.zone.plans.rules.states import EditionState, PlanStatus


class Plan(models.Model):
    """An action plan. What it says lives in its editions; what came of it in measures and targets."""

    slug = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    created_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.slug


class Edition(models.Model):
    """One version of the plan's document, from upload through review to being in force."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=[(s.value, s.name) for s in EditionState])
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=300, blank=True)
    area = models.CharField(max_length=80, blank=True)
    area_en = models.CharField(max_length=120, blank=True)
    issuer = models.CharField(max_length=120, blank=True)
    doc_no = models.CharField(max_length=80, blank=True)
    status = models.CharField(max_length=10, choices=[(s.value, s.name) for s in PlanStatus])
    period_start = models.PositiveSmallIntegerField()
    period_end = models.PositiveSmallIntegerField()
    source_name = models.CharField(max_length=200)
    source_note = models.CharField(max_length=500, blank=True)
    document = models.ForeignKey(
        "evidence.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField(blank=True)  # what the spans point into; empty for a bundled plan
    reading = models.JSONField(default=dict)  # the reading, with the corrections made in review
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="editions_brought"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="editions_confirmed"
    )
    in_force_since = models.DateField(null=True, blank=True)

    class Meta:
        """Database rules."""

        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="edition_number_is_used_once_per_plan"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state=EditionState.REVIEW), name="one_edition_in_review_per_plan"
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="edition_period_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(state=EditionState.IN_FORCE)
                | Q(confirmed_at__isnull=False, in_force_since__isnull=False),
                name="edition_in_force_was_confirmed_and_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Correction(models.Model):
    """One field that a person changed in review, beside what the reader had read."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="corrections")
    item = models.CharField(max_length=40)
    field = models.CharField(max_length=40)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT)
