"""`python -m bench.foundry.verification`: plates of 96 judged from simulated reads, defect by defect.

A third of the wells hold what was wished, the others a known defect. "Found": wells with a defect that did
not pass; "told": those whose defect is named at its place; precision: share of the wells that did not pass
that have a defect. Shares come with Wilson's interval of 95 %. `--write` keeps the page.
"""

from __future__ import annotations

import math
import random
import time
from collections import Counter
from dataclasses import replace
from typing import Final

from bench.foundry.seeded import letters
from bench.foundry.tables import head
from bench.running import MEASUREMENTS, keep, machine, parser
from xiandao.foundry.sequences import Record, reverse_complement
from xiandao.foundry.verification import (
    ILLUMINA,
    ILLUMINA_PAIRED,
    NANOPORE,
    SANGER,
    Finding,
    Kind,
    Result,
    Technology,
    simulated_reads,
    verify,
)

PAGE: Final = MEASUREMENTS / "foundry-verification.md"
WELLS: Final = 96
LENGTH: Final = 5000
NEAR: Final = 60
SMALL: Final = ("substitution", "lost letter", "added letter")
LARGE: Final = ("missing part", "turned part", "swapped parts", "replaced part")
WHOLE: Final = ("mixture of 30 %", "foreign of 25 %")
DEFECTS: Final = (*SMALL, *LARGE, *WHOLE)
NAMED: Final = {
    "substitution": (Kind.SUBSTITUTION,),
    "lost letter": (Kind.DELETION,),
    "added letter": (Kind.INSERTION,),
    "missing part": (Kind.MISSING, Kind.BREAK),
    "turned part": (Kind.TURNED, Kind.BREAK),
    "swapped parts": (Kind.SWAPPED, Kind.JOINED, Kind.BREAK),
    "replaced part": (Kind.REPLACED, Kind.BREAK),
    "mixture of 30 %": (Kind.SUBSTITUTION,),
    "foreign of 25 %": (Kind.FOREIGN,),
}
POOR_NANOPORE: Final = replace(NANOPORE, name="nanopore-like, 8 % errors", error=0.08)
PLATES: Final = (
    (ILLUMINA, (10, 20, 40)),
    (ILLUMINA_PAIRED, (20, 40)),
    (NANOPORE, (15, 30, 60)),
    (POOR_NANOPORE, (30, 60)),
    (SANGER, (2, 4)),
)
HEADING: Final = f"""# Verification of constructs

Written by `python -m bench.foundry.verification --write`; do not edit. Plates of {WELLS} seeded random
circles of {LENGTH:,} letters, two thirds of them with a known defect: one letter changed, lost or added;
400 letters missing; 600 turned; 500 and 700 swapped; 500 replaced by others; 30 % of the cells with one
letter changed; 25 % of the reads of something else. Reads are simulated with even errors (single, 150
letters; paired, 400 apart; nanopore, 1,500; traces of 800 from even places, their qualities fading):
real reads err less evenly.

"Found": a defect that did not pass; "told": named for what it is, within {NEAR} letters of its place;
"false": a sound construct that did not pass (at low depth because a place had too few reads); precision:
the share of defects among what did not pass. In brackets Wilson's interval of 95 %. Traces cannot tell a
mixture from their called letters, nor short reads two copies in one circle.

"""


def wilson(found: int, of: int) -> str:
    """A share with its interval of 95 % (Wilson 1927), in per cent."""
    if not of:
        return "-"
    z, share = 1.959964, found / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    low, high = max(middle - half, 0.0), min(middle + half, 1.0)
    return f"{100 * share:.1f} ({100 * low:.0f}-{100 * high:.0f})"


def spoiled(text: str, defect: str, chance: random.Random) -> tuple[str, int]:
    """The construct as it is in the well, and where its defect lies."""
    at = chance.randrange(100, len(text) - 1500)
    if defect in ("substitution", "mixture of 30 %"):
        return text[:at] + chance.choice("ACGT".replace(text[at], "")) + text[at + 1 :], at
    if defect == "lost letter":
        while text[at] in (text[at - 1], text[at + 1]):
            at += 1
        return text[:at] + text[at + 1 :], at
    if defect == "added letter":
        letter = chance.choice([one for one in "ACGT" if one not in (text[at - 1], text[at])])
        return text[:at] + letter + text[at:], at
    return _rebuilt(text, defect, at, chance), at


