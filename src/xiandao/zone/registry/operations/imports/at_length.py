"""What a long run of writing asks of Python and of the database, for as long as it lasts."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, Final, Protocol, TypeVar

from django.db import connection

from xiandao.zone.registry.models import Identifier, ImportRow, Name, Record, Statement

WRITTEN: Final = (ImportRow, Record, Statement, Name, Identifier)
CACHE: Final = -65_536  # of SQLite: below nought it counts KiB, above it pages
HELD: Final = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"
Done = TypeVar("Done")


class Pause(Protocol):
    """Between two batches; `work` asks no database, and what it comes to is given back."""

    def __call__(self, work: Callable[[], Done]) -> Done: ...


def nothing() -> None:
    """No work to be done in a pause."""


@contextmanager
def at_length() -> Iterator[Pause]:
    """Write many records batch by batch; the caller says when it pauses between two."""
    told = False

    def pause(work: Callable[[], Done]) -> Done:
        nonlocal told
        if not told:
            _tell_the_planner()
            told = True
        with _keys_held():
            gc.collect()
            return work()

    with seldom_collected(), roomy():
        yield pause


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Python looks for garbage whenever many objects were made; an import makes millions that stay.

    Between two batches is early enough. It saves a fifth of the time.
    """
    was_on, stood = gc.isenabled(), gc.get_freeze_count()
    gc.disable()
    gc.freeze()  # what the program stands on need not be looked at between batches
    try:
        yield
    finally:
        gc.unfreeze()
        if stood:  # a server froze what it stands on, and goes on so
            gc.collect()
            gc.freeze()
        if was_on:
            gc.enable()


@contextmanager
def roomy() -> Iterator[None]:
    """A cache for the pages that a large transaction writes in: with its usual 2 MB, SQLite spills them.

    It saves a sixth of the time. Only here: each of a server's connections would keep one as large.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    bare = connection.connection  # Django's cursors refuse once a transaction is to be rolled back
    ((before,),) = bare.execute("PRAGMA cache_size").fetchall()
    bare.execute(f"PRAGMA cache_size = {CACHE}")
    try:
        yield
    finally:
        bare.execute(f"PRAGMA cache_size = {before}")


def _tell_the_planner() -> None:
    """Let PostgreSQL see what fills its tables, and look up the rows that are asked for.

    Nobody else sees the rows of an open transaction: taken for nearly empty, a table is read whole by every
    query that asks for some hundred of its rows. So it is too where a look into an index is priced as on a
    turning disk: what was just written lies in memory. That price is for this transaction only; the sums
    over a whole ledger are quicker with the usual one.
    """
    if connection.vendor == "postgresql":
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in WRITTEN)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {tables}")
            cursor.execute("SET LOCAL random_page_cost = 1.1")


@contextmanager
def _keys_held() -> Iterator[None]:
    """PostgreSQL holds what was written against its foreign keys, and this process goes on beside it.

    It would do so at the end of the transaction, a sixth of the whole time, while the process waits.
    """
    if connection.vendor != "postgresql":
        yield
        return
    bare: Any = connection.connection
    with ThreadPoolExecutor(max_workers=1) as beside, connection.wrap_database_errors:
        held = beside.submit(bare.execute, HELD)
        yield
        held.result()
