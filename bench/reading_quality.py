"""How well the reader reads: precision and recall over the corpus of small plans, against a clerk's reading.

Run it with: python -m bench.reading_quality
"""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.table import Table

from xiandao.planreader import load, read
from xiandao.planreader.tests.clerk import Tally, cases, differences, tallies


def measured() -> tuple[dict[str, Tally], list[str]]:
    """The corpus's figures, and the cases in which reader and clerk do not agree in every point."""
    totals: dict[str, Tally] = {}
    unlike = []
    for case in cases():
        plan = read(load(case.file_name, case.content))
        for kind, tally in tallies(case.expected, plan).items():
            totals[kind] = totals.get(kind, Tally()) + tally
        if differences(case.expected, plan):
            unlike.append(case.name)
    return totals, unlike


def shown(totals: Mapping[str, Tally]) -> Table:
    """The figures as a table."""
    table = Table(title=f"Reading quality over {len(cases())} small plans")
    for heading in ("", "clerk", "reader", "common", "precision", "recall"):
        table.add_column(heading, justify="right" if heading else "left")
    for kind, tally in totals.items():
        counts = (str(tally.expected), str(tally.found), str(tally.common))
        table.add_row(kind, *counts, f"{tally.precision:.3f}", f"{tally.recall:.3f}")
    return table


def main() -> None:
    """Print the table."""
    totals, unlike = measured()
    console = Console()
    console.print(shown(totals))
    console.print(f"read exactly: {len(cases()) - len(unlike)} of {len(cases())}")
    if unlike:
        console.print("not exactly: " + ", ".join(unlike))


if __name__ == "__main__":
    main()
