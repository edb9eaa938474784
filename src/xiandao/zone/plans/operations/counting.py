"""Choosing by which indicator a target is counted. The past stays counted as it was then."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record
from xiandao.zone.evidence.api import indicator_versions
from xiandao.zone.plans.models import Plan, Target, TargetIndicator
from xiandao.zone.plans.permissions import check_office


class CountingRefused(Refusal):
    """A target cannot be counted like this."""


@transaction.atomic
def count_target_by(*, target: Target, indicator: str, since: date, by: Account, at: datetime) -> None:
    """Count a target by an indicator since a day; no indicator means by the figures that units report."""
    check_office(by)
    current = TargetIndicator.objects.select_for_update().filter(target=target, until=None).first()
    before = current.indicator if current else ""
    if indicator == before:
        raise CountingRefused(
            gettext_noop("Target {target} is counted like this already."), target=target.key
        )
    if indicator and indicator not in {version.indicator.key for version in indicator_versions(since)}:
        raise CountingRefused(
            gettext_noop("There is no indicator “{indicator}” on {day}."), indicator=indicator, day=since
        )
    if current is not None:
        if since < current.since:
            raise CountingRefused(
                gettext_noop("Target {target} is counted by {indicator} since {since}; choose a later day."),
                target=target.key,
                indicator=current.indicator,
                since=current.since,
            )
        current.until = since
        current.save(update_fields=["until"])
    if indicator:
        TargetIndicator.objects.create(
            target=target, indicator=indicator, since=since, added_by=by, added_at=at
        )
    record(
        verb=gettext_noop("chose how a target is counted"),
        subject=target,
        by=by,
        at=at,
        before={"indicator": before},
        after={"indicator": indicator, "since": since},
    )


def count_bundled(*, plan: Plan, since: date, at: datetime) -> None:
    """A bundled plan's targets are counted by the indicators of the same key."""
    known = {version.indicator.key for version in indicator_versions(since)}
    TargetIndicator.objects.bulk_create(
        TargetIndicator(target=target, indicator=target.key, since=since, added_at=at)
        for target in Target.objects.filter(plan=plan, key__in=known).order_by("pk")
    )
