"""How a target is counted: by which indicator, since when, and who said so."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from xiandao.zone.plans.models.content import Target


class TargetIndicator(models.Model):
    """A target's value is what this indicator counts. Without one it is the sum of the figures reported."""

    target = models.ForeignKey(Target, on_delete=models.PROTECT, related_name="indicators")
    indicator = models.SlugField(max_length=60)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(  # nobody: it came with the bundled plan
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField()

    class Meta:
        """Database rules."""

        constraints = [
            models.UniqueConstraint(
                fields=["target"], condition=Q(until=None), name="target_is_counted_one_way_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="counting_ends_after_it_begins"
            ),
        ]
