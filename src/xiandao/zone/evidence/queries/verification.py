"""Holds the chain against itself: every entry against its digest, and its end against the head."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Final

from django.db import connection
from django.db.models import Max
from django.utils.translation import gettext_noop

from xiandao.zone.evidence.models import Entry
from xiandao.zone.evidence.rules.chain import SEALS, Algorithm

AT_ONCE: Final = 20_000  # entries of one query: some megabytes
MOST_FAULTS: Final = 20
Progress = Callable[[int], None]
Row = tuple[int, bytes, bytes, bytes]

# Bytes, not text: a body that is no UTF-8 any more must be named, not stop the verification.
READ: Final = {
    "sqlite": "SELECT number, CAST(body AS BLOB), CAST(algorithm AS BLOB), CAST(digest AS BLOB)",
    "postgresql": "SELECT number, body, algorithm, digest",  # `_cursor` reads its text as bytes
}
# No upper bound: between two, a server that knows nothing of the table yet sorts the rest for every batch.
FROM: Final = " FROM evidence_entry WHERE number > %s ORDER BY number LIMIT %s"
# One statement, so that nobody appends between the two answers.
END: Final = "SELECT number, digest, (SELECT MAX(number) FROM evidence_entry) FROM evidence_head WHERE id = 1"


@dataclass(frozen=True, slots=True)
class ChainFault:
    """What is wrong with an entry: a sentence with {names}, and what fills it."""

    number: int
    template: str
    values: dict[str, object]

    @property
    def sentence(self) -> str:
        """The fault in English."""
        return self.template.format(**self.values)


@dataclass(frozen=True, slots=True)
class ChainReport:
    """How many entries were held against their digests, where the chain ends, and what is wrong."""

    entries: int
    head: str
    faults: tuple[ChainFault, ...]


def verify_chain(*, expect: str = "", on_progress: Progress | None = None) -> ChainReport:
    """Every entry follows the one before and bears out its digest; the head says where it ends.

    `expect` is a digest that was published once: it must still be one of the chain's.
    """
    said, digest, last = _end()
    faults: list[ChainFault] = []
    previous, before, seen = b"", 0, 0
    for rows in batches(last):
        before, previous = _check(rows, before, previous, faults)
        seen += len(rows)
        if on_progress is not None:
            on_progress(seen)
        if len(faults) >= MOST_FAULTS:
            break
    else:
        faults += _head_faults(said, digest, last, previous)
    if expect and not Entry.objects.filter(digest=expect.lower()).exists():
        faults.append(
            fault_of(
                before,
                gettext_noop("No entry bears the digest {digest} that was expected: history was rewritten."),
                digest=expect,
            )
        )
    return ChainReport(seen, digest, tuple(faults[:MOST_FAULTS]))


def _check(rows: list[Row], before: int, previous: bytes, faults: list[ChainFault]) -> tuple[int, bytes]:
    """Hold a batch against its digests. Written for speed: most ledgers are sealed with SHA-256."""
    sha256, quick = hashlib.sha256, Algorithm.SHA256.value.encode()
    for number, body, algorithm, digest in rows:
        if number != before + 1:
            faults.append(
                fault_of(
                    number,
                    gettext_noop("Entries are missing before entry {number}, after entry {before}."),
                    before=before,
                )
            )
        if algorithm == quick:
            if sha256(previous + body).hexdigest().encode() != digest:
                faults.append(_unborne(number))
        elif not _borne_out(previous, body, algorithm, digest):
            faults.append(_unborne(number))
        before, previous = number, digest
    return before, previous


def _borne_out(previous: bytes, body: bytes, algorithm: bytes, digest: bytes) -> bool:
    name = algorithm.decode("ascii", "replace")
    if name not in set(Algorithm):
        return False
    return SEALS[Algorithm(name)](previous + body).encode() == digest


def batches(last: int, at_once: int = AT_ONCE) -> Iterator[list[Row]]:
    """The entries up to the last in their order, some at a time, so that memory stays small."""
    query, after = READ[connection.vendor] + FROM, -(2**63)
    with _cursor() as cursor:
        while True:
            cursor.execute(query, [after, at_once])
            read: list[Row] = cursor.fetchall()
            rows = read[: bisect_right(read, last, key=itemgetter(0))]
            if not rows:
                return
            yield rows
            after = rows[-1][0]


@contextmanager
def _cursor() -> Iterator[Any]:
    """Reads entries as bytes. Django's own has PostgreSQL write them in hex, at half the speed."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            yield cursor
        return
    import psycopg
    from psycopg.types.string import ByteaBinaryLoader

    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as quick:
        quick.format = psycopg.pq.Format.BINARY
        for name in ("text", "varchar"):
            quick.adapters.register_loader(name, ByteaBinaryLoader)
        yield quick


def _end() -> tuple[int, str, int]:
    """Where the head says that the chain ends, with which digest, and where it does end."""
    with connection.cursor() as cursor:
        cursor.execute(END)
        found = cursor.fetchone()
    if found is None:
        return 0, "", Entry.objects.aggregate(last=Max("number"))["last"] or 0
    return found[0], found[1], found[2] or 0


def _unborne(number: int) -> ChainFault:
    return fault_of(
        number,
        gettext_noop(
            "Entry {number} does not bear out its digest: it, or what the entry before it says, was changed."
        ),
    )


def _head_faults(said: int, digest: str, last: int, found: bytes) -> list[ChainFault]:
    if said != last:
        return [
            fault_of(
                min(said, last) + 1,
                gettext_noop("The head says that the chain ends at entry {said}; it ends at entry {last}."),
                said=said,
                last=last,
            )
        ]
    if digest.encode() != found:
        return [
            fault_of(last, gettext_noop("The head bears another digest than entry {number}, the last one."))
        ]
    return []


def fault_of(number: int, template: str, **values: object) -> ChainFault:
    """A fault of this entry; its number is one of the values."""
    return ChainFault(number, template, {"number": number, **values})
