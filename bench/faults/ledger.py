"""Kills a process that appends to the ledger, in random moments, and looks at what is left; then 50 at once.

A child prints the numbers of a batch only after its commit: what was printed must be there afterwards.
"""

from __future__ import annotations

import os
import random
import sys
import time
from datetime import UTC, date, datetime
from typing import Final

import django

from bench.faults.killing import DEEP_EVERY, BrokenError, Say, begun, hold, is_deep, killed, lines

NOW: Final = datetime(2025, 6, 30, 4, tzinfo=UTC)
LONGEST_LIFE: Final = 0.15  # seconds: some tens of batches
LARGEST_BATCH: Final = 20
WRITERS: Final = 50
BATCHES_OF_A_WRITER: Final = 4


def main(rounds: int) -> None:
    """Every round, then the writers; raises at the first thing that is wrong."""
    django.setup()
    from django.core.management import call_command

    from xiandao.zone.evidence.api import ensure_indicators

    call_command("migrate", verbosity=0)
    ensure_indicators(at=NOW)
    chance = random.Random(20250630)
    began, acknowledged = time.monotonic(), 0
    for number in range(1, rounds + 1):
        acknowledged += kill_round(number, chance)
        hold(deep=is_deep(number, rounds))
        if number % DEEP_EVERY == 0:
            print(f"   {number} rounds, {acknowledged} acknowledged", flush=True)
    print(f"{rounds} processes killed: {acknowledged} acknowledged entries, all of them there")
    print(f"{writers_at_once()} entries by {WRITERS} writers at once: no gap, no duplicate")
    print(f"{time.monotonic() - began:.0f} s")


def kill_round(number: int, chance: random.Random) -> int:
    """Let a child append, kill it, and give how many entries it had acknowledged."""
    from xiandao.zone.evidence.models import Claim

    before = _count()
    seed = chance.randrange(10**9)
    told = killed(lambda say: append_for_ever(f"r{number}", seed, say), LONGEST_LIFE, chance)
    found: dict[str, list[int]] = {}
    rows = Claim.objects.filter(source_reference__startswith=f"r{number}-").order_by("pk")
    for entry, batch in rows.values_list("pk", "source_reference"):
        found.setdefault(batch, []).append(entry)
    for batch, entries in found.items():
        if len(entries) != int(batch.rsplit("x", 1)[1]):
            raise BrokenError(f"round {number}: {len(entries)} entries of batch {batch} are there")
    for line in told:
        batch, _, numbers = line.partition(" ")
        if found.get(batch) != [int(entry) for entry in numbers.split(",")]:
            raise BrokenError(f"round {number}: batch {batch} was acknowledged and is not there")
    if _count() != before + sum(map(len, found.values())):
        raise BrokenError(f"round {number}: there are entries that nobody wrote")
    return sum(line.count(",") + 1 for line in told)


def append_for_ever(name: str, seed: int, say: Say) -> None:
    """Append batches of random sizes until somebody ends it; say each when it is kept."""
    chance, batch = random.Random(seed), 0
    while True:
        batch += 1
        say(append_batch(f"{name}-{batch}", chance))


def append_batch(name: str, chance: random.Random) -> str:
    """Append one batch; its name carries its size, so that half of one would show."""
    from xiandao.zone.evidence.api import ClaimIn, record_claims

    size = chance.randint(1, LARGEST_BATCH)
    reference = f"{name}x{size}"
    claims = [
        ClaimIn(
            "person-arrived",
            f"person/{chance.randrange(1000)}",
            date(2025, 1, 1 + place),
            details={"level": "professor"},
            source_reference=reference,
        )
        for place in range(size)
    ]
    return f"{reference} {','.join(map(str, record_claims(claims=claims, by=None, at=NOW)))}"


def writers_at_once() -> int:
    """Many processes append at the same time; together they leave one chain and all their batches."""
    before = _count()
    running = []
    for writer in range(WRITERS):

        def append(say: Say, writer: int = writer) -> None:
            chance = random.Random(writer)
            for batch in range(BATCHES_OF_A_WRITER):
                say(append_batch(f"w{writer}-{batch}", chance))

        running.append(begun(append))
    numbers: list[int] = []
    for child, told in running:
        kept = lines(told)
        _, status = os.waitpid(child, 0)
        if status or len(kept) != BATCHES_OF_A_WRITER:
            raise BrokenError(f"a writer kept {len(kept)} of {BATCHES_OF_A_WRITER} batches")
        numbers += [int(entry) for line in kept for entry in line.partition(" ")[2].split(",")]
    if sorted(numbers) != list(range(before + 1, before + len(numbers) + 1)):
        raise BrokenError("the writers' numbers have a gap or a duplicate")
    hold(deep=True)
    return len(numbers)


def _count() -> int:
    from xiandao.zone.evidence.models import Entry

    return Entry.objects.count()


if __name__ == "__main__":
    main(int(sys.argv[1]))
