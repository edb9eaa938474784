"""Kills a process that merges organisations and takes them apart, in random moments; looks at what is left.

A merge is one thing in the registry, in the ledger and in the count: all three must agree after each round.
"""

from __future__ import annotations

import random
import sys
import time
from datetime import UTC, date, datetime
from typing import Any, Final

import django

from bench.faults.killing import DEEP_EVERY, BrokenError, Say, hold, is_deep, killed

NOW: Final = datetime(2025, 6, 30, 4, tzinfo=UTC)
FIRMS: Final = 60
LONGEST_LIFE: Final = 0.25  # seconds: some merges
APART: Final = 0.45  # share of the steps that take apart
INDICATOR: Final = "linked-firms"


def main(rounds: int) -> None:
    """Every round, then everything apart again; raises at the first thing that is wrong."""
    django.setup()
    from django.core.management import call_command

    from xiandao.zone.evidence.api import ensure_indicators

    call_command("migrate", verbosity=0)
    ensure_indicators(at=NOW)
    register_firms()
    chance = random.Random(20250630)
    began, acknowledged = time.monotonic(), 0
    for number in range(1, rounds + 1):
        acknowledged += kill_round(chance)
        agree()
        hold(deep=is_deep(number, rounds))
        if number % DEEP_EVERY == 0:
            print(f"   {number} rounds, {acknowledged} acknowledged", flush=True)
    take_all_apart()
    print(f"{rounds} processes killed: {acknowledged} acknowledged merges and partings, all of them there")
    print(f"{FIRMS} firms again after the last parting, each with its own claim")
    print(f"{time.monotonic() - began:.0f} s")


def registrar() -> Any:
    """Who merges."""
    from xiandao.zone.accounts.api import Account, Role, create_account

    known = Account.objects.filter(username="registrar").first()
    return known or create_account(
        username="registrar", display_name="Registrar", role=Role.REGISTRAR, by=None, at=NOW
    )


def register_firms() -> None:
    """The organisations, each settled."""
    from xiandao.zone.registry.api import Confidence, Kind, Saying, say_many

    by = registrar()
    sayings = [
        Saying(
            {
                "name": f"示例第{number:04d}号生物科技有限公司",
                "sort": "firm",
                "rank": "affiliated",
                "settled_on": date(2024, 1 + number % 12, 1),
            },
            date(2025, 1, 1),
        )
        for number in range(FIRMS)
    ]
    say_many(
        kind=Kind.ORGANISATION, sayings=sayings, source="bench", confidence=Confidence.VERIFIED, by=by, at=NOW
    )


def kill_round(chance: random.Random) -> int:
    """Let a process merge and part, kill it, and hold what it had acknowledged against what is there."""
    from xiandao.zone.registry.api import Merge

    seed = chance.randrange(10**9)
    told = killed(lambda say: merge_for_ever(seed, say), LONGEST_LIFE, chance)
    last: dict[int, str] = {}
    for line in told:
        what, _, merge = line.partition(" ")
        last[int(merge)] = what
    standing = dict(Merge.objects.filter(pk__in=last).values_list("pk", "undone_at"))
    for pk, what in last.items():
        if pk not in standing:
            raise BrokenError(f"merge {pk} was acknowledged and is not there")
        if what == "apart" and standing[pk] is None:
            raise BrokenError(f"merge {pk} was taken apart, and stands")
    return len(told)


def merge_for_ever(seed: int, say: Say) -> None:
    """Merge two that stand for themselves, or take one merge apart, until somebody ends it."""
    from xiandao.zone.registry.api import Merge, Record, merge, unmerge

    chance, by = random.Random(seed), registrar()
    while True:
        merged = list(Merge.objects.filter(undone_at=None).order_by("pk"))
        free = list(Record.objects.filter(merged_into=None).order_by("pk"))
        if merged and (len(free) < 2 or chance.random() < APART):
            chosen = chance.choice(merged)
            unmerge(merge=chosen, by=by, at=NOW)
            say(f"apart {chosen.pk}")
        else:
            kept, gone = chance.sample(free, 2)
            say(f"merged {merge(kept=kept, gone=gone, by=by, at=NOW).pk}")


def agree() -> None:
    """The registry, the ledger's names and the count say the same."""
    from xiandao.zone.evidence import api
    from xiandao.zone.evidence.models import Alias, Claim
    from xiandao.zone.registry.api import Record

    spoken = {
        record.subject: record.merged_into.subject
        for record in Record.objects.exclude(merged_into=None).select_related("merged_into")
        if record.merged_into is not None
    }
    aliases = dict(Alias.objects.filter(until=None).values_list("subject", "canonical"))
    if spoken != aliases:
        raise BrokenError(f"the registry and the ledger name {set(spoken.items()) ^ set(aliases.items())}")
    for subject, canonical in Claim.objects.values_list("subject", "canonical"):
        if canonical != spoken.get(subject, subject):
            raise BrokenError(f"a claim of {subject} counts for {canonical}")
    versions = [v for v in api.indicator_versions(NOW.date()) if api.read(v).key == INDICATOR]
    ready = api.values_ready(versions, as_of=NOW.date())[versions[0].pk].claimed
    if ready != FIRMS - len(spoken):
        raise BrokenError(f"{ready} firms are counted, {FIRMS - len(spoken)} speak for themselves")


def take_all_apart() -> None:
    """Part what is merged; every firm must count again."""
    from xiandao.zone.registry.api import Merge, unmerge

    for merge in Merge.objects.filter(undone_at=None).order_by("-pk"):
        unmerge(merge=merge, by=registrar(), at=NOW)
    agree()
    hold(deep=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
