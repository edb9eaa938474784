"""Indicators through the JSON API: what each says, its value on a day, and what was counted."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from xiandao.zone.accounts.api import ZONE_ROLES, Allowed
from xiandao.zone.evidence import api
from xiandao.zone.evidence.queries.wording import reason

router = Router(auth=Allowed(*ZONE_ROLES), tags=["indicators"])


class IndicatorOut(Schema):
    """An indicator as it was defined on a day; `source` is the definition itself, in YAML."""

    key: str
    version: int
    since: date
    zh: str
    en: str
    unit_zh: str
    unit_en: str
    source: str


class ValueOut(Schema):
    """A value as of a day: what is verified, and that with what is only claimed."""

    key: str
    version: int
    as_of: date
    known_at: datetime | None
    verified: Decimal
    claimed: Decimal


class LineOut(Schema):
    """A claim that was looked at: what it adds, or why it does not count."""

    entry: int
    kind: str
    subject: str
    label: str
    happened_on: date
    amount: Decimal
    verified: bool
    why_not: str


class ExplanationOut(Schema):
    """A page of what was counted, or of what was left out."""

    lines: list[LineOut]
    page: int
    has_more: bool


class PointOut(Schema):
    """The value after a day on which it moved."""

    day: date
    verified: Decimal
    claimed: Decimal


@router.get("/indicators", response=list[IndicatorOut], summary="Indicators in force")
def indicators(request: HttpRequest, as_of: date | None = None) -> list[IndicatorOut]:  # noqa: ARG001
    """Every indicator in the version that holds on a day."""
    return [_told(version) for version in api.indicator_versions(as_of or timezone.localdate())]


@router.get("/indicators/{key}", response=list[IndicatorOut], summary="All versions of an indicator")
def versions(request: HttpRequest, key: str) -> list[IndicatorOut]:  # noqa: ARG001
    """The latest first."""
    found = api.versions_of(key) or [api.indicator_named(key, timezone.localdate())]
    return [_told(version) for version in found]


@router.get("/indicators/{key}/value", response=ValueOut, summary="The value on a day")
def value(
    request: HttpRequest,  # noqa: ARG001
    key: str,
    as_of: date | None = None,
    known_at: datetime | None = None,
) -> ValueOut:
    """As it happened; with `known_at` as the ledger knew it at that moment."""
    day = as_of or timezone.localdate()
    version = api.indicator_named(key, day)
    found = api.value(version, as_of=day, known_at=known_at)
    return ValueOut(
        key=key,
        version=version.number,
        as_of=day,
        known_at=known_at,
        verified=found.verified,
        claimed=found.claimed,
    )


@router.get("/indicators/{key}/series", response=list[PointOut], summary="The value over time")
def values(request: HttpRequest, key: str, since: date, until: date | None = None) -> list[PointOut]:  # noqa: ARG001
    """Day by day, those on which it moved."""
    day = until or timezone.localdate()
    found = api.series(api.indicator_named(key, day), since=since, until=day)
    return [PointOut(day=step.day, verified=step.verified, claimed=step.claimed) for step in found]


@router.get("/indicators/{key}/explanation", response=ExplanationOut, summary="What was counted and why")
def explanation(
    request: HttpRequest,  # noqa: ARG001
    key: str,
    as_of: date | None = None,
    known_at: datetime | None = None,
    part: Literal["counted", "excluded"] = "counted",
    page: int = 1,
) -> ExplanationOut:
    """Every claim behind the value, or every claim that was left out with the reason."""
    day = as_of or timezone.localdate()
    told = api.explanation(
        api.indicator_named(key, day), as_of=day, known_at=known_at, part=part, page=max(page, 1)
    )
    lines = [
        LineOut(
            entry=line.claim.pk,
            kind=line.claim.kind,
            subject=line.claim.canonical,
            label=line.claim.label,
            happened_on=line.claim.happened_on,
            amount=line.amount,
            verified=line.verified,
            why_not=reason(line.template, line.values),
        )
        for line in told.lines
    ]
    return ExplanationOut(lines=lines, page=told.page, has_more=told.has_more)


def _told(version: api.IndicatorVersion) -> IndicatorOut:
    definition = api.read(version)
    return IndicatorOut(
        key=definition.key,
        version=version.number,
        since=version.since,
        zh=definition.zh,
        en=definition.en,
        unit_zh=definition.unit_zh,
        unit_en=definition.unit_en,
        source=version.source,
    )
