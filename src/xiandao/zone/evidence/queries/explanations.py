"""What was counted and what was not, claim by claim, with the reason: a page at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from xiandao.zone.evidence.models import Claim, IndicatorVersion
from xiandao.zone.evidence.queries.indicators import read
from xiandao.zone.evidence.queries.values import facts, standing
from xiandao.zone.evidence.rules.fold import Line, fold
from xiandao.zone.evidence.rules.indicator import Definition

PER_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class ExplanationLine:
    """A claim and what it brings; without a template it counts, else that is the reason why not."""

    claim: Claim
    amount: Decimal
    verified: bool
    template: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Some lines, and whether there are more."""

    lines: tuple[ExplanationLine, ...]
    page: int
    has_more: bool


def explanation(
    version: IndicatorVersion,
    *,
    as_of: date,
    known_at: datetime | None = None,
    part: str = "counted",
    page: int = 1,
) -> Explanation:
    """What counts (`counted`) or what does not (`excluded`), the latest first."""
    return explained(read(version), as_of=as_of, known_at=known_at, part=part, page=page)


def explained(
    definition: Definition,
    *,
    as_of: date,
    known_at: datetime | None = None,
    part: str = "counted",
    page: int = 1,
) -> Explanation:
    """The same for a definition that is only being tried."""
    looked_at = _candidates(definition, as_of, known_at, part)
    start = (max(page, 1) - 1) * PER_PAGE
    rows = list(looked_at.order_by("-happened_on", "-pk")[start : start + PER_PAGE + 1])
    has_more, rows = len(rows) > PER_PAGE, rows[:PER_PAGE]
    judged = _judged(definition, rows, as_of, known_at)
    wanted = part == "counted"
    lines = tuple(
        ExplanationLine(row, line.amount, line.verified, line.template, line.values)
        for row in rows
        if (line := judged.get(row.pk)) is not None and line.counts is wanted
    )
    return Explanation(lines, max(page, 1), has_more)


def _candidates(definition: Definition, as_of: date, known_at: datetime | None, part: str) -> QuerySet[Claim]:
    """The claims that may belong to a part; the fold decides, so a page may come out shorter."""
    known = standing(definition, as_of=as_of, known_at=known_at)
    if part == "counted":
        return known.select_related("claimed_by", "verified_by")
    group = "family" if definition.by_family else "canonical"
    others = Claim.objects.filter(
        **{group: OuterRef(group)}, kind__in=(*definition.kinds, *definition.ended_by)
    ).exclude(pk=OuterRef("pk"))
    doubtful = ~Q(pk__in=known.values("pk")) | Exists(others)
    return Claim.objects.filter(doubtful, kind__in=definition.kinds).select_related(
        "claimed_by", "verified_by"
    )


def _judged(
    definition: Definition, rows: Sequence[Claim], as_of: date, known_at: datetime | None
) -> dict[int, Line]:
    """What the fold says of these claims, with all that belongs to the same groups."""
    column = "family" if definition.by_family else "canonical"
    groups = {getattr(row, column) for row in rows}
    kinds = (*definition.kinds, *definition.ended_by)
    members = Claim.objects.filter(**{f"{column}__in": groups}, kind__in=kinds)
    folded = fold(definition, facts(members), as_of=as_of, known_at=known_at)
    return {line.claim.number: line for line in folded.lines}
