"""`python -m bench.imports`: a file of 100,000 organisations checked, applied, known again and undone.

On SQLite and on PostgreSQL, each in a process of its own, so that its peak of memory is its own.
`--write` keeps the tables in docs/measurements/imports.md.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final

from bench.ledger.__main__ import DATABASES, database
from bench.running import MEASUREMENTS, in_own_process, machine, parser, tell

ROWS: Final = 100_000
PAGE: Final = MEASUREMENTS / "imports.md"
NOW: Final = datetime(2025, 6, 30, 4, tzinfo=UTC)
HEADINGS: Final = ("企业名称", "统一社会信用代码", "单位类型", "企业类别", "引育方式", "所在园区", "落户日期")
LINES: Final[tuple[tuple[str, str, str], ...]] = (
    ("Reading the file and guessing its columns (s)", "begin_s", ".1f"),
    ("Checking every row, nothing known yet (s)", "check_s", ".1f"),
    ("Applying: records, statements, names, numbers, claims (s)", "apply_s", ".1f"),
    ("From the file to the records, all together (s; goal: below 60)", "import_s", ".1f"),
    ("Claims in the ledger afterwards", "claims", ",.0f"),
    ("Checking the same file again: every row known (s)", "again_s", ".1f"),
    ("Undoing the whole import (s)", "undo_s", ".1f"),
    ("Peak memory of the process (MB)", "memory_mb", ".0f"),
)
HEADING: Final = """# Importing {rows:,} rows

Written by `python -m bench.imports --write`; do not edit. The file is a seeded CSV in GB18030 of invented
organisations: name, credit code with its check character, sort, rank, how it came, site, day of settling.
Each row becomes a record, a statement, a name, a number and a claim in the ledger.

"""


def sheet(rows: int) -> bytes:
    """The file, the same every time."""
    from xiandao.zone.registry.rules.codes import check_character

    text = io.StringIO()
    write = csv.writer(text).writerow
    write(HEADINGS)
    for number in range(rows):
        body = f"91310113MA{number:07d}"
        write(
            [
                f"示例第{number:06d}号生物科技有限公司",
                body + check_character(body),
                ("企业", "高校", "科研院所")[number % 3],
                ("引领性", "关联")[number % 7 > 0],
                ("引进", "培育", "孵化")[number % 3],
                f"{number % 12}号园",
                date(2022 + number % 3, 1 + number % 12, 1 + number % 28).isoformat(),
            ]
        )
    return text.getvalue().encode("gb18030")


def measure(rows: int) -> dict[str, Any]:
    """Every step on the database of this process."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from xiandao.kernel.uploads import FileType, Upload
    from xiandao.zone.accounts.api import Role, create_account
    from xiandao.zone.evidence.api import Claim
    from xiandao.zone.registry import api

    call_command("migrate", verbosity=0)
    by = create_account(username="bench", display_name="bench", role=Role.REGISTRAR, by=None, at=NOW)
    found: dict[str, Any] = {"rows": rows}
    upload = Upload("organisations.csv", FileType.TEXT, sheet(rows))

    def timed(name: str, step: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        done = step()
        found[name] = time.perf_counter() - began
        print(f"{name} {found[name]:.1f}", file=sys.stderr, flush=True)
        return done

    def begin() -> Any:
        return api.begin_import(
            upload=upload, kind=api.Kind.ORGANISATION, source="bench", happened_on=date(2025, 6, 1),
            owner=None, by=by, at=NOW,
        )  # fmt: skip

    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = folder
        brought = timed("begin_s", begin)
        columns = dict(brought.columns)
        told: dict[str, Any] = {"columns": columns, "by": by, "at": NOW}
        brought = timed("check_s", lambda: api.settle_columns(brought=brought, **told))
        brought = timed("apply_s", lambda: api.apply_import(brought=brought, by=by, at=NOW))
        found["claims"] = Claim.objects.filter(withdrawn_at=None).count()
        again = begin()
        again = timed("again_s", lambda: api.settle_columns(brought=again, **told))
        states = set(again.rows.values_list("state", flat=True))
        timed("undo_s", lambda: api.undo_import(brought=brought, by=by, at=NOW))
    if states != {"known"} or api.Record.objects.filter(retracted_at=None).exists():
        raise AssertionError(f"the same rows again were {states}, and records are left after the undo")
    found["import_s"] = found["begin_s"] + found["check_s"] + found["apply_s"]
    found["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return found


def measured(kind: str, rows: int) -> dict[str, Any]:
    """What one database did."""
    with database(kind) as address:
        environment = {
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "xiandao.config.settings.development",
        }
        print(f"== {kind}", file=sys.stderr, flush=True)
        found: dict[str, Any] = in_own_process("bench.imports", "--here", "--rows", str(rows), **environment)
    return found


def page(found: Mapping[str, Mapping[str, Any]]) -> str:
    """The whole page."""
    rows = next(iter(found.values()))["rows"]
    heads: Sequence[str] = ["", *({"sqlite": "SQLite", "postgresql": "PostgreSQL"}[kind] for kind in found)]
    lines = [heads, ["---", *(["---:"] * len(found))]]
    lines += [
        [name, *(format(figures[key], form) for figures in found.values())] for name, key, form in LINES
    ]
    table = "".join(f"| {' | '.join(cells)} |\n" for cells in lines)
    return f"{HEADING.format(rows=rows)}{machine()}.\n\n{table}"


def main() -> None:
    """Measure what was asked for."""
    asked = parser(__doc__, PAGE)
    asked.add_argument("--database", choices=DATABASES, action="append")
    asked.add_argument("--rows", type=int, default=ROWS)
    asked.add_argument("--here", action="store_true", help="on the database of this process, as JSON")
    chosen = asked.parse_args()
    if chosen.here:
        print(json.dumps(measure(chosen.rows)))
        return
    found = {kind: measured(kind, chosen.rows) for kind in chosen.database or DATABASES}
    tell(page(found), PAGE, write=chosen.write)


if __name__ == "__main__":
    main()
