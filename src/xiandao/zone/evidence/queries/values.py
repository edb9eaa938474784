"""An indicator's value: kept ready day by day for pages, or counted anew by the database."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, reduce
from operator import or_
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum, Value
from django.db.models.fields import CharField
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, Concat

from xiandao.zone.evidence.models import Alias, Claim, DayTotal, IndicatorVersion
from xiandao.zone.evidence.queries.figures import Written, told_by, written
from xiandao.zone.evidence.queries.indicators import read
from xiandao.zone.evidence.rules.fold import NOUGHT, Standing, fold
from xiandao.zone.evidence.rules.indicator import FAMILY, Definition

ANY_DAY: Final = date(9999, 7, 13)  # stands in a statement for the day that it will be asked for
COLUMNS = (
    "pk",
    "kind",
    "canonical",
    "quantity",
    "happened_on",
    "recorded_at",
    "details",
    "superseded_at",
    "withdrawn_at",
    "rejected_at",
    "verified_at",
)


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """What an indicator has come to: by verified claims only, and by every standing claim."""

    verified: Decimal
    claimed: Decimal


@dataclass(frozen=True, slots=True)
class SeriesDay:
    """The value from this day on."""

    day: date
    verified: Decimal
    claimed: Decimal


def value(version: IndicatorVersion, *, as_of: date, known_at: datetime | None = None) -> IndicatorValue:
    """The value on a day, counted by the database from the ledger's read model."""
    return value_by(read(version), as_of=as_of, known_at=known_at)


def value_by(definition: Definition, *, as_of: date, known_at: datetime | None = None) -> IndicatorValue:
    """The same for a definition that is only being tried.

    A merge that came or ended after `known_at` concerns few subjects; those are folded one by one under the
    names that they had then, and left out of the database's count.
    """
    if known_at is None:
        return IndicatorValue(*told_by(definition.how, _today(definition, as_of)))
    moved = _moved_since(definition, known_at)
    statement = _statement(definition, as_of, known_at, moved)
    verified, claimed = told_by(definition.how, statement)
    if moved is not None:
        rest = fold(definition, _known_then(definition, moved, known_at), as_of=as_of, known_at=known_at)
        verified, claimed = verified + rest.verified, claimed + rest.claimed
    return IndicatorValue(verified, claimed)


def _statement(definition: Definition, as_of: date, known_at: datetime | None, but: Q | None) -> Written:
    """The database's count over the claims that stand, but for those that are counted otherwise."""
    many = standing(definition, as_of=as_of, known_at=known_at)
    if definition.ended_by:
        many = many.filter(_goes_on(definition, as_of, known_at))
    if but is not None:
        many = many.exclude(but)
    return written(definition.how, many, _key(definition), _until("verified_at", known_at))


def _today(definition: Definition, as_of: date) -> Written:
    """The same for any day: written once, for that takes longer than to run it on a few claims."""
    sql, values = _of_any_day(definition)
    opens = definition.window.opens
    days = {ANY_DAY: as_of} | {opens(ANY_DAY): opens(as_of)}
    told = {_as_value(day): _as_value(meant) for day, meant in days.items() if day and meant}
    return sql, tuple(told.get(value, value) if isinstance(value, str | date) else value for value in values)


@lru_cache(maxsize=256)
def _of_any_day(definition: Definition) -> Written:
    return _statement(definition, ANY_DAY, None, None)


def _as_value(day: date) -> Any:
    return connection.ops.adapt_datefield_value(day)


def standing(definition: Definition, *, as_of: date, known_at: datetime | None = None) -> QuerySet[Claim]:
    """The claims that stand on a day and meet the definition's conditions."""
    found = Claim.objects.filter(kind__in=definition.kinds, happened_on__lte=as_of)
    found = found.filter(stands(known_at))
    opens = definition.window.opens(as_of)
    if opens is not None:
        found = found.filter(happened_on__gte=opens)
    for condition in definition.where:
        found = found.filter(**{f"details__{condition.detail}__in": list(condition.among)})
    return found


