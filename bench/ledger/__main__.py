"""`python -m bench.ledger`: fills a ledger step by step on both databases, measures, prints, writes the page.

`--sizes 10000,100000` for a short run; `--write` keeps the tables in docs/measurements/ledger.md.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from bench.ledger.writing import page
from bench.running import MEASUREMENTS, in_own_process, parser, tell
from tests.run import postgres

SIZES: Final = "10000,100000,1000000"
DATABASES: Final = ("sqlite", "postgresql")
PAGE: Final = MEASUREMENTS / "ledger.md"


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
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "xiandao.config.settings.development",
        }
        print(f"== {kind}", file=sys.stderr, flush=True)
        found: list[dict[str, Any]] = in_own_process(
            "bench.ledger.measuring", *sizes.split(","), **environment
        )
    return found


def main() -> None:
    """Measure what was asked for."""
    asked = parser(__doc__, PAGE)
    asked.add_argument("--database", choices=DATABASES, action="append")
    asked.add_argument("--sizes", default=SIZES)
    chosen = asked.parse_args()
    found = {kind: measured(kind, chosen.sizes) for kind in chosen.database or DATABASES}
    tell(page(found), PAGE, write=chosen.write)


if __name__ == "__main__":
    main()
