"""Finding records that may be one, and being told of them. What is found waits for a registrar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao import identity
from xiandao.kernel.batching import batched
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, parties_of
from xiandao.zone.audit.api import record as audit
from xiandao.zone.registry.models import Identifier, Name, Pair, Record
from xiandao.zone.registry.permissions import check_keeps_registry, check_sees
from xiandao.zone.registry.rules.values import normal_name
from xiandao.zone.registry.rules.vocabulary import Kind

AT_ONCE: Final = 2_000
SAID_BY_A_PERSON: Final = 0.5
# How a field of the registry is called in xiandao.identity; names and numbers come from their own tables.
COMPARED: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.ORGANISATION: {
        "legal_person": "legal_person",
        "phone": "phone",
        "address": "address",
        "website": "website",
    },
    Kind.PERSON: {"employer": "employer", "birth_year": "birth_year", "email": "email"},
    Kind.PAPER: {"year": "year", "venue": "venue", "authors": "author"},
    Kind.PATENT: {"applicant": "applicant", "inventor": "inventor", "filed_on": "filed_on"},
}
NUMBERS: Final = {"uscc": "uscc", "doi": "doi", "orcid": "orcid", "application": "number"}
NAMED: Final = {Kind.ORGANISATION: "name", Kind.PERSON: "name", Kind.PAPER: "title", Kind.PATENT: "title"}


class MatchRefused(Refusal):
    """Records of this kind cannot be compared, or a report says too little."""


@transaction.atomic
def find_pairs_of(
    kind: Kind, *, records: Sequence[Record] | None = None, by: Account | None, at: datetime
) -> int:
    """Look for records of a kind that may be one, and keep the new pairs for review; give their number.

    With `records`, only pairs that hold one of these.
    """
    if by is not None:
        check_keeps_registry(by)
    if kind not in COMPARED:
        raise MatchRefused(
            gettext_noop("Records of this kind are told apart by name; {kinds} are compared."),
            kinds=", ".join(COMPARED),
        )
    speaking = list(Record.objects.filter(kind=kind, merged_into=None, retracted_at=None, erased_at=None))
    wanted = None if records is None else {record.pk for record in records}
    pairs = [
        (int(pair.left), int(pair.right), pair.likeness)
        for pair in identity.find_pairs(as_compared(speaking))
    ]
    kept = [
        _pair(left, right, likeness, None, at)
        for left, right, likeness in pairs
        if wanted is None or left in wanted or right in wanted
    ]
    before = Pair.objects.count()
    Pair.objects.bulk_create(kept, batch_size=500, ignore_conflicts=True)
    found = Pair.objects.count() - before
    audit(
        verb=gettext_noop("looked for records that may be one"),
        subject=None,
        by=by,
        at=at,
        after={"kind": kind.value, "found": found},
    )
    return found


@transaction.atomic
def report_duplicate(*, record: Record, words: str, by: Account, at: datetime) -> None:
    """Somebody says that a record is there twice. Who may not see the other is told nothing of it."""
    check_sees(by, record, parties_of(by))
    if not words.strip():
        raise MatchRefused(gettext_noop("Say the name or a number of the other record."))
    others = (
        Record.objects.filter(
            kind=record.kind, merged_into=None, retracted_at=None, search__contains=normal_name(words)
        )
        .exclude(pk=record.pk)
        .order_by("pk")[:3]
    )
    Pair.objects.bulk_create(
        (_pair(record.pk, other.pk, _likeness(record, other), by, at) for other in others),
        ignore_conflicts=True,
    )
    audit(verb=gettext_noop("reported a duplicate"), subject=record, by=by, at=at)


def as_compared(records: Iterable[Record]) -> list[identity.Record]:
    """The registry's records as xiandao.identity compares them, those merged into them included."""
    told: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    by_pk = {record.pk: record for record in records}
    for some in batched(sorted(by_pk), AT_ONCE):
        names = Name.objects.filter(record__among=some, retracted_at=None)
        for pk, text in names.values_list("record_id", "text"):
            told[pk][NAMED[Kind(by_pk[pk].kind)]].append(text)
        numbers = Identifier.objects.filter(record__among=some, retracted_at=None, scheme__in=NUMBERS)
        for pk, scheme, value in numbers.values_list("record_id", "scheme", "value"):
            told[pk][NUMBERS[scheme]].append(value)
    found = []
    for pk, record in by_pk.items():
        for field, name in COMPARED[Kind(record.kind)].items():
            told[pk][name] += _values((record.current.get(field) or {}).get("value"))
        fields = {name: tuple(dict.fromkeys(values)) for name, values in told[pk].items() if values}
        found.append(identity.Record(str(pk), identity.Kind(record.kind), fields))
    return found


def _values(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list):
        return [str(one["label"] if isinstance(one, dict) else one) for one in value]
    return [str(value)]


def _likeness(left: Record, right: Record) -> identity.Likeness | None:
    if Kind(left.kind) not in COMPARED:
        return None
    one, other = as_compared([left, right])
    return identity.compare(one, other)


def _pair(
    left: int, right: int, likeness: identity.Likeness | None, by: Account | None, at: datetime
) -> Pair:
    first, second = sorted((left, right))
    return Pair(
        left_id=first,
        right_id=second,
        probability=max(likeness.probability, SAID_BY_A_PERSON if by else 0)
        if likeness
        else SAID_BY_A_PERSON,
        parts=[
            {
                "field": part.field,
                "level": part.level,
                "weight": part.weight,
                "template": part.template,
                "values": dict(part.values),
            }
            for part in (likeness.parts if likeness else ())
        ],
        method=identity.METHOD if likeness else "reported",
        found_at=at,
        reported_by=by,
    )
