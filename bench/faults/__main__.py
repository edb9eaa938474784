"""`python -m bench.faults imports --rounds 1000`: on an own SQLite and an own PostgreSQL, or on one named."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from bench.running import MEASUREMENTS, keep, parser
from tests.run import ROOT, postgres

FAULTS: Final = {
    "ledger": "bench.faults.ledger",
    "imports": "bench.faults.imports",
    "merging": "bench.faults.merging",
}
PAGE: Final = MEASUREMENTS / "faults.md"
HEADING: Final = """# Faults tried on purpose

Written by `python -m bench.faults --write`; do not edit. A process works until it is killed with signal 9
in a random moment; then the chain is verified, what it had acknowledged is looked for, and nothing
may be there by half. Every fiftieth round the read model is also compared with the entries.
"""


@contextmanager
def databases(named: str) -> Iterator[dict[str, str]]:
    """The addresses to try, each of an empty database."""
    if named:
        yield {"named": named}
        return
    with tempfile.TemporaryDirectory(prefix="xiandao-faults-") as folder, postgres() as (address, _):
        yield {"sqlite": f"sqlite:///{Path(folder) / 'faults.sqlite3'}", "postgresql": address}


def tried(fault: str, rounds: int, address: str) -> tuple[bool, list[str]]:
    """Whether a fault was borne on a database, and what it said at its end; the way there goes by."""
    running = subprocess.Popen(
        [sys.executable, "-m", FAULTS[fault], str(rounds)],
        cwd=ROOT,
        env={
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "xiandao.config.settings.development",
        },
        stdout=subprocess.PIPE,
        text=True,
    )
    said: list[str] = []
    for line in running.stdout or ():
        print(line, end="", flush=True)
        if not line.startswith(" "):
            said.append(line.strip())
    return running.wait() == 0, said


def page(found: dict[str, dict[str, list[str]]]) -> str:
    """What each fault said on each database."""
    parts = [HEADING]
    for fault, by_database in found.items():
        parts.append(f"\n## {fault}\n")
        for name, said in by_database.items():
            parts += [f"\n{name}:\n", *(f"- {line}\n" for line in said)]
    return "".join(parts)


def main() -> None:
    """Try the faults of each kind; ends with 1 where something was lost, halved or broken."""
    asked = parser(__doc__, PAGE)
    asked.add_argument("fault", choices=[*sorted(FAULTS), "all"], nargs="*", default="all")
    asked.add_argument("--rounds", type=int, default=1000)
    asked.add_argument("--database", default="", help="the address of an empty database")
    chosen = asked.parse_args()
    borne, found = True, dict[str, dict[str, list[str]]]()
    for fault in sorted(FAULTS) if "all" in chosen.fault else chosen.fault:
        with databases(chosen.database) as addresses:
            for name, address in addresses.items():
                print(f"== {fault} on {name}", flush=True)
                fine, found.setdefault(fault, {})[name] = tried(fault, chosen.rounds, address)
                borne &= fine
    if chosen.write and borne:
        keep(page(found), PAGE)
    raise SystemExit(not borne)


if __name__ == "__main__":
    main()
