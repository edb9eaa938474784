"""`python -m bench.foundry.cluster`: one call over many items, in processes and on two Dask workers.

The same 24 constructs are judged from simulated reads by `xiandao.kernel.spreading.spread`: one after the
other, in two processes of this machine, and on a Dask cluster of two workers on loopback. The answers must be
equal, or nothing is written. `--write` keeps the page.
"""

from __future__ import annotations

import random
import time
from dataclasses import replace
from typing import Final

from bench.running import MEASUREMENTS, machine, parser, tell
from xiandao.foundry.sequences import Record
from xiandao.foundry.verification import NANOPORE, simulated_reads, verify
from xiandao.kernel.spreading import spread

PAGE: Final = MEASUREMENTS / "foundry-cluster.md"
WELLS: Final = 24
HEADING: Final = """# One call, in processes and on a cluster

Written by `python -m bench.foundry.cluster --write`; do not edit. 24 seeded random circles of 5,000 letters,
every second one with a letter changed, judged from simulated nanopore reads at depth 60 by one call of
`xiandao.kernel.spreading.spread`. The second call of each way is measured; the first has loaded what is
needed. All ways gave equal answers.

"""


def judged(well: int) -> tuple[str, int]:
    """The verdict of one well, from its number alone."""
    chance = random.Random(well)
    wished = Record(f"w{well}", "".join(chance.choices("ACGT", k=5000)), circular=True)
    text, at = wished.sequence, chance.randrange(100, 4900)
    if well % 2:
        text = text[:at] + chance.choice("ACGT".replace(text[at], "")) + text[at + 1 :]
    reads = simulated_reads(replace(wished, sequence=text), NANOPORE, depth=60, seed=well)
    verdict = verify(wished, reads, NANOPORE)
    return verdict.result.value, len(verdict.findings)


def measured(processes: int | None, cluster: str) -> tuple[list[tuple[str, int]], float]:
    """The answers of the second call, and the seconds that it took."""
    spread(judged, range(4), processes=processes, cluster=cluster)
    began = time.perf_counter()
    answers = spread(judged, range(WELLS), processes=processes, cluster=cluster)
    return answers, time.perf_counter() - began


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    from distributed import LocalCluster

    told = parser(__doc__, PAGE).parse_args()
    ways = [("one process", *measured(1, "")), ("two processes (joblib)", *measured(2, ""))]
    started = LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
    )
    try:
        ways.append(("two Dask workers", *measured(None, started.scheduler_address)))
    finally:
        started.close()
    assert all(answers == ways[0][1] for _, answers, _ in ways), "the ways gave different answers"  # noqa: S101
    lines = [HEADING, f"{machine()}.\n\n"]
    lines.append("| way | s | beside one process |\n|---|---:|---:|\n")
    lines += [f"| {way} | {took:.1f} | {ways[0][2] / took:.2f} times |\n" for way, _, took in ways]
    tell("".join(lines), PAGE, write=told.write)


if __name__ == "__main__":
    main()
