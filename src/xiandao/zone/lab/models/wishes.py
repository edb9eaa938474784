"""A wish and what is thought of it: designs, computations, notes, and with whom it is shared."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xiandao.zone.lab.rules.vocabulary import DesignWay, RunKind, WishKind, WishState

RECORD = "registry.Record"


class Wish(models.Model):
    """What an organisation wants to have: a chain from design to evidence hangs on it. It is secret."""

    organisation = models.ForeignKey(RECORD, on_delete=models.PROTECT, related_name="+")
    project = models.ForeignKey(RECORD, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=8, choices=[(k.value, k.name) for k in WishKind])
    proteins = models.TextField(blank=True)  # FASTA of what it codes for
    host = models.CharField(max_length=60, blank=True)  # a codon table
    purpose = models.TextField(blank=True)
    state = models.CharField(
        max_length=8, choices=[(s.value, s.name) for s in WishState], default=WishState.OPEN
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    entry = models.BigIntegerField(null=True, blank=True, unique=True)  # the ledger's number of its evidence
    sample = models.BooleanField(default=False)

    class Meta:
        """Database rules."""

        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["organisation", "-changed_at"], name="wish_by_organisation")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="wish_has_a_title"),
            models.CheckConstraint(condition=Q(state__in=[*WishState]), name="wish_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(entry=None) | Q(project__isnull=False), name="wish_with_evidence_has_a_project"
            ),
        ]

    def __str__(self) -> str:
        return f"wish #{self.pk}"  # the trail is read by others; its title is not theirs


class Design(models.Model):
    """One version of a construct; a version is never changed, the next one says what differs."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="designs")
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    way = models.CharField(max_length=8, choices=[(w.value, w.name) for w in DesignWay])
    record = models.JSONField()  # rules/records.py
    length = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)  # of the letters
    run = models.BigIntegerField(null=True, blank=True)  # the run that computed it
    about = models.JSONField(default=dict)  # figures that its engine gave: CAI, energy, gap
    reason = models.CharField(max_length=400, blank=True)  # why this version
    predicted_what = models.CharField(max_length=80, blank=True)
    predicted_value = models.FloatField(null=True, blank=True)
    predicted_low = models.FloatField(null=True, blank=True)
    predicted_high = models.FloatField(null=True, blank=True)
    predicted_unit = models.CharField(max_length=24, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["wish", "version"]
        constraints = [
            models.UniqueConstraint(fields=["wish", "version"], name="design_has_its_own_version"),
            models.CheckConstraint(condition=Q(length__gt=0), name="design_has_letters"),
            models.CheckConstraint(
                condition=Q(predicted_low=None)
                | Q(predicted_high=None)
                | Q(predicted_high__gte=F("predicted_low")),
                name="predicted_interval_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"design #{self.pk}"


class LabRun(models.Model):
    """A computation that belongs to a wish; the runs room carries it out."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="runs")
    design = models.ForeignKey(Design, null=True, blank=True, on_delete=models.CASCADE, related_name="runs")
    kind = models.CharField(max_length=12, choices=[(k.value, k.name) for k in RunKind])
    run = models.BigIntegerField(unique=True)

    class Meta:
        """Database rules."""

        ordering = ["-run"]


class Note(models.Model):
    """What was learned: said once, never rewritten."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="note_says_something")]


class Share(models.Model):
    """Others may read a wish and its chain over a time: an organisation, or those who carry its project."""

    wish = models.ForeignKey(Wish, on_delete=models.CASCADE, related_name="shares")
    organisation = models.ForeignKey(  # null: the organisations that carry the wish's project
        RECORD, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        """Database rules."""

        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["wish", "organisation"],
                condition=Q(until=None),
                name="wish_is_shared_once_with_each",
            ),
            models.UniqueConstraint(
                fields=["wish"],
                condition=Q(until=None, organisation=None),
                name="wish_is_shared_once_with_its_project",
            ),
        ]

    def __str__(self) -> str:
        return f"wish #{self.wish_id}"
