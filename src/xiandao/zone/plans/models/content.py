"""What a plan says and who does it. Content is never overwritten: a change is a new revision since a day."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xiandao.zone.plans.models.document import Edition, Plan
from xiandao.zone.plans.rules.states import AssignmentRole, Comparator, Layer, Strength


class Unit(models.Model):
    """A responsible unit, under one name for all plans of the zone."""

    name = models.CharField(max_length=80, unique=True)
    name_en = models.CharField(max_length=200, blank=True)
    aliases = models.JSONField(default=list)
    collective = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.name

    @property
    def party(self) -> str:
        """Under which name accounts speak for it."""
        return f"unit:{self.name}"


class Measure(models.Model):
    """The smallest item with its own responsible units; its words are in its revisions."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="measures")
    key = models.SlugField(max_length=40)

    class Meta:
        """Database rules."""

        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="measure_key_is_used_once_per_plan")
        ]

    def __str__(self) -> str:
        return self.key


class Revision(models.Model):
    """What every revision carries: since which day it holds, which edition it came from, who recorded it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=120, blank=True)
    group_en = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    text_en = models.TextField(blank=True)
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)

    class Meta:
        """Shared columns only."""

        abstract = True


class MeasureRevision(Revision):
    """A measure's words, due day and owner since a day."""

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="revisions")
    path = models.JSONField(default=list)
    title = models.CharField(max_length=200)
    title_en = models.CharField(max_length=300, blank=True)
    due_on = models.DateField(null=True, blank=True)
    owner = models.CharField(max_length=80, blank=True)

    class Meta:
        """Database rules."""

        indexes = [models.Index(fields=["measure", "since", "id"], name="measure_revision_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(span_start__isnull=True) | Q(span_end__gt=F("span_start")),
                name="measure_span_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Assignment(models.Model):
    """A unit's part in a measure, in the order of the text."""

    revision = models.ForeignKey(MeasureRevision, on_delete=models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=14, choices=[(r.value, r.name) for r in AssignmentRole])
    position = models.PositiveSmallIntegerField()

    class Meta:
        """Database rules."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "unit"], name="unit_is_assigned_once_per_revision")
        ]


class Milestone(models.Model):
    """Something a measure promises by a day. `key` is the same in every revision of the measure."""

    revision = models.ForeignKey(MeasureRevision, on_delete=models.CASCADE, related_name="milestones")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=500)
    text_en = models.CharField(max_length=500, blank=True)
    quantity = models.CharField(max_length=80, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        """Database rules."""

        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["revision", "key"], name="milestone_key_is_used_once")]


class Target(models.Model):
    """An aim of the plan; its words and figures are in its revisions."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="targets")
    key = models.SlugField(max_length=40)

    class Meta:
        """Database rules."""

        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="target_key_is_used_once_per_plan")
        ]

    def __str__(self) -> str:
        return self.key


class TargetRevision(Revision):
    """A target's words and figures since a day."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="revisions")
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=300, blank=True)
    comparator = models.CharField(max_length=12, choices=[(c.value, c.name) for c in Comparator])
    low = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    high = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(null=True, blank=True)
    strength = models.CharField(max_length=12, choices=[(s.value, s.name) for s in Strength])
    counted = models.BooleanField()

    class Meta:
        """Database rules."""

        indexes = [models.Index(fields=["target", "since", "id"], name="target_revision_by_day")]
        constraints = [
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(high__gte=F("low")),
                name="target_high_is_not_below_low",
            )
        ]

    def __str__(self) -> str:
        return self.name


class TargetLink(models.Model):
    """A person's statement that a measure serves a target; the document does not say it."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="links")
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="links")
    reason = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Database rules."""

        constraints = [
            models.UniqueConstraint(
                fields=["target", "measure"],
                condition=Q(until__isnull=True),
                name="target_is_linked_once_at_a_time",
            )
        ]


class Site(models.Model):
    """A place with a role in the plan, as one edition states it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sites")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=10, blank=True)
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    role = models.TextField(blank=True)
    role_en = models.TextField(blank=True)
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)

    class Meta:
        """Database rules."""

        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "key"], name="site_key_is_used_once_per_edition")
        ]

    def __str__(self) -> str:
        return self.name


class FocusArea(models.Model):
    """A thing the plan concentrates on, as one edition states it."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="focus_areas")
    position = models.PositiveSmallIntegerField()
    layer = models.CharField(max_length=12, choices=[(layer.value, layer.name) for layer in Layer])
    name = models.CharField(max_length=120)
    name_en = models.CharField(max_length=200, blank=True)
    topics = models.JSONField(default=list)
    topics_en = models.JSONField(default=list)
    span_start = models.PositiveIntegerField(null=True)
    span_end = models.PositiveIntegerField(null=True)

    class Meta:
        """Database rules."""

        ordering = ["position"]

    def __str__(self) -> str:
        return self.name
