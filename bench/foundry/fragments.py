"""`python -m bench.foundry.fragments`: the cheapest way to long sequences, beside DnaWeaver.

The peer runs in an environment of its own: name its Python in DNAWEAVER_PYTHON. `--write` keeps the page.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from bench.foundry.seeded import letters
from bench.running import MEASUREMENTS, machine, parser, tell
from xiandao.foundry.synthesis.fragments import FragmentPlan, plan_fragments, simulated, trade_offs
from xiandao.foundry.synthesis.vendors import Network, illustrative, read_network

PAGE: Final = MEASUREMENTS / "foundry-fragments.md"
HERE: Final = Path(__file__).parent
PATIENCE_S: Final = 600
LENGTHS: Final = (5_000, 50_000, 200_000, 1_000_000)
HEADING: Final = """# Fragments

Written by `python -m bench.foundry.fragments --write`; do not edit. Seeded random sequences. "Bound": no plan
at any cuts costs less; every plan was carried out again from its ordered pieces and gave the wish to the
base.

## 50,000 bases beside DnaWeaver, by one price table

The network of DnaWeaver's example "50kb_assembly_from_oligos": oligos of up to 200 bases at 0.10 $ a base in
7 days; blocks of up to 1,500 bases from them (overlaps of 15 to 25 bases that melt at 50 to 70 degrees by the
2/4 rule), 2 $ and 8 days; chunks from 1,000 to 4,000 bases (overlaps of 80), 16 $ and 8 days; the whole from
7,000 to 15,000 bases (overlaps of 300), 8 days. DnaWeaver considers a cut in every 20, 300 and 1,000 bases of
the three levels, we one in every 3, 50 and 500. DnaWeaver takes the overlap that melts nearest to the middle
of the range; so do we in the row "same overlaps", and the shortest that will do in the row "ours".

"""


def wish(seed: int, bases: int) -> str:
    """A seeded random sequence."""
    return letters(random.Random(seed), bases)


def middled(network: Network) -> Network:
    """The same network with overlaps chosen as DnaWeaver does."""
    first, *others = network.assemblies
    same = replace(first, overlap=replace(first.overlap, middle=True))
    return replace(network, assemblies=(same, *others))


def measured(text: str, network: Network) -> tuple[FragmentPlan, float]:
    """A plan and its seconds; it must make the wish again."""
    began = time.perf_counter()
    plan = plan_fragments(text, network)
    seconds = time.perf_counter() - began
    if simulated(plan) != text:
        raise AssertionError("the plan does not make the wish")
    return plan, seconds


def peer(text: str) -> dict[str, Any] | None:
    """DnaWeaver's answer, where its Python is named."""
    python = os.environ.get("DNAWEAVER_PYTHON")
    if not python:
        return None
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(text)
        file.flush()
        words = [python, str(HERE / "weaver.py"), file.name]
        done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE_S, check=True)
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def beside() -> str:
    """Three sequences of 50 kb, both planners."""
    network = read_network((HERE / "weaver.yaml").read_bytes(), "weaver.yaml")
    lines = [
        "| sequence | planner | price, $ | days | s | bound, $ | gap |\n",
        "|---|---| ---: | ---: | ---: | ---: | ---: |\n",
    ]
    for seed in (1, 2, 3):
        text = wish(seed, 50_000)
        for name, asked in (("ours", network), ("same overlaps", middled(network))):
            plan, seconds = measured(text, asked)
            lines.append(
                f"| {seed} | {name} | {plan.price:,.2f} | {plan.days} | {seconds:.2f} | {plan.bound:,.2f} | "
                f"{plan.gap:.2%} |\n"
            )
            print(lines[-1], end="", flush=True)
        told = peer(text)
        cells = ["not found on this machine", "", ""]
        if told:
            cells = [f"{told['price']:,.2f}", f"{told['days']:.0f}", f"{told['seconds']:.2f}"]
        lines.append(f"| {seed} | DnaWeaver | {' | '.join(cells)} | none | |\n")
        print(lines[-1], end="", flush=True)
    return "".join(lines)


def growth() -> str:
    """Whole plans of growing length by the suppliers that come along."""
    lines = ["\n## Growth, by the made-up suppliers that come along (four levels, three products)\n\n"]
    lines.append(
        "| bases | ordered pieces | steps | price, $ | days | gap | s | peak memory, MB |\n|"
        + " ---: |" * 8
        + "\n"
    )
    for bases in LENGTHS:
        plan, seconds = measured(wish(7, bases), illustrative())
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        orders, steps = len(list(plan.piece.orders())), len(list(plan.piece.steps()))
        lines.append(
            f"| {bases:,} | {orders:,} | {steps:,} | {plan.price:,.2f} | {plan.days} | {plan.gap:.2%} | "
            f"{seconds:.1f} | {memory:,.0f} |\n"
        )
        print(lines[-1], end="", flush=True)
    return "".join(lines)


def fronts() -> str:
    """Cost against days."""
    lines = [
        "\n## Cost against days, 20,000 bases\n\n",
        "| price, $ | days | ordered pieces |\n| ---: | ---: | ---: |\n",
    ]
    for plan in trade_offs(wish(8, 20_000), illustrative()):
        lines.append(f"| {plan.price:,.2f} | {plan.days} | {len(list(plan.piece.orders()))} |\n")
    return "".join(lines)


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    told = parser(__doc__, PAGE).parse_args()
    plan_fragments(wish(0, 4_000), illustrative())  # the first calls compile
    tell("".join([HEADING, beside(), growth(), fronts(), f"\n{machine()}.\n"]), PAGE, write=told.write)


if __name__ == "__main__":
    main()
