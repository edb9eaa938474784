"""The plainest SQL over the rows that an indicator looks at: what its own counting is measured against.

It gives one number (claimed) where the indicator gives two, and for a sum it does not even look for the
latest figure of each thing. The filter is the same, because the rows are to be the same.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection

from xiandao.zone.evidence.rules.indicator import Definition, How


def bare(definition: Definition, as_of: date) -> None:
    """Run the plain aggregate once."""
    values: list[Any] = [*definition.kinds, as_of]
    conditions = ""
    for condition in definition.where:
        conditions += f" AND details->>'{condition.detail}' IN ({_blanks(len(condition.among))})"
        values += condition.among
    one = "family" if definition.by_family else "canonical"
    told = f"COUNT(DISTINCT {one})" if definition.how is How.COUNT else "SUM(quantity)"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {told} FROM evidence_claim WHERE kind IN ({_blanks(len(definition.kinds))})"  # noqa: S608
            " AND happened_on <= %s AND superseded_at IS NULL AND withdrawn_at IS NULL"
            f" AND rejected_at IS NULL{conditions}",
            values,
        )
        cursor.fetchone()


def _blanks(count: int) -> str:
    return ", ".join(["%s"] * count)
