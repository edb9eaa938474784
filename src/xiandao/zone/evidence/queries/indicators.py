"""Which indicators there are and what they said on a day."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop

from xiandao.zone.evidence.models import IndicatorVersion
from xiandao.zone.evidence.rules.indicator import Definition, IndicatorRefused, definition_of


class IndicatorMissing(IndicatorRefused):
    """There is no such indicator on a day."""

    http_status = 404


def indicator_versions(as_of: date) -> list[IndicatorVersion]:
    """The version of each indicator that holds on a day."""
    found: dict[int, IndicatorVersion] = {}
    held = IndicatorVersion.objects.filter(since__lte=as_of).select_related("indicator")
    for version in held.order_by("indicator__key", "since", "number"):
        found[version.indicator_id] = version
    return list(found.values())


def indicator_version(key: str, as_of: date) -> IndicatorVersion | None:
    """What one indicator says on a day."""
    held = IndicatorVersion.objects.filter(indicator__key=key, since__lte=as_of).select_related("indicator")
    return held.order_by("since", "number").last()


def indicator_named(key: str, as_of: date) -> IndicatorVersion:
    """The version that holds on a day; IndicatorMissing where there is none."""
    found = indicator_version(key, as_of)
    if found is None:
        raise IndicatorMissing(gettext_noop("There is no indicator “{key}” on {day}."), key=key, day=as_of)
    return found


def versions_of(key: str) -> list[IndicatorVersion]:
    """Everything an indicator ever said, the newest first."""
    held = IndicatorVersion.objects.filter(indicator__key=key).select_related("indicator", "by")
    return list(held.order_by("-number"))


def read(version: IndicatorVersion) -> Definition:
    """A version's definition, ready to count with."""
    return definition_of(version.definition)
