"""`python -m bench.faults ledger --rounds 1000`: on an own SQLite and an own PostgreSQL, or on one named."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from tests.run import ROOT, postgres

FAULTS: Final = {"ledger": "bench.faults.ledger"}


@contextmanager
def databases(named: str) -> Iterator[dict[str, str]]:
    """The addresses to try, each of an empty database."""
    if named:
        yield {"named": named}
        return
    with tempfile.TemporaryDirectory(prefix="xiandao-faults-") as folder, postgres() as (address, _):
        yield {"sqlite": f"sqlite:///{Path(folder) / 'faults.sqlite3'}", "postgresql": address}


def main() -> None:
    """Try the faults of one kind; ends with 1 where something was lost, halved or broken."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("fault", choices=sorted(FAULTS))
    asked.add_argument("--rounds", type=int, default=1000)
    asked.add_argument("--database", default="", help="the address of an empty database")
    chosen = asked.parse_args()
    failed = False
    with databases(chosen.database) as addresses:
        for name, address in addresses.items():
            print(f"== {name}", flush=True)
            done = subprocess.run(
                [sys.executable, "-m", FAULTS[chosen.fault], str(chosen.rounds)],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DATABASE_URL": address,
                    "DJANGO_SETTINGS_MODULE": "xiandao.config.settings.development",
                },
                check=False,
            )
            failed |= done.returncode != 0
    raise SystemExit(failed)


if __name__ == "__main__":
    main()
