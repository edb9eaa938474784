"""What was said of one measure or target, with everything that hangs on it, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet, prefetch_related_objects

from xiandao.zone.plans.models import ProgressReport, TargetLink


def with_claims(reports: Sequence[ProgressReport]) -> list[ProgressReport]:
    """The reports with their figures, milestones and evidence files at hand."""
    filled = list(reports)
    prefetch_related_objects(
        filled, "figures__target", "figures__superseded_by", "milestones_reached", "attachments__file"
    )
    return filled


def links_of_measure(measure: int, as_of: date) -> list[TargetLink]:
    """Which targets people say a measure serves on a day, and who says so."""
    return list(_links(as_of).filter(measure=measure).order_by("target__key"))


def links_of_target(target: int, as_of: date) -> list[TargetLink]:
    """Which measures people say serve a target on a day, and who says so."""
    return list(_links(as_of).filter(target=target).order_by("measure__key"))


def _links(as_of: date) -> QuerySet[TargetLink]:
    still = Q(until__isnull=True) | Q(until__gt=as_of)
    return TargetLink.objects.filter(still, since__lte=as_of).select_related("target", "measure", "added_by")
