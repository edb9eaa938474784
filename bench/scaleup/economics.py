"""`python -m bench.scaleup.economics`: Monte Carlo of whole flowsheets, beside BioSTEAM on the same ones.

BioSTEAM is asked in its own environment (`make biosteam`, or its Python in XIANDAO_BIOSTEAM) and named as
missing otherwise. `--write` keeps the page.
"""

from __future__ import annotations

import resource
import time
from typing import Final

import numpy as np

from bench.running import MEASUREMENTS, machine, parser, tell
from xiandao.scaleup.crosscheck import (
    CrosscheckRefused,
    PeerRun,
    ask,
    cane_in_dollars,
    design_of_2011,
    reconciled,
    violations,
)
from xiandao.scaleup.economics import Books, pilot_worth, plant, risked, six_tenths, sobol, unsure
from xiandao.scaleup.flowsheets import FAMILIES, family

PAGE: Final = MEASUREMENTS / "scaleup-economics.md"
MANY: Final = 10_000
TIMES: Final = 20  # at least so many times faster than BioSTEAM is the goal
HEADING: Final = """# Economics of plants

Written by `python -m bench.scaleup.economics --write`; do not edit. Each sample is a whole flowsheet:
streams, recycles, vessels and machines, capital, cash flow with loan and start-up, least selling price,
carbon, and every invariant (mass, carbon, energy, vessels, oxygen, heat, power). All that is not known is
drawn at once. Prices are examples. Goals: 10,000 samples in under 60 s on two cores; at least 20 times faster
a sample than BioSTEAM.

"""


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    told = parser(__doc__, PAGE).parse_args()
    lines = [HEADING, f"{machine()}.\n"]
    books = Books()
    lines += families(books)
    lines += other_measures(books)
    for name in ("corn-stover", "sugarcane"):
        lines += beside(name, books)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    lines.append(f"\nPeak memory {peak:.1f} GB.\n")
    tell("".join(lines), PAGE, write=told.write)


def families(books: Books) -> list[str]:
    """10,000 samples of each family."""
    lines = [
        f"\n## {MANY:,} samples of each family\n\n",
        "| family | blocks | inputs | s | ms a sample | infeasible | CNY/kg, 10 / 50 / 90 % | balance |\n",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    ]
    for name in FAMILIES:
        chosen = family(name)
        plant(chosen, books=books)  # tables of the packages are read before the clock runs
        began = time.perf_counter()
        found = risked(chosen, MANY, seed=1, books=books)
        seconds = time.perf_counter() - began
        low, middle, high = np.nanpercentile(found.plant.price, [10, 50, 90])
        worst = max(max(gaps) for gaps in found.plant.flowsheet.gaps.values())
        lines.append(
            f"| {name} | {len(found.plant.flowsheet.outcomes)} | {len(found.inputs)} | {seconds:.2f} "
            f"| {1000 * seconds / MANY:.3f} | {found.infeasible:,} "
            f"| {low:,.4g} / {middle:,.4g} / {high:,.4g} | {worst:.0e} |\n"
        )
    return lines


def other_measures(books: Books) -> list[str]:
    """Shared over processes, Sobol, worth of a pilot run, capital beside the rule of thumb."""
    pha = family("pha")
    began = time.perf_counter()
    found = risked(pha, 100_000, seed=1, books=books)
    alone = time.perf_counter() - began
    began = time.perf_counter()
    shared = risked(pha, 100_000, seed=1, books=books, jobs=2)
    two = time.perf_counter() - began
    same = np.allclose(found.plant.price, shared.plant.price, equal_nan=True)
    inputs = {
        name: unsure(pha, books)[name] for name in ("titre", "yield_product", "ferment_h", "capital factor")
    }
    began = time.perf_counter()
    shares = sobol(lambda some: plant(pha, some, books=books).price, inputs, many=4_096, seed=1)
    swept = time.perf_counter() - began
    known = pilot_worth(found, seed=1)
    small, large = (plant(pha, {"tonnes": tonnes}, books=books) for tonnes in (2_000.0, 10_000.0))
    rule = float(six_tenths(small.fixed_capital[0], 2_000.0, 10_000.0))
    told = ", ".join(f"{name} {total:.2f}" for name, (_, total) in shares.items())
    return [
        f"\n100,000 samples of PHA: {alone:.1f} s in one process, {two:.1f} s in two by joblib ",
        f"({'the same prices' if same else 'OTHER PRICES'}).\n",
        f"\nSobol, {4_096 * 6:,} plants: {swept:.1f} s; total shares of the variance of the price: {told}.\n",
        f"\nOne more pilot run of PHA is worth {known.sample:,.0f} (+- {known.error:,.0f}) thousand CNY, ",
        f"perfect knowledge {known.perfect:,.0f}.\n",
        "\nCapital of PHA at 10,000 t a year, by machines ",
        f"{float(large.fixed_capital[0]) / 1000:,.0f} million CNY; ",
        f"by the six-tenths rule from 2,000 t {rule / 1000:,.0f}.\n",
    ]


def beside(name: str, books: Books) -> list[str]:
    """Areas and seconds a sample, ours and BioSTEAM's."""
    ours = design_of_2011() if name == "corn-stover" else cane_in_dollars()
    lines = [f"\n## {name} beside BioSTEAM\n\n"]
    peer: PeerRun | None = None
    try:
        peer = ask(name, again=5)
    except CrosscheckRefused as refusal:
        lines.append(f"{refusal.sentence}. Ours stands beside what is published alone.\n\n")
    lines.append("| area | ours | BioSTEAM | published | unit |\n| --- | ---: | ---: | ---: | --- |\n")
    for row in reconciled(ours, peer):
        cells = " | ".join(
            "–" if one is None else f"{one:,.2f}" for one in (row.ours, row.peer, row.published)
        )
        lines.append(f"| {row.name} | {cells} | {row.unit} |\n")
    if peer is None:
        return lines
    began = time.perf_counter()
    risked(family(name), MANY, seed=1, books=books)
    mine = (time.perf_counter() - began) / MANY
    theirs = min(peer.simulate_s)
    versions = ", ".join(f"{one} {version}" for one, version in sorted(peer.packages.items()))
    lines.append(
        f"\n{versions}: loaded in {peer.load_s:.0f} s; {1000 * theirs:.0f} ms a simulation with its price "
        f"at its fastest, ours {1000 * mine:.3f} ms a sample: {theirs / mine:,.0f} times faster "
        f"(goal: {TIMES}).\n"
    )
    for reason in violations(peer):
        lines.append(f"\nBioSTEAM breaks an invariant of ours: {reason}.\n")
    return lines


if __name__ == "__main__":
    main()
