"""Every bulk insert sends lists to PostgreSQL; written here without a regular expression for each value."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.abc import Buffer
from psycopg.types.array import ListDumper


class QuotedListDumper(ListDumper):
    """Quotes every value of a flat list, as PostgreSQL reads for any type; the rest is psycopg's."""

    def dump(self, obj: list[Any]) -> Buffer | None:
        """The text of the array."""
        if self.sub_dumper is None or not obj or any(isinstance(item, list) for item in obj):
            return super().dump(obj)
        dump = self.sub_dumper.dump
        return b"{" + b",".join(_quoted(None if item is None else dump(item)) for item in obj) + b"}"


def _quoted(value: Buffer | None) -> bytes:
    if value is None:
        return b"NULL"
    return b'"' + bytes(value).replace(b"\\", b"\\\\").replace(b'"', b'\\"') + b'"'


def use() -> None:
    """From now on, for every connection that is opened."""
    psycopg.adapters.register_dumper(list, QuotedListDumper)
