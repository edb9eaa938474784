"""Writes what was measured as tables, with how each figure grows from size to size."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from bench.running import machine

Row = Mapping[str, Any]

LINES: Final[tuple[tuple[str, Callable[[Row], float], str], ...]] = (
    ("All indicators by bare SQL, one number each (ms)", lambda row: row["bare_s"] * 1e3, ".1f"),
    ("All indicators from the claims, verified and claimed (ms)", lambda row: row["value_s"] * 1e3, ".1f"),
    ("… over bare SQL (goal: at most 2)", lambda row: row["ratio"], ".2f"),
    ("… the worst single indicator over its bare SQL", lambda row: row["worst"][0], ".2f"),
    ("The same as it was known at a moment (ms)", lambda row: row["known_s"] * 1e3, ".1f"),
    ("All values out of the daily totals (ms)", lambda row: row["ready_s"] * 1e3, ".2f"),
    ("Totals after one new entry (ms)", lambda row: row["refresh_s"] * 1e3, ".2f"),
    ("Recording one new entry, with its commit (ms)", lambda row: row["record_one_s"] * 1e3, ".2f"),
    ("A page of an explanation, median (ms)", lambda row: row["explain_s"] * 1e3, ".1f"),
    ("A page of an explanation, the slowest (ms)", lambda row: row["explain_worst_s"] * 1e3, ".1f"),
    ("Entries in the chain", lambda row: row["entries"], ",.0f"),
    ("Entries verified in a second (goal: above 200,000)", lambda row: row["verified_chain_per_s"], ",.0f"),
    ("Claims recorded in a second, in batches", lambda row: row["recorded_per_s"], ",.0f"),
    ("Claims confirmed in a second, in batches", lambda row: row["verified_per_s"], ",.0f"),
    ("Memory of a fresh web process (MB; goal: under 300)", lambda row: row["web_memory_mb"], ".0f"),
)
HEADING: Final = """# The ledger at 10^4, 10^5 and 10^6 claims

Written by `python -m bench.ledger --write`; do not edit. The claims are seeded: twelve kinds, six in ten
verified, some rejected, taken back, corrected and merged; everything went in through the room's own door.
"Growth" is the last column over the first. Ratios are taken within one run; milliseconds are this machine's.

Bare SQL is one aggregate over the rows that an indicator looks at (`bench/ledger/bare.py`): it gives one
number where the indicator gives two, and does not look for the latest figure of each thing.
"""


def page(found: Mapping[str, Sequence[Row]]) -> str:
    """The whole page."""
    parts = [HEADING, f"{machine()}, SQLite {sqlite3.sqlite_version}.\n"]
    for database, rows in found.items():
        parts += [f"## {'SQLite' if database == 'sqlite' else 'PostgreSQL'}\n", table(rows)]
    return "\n".join(parts)


def table(rows: Sequence[Row]) -> str:
    """One database: a line for each figure, a column for each size."""
    head = ["", *(f"{row['claims']:,} claims" for row in rows), "growth"]
    lines = [head, ["---", *(["---:"] * (len(rows) + 1))]]
    for name, figure, form in LINES:
        lines.append(_line(name, [figure(row) for row in rows], form))
    for name in rows[0]["pages_p95_s"]:
        lines.append(
            _line(f"Page: {name}, p95 (ms)", [row["pages_p95_s"][name] * 1e3 for row in rows], ".0f")
        )
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _line(name: str, figures: Sequence[float], form: str) -> list[str]:
    growth = figures[-1] / figures[0] if figures[0] else 0.0
    return [name, *(format(figure, form) for figure in figures), f"×{growth:.1f}"]
