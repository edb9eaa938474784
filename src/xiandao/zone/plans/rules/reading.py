"""From a reading (the reader's JSON with the corrections of a review) to content, naming what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from xiandao.zone.plans.rules.content import (
    ContentRefused,
    FocusContent,
    Header,
    MeasureContent,
    MilestoneContent,
    PlanContent,
    SiteContent,
    TargetContent,
    UnitContent,
)
from xiandao.zone.plans.rules.states import Comparator, Layer, PlanStatus, Strength

LONGEST_TITLE = 200


def content_of(reading: Mapping[str, Any]) -> PlanContent:
    """The content that a reading stands for. Raises ContentRefused where it cannot be put in force."""
    header = header_of(reading)
    measures = tuple(_measure(item) for item in reading["measures"])
    if not measures:
        raise ContentRefused("The plan has no measure yet. Mark at least one in the text before confirming.")
    return PlanContent(
        header=header,
        measures=measures,
        targets=tuple(_target(item) for item in reading["targets"]),
        sites=tuple(_site(number, item) for number, item in enumerate(reading["sites"], 1)),
        focus=tuple(_focus(item) for item in reading["focus"]),
        units=tuple(_unit(item) for item in reading["units"]),
    )


def header_of(reading: Mapping[str, Any]) -> Header:
    """The document's own words about itself; a title and a period are needed before anything is in force."""
    title = (reading.get("title") or "").strip()
    period = reading.get("period") or {}
    start, end = period.get("start"), period.get("end")
    if not title:
        raise ContentRefused("The plan has no title. Write it in the field “title”.")
    if not isinstance(start, int) or not isinstance(end, int) or end < start:
        raise ContentRefused("The plan's period is not known. Write its first and last year.")
    return Header(
        title=title[:LONGEST_TITLE],
        title_en=reading.get("title_en") or "",
        period_start=start,
        period_end=end,
        status=PlanStatus(reading.get("status") or PlanStatus.DRAFT),
        area=reading.get("area") or "",
        area_en=reading.get("area_en") or "",
        issuer=reading.get("issuer") or "",
        doc_no=reading.get("doc_no") or "",
    )


def _measure(item: Mapping[str, Any]) -> MeasureContent:
    title = (item.get("title") or "").strip()
    if not title:
        raise ContentRefused("Measure {id} has no title. Write one.", id=item["id"])
    milestones = tuple(
        MilestoneContent(
            key=f"s{number:02d}",
            text=milestone["text"],
            text_en=milestone.get("text_en") or "",
            due_on=day_of(milestone.get("due"), item["id"]),
            quantity=milestone.get("quantity") or "",
        )
        for number, milestone in enumerate(item.get("milestones") or (), 1)
    )
    return MeasureContent(
        key=item["id"].lower(),
        path=tuple(item.get("path") or ()),
        title=title[:LONGEST_TITLE],
        title_en=item.get("title_en") or "",
        group=item.get("group") or "",
        group_en=item.get("group_en") or "",
        text=item.get("text") or "",
        text_en=item.get("text_en") or "",
        units=tuple(item.get("units") or ()),
        lead=tuple(item.get("lead") or ()),
        due_on=day_of(item.get("due"), item["id"]),
        milestones=milestones,
        span=_span(item),
    )


def _target(item: Mapping[str, Any]) -> TargetContent:
    name = (item.get("name") or "").strip()
    if not name:
        raise ContentRefused("Target {id} has no name. Write one.", id=item["id"])
    low, high = number_of(item.get("low"), item["id"]), number_of(item.get("high"), item["id"])
    if low is not None and high is not None and high < low:
        raise ContentRefused(
            "Target {id}: the upper figure {high} is below the lower {low}.",
            id=item["id"],
            high=high,
            low=low,
        )
    comparator = Comparator(item["comparator"])
    if comparator is not Comparator.QUALITATIVE and low is None and high is None:
        raise ContentRefused("Target {id} has no figure. Write one, or call it qualitative.", id=item["id"])
    return TargetContent(
        key=item["id"].lower(),
        name=name[:LONGEST_TITLE],
        name_en=item.get("name_en") or "",
        group=item.get("group") or "",
        group_en=item.get("group_en") or "",
        text=item.get("text") or "",
        text_en=item.get("text_en") or "",
        comparator=comparator,
        low=low,
        high=high,
        unit=item.get("unit") or "",
        due_on=day_of(item.get("due"), item["id"]),
        strength=Strength(item.get("strength") or Strength.EXPECTED),
        counted=bool(item.get("counted", comparator is not Comparator.QUALITATIVE)),
        span=_span(item),
    )


def _site(number: int, item: Mapping[str, Any]) -> SiteContent:
    return SiteContent(
        key=item.get("key") or f"s{number:02d}",
        code=item.get("code") or "",
        name=item["name"],
        name_en=item.get("name_en") or "",
        role=item.get("role") or "",
        role_en=item.get("role_en") or "",
        span=_span(item),
    )


def _focus(item: Mapping[str, Any]) -> FocusContent:
    return FocusContent(
        layer=Layer(item.get("role") or Layer.OTHER),
        name=item["name"],
        name_en=item.get("name_en") or "",
        topics=tuple(item.get("topics") or ()),
        topics_en=tuple(item.get("topics_en") or ()),
        span=_span(item),
    )


def _unit(item: Mapping[str, Any]) -> UnitContent:
    return UnitContent(
        name=item["name"],
        name_en=item.get("name_en") or "",
        aliases=tuple(item.get("aliases") or ()),
        collective=bool(item.get("collective")),
    )


def _span(item: Mapping[str, Any]) -> tuple[int, int] | None:
    span = item.get("span")
    return (span[0], span[1]) if span and span[1] > span[0] else None


def day_of(value: str | date | None, item: str) -> date | None:
    """An ISO day, or None; anything else is refused by name."""
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as wrong:
        raise ContentRefused(
            "{item}: “{value}” is not a day. Write it as 2025-12-31.", item=item, value=value
        ) from wrong


def number_of(value: str | float | Decimal | None, item: str) -> Decimal | None:
    """A decimal number, or None; anything else is refused by name."""
    if value is None or value == "":
        return None
    try:
        number = Decimal(str(value).replace(",", ""))
    except InvalidOperation as wrong:
        raise ContentRefused("{item}: “{value}” is not a number.", item=item, value=value) from wrong
    if not number.is_finite():
        raise ContentRefused("{item}: “{value}” is not a number.", item=item, value=value)
    return number
