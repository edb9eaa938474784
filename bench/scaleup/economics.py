"""`python -m bench.scaleup.economics`: Monte Carlo of a whole plant, and the fit that comes before it.

BioSTEAM, the open reference, simulates a steady state one sample at a time; named as missing where it is not
installed. `--write` keeps the page.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import time
from typing import Final

import numpy as np

from tests.run import ROOT
from xiandao.scaleup.demonstration import FINANCE, demonstrate
from xiandao.scaleup.economics import Process, Uncertain, draws, example_book, plant, sobol

PAGE: Final = ROOT / "docs" / "measurements" / "scaleup-economics.md"
HEADING: Final = """# Economics of a plant

Written by `python -m bench.scaleup.economics --write`; do not edit. A PHA plant of 2,000 t a year, example
prices: balances, vessels, capital, fifteen years of cash flow and the least selling price of every sample (a
bracket halved sixty times), its carbon and its invariants. Goal: 10,000 samples in under 60 s on two cores.

"""
INPUTS: Final = {
    "titre": Uncertain(40, 55, 70),
    "yield_product": Uncertain(0.27, 0.31, 0.34),
    "recovery": Uncertain(0.82, 0.90, 0.94),
    "our": Uncertain(0.10, 0.13, 0.30),
    "power": Uncertain(2.0, 3.0, 4.5),
}


def process(samples: dict[str, object]) -> Process:
    """The plant of this bench with these samples."""
    fixed = {
        "tonnes": 2000.0, "ferment_h": 51.0, "turnaround_h": 12.0, "biomass": 20.0, "oxygen": 2.2,
        "vessel_m3": 100.0, "working": 0.75,
    }  # fmt: skip
    return Process(**{**fixed, **samples})


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    told = parser.parse_args()
    book = example_book()
    lines = [HEADING, f"Machine: {os.cpu_count()} cores, Python {platform.python_version()}.\n\n"]
    lines.append("| samples | s | ms a sample | not feasible | price, 5 / 50 / 95 % |\n")
    lines.append("| ---: | ---: | ---: | ---: | ---: |\n")
    for many in (1, 100, 10_000, 100_000):
        drawn = draws(INPUTS, many, seed=1, correlated={("titre", "yield_product"): 0.5})
        began = time.perf_counter()
        found = plant(process(dict(drawn)), book, FINANCE)
        seconds = time.perf_counter() - began
        low, middle, high = np.nanpercentile(found.price, [5, 50, 95])
        lines.append(
            f"| {many:,} | {seconds:.2f} | {1000 * seconds / many:.3f} | {int((~found.feasible).sum()):,} "
            f"| {low:.2f} / {middle:.2f} / {high:.2f} |\n"
        )
    began = time.perf_counter()
    sobol(lambda some: plant(process(dict(some)), book, FINANCE).price, INPUTS, many=10_000, seed=1)
    lines.append(f"\nSobol shares of five inputs, 70,000 samples: {time.perf_counter() - began:.1f} s.\n")
    began = time.perf_counter()
    demonstrate()
    lines.append(
        f"\nThe whole of `xiandao scaleup demo`, fit included: {time.perf_counter() - began:.1f} s.\n"
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    lines.append(f"\nPeak memory {peak:.1f} GB. BioSTEAM was not found on this machine.\n")
    text = "".join(lines)
    print(text)
    if told.write:
        PAGE.write_text(text)


if __name__ == "__main__":
    main()
