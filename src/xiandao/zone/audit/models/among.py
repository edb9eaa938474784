"""`field__among=values`: as `__in`, for thousands of values."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Field, ForeignObject, Lookup

SORTS: Final = {int: "bigint", date: "date"}
QUERIES: Final = {
    "postgresql": "{column} = ANY(%s::{sort}[])",
    "sqlite": "{column} IN (SELECT value FROM json_each(%s))",
}


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup[Any]):
    """A number, a text or a day is one of these.

    They travel as one parameter: a query has room for them all, on SQLite too, and neither Django nor the
    driver looks at each of them. Values are given as the column has them: a foreign key by its number.
    """

    lookup_name = "among"

    def get_prep_lookup(self) -> list[Any]:
        """The values as they are now: the query is asked later, and the set of them may have changed."""
        return list(self.rhs)

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """The condition, and the values in one parameter."""
        if not self.rhs:
            raise EmptyResultSet
        column, parameters = self.process_lhs(compiler, connection)
        sort = SORTS.get(type(self.rhs[0]), "text")
        told = self.rhs if connection.vendor == "postgresql" else json.dumps(self.rhs, default=str)
        return QUERIES[connection.vendor].format(column=column, sort=sort), (*parameters, told)
