"""Many rows at once, where nobody needs them back as objects: less work than Django's own, all or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any, Final, TypeVar

from django.db import connection, connections, models, transaction
from django.db.models.fields import NOT_PROVIDED

AS_IT_IS: Final = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.BooleanField,
    models.ForeignKey,
)
# PostgreSQL's driver takes these too, as Python has them.
AS_POSTGRES_HAS_IT: Final = (models.DateField, models.DecimalField, models.UUIDField)
Convert = Callable[[Any], Any] | None
Made = TypeVar("Made", bound=models.Model)
MOST_KEPT: Final = 4_096  # days and moments of one call that are converted once


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows whose values stand in the order of `columns`; what is not named has its field's default.

    A foreign key is given by its number. Raises Django's IntegrityError as any insert does. PostgreSQL has
    the rows copied in; elsewhere one prepared statement takes them.
    """
    waiting = iter(rows)
    first = next(waiting, None)
    if first is None:
        return
    given = [model._meta.get_field(name) for name in columns]
    fields = [*given, *(field for field in _others(model) if field not in given)]
    rest = [field.get_default() for field in fields[len(given) :]]
    prepared = _prepared([_convert(field) for field in fields], [[*first], *waiting], rest)
    table = connection.ops.quote_name(model._meta.db_table)
    named = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in prepared:
                    copy.write_row(row)
        else:
            blanks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({blanks})", list(prepared))  # noqa: S608


def create_rows(model: type[Made], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[Made]:
    """Insert rows as `insert_rows` does, and give them as objects with their numbers.

    The model's key is a number that the database counts.
    """
    if not rows:
        return []
    fields = model._meta.concrete_fields
    others = [field for field in fields if field.name not in columns and not field.primary_key]
    places = {name: place for place, name in enumerate(("pk", *columns, *(field.name for field in others)))}
    ordered = itemgetter(*(places["pk" if field.primary_key else field.name] for field in fields))
    rest = [field.get_default() for field in others]
    with transaction.atomic():
        whole = [
            ordered((number, *row, *rest))
            for number, row in zip(_next_numbers(model, len(rows)), rows, strict=True)
        ]
        insert_rows(model, [field.name for field in fields], whole)
    names, alias = [field.attname for field in fields], connection.alias
    return [model.from_db(alias, names, row) for row in whole]


def _next_numbers(model: type[models.Model], many: int) -> Sequence[int]:
    """So many keys that nobody else gets. SQLite has one writer at a time, who sees the last number used."""
    table, key = model._meta.db_table, model._meta.pk
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(counter) FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS counter"
                " OFFSET 0) AS named, generate_series(1, %s)",
                [connection.ops.quote_name(table), key.column if key else "", many],
            )
            return [number for (number,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = next(iter(cursor.fetchone() or ()), 0)
        return range(last + 1, last + many + 1)


def update_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Change these columns of rows that are there; each row's primary key stands after the new values."""
    fields: list[Any] = [*(model._meta.get_field(name) for name in columns), model._meta.pk]
    prepared = list(_prepared([_convert(field) for field in fields], rows, ()))
    if not prepared:
        return
    quoted = connection.ops.quote_name
    table, *names = map(quoted, (model._meta.db_table, *(field.column for field in fields)))
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            changed = ", ".join(f"{name} = new.{name}" for name in names[:-1])
            arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
            cursor.execute(
                f"UPDATE {table} SET {changed} FROM unnest({arrays}) AS new ({', '.join(names)})"  # noqa: S608
                f" WHERE {table}.{names[-1]} = new.{names[-1]}",
                list(map(list, zip(*prepared, strict=True))),
            )
        else:
            *changing, key = (f"{name} = %s" for name in names)
            cursor.executemany(f"UPDATE {table} SET {', '.join(changing)} WHERE {key}", prepared)  # noqa: S608


def _others(model: type[models.Model]) -> Iterator[Any]:
    """The fields that the database does not fill by itself."""
    for field in model._meta.concrete_fields:
        if not (isinstance(field, models.AutoField) or (field.primary_key and field.default is NOT_PROVIDED)):
            yield field


def _convert(field: Any) -> Convert:
    """What turns a value into what the driver takes; nothing where the driver takes it as it is."""
    if isinstance(field, AS_IT_IS):
        return None
    if connection.vendor == "postgresql" and isinstance(field, AS_POSTGRES_HAS_IT):
        return None
    if isinstance(field, models.JSONField):
        return (field.encoder or json.JSONEncoder)().encode
    # the connection itself: the module's name for it looks for the thread's own at every touch
    convert = partial(field.get_db_prep_save, connection=connections[connection.alias])
    return lru_cache(maxsize=MOST_KEPT)(convert) if isinstance(field, models.DateField) else convert


def _prepared(
    converts: Sequence[Convert], rows: Iterable[Sequence[Any]], rest: Sequence[Any]
) -> Iterator[list[Any]]:
    for row in rows:
        values = [*row, *rest]
        yield [
            value if convert is None or value is None else convert(value)
            for convert, value in zip(converts, values, strict=True)
        ]
