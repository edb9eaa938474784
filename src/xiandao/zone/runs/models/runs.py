"""A run, what it kept on the way, and the files of its result."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from xiandao.zone.runs.rules import ENDED, RunState


class Run(models.Model):
    """One computation with frozen inputs; everything that is needed to run it again to the same result."""

    what = models.CharField(max_length=80)  # the computation's name and version: lab.verification/1
    title = models.CharField(max_length=200)  # whose words: only its owner sees them
    inputs = models.JSONField()
    inputs_sha256 = models.CharField(max_length=64)
    seed = models.BigIntegerField()
    code_version = models.CharField(max_length=40, blank=True)  # of the attempt that runs or ran last
    party = models.CharField(max_length=120, blank=True)  # whose it is; empty: the account's own
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="runs")
    state = models.CharField(
        max_length=9, choices=[(s.value, s.name) for s in RunState], default=RunState.QUEUED
    )
    progress = models.FloatField(default=0)
    said = models.CharField(max_length=300, blank=True)  # the sentence of the progress, or why it failed
    said_values = models.JSONField(default=dict)
    result = models.JSONField(null=True, blank=True)
    result_sha256 = models.CharField(max_length=64, blank=True)
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)  # of the last attempt
    ended_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)  # who carries it out now
    heard_at = models.DateTimeField(null=True, blank=True)  # when the worker last spoke
    cancel_asked_at = models.DateTimeField(null=True, blank=True)
    again_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="repeats"
    )
    sample = models.BooleanField(default=False)

    class Meta:
        """Database rules."""

        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["party", "-id"], name="run_by_party"),
            models.Index(fields=["state"], name="run_by_state"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[*RunState]), name="run_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(progress__gte=0, progress__lte=1), name="run_progress_is_a_share"
            ),
            models.CheckConstraint(
                condition=Q(state__in=sorted(ENDED), ended_at__isnull=False)
                | Q(~Q(state__in=sorted(ENDED)), ended_at__isnull=True),
                name="run_has_its_end_when_it_ended",
            ),
            models.CheckConstraint(
                condition=~Q(state=RunState.DONE) | Q(~Q(result_sha256=""), result__isnull=False),
                name="run_that_is_done_has_a_result",
            ),
            models.CheckConstraint(condition=~Q(what=""), name="run_says_what_it_computes"),
        ]

    def __str__(self) -> str:
        return f"{self.what} #{self.pk}"


class RunStep(models.Model):
    """What a step of a run came to: kept at once, so that a killed worker costs one step and not the run."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="steps")
    name = models.CharField(max_length=80)
    result = models.JSONField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        """Database rules."""

        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "name"], name="run_step_is_kept_once")]


class RunFile(models.Model):
    """A file of a result, kept under the hash of its content beside the files of evidence."""

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=80)

    class Meta:
        """Database rules."""

        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["run", "name"], name="run_file_has_its_own_name")]
