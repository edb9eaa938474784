"""What a long run of writing asks of Python and of the database, for as long as it lasts."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from django.db import connection

PAGES: Final = -65_536  # KiB of SQLite's own cache


@contextmanager
def at_length() -> Iterator[Callable[[], object]]:
    """Write at length: garbage is collected where the caller says so, and SQLite has room to write in."""
    with seldom_collected() as collect, roomy():
        yield collect


@contextmanager
def seldom_collected() -> Iterator[Callable[[], object]]:
    """Python looks for garbage whenever many objects were made; an import makes millions that stay.

    Between two batches is early enough. It saves a fifth of the time.
    """
    was_on, stood = gc.isenabled(), gc.get_freeze_count()
    gc.disable()
    gc.freeze()  # what the program stands on need not be looked at between batches
    try:
        yield gc.collect
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
    bare.execute(f"PRAGMA cache_size = {PAGES}")
    try:
        yield
    finally:
        bare.execute(f"PRAGMA cache_size = {before}")
