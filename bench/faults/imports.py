"""Kills a process that imports files and undoes imports, in random moments, and looks at what is left.

An import is there whole or not at all: its records, its statements and its claims. The one that was under way
is brought again afterwards, and what is there already is known.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date
from typing import Any, Final

import django

from bench.faults.killing import DEEP_EVERY, BrokenError, Say, hold, is_deep, killed
from bench.faults.merging import NOW, registrar

LONGEST_LIFE: Final = 0.4  # seconds: an import or two
FEWEST, MOST = 5, 30  # rows
UNDONE: Final = 0.3  # share of the imports that are taken back
AGAIN_EVERY: Final = 10  # rounds


def main(rounds: int) -> None:
    """Every round; raises at the first thing that is wrong."""
    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from xiandao.zone.evidence.api import ensure_indicators

    call_command("migrate", verbosity=0)
    ensure_indicators(at=NOW)
    chance = random.Random(20250630)
    began, acknowledged = time.monotonic(), 0
    with tempfile.TemporaryDirectory() as folder:
        settings.MEDIA_ROOT = folder
        for number in range(1, rounds + 1):
            acknowledged += kill_round(number, chance)
            if number % AGAIN_EVERY == 0:
                bring_again(number)
            hold(deep=is_deep(number, rounds))
            if number % DEEP_EVERY == 0:
                print(f"   {number} rounds, {acknowledged} acknowledged", flush=True)
    print(f"{rounds} processes killed: {acknowledged} acknowledged imports and undoings, all of them whole")
    print(f"{rounds // AGAIN_EVERY} times the same file again: every row there was known")
    print(f"{time.monotonic() - began:.0f} s")


def sheet(name: str, rows: int) -> bytes:
    """A file of organisations that no other file has."""
    lines = ["企业名称,企业类别,单位类型,落户日期"]
    lines += [
        f"示例{name}第{row}号生物科技有限公司,关联,企业,2024-03-{1 + row % 28:02d}" for row in range(rows)
    ]
    return "\n".join(lines).encode()


def bring(name: str, rows: int) -> Any:
    """A file brought and checked, not yet applied."""
    from xiandao.kernel.uploads import FileType, Upload
    from xiandao.zone.registry import api

    brought = api.begin_import(
        upload=Upload(f"{name}.csv", FileType.TEXT, sheet(name, rows)),
        kind=api.Kind.ORGANISATION,
        source=name,
        happened_on=date(2025, 6, 1),
        owner=None,
        by=registrar(),
        at=NOW,
    )
    return api.settle_columns(brought=brought, columns=dict(brought.columns), by=registrar(), at=NOW)


def import_for_ever(round_number: int, seed: int, say: Say) -> None:
    """Import file after file, and undo some, until somebody ends it."""
    from xiandao.zone.registry import api

    chance, turn, by = random.Random(seed), 0, registrar()
    while True:
        turn += 1
        rows = chance.randint(FEWEST, MOST)
        brought = bring(f"r{round_number}-{turn}x{rows}", rows)
        say(f"checked {brought.pk}")
        brought = api.apply_import(brought=brought, by=by, at=NOW)
        say(f"applied {brought.pk}")
        if chance.random() < UNDONE:
            api.undo_import(brought=brought, by=by, at=NOW)
            say(f"undone {brought.pk}")


def kill_round(number: int, chance: random.Random) -> int:
    """Let a process import, kill it, and look at every import of the round."""
    from xiandao.zone.registry.api import Import

    seed = chance.randrange(10**9)
    told = killed(lambda say: import_for_ever(number, seed, say), LONGEST_LIFE, chance)
    least: dict[int, str] = {}
    for line in told:
        state, _, named = line.partition(" ")
        least[int(named)] = state
    found = {brought.pk: brought for brought in Import.objects.filter(source__startswith=f"r{number}-")}
    if set(least) - set(found):
        raise BrokenError(f"round {number}: imports {set(least) - set(found)} were acknowledged and are gone")
    order = ("draft", "checked", "applied", "undone")
    for pk, brought in found.items():
        if order.index(brought.state) < order.index(least.get(pk, "draft")):
            raise BrokenError(f"round {number}: import {pk} was {least[pk]} and is {brought.state}")
        whole(brought)
    return len(told)


def whole(brought: Any) -> None:
    """The import's statements, records and claims are all there, or none of them."""
    from xiandao.zone.evidence.models import Claim
    from xiandao.zone.registry.api import Record, Statement, StatementClaim

    rows = int(brought.source.rpartition("x")[2])
    wanted = rows if brought.state == "applied" else 0
    statements = Statement.objects.filter(brought_by=brought, retracted_at=None)
    entries = StatementClaim.objects.filter(statement__brought_by=brought).values("entry")
    there = {
        "statements": statements.count(),
        "records": Record.objects.filter(retracted_at=None, statements__in=statements).distinct().count(),
        "claims": Claim.objects.filter(pk__in=entries, withdrawn_at=None, superseded_at=None).count(),
        "names": Record.objects.filter(
            retracted_at=None, label__startswith=f"示例{brought.source}第"
        ).count(),
    }
    if set(there.values()) != {wanted}:
        raise BrokenError(f"import {brought.source} is {brought.state}, and there are {there}")


def bring_again(number: int) -> None:
    """The round's imports once more: what is there is known, the rest is new, and then all is there."""
    from xiandao.zone.registry import api

    for old in list(api.Import.objects.filter(source__startswith=f"r{number}-", state="applied")):
        again = bring(old.source, int(old.source.rpartition("x")[2]))
        states = set(again.rows.values_list("state", flat=True))
        if states != {"known"}:
            raise BrokenError(f"the same file again was {states}")
        api.discard_import(brought=again, by=registrar(), at=NOW)
    for waiting in list(api.Import.objects.filter(source__startswith=f"r{number}-", state="checked")):
        whole(api.apply_import(brought=waiting, by=registrar(), at=NOW))


if __name__ == "__main__":
    main(int(sys.argv[1]))
