"""No row that the database must keep is replaced by hand-written SQL: every guarded table, every key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from xiandao.zone.audit.api import AppendOnly, NeverReplaced
from xiandao.zone.pilot.models.guards import PARTS

Row = dict[str, Any]
BATCH = "pilot_batch"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no REPLACE"),
]


def _append_only() -> list[str]:
    steps = (
        step
        for migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values()
        for step in migration.operations
    )
    return sorted({step.table for step in steps if type(step) is AppendOnly})


APPEND_ONLY = _append_only()
CLOSED = [*PARTS, BATCH]
ATTACKS = {
    "INSERT OR REPLACE": "INSERT OR REPLACE INTO {table} ({columns}) VALUES ({blanks})",
    "REPLACE": "REPLACE INTO {table} ({columns}) VALUES ({blanks})",
    "ON CONFLICT DO UPDATE": (
        "INSERT INTO {table} ({columns}) VALUES ({blanks}) "
        "ON CONFLICT ({key}) DO UPDATE SET {last} = excluded.{last}"
    ),
}


def _run(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def _columns(table: str) -> Iterator[tuple[str, str]]:
    return ((name, kind) for _, name, kind, *_ in _run(f"PRAGMA table_info({table})"))


def _keys(table: str) -> list[tuple[str, ...]]:
    """The columns of every unique index, and the row's own number."""
    found: list[tuple[str, ...]] = [("rowid",)]
    for _, name, unique, *_ in _run(f"PRAGMA index_list({table})"):
        if unique:
            found.append(tuple(column for _, _, column in _run(f"PRAGMA index_info({name})")))
    return found


def _made_up(table: str, begin: int) -> Row:
    """A row that the checks of the table let in, its keys counted from a number on."""
    row: Row = {"rowid": begin}
    for place, (name, kind) in enumerate(_columns(table), 1):
        if name == "id":
            continue
        row[name] = "2025-01-01" if kind in ("date", "datetime") else begin + place
    return row


def _put(statement: str, table: str, row: Row, key: tuple[str, ...] = ()) -> None:
    columns = [f'"{name}"' for name in row]
    filled = statement.format(
        table=table,
        columns=", ".join(columns),
        blanks=", ".join(["%s"] * len(row)),
        key=", ".join(f'"{name}"' for name in key),
        last=columns[-1],
    )
    _run(filled, *row.values())


def _standing(table: str) -> Row:
    """A row of the table that must stay: in a closed record where it belongs to one."""
    row = _made_up(table, 1000)
    if table in PARTS:
        open_batch = _made_up(BATCH, 5000) | {"closed_at": None, "closed_by_id": None}
        _put("INSERT INTO {table} ({columns}) VALUES ({blanks})", BATCH, open_batch)
        row["batch_id"] = 5000
    _put("INSERT INTO {table} ({columns}) VALUES ({blanks})", table, row)
    if table in PARTS:
        _run("UPDATE pilot_batch SET closed_at = '2025-01-01', closed_by_id = 1 WHERE id = 5000")
    return row


def _every_row(table: str) -> list[tuple[Any, ...]]:
    return _run(f"SELECT rowid, * FROM {table} ORDER BY 1")  # noqa: S608


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("table", [*APPEND_ONLY, *CLOSED])
def test_a_row_that_must_stay_is_not_replaced_by_any_of_its_keys(table: str, attack: str) -> None:
    with transaction.atomic():
        stands = _standing(table)
        before = _every_row(table)
        for key in _keys(table):
            taking = _made_up(table, 2000) | {name: stands[name] for name in key}
            conflict = ("id",) if key == ("rowid",) and "id" in dict(_columns(table)) else key
            if "DO UPDATE" in attack and conflict == ("rowid",):
                continue  # no conflict can be named on a hidden number
            with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
                _put(ATTACKS[attack], table, taking, conflict)

        assert _every_row(table) == before
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", CLOSED)
def test_a_row_of_a_closed_record_is_not_replaced_by_moving_another_onto_it(table: str) -> None:
    with transaction.atomic():
        stands = _standing(table)
        free = _made_up(table, 2000)
        if table == BATCH:
            free |= {"closed_at": None, "closed_by_id": None}
        _put("INSERT INTO {table} ({columns}) VALUES ({blanks})", table, free)
        before = _every_row(table)
        for key in _keys(table):
            moved = ", ".join(f'"{name}" = %s' for name in key)
            with pytest.raises(DatabaseError, match="refused"), transaction.atomic():
                _run(
                    f"UPDATE OR REPLACE {table} SET {moved} WHERE rowid = 2000",  # noqa: S608
                    *(stands[name] for name in key),
                )

        assert _every_row(table) == before
        transaction.set_rollback(True)


@pytest.mark.parametrize("table", [*APPEND_ONLY, *CLOSED])
def test_the_guard_is_a_look_into_an_index(table: str) -> None:
    guards = _run(
        "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s "
        "AND name LIKE '%%_is_never_replaced%%'",
        table,
    )

    assert guards
    for (text,) in guards:
        asked = re.sub(r"NEW\.\w+", "1", text.partition(" WHEN ")[2].partition(" BEGIN ")[0])
        looks = [step[-1] for step in _run(f"EXPLAIN QUERY PLAN SELECT 1 WHERE {asked}")]
        assert any("SEARCH" in look for look in looks), looks
        assert not any(look.startswith("SCAN") and "CONSTANT ROW" not in look for look in looks), looks


def test_a_batch_that_is_open_is_still_changed() -> None:
    with transaction.atomic():
        batch = _made_up(BATCH, 2000) | {"closed_at": None, "closed_by_id": None}
        _put("INSERT INTO {table} ({columns}) VALUES ({blanks})", BATCH, batch)
        _run("UPDATE pilot_batch SET conclusion = 'well' WHERE id = 2000")
        _put(ATTACKS["REPLACE"], BATCH, batch | {"conclusion": "better"})

        assert _run("SELECT conclusion FROM pilot_batch WHERE id = 2000") == [("better",)]
        transaction.set_rollback(True)


def test_a_migration_plan_says_what_the_guard_does_and_takes_names_only() -> None:
    step = NeverReplaced("audit_entry")

    assert step.describe() == "Let no row of audit_entry be replaced"
    with pytest.raises(ValueError, match="not plain column names"):
        NeverReplaced("audit_entry", ("id; DROP",))
