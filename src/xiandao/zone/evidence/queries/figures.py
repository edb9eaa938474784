"""How many things, or the sum of the latest figure of each, in one pass over the claims.

Things are grouped once, where two counts of distinct ones, or a window function for each value, would sort
every row twice. Day and figure are one comparable value, so that a plain MAX finds the latest in each group.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from xiandao.zone.evidence.models import Claim
from xiandao.zone.evidence.rules.indicator import How

# PostgreSQL compares arrays place by place; SQLite compares text, so figures (in ten-thousandths) are lifted
# to where each that a claim may have (rules/claims.py: MOST) has 19 digits.
LIFT: Final = 3 * 10**18
DAY_WIDTH: Final = 10
LATEST: Final = {
    "postgresql": ("ARRAY[day - DATE '2000-01-01', figure]", "SUM(({latest})[2])"),
    "sqlite": (
        f"day || (CAST(ROUND(figure * 10000) AS INTEGER) + {LIFT})",
        f"SUM(CAST(substr({{latest}}, {DAY_WIDTH + 1}) AS INTEGER) - {LIFT})",
    ),
}
FIGURES: Final = {"day": F("happened_on"), "figure": F("quantity")}
# Keeps the database from working out the comparable value once for each place that reads it.
FENCE: Final = {"postgresql": "OFFSET 0", "sqlite": "LIMIT -1 OFFSET 0"}
SCALE: Final = {"postgresql": Decimal(1), "sqlite": Decimal(10_000)}


Written = tuple[str, tuple[Any, ...]]  # a statement and its values


def written(how: How, claims: QuerySet[Claim], one: Combinable, is_sure: Q) -> Written:
    """The statement that gives the verified and the claimed value; `one` is what tells two things apart."""
    sure = Case(When(is_sure, then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = claims.annotate(one=one, sure=sure, **(FIGURES if how is How.SUM else {}))
    inner, values = rows.values("one", "sure", *(FIGURES if how is How.SUM else ())).query.sql_with_params()
    if how is How.COUNT:
        told, each = "SUM(sure), COUNT(*)", "MAX(CASE WHEN sure THEN 1 ELSE 0 END) AS sure"
    else:
        latest, total = LATEST[connection.vendor]
        told = f"{total.format(latest='latest_sure')}, {total.format(latest='latest')}"
        each = "MAX(CASE WHEN sure THEN dated END) AS latest_sure, MAX(dated) AS latest"
        inner = f"SELECT one, sure, {latest} AS dated FROM ({inner}) AS figures {FENCE[connection.vendor]}"  # noqa: S608
    # The names of columns and the numbers in it are ours; a % that is no place for a value is doubled.
    sql = f"SELECT {told} FROM (SELECT {each} FROM ({inner}) AS rows_told GROUP BY one) AS things"  # noqa: S608
    return sql, tuple(values)


def told_by(how: How, statement: Written) -> tuple[Decimal, Decimal]:
    """The verified and the claimed value that a statement gives."""
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        found = cursor.fetchone()
    scale = SCALE[connection.vendor] if how is How.SUM else Decimal(1)
    verified, claimed = (Decimal(told or 0) / scale for told in found)
    return verified, claimed
