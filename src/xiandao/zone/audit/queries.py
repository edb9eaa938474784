"""Reading the trail, and taking the snapshots that go into it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core.paginator import Page, Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from xiandao.zone.audit.models import Entry
from xiandao.zone.audit.rules import JSON

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class EntryFilter:
    """Which part of the trail to read; an empty field does not narrow it. Days are days of the zone."""

    subject_type: str = ""
    subject_id: str = ""
    subject: str = ""  # words in the subject's name
    actor: str = ""  # words in the actor's name
    verb: str = ""
    since: date | None = None
    until: date | None = None


def snapshot(instance: models.Model, fields: Iterable[str]) -> dict[str, JSON]:
    """These fields of a record as values that JSON can keep; a related record is kept by its name."""
    values = {field: _value(instance, field) for field in fields}
    kept: dict[str, JSON] = json.loads(json.dumps(values, cls=DjangoJSONEncoder, ensure_ascii=False))
    return kept


def entries(
    wanted: EntryFilter | None = None, *, page: int | str = 1, page_size: int = PAGE_SIZE
) -> Page[Entry]:
    """A page of the trail, latest first. A number beyond the end means the last page, nonsense the first."""
    found = _narrow(Entry.objects.all(), wanted or EntryFilter())
    return Paginator(found, page_size).get_page(page)


def verbs() -> list[str]:
    """Every verb that stands in the trail, for a page's filter."""
    return sorted(Entry.objects.order_by().values_list("verb", flat=True).distinct())


def _value(instance: models.Model, field: str) -> object:
    value = getattr(instance, field)
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, models.Manager):
        return sorted(str(related) for related in value.all())
    return value


def _narrow(found: QuerySet[Entry], wanted: EntryFilter) -> QuerySet[Entry]:
    exact = {
        name: value for name in ("subject_type", "subject_id", "verb") if (value := getattr(wanted, name))
    }
    narrowed = Q(**exact)
    if wanted.subject:
        narrowed &= Q(subject_label__icontains=wanted.subject)
    if wanted.actor:
        narrowed &= Q(actor__icontains=wanted.actor)
    if wanted.since:
        narrowed &= Q(at__gte=_start_of(wanted.since))
    if wanted.until:
        narrowed &= Q(at__lt=_start_of(wanted.until + timedelta(days=1)))
    return found.filter(narrowed)


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
