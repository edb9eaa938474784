"""One database from 10^4 claims on: fills it, and measures at every size. Started by `bench.ledger`."""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

import django
from django.db import connection, transaction

RUNS_OF_A_PAGE = 21


def main(sizes: Sequence[int]) -> None:
    """Measure at every size and print one JSON document."""
    django.setup()
    from django.core.management import call_command

    from bench.ledger.filling import NOW, fill
    from bench.ledger.housing import house
    from xiandao.zone.evidence.api import ensure_indicators

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    ensure_indicators(at=NOW)
    found, start = [], 0
    for size in sizes:
        filled = fill(start, size)
        house(size)
        analyse()
        row: dict[str, Any] = {
            "claims": size,
            "recorded_per_s": filled.claims / filled.recording_seconds,
            "verified_per_s": filled.verified / filled.verifying_seconds,
            **counting(size),
            **incremental(size),
            **chain(),
            **pages(),
        }
        found.append(row)
        print(f"   {row}", file=sys.stderr, flush=True)
        start = size
    print(json.dumps(found))


def analyse() -> None:
    """Both databases plan by statistics; a server gathers them by itself within a minute or so."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def counting(size: int) -> dict[str, Any]:
    """All indicators from the claims, against the bare aggregates; and what pages read."""
    from bench.ledger.bare import bare
    from bench.ledger.filling import AS_OF, NOW
    from xiandao.zone.evidence import api

    versions = api.indicator_versions(AS_OF)
    definitions = [api.read(version) for version in versions]
    runs = 7 if size <= 100_000 else 3
    single = {
        definition.key: (
            best(lambda d=definition: bare(d, AS_OF), runs),  # type: ignore[misc]
            best(lambda d=definition: api.value_by(d, as_of=AS_OF), runs),  # type: ignore[misc]
        )
        for definition in definitions
    }
    ready = api.values_ready(versions, as_of=AS_OF)
    for version, definition in zip(versions, definitions, strict=True):
        if ready[version.pk] != api.value_by(definition, as_of=AS_OF):
            raise AssertionError(f"{definition.key}: the daily totals and the claims differ")
    explained = [
        middle(lambda v=version, p=part: api.explanation(v, as_of=AS_OF, part=p), 3)  # type: ignore[misc]
        for version in versions
        for part in ("counted", "excluded")
    ]
    bare_s, ours_s = (sum(pair[place] for pair in single.values()) for place in (0, 1))
    return {
        "bare_s": bare_s,
        "value_s": ours_s,
        "ratio": ours_s / bare_s,
        "worst": max((ours / plain, key) for key, (plain, ours) in single.items()),
        "known_s": sum(
            best(lambda d=definition: api.value_by(d, as_of=AS_OF, known_at=NOW), 1)  # type: ignore[misc]
            for definition in definitions
        ),
        "ready_s": middle(lambda: api.values_ready(versions, as_of=AS_OF), RUNS_OF_A_PAGE),
        "explain_s": statistics.median(explained),
        "explain_worst_s": max(explained),
    }


def incremental(size: int) -> dict[str, Any]:
    """One new entry: the totals alone, and the whole recording with its commit."""
    from bench.ledger.filling import NOW, one_claim
    from xiandao.zone.evidence import api
    from xiandao.zone.evidence.operations.indicators import refresh_subjects

    chance = random.Random(size)
    claims = [one_claim(chance, size) for _ in range(RUNS_OF_A_PAGE)]

    def refresh(subject: str) -> None:
        with transaction.atomic():
            refresh_subjects([subject])

    return {
        "refresh_s": statistics.median(timed(lambda c=claim: refresh(c.subject)) for claim in claims),  # type: ignore[misc]
        "record_one_s": statistics.median(
            timed(lambda c=claim: api.record_claims(claims=[c], by=None, at=NOW))  # type: ignore[misc]
            for claim in claims
        ),
    }


def chain() -> dict[str, Any]:
    """The whole chain, every entry sealed anew."""
    from xiandao.zone.evidence import api

    if not hasattr(api, "verify_chain"):
        return {"entries": 0, "verified_chain_per_s": 0}
    began = time.perf_counter()
    report = api.verify_chain()
    return {"entries": report.entries, "verified_chain_per_s": report.entries / (time.perf_counter() - began)}


def pages() -> dict[str, Any]:
    """The web process, fresh, as it serves pages over this database."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.ledger.pages"],
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ,
    )
    served: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return served


def timed(work: Callable[[], object]) -> float:
    """Seconds of one run."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def best(work: Callable[[], object], runs: int) -> float:
    """The quickest of some runs: what the work costs where nothing disturbs it."""
    return min(timed(work) for _ in range(runs))


def middle(work: Callable[[], object], runs: int) -> float:
    """The median of some runs."""
    return statistics.median(timed(work) for _ in range(runs))


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
