"""Records that may be one: the pairs to look at, and the merges that were made and unmade."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xiandao.zone.registry.models.records import Record
from xiandao.zone.registry.rules.vocabulary import PairState


class Pair(models.Model):
    """Two records that may be one, with the reasons field by field. `left` has the smaller id."""

    left = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    right = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    probability = models.FloatField()
    parts = models.JSONField()  # xiandao.identity's Part, one by one
    method = models.CharField(max_length=40)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.name) for s in PairState], default=PairState.OPEN
    )
    found_at = models.DateTimeField()
    reported_by = models.ForeignKey(  # somebody who may not see the other record said so
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """Database rules."""

        indexes = [models.Index(fields=["state", "-probability"], name="pair_queue")]
        constraints = [
            models.UniqueConstraint(fields=["left", "right"], name="pair_is_kept_once"),
            models.CheckConstraint(condition=Q(left__lt=F("right")), name="pair_is_in_order"),
        ]


class Merge(models.Model):
    """`gone` was found to be `kept`. Nothing moved: `gone.merged_into` points there until it is undone."""

    kept = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="merges")
    reason = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        """Database rules."""

        constraints = [
            models.UniqueConstraint(
                fields=["gone"], condition=Q(undone_at=None), name="record_is_merged_once_at_a_time"
            )
        ]
