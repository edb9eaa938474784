"""`python -m bench.foundry.assembly`: plans for 1,000 constructs, each simulated, some by pydna too.

Constructs are seeded: a backbone and parts of a stock of random letters, joined by new ones. `--write` keeps
the page.
"""

from __future__ import annotations

import random
import time
import warnings
from collections import Counter
from collections.abc import Sequence
from statistics import median
from typing import Final

from bench.foundry.seeded import letters
from bench.running import MEASUREMENTS, machine, parser, tell
from xiandao.foundry.assembly import AssemblyRefused, Prices, canonical, choose_overhangs, golden_gate
from xiandao.foundry.assembly.gibson import gibson
from xiandao.foundry.building import BuildPlan, Method, Supply, plan_build
from xiandao.foundry.sequences import Record

PAGE: Final = MEASUREMENTS / "foundry-assembly.md"
CONSTRUCTS: Final = 1000
BY_PYDNA: Final = 50
PRICES: Final = Prices(0.6, 90.0, 0.9, 35.0, 80.0, "CNY", "2026-01-01")
SUPPLY: Final = Supply(PRICES)
HEADING: Final = f"""# Planning of assemblies

Written by `python -m bench.foundry.assembly --write`; do not edit. {CONSTRUCTS:,} seeded circles of
3,000 to 10,000 random bases: a backbone and up to three parts out of a stock of 25 records, joined by letters
that are in no stock. Prices are an example table. "Ordered whole": the same wishes without stock. Every plan
is simulated by our own engine and must give its wish to the base and no other circle; {BY_PYDNA} of them by
pydna too.

"""


def stock(chance: random.Random) -> list[Record]:
    """Five backbones and twenty parts as plasmids."""
    backbones = [Record(f"backbone{n}", letters(chance, 2000 + 200 * n), circular=True) for n in range(5)]
    parts = [
        Record(f"part{n}", letters(chance, 600 + 60 * n) + letters(chance, 2000), circular=True)
        for n in range(20)
    ]
    return [*backbones, *parts]


def wishes(chance: random.Random, held: Sequence[Record]) -> list[Record]:
    """Circles that could be asked for."""
    found = []
    for number in range(CONSTRUCTS):
        backbone = held[chance.randrange(5)].sequence
        text = backbone[50:-50]
        for part in chance.sample(held[5:], chance.randrange(4)):
            text += letters(chance, chance.randrange(200, 1200)) + part.sequence[: len(part) - 2000]
        text += letters(chance, chance.randrange(900, 2000))
        found.append(Record(f"c{number}", text, circular=True))
    return found


def holds(plan: BuildPlan) -> bool:
    """Whether our simulation of the chosen parts ends in the wish alone."""
    parts = [part.record for part in plan.parts]
    if plan.chosen.method is Method.GOLDEN_GATE:
        made = [one.sequence for one in golden_gate(parts, plan.chosen.enzyme).circles]
    else:
        made = [one.record.sequence for one in gibson(parts).circles]
    return [canonical(one) for one in made] == [canonical(plan.wish.sequence)]


def pydna_says(plans: Sequence[BuildPlan]) -> str:
    """How many of the plans end in their wish by pydna, and how long that took."""
    try:
        from Bio import Restriction
        from pydna.assembly2 import gibson_assembly, golden_gate_assembly
        from pydna.dseqrecord import Dseqrecord
    except ImportError:
        return "pydna is not installed here.\n"
    right, began = 0, time.perf_counter()
    for plan in plans:
        parts = [Dseqrecord(part.record.sequence) for part in plan.parts]
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if plan.chosen.method is Method.GIBSON:
                made = gibson_assembly(parts, limit=20, circular_only=True)
            else:
                made = golden_gate_assembly(
                    parts, [getattr(Restriction, plan.chosen.enzyme)], circular_only=True
                )
        right += {canonical(str(one.seq)) for one in made} == {canonical(plan.wish.sequence)}
    spent = time.perf_counter() - began
    began = time.perf_counter()
    for plan in plans:
        holds(plan)
    ours = time.perf_counter() - began
    return (
        f"Of {len(plans)} plans, pydna 5.5 ends in the wish alone for {right}; its simulation took "
        f"{spent:.1f} s, ours {ours:.1f} s.\n"
    )


def measured() -> str:
    """The page."""
    chance = random.Random(2026)
    held = stock(chance)
    asked = wishes(chance, held)
    plan_build(asked[0], SUPPLY, stock=held)
    plans, refused, seconds = list[BuildPlan](), Counter[str](), list[float]()
    began = time.perf_counter()
    for wish in asked:
        start = time.perf_counter()
        try:
            plans.append(plan_build(wish, SUPPLY, stock=held))
        except AssemblyRefused as refusal:
            refused[refusal.sentence[:60]] += 1
        seconds.append(time.perf_counter() - start)
    spent = time.perf_counter() - began
    print(f"{len(plans)} plans in {spent:.1f} s", flush=True)
    whole = [plan_build(plan.wish, SUPPLY) for plan in plans[::10]]
    dear, cheap = sum(one.chosen.cost for one in whole), sum(one.chosen.cost for one in plans[::10])
    ways = Counter(f"{one.chosen.method.value} {one.chosen.enzyme}".strip() for one in plans)
    rows = [
        ("constructs planned", f"{len(plans):,} of {CONSTRUCTS:,}"),
        ("refused", str(sum(refused.values()))),
        ("seconds in all", f"{spent:.1f}"),
        ("seconds a construct, median and most", f"{median(seconds):.3f} and {max(seconds):.3f}"),
        ("simulated again: the wish alone", f"{sum(map(holds, plans)):,}"),
        ("ways weighed", f"{sum(len(one.options) for one in plans):,}"),
        ("chosen", ", ".join(f"{name} {many}" for name, many in ways.most_common())),
        ("parts, median", f"{median(one.chosen.parts for one in plans):g}"),
        ("copied from stock", f"{sum(one.chosen.copied for one in plans):,}"),
        ("chance of a right colony, median and least", _chances(plans)),
        ("colonies for 95 %, median and most", _colonies(plans)),
        ("material of every tenth, CNY (ordered whole)", f"{cheap:,.0f} ({dear:,.0f})"),
    ]
    table = "| what | measured |\n|---|---|\n" + "".join(f"| {name} | {said} |\n" for name, said in rows)
    return table + "\n" + pydna_says(plans[:BY_PYDNA]) + "\n" + overhangs()


def overhangs() -> str:
    """Large sets of overhangs."""
    lines = ["| overhangs of BsaI | fidelity | starts that agree | s |\n|---:|---:|---:|---:|\n"]
    for many in (10, 20, 30):
        began = time.perf_counter()
        found = choose_overhangs(many, "BsaI", seed=1)
        spent = time.perf_counter() - began
        lines.append(
            f"| {many} | {found.fidelity:.4f} | {found.agreeing} of {found.starts} | {spent:.1f} |\n"
        )
    return "".join(lines)


def _chances(plans: Sequence[BuildPlan]) -> str:
    chances = [one.chosen.chance for one in plans]
    return f"{median(chances):.2f} and {min(chances):.2f}"


def _colonies(plans: Sequence[BuildPlan]) -> str:
    picked = [one.colonies for one in plans]
    return f"{median(picked):g} and {max(picked)}"


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    told = parser(__doc__, PAGE).parse_args()
    tell(f"{HEADING}{machine()}.\n\n{measured()}", PAGE, write=told.write)


if __name__ == "__main__":
    main()
