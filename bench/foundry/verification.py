"""`python -m bench.foundry.verification`: a plate of 96 judged from simulated reads, defect by defect.

A third of the wells hold what was wished, the others a known defect. "Found": wells with a defect that did
not pass; "told": those whose defect is named at its place; "false": sound wells that did not pass. `--write`
keeps the page.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import time
from collections import Counter
from dataclasses import replace
from typing import Final

from tests.run import ROOT
from xiandao.foundry.sequences import Record, reverse_complement
from xiandao.foundry.verification import (
    ILLUMINA,
    NANOPORE,
    Kind,
    Result,
    Technology,
    simulated_reads,
    verify,
)

PAGE: Final = ROOT / "docs" / "measurements" / "foundry-verification.md"
DEFECTS: Final = ("none", "substitution", "lost letter", "added letter", "missing part", "turned part")
NAMED: Final = {
    "substitution": (Kind.SUBSTITUTION,),
    "lost letter": (Kind.DELETION,),
    "added letter": (Kind.INSERTION,),
    "missing part": (Kind.MISSING, Kind.BREAK),
    "turned part": (Kind.TURNED, Kind.BREAK),
}
HEADING: Final = """# Verification of constructs

Written by `python -m bench.foundry.verification --write`; do not edit. 96 seeded random circles of 5,000
letters, two thirds of them with a known defect (one letter changed, lost or added; 400 letters missing; 600
turned), reads simulated with known error rates. "Found": a defect that did not pass; "told": named within 30
letters of its place; "false": a sound construct that did not pass.

"""


def spoiled(text: str, defect: str, chance: random.Random) -> tuple[str, int]:
    """The construct as it is in the well, and where its defect lies."""
    at = chance.randrange(100, len(text) - 800)
    if defect == "substitution":
        return text[:at] + chance.choice("ACGT".replace(text[at], "")) + text[at + 1 :], at
    if defect == "lost letter":
        while text[at] in (text[at - 1], text[at + 1]):
            at += 1
        return text[:at] + text[at + 1 :], at
    if defect == "added letter":
        letter = chance.choice([one for one in "ACGT" if one not in (text[at - 1], text[at])])
        return text[:at] + letter + text[at:], at
    if defect == "missing part":
        return text[:at] + text[at + 400 :], at
    if defect == "turned part":
        return text[:at] + reverse_complement(text[at : at + 600]) + text[at + 600 :], at
    return text, at


def plate(technology: Technology, depth: int) -> str:
    """One line of the table."""
    chance = random.Random(2026)
    seconds, counts = 0.0, Counter[str]()
    for well in range(96):
        defect = "none" if well % 3 == 0 else DEFECTS[1 + (well - well // 3) % 5]
        wished = Record(f"w{well}", "".join(chance.choices("ACGT", k=5000)), circular=True)
        text, at = spoiled(wished.sequence, defect, chance)
        reads = simulated_reads(replace(wished, sequence=text), technology, depth=depth, seed=well)
        began = time.perf_counter()
        verdict = verify(wished, reads, technology)
        seconds += time.perf_counter() - began
        counts[f"{defect} wells"] += 1
        if verdict.result is not Result.PASS:
            counts[f"{defect} found"] += 1
        counts[f"{defect} told"] += any(
            one.kind in NAMED.get(defect, ()) and abs(one.start - at) <= 30 for one in verdict.findings
        )
    cells = [technology.name, str(depth), f"{seconds:.1f}"]
    cells.append(f"{counts['none found']} of {counts['none wells']}")
    for defect in DEFECTS[1:]:
        cells.append(
            f"{counts[f'{defect} found']} / {counts[f'{defect} told']} of {counts[f'{defect} wells']}"
        )
    return f"| {' | '.join(cells)} |\n"


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    told = parser.parse_args()
    lines = [HEADING, f"Machine: {os.cpu_count()} cores, Python {platform.python_version()}.\n\n"]
    heads = ["reads", "depth", "plate: s", "false", *(f"{one}: found / told" for one in DEFECTS[1:])]
    lines.append(f"| {' | '.join(heads)} |\n|---|{' ---: |' * (len(heads) - 1)}\n")
    for technology in (ILLUMINA, NANOPORE):
        for depth in (15, 30, 60):
            lines.append(plate(technology, depth))
            print(lines[-1], flush=True)
    text = "".join(lines)
    if told.write:
        PAGE.write_text(text)


if __name__ == "__main__":
    main()
