"""`python -m bench.ledger`: fills a ledger step by step on both databases, measures, prints, writes the page.

`--sizes 10000,100000` for a short run; `--write` keeps the tables in docs/measurements/ledger.md.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from bench.ledger.writing import page
from tests.run import ROOT, postgres

SIZES: Final = "10000,100000,1000000"
DATABASES: Final = ("sqlite", "postgresql")
PAGE: Final = ROOT / "docs" / "measurements" / "ledger.md"


@contextmanager
def database(kind: str) -> Iterator[str]:
    """A database of our own, gone afterwards."""
    if kind == "postgresql":
        with postgres() as (address, _):
            yield address
        return
    with tempfile.TemporaryDirectory(prefix="xiandao-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'ledger.sqlite3'}"


def measured(kind: str, sizes: str) -> list[dict[str, Any]]:
    """What one database did at every size."""
    with database(kind) as address:
        environment = {
            **os.environ,
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "xiandao.config.settings.development",
        }
        print(f"== {kind}", file=sys.stderr, flush=True)
        done = subprocess.run(
            [sys.executable, "-m", "bench.ledger.measuring", *sizes.split(",")],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure what was asked for."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--database", choices=DATABASES, action="append")
    asked.add_argument("--sizes", default=SIZES)
    asked.add_argument("--write", action="store_true")
    chosen = asked.parse_args()
    found = {kind: measured(kind, chosen.sizes) for kind in chosen.database or DATABASES}
    text = page(found)
    print(text)
    if chosen.write:
        PAGE.parent.mkdir(parents=True, exist_ok=True)
        PAGE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