def stands(known_at: datetime | None) -> Q:
    """Neither corrected nor taken back nor rejected, as far as was known."""
    if known_at is None:
        return Q(superseded_at=None, withdrawn_at=None, rejected_at=None)
    gone = reduce(
        or_, (Q(**{f"{m}__lte": known_at}) for m in ("superseded_at", "withdrawn_at", "rejected_at"))
    )
    return Q(recorded_at__lte=known_at) & ~gone


def values_ready(versions: Sequence[IndicatorVersion], *, as_of: date) -> dict[int, IndicatorValue]:
    """The values on a day out of the daily totals, in one query; a version without any is left out."""
    if not versions:
        return {}
    found = DayTotal.objects.filter(version__in=versions, day__lte=as_of).values("version")
    told = found.annotate(verified_sum=Sum("verified"), claimed_sum=Sum("claimed"))
    return {row["version"]: IndicatorValue(row["verified_sum"], row["claimed_sum"]) for row in told}


def series(version: IndicatorVersion, *, since: date, until: date) -> list[SeriesDay]:
    """The value after each day on which it moved; what moved before counts on the first day."""
    verified = claimed = NOUGHT
    found: list[SeriesDay] = []
    for total in DayTotal.objects.filter(version=version, day__lte=until).order_by("day"):
        verified, claimed = verified + total.verified, claimed + total.claimed
        day = max(total.day, since)
        if found and found[-1].day == day:
            found.pop()
        found.append(SeriesDay(day, verified, claimed))
    return found


def facts(claims: QuerySet[Claim]) -> Iterable[Standing]:
    """Claims as the fold reads them."""
    for row in claims.values_list(*COLUMNS).iterator(chunk_size=5_000):
        yield Standing(*row)


def _until(moment: str, known_at: datetime | None) -> Q:
    return Q(**{f"{moment}__isnull": False}) if known_at is None else Q(**{f"{moment}__lte": known_at})


def _key(definition: Definition) -> F | Concat:
    parts: list[Any] = []
    for name in definition.one:
        if name == "subject":
            part: Any = F("canonical")
        elif name == FAMILY:
            part = F("family")
        elif name == "kind":
            part = F("kind")
        else:
            part = Coalesce(KT(f"details__{name}"), Value(""), output_field=CharField())
        parts += [part, Value("\x1f")]
    return parts[0] if len(parts) == 2 else Concat(*parts, output_field=CharField())


def _goes_on(definition: Definition, as_of: date, known_at: datetime | None) -> Q:
    """Nothing ended it: no event of its subject on its day or later, claimed by anybody.

    Few subjects have such an event, so that is asked first: it is a look into a set.
    """
    ends = Claim.objects.filter(stands(known_at), kind__in=definition.ended_by, happened_on__lte=as_of)
    later = ends.filter(canonical=OuterRef("canonical"), happened_on__gte=OuterRef("happened_on"))
    return ~Q(canonical__in=ends.values("canonical")) | Q(~Exists(later))


def _moved_since(definition: Definition, known_at: datetime) -> Q | None:
    """The claims of every subject that has been merged or parted since then; nothing where none has."""
    moved = Alias.objects.filter(Q(since__gt=known_at) | Q(until__gt=known_at))
    if not moved.exists():
        return None
    names = [moved.values("subject"), moved.values("canonical")]
    touched = reduce(or_, (Q(canonical__in=name) | Q(subject__in=name) for name in names))
    if definition.by_family:
        return touched | Q(family__in=Claim.objects.filter(touched).values("family"))
    return touched


def _known_then(definition: Definition, moved: Q, known_at: datetime) -> Iterable[Standing]:
    """These claims under the subject that they were known by at that moment."""
    then = Alias.objects.filter(since__lte=known_at).filter(Q(until=None) | Q(until__gt=known_at))
    others = dict(then.values_list("subject", "canonical"))
    claims = Claim.objects.filter(moved, kind__in=(*definition.kinds, *definition.ended_by))
    for subject, *row in claims.values_list("subject", *COLUMNS).iterator(chunk_size=5_000):
        yield replace(Standing(*row), canonical=others.get(subject, subject))
