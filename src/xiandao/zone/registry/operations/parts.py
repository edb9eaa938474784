"""The names, numbers and relations of statements as rows of their own, so that they can be looked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence
from typing import Any, Final

from xiandao.zone.audit.api import insert_rows
from xiandao.zone.registry.models import Identifier, Name, Record, Relation, Statement
from xiandao.zone.registry.rules.kinds import KindOfRecord
from xiandao.zone.registry.rules.values import normal_name
from xiandao.zone.registry.rules.vocabulary import Kind, NameKind

AT_ONCE: Final = 1_000
NAME: Final = ("record", "statement", "text", "normal", "kind", "until")
NUMBER: Final = ("record", "statement", "kind", "scheme", "value")
Number = tuple[int, int, str, str, str]
NAME_KINDS: Final = {
    "short_name": NameKind.SHORT,
    "former_name": NameKind.FORMER,
    "english_name": NameKind.ENGLISH,
}


def keep_parts(kind: KindOfRecord, statements: Sequence[Statement], begun: Container[int]) -> None:
    """The names, numbers and relations of statements as rows of their own, so that they can be looked for.

    Records that have just `begun` have no rows yet.
    """
    names: list[tuple[Any, ...]] = []
    identifiers: list[Number] = []
    relations: list[Relation] = []
    ends = _ends(kind, statements)
    told = (*kind.searched, *kind.relations)
    for statement in statements:
        for field in told:
            value = statement.values.get(field.key)
            if value is None:
                continue
            if field.type == "name":
                name_kind = NAME_KINDS.get(field.key, NameKind.FULL)
                names.append(
                    (
                        statement.record_id,
                        statement.pk,
                        value,
                        normal_name(value)[:300],
                        name_kind.value,
                        statement.happened_on if name_kind is NameKind.FORMER else None,
                    )
                )
            elif field.type == "identifier":
                identifiers.append((statement.record_id, statement.pk, kind.kind.value, field.scheme, value))
            elif field.relation is not None:
                relations += [
                    Relation(
                        left_id=statement.record_id,
                        kind=field.relation,
                        right_id=ends[named["key"]],
                        statement=statement,
                        since=statement.happened_on,
                    )
                    for named in value
                    if named.get("key") in ends and ends[named["key"]] != statement.record_id
                ]
    insert_rows(Name, NAME, names)
    insert_rows(Identifier, NUMBER, _first_said(identifiers, begun))
    Relation.objects.bulk_create(relations, batch_size=AT_ONCE, ignore_conflicts=True)


def _first_said(identifiers: Sequence[Number], begun: Container[int]) -> list[Number]:
    """A record's number is kept once, however often it is stated."""
    records = [record for record, *_ in identifiers if record not in begun]
    held = Identifier.objects.filter(record__among=records, retracted_at=None)
    known: set[tuple[int, str, str]] = set(held.values_list("record_id", "scheme", "value"))
    found = []
    for identifier in identifiers:
        record, _, _, scheme, value = identifier
        named = (record, scheme, value)
        if named not in known:
            known.add(named)
            found.append(identifier)
    return found


def _ends(kind: KindOfRecord, statements: Sequence[Statement]) -> dict[str, int]:
    """The ids of the records that relations point to, under their keys."""
    keys = {
        named["key"]
        for field in kind.relations
        for statement in statements
        for named in statement.values.get(field.key, ())
        if named.get("key")
    }
    return dict(Record.objects.filter(key__among=keys).values_list("key", "pk"))


def link_named(kind: KindOfRecord, prepared: Sequence[dict[str, Any]]) -> None:
    """Give relations that were named in words the key of the one record that has this name."""
    wanted: dict[str, list[dict[str, str]]] = defaultdict(list)
    for values in prepared:
        for field in kind.relations:
            for named in values.get(field.key, ()):
                if "key" not in named:
                    wanted[normal_name(named["label"])].append(named)
    towards = {kind for field in kind.relations for kind in field.towards}
    holders: dict[str, set[str]] = defaultdict(set)
    names = Name.objects.filter(
        normal__among=wanted,
        retracted_at=None,
        record__retracted_at=None,
        record__kind__in=towards,
    ).exclude(record__kind=Kind.PERSON)  # two people may share a name: a person is linked by hand
    for normal, key, kept in names.values_list("normal", "record__key", "record__merged_into__key"):
        holders[normal].add(kept or key)
    for normal, keys in holders.items():
        if len(keys) == 1:
            for named in wanted[normal]:
                named["key"] = next(iter(keys))