def _rebuilt(text: str, defect: str, at: int, chance: random.Random) -> str:
    if defect == "missing part":
        return text[:at] + text[at + 400 :]
    if defect == "turned part":
        return text[:at] + reverse_complement(text[at : at + 600]) + text[at + 600 :]
    if defect == "swapped parts":
        return text[:at] + text[at + 500 : at + 1200] + text[at : at + 500] + text[at + 1200 :]
    if defect == "replaced part":
        return text[:at] + letters(chance, 500) + text[at + 500 :]
    return text


def reads_of(
    text: str, held: str, defect: str, technology: Technology, depth: float, seed: int, chance: random.Random
) -> list[Record]:
    """The reads of a well."""
    share = {"mixture of 30 %": 0.3, "foreign of 25 %": 0.0}.get(defect, 1.0)
    found = (
        simulated_reads(Record("x", held, circular=True), technology, depth=depth * share, seed=seed)
        if share
        else []
    )
    if share < 1.0:
        rest = depth * (1.0 - share)
        found += simulated_reads(
            Record("x", text, circular=True), technology, depth=rest, seed=seed + 1, name="w"
        )
    if defect == "foreign of 25 %":
        other = Record("o", letters(chance, LENGTH), circular=True)
        found += simulated_reads(other, technology, depth=depth / 3, seed=seed + 2, name="o")
    return found


def told(one: Finding, defect: str, at: int) -> bool:
    """Whether a finding names the defect at its place."""
    return one.kind in NAMED[defect] and (one.kind is Kind.FOREIGN or abs(one.start - at) <= NEAR)


def plate(technology: Technology, depth: int) -> str:
    """One line of the table."""
    chance = random.Random(2026)
    seconds, counts = 0.0, Counter[tuple[str, str]]()
    defects = [one for one in DEFECTS if not (technology is SANGER and one in WHOLE)]
    for well in range(WELLS):
        defect = "none" if well % 3 == 0 else defects[(well - well // 3) % len(defects)]
        text = letters(chance, LENGTH)
        held, at = spoiled(text, defect, chance)
        reads = reads_of(text, held, defect, technology, depth, 1000 * well, chance)
        began = time.perf_counter()
        verdict = verify(Record(f"w{well}", text, circular=True), reads, technology)
        seconds += time.perf_counter() - began
        counts[defect, "wells"] += 1
        counts[defect, "found"] += verdict.result is not Result.PASS
        if defect != "none":
            counts[defect, "told"] += any(told(one, defect, at) for one in verdict.findings)
    false, sound = counts["none", "found"], counts["none", "wells"]
    found, spoilt, named = (sum(counts[one, what] for one in defects) for what in ("found", "wells", "told"))
    cells = [technology.name, str(depth), f"{seconds:.1f}", wilson(found, spoilt), wilson(named, spoilt)]
    cells += [wilson(found, found + false), f"{false} of {sound}"]
    for one in DEFECTS:
        wells = counts[one, "wells"]
        cells.append(f"{counts[one, 'found']} / {counts[one, 'told']} of {wells}" if wells else "-")
    return f"| {' | '.join(cells)} |\n"


def page(rows: list[str]) -> str:
    """The table as Markdown."""
    heads = ["reads", "depth", "plate: s", "sensitivity, %", "told, %", "precision, %", "false"]
    heads += [f"{one}: found / told" for one in DEFECTS]
    return f"{HEADING}{machine()}.\n\n{head(heads)}{''.join(rows)}"


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    asked = parser(__doc__, PAGE).parse_args()
    rows = []
    for technology, depths in PLATES:
        for depth in depths:
            rows.append(plate(technology, depth))
            print(rows[-1], end="", flush=True)
    if asked.write:
        keep(page(rows), PAGE)


if __name__ == "__main__":
    main()
