"""`python -m bench.foundry.screening`: what the gate sees of simulated variants, and false alarms.

Hazards are random letters made by a seed: nothing here is of anything alive. `--write` keeps the page.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from bench.foundry.seeded import letters
from bench.running import MEASUREMENTS, keep, machine, parser
from xiandao.foundry.screening import Customer, HazardDatabase, screen
from xiandao.foundry.screening.building import build_database
from xiandao.foundry.screening.texts import CODE
from xiandao.foundry.sequences import Record, reverse_complement
from xiandao.foundry.sequences.formats import read_file

PAGE: Final = MEASUREMENTS / "foundry-screening.md"
PROTEINS: Final = Path(__file__).parent / "proteins.fasta"
DAY: Final = date(2026, 3, 1)
CUSTOMER: Final = Customer("bench", "bench", "measuring", "bench", DAY)
RESIDUES: Final = "ACDEFGHIKLMNPQRSTVWY"
CODONS: Final = {one: [word for word, made in CODE.items() if made == one] for one in RESIDUES}
WINDOWS: Final = (50, 75, 100, 150, 200)
TRIES: Final = 100
GENOMES, PROTEIN_COUNT = 50, 1000
HEADING: Final = f"""# The biosecurity gate

Written by `python -m bench.foundry.screening --write`; do not edit. Hazards are invented, from a seed:
{GENOMES} genomes of 6,000 random bases and {PROTEIN_COUNT} proteins of 300 random residues. A window of a
hazard is changed and hidden in 700 random bases; "seen": screenings of {TRIES} that name its hazard. Gaps are
a tenth of the changes where they are named. Real hazards have relatives and repeats that random letters have
not: these figures say how the method works, not how a database does.

"""


def changed(text: str, share: float, chance: random.Random, alphabet: str = "ACGT", gaps: float = 0.0) -> str:
    """So large a share of letters replaced, some of them lost or doubled instead."""
    made = []
    for letter in text:
        if chance.random() >= share:
            made.append(letter)
        elif chance.random() >= gaps:
            made.append(chance.choice(alphabet.replace(letter, "")))
        elif chance.random() < 0.5:
            made.append(letter + chance.choice(alphabet))
    return "".join(made)


def coded(residues: str, chance: random.Random) -> str:
    """A gene of random codons."""
    return "".join(chance.choice(CODONS[one]) for one in residues)


Variant = Callable[[str, random.Random], str]
Split = Callable[[str, random.Random], list[Record]]
NUCLEIC: Final[dict[str, Variant]] = {
    "as it is": lambda text, _: text,
    "reverse complement": lambda text, _: reverse_complement(text),
    "5 % of bases changed": lambda text, chance: changed(text, 0.05, chance),
    "10 % changed": lambda text, chance: changed(text, 0.10, chance),
    "15 % changed": lambda text, chance: changed(text, 0.15, chance),
    "20 % changed": lambda text, chance: changed(text, 0.20, chance),
    "10 % changed, with gaps": lambda text, chance: changed(text, 0.10, chance, gaps=0.1),
}
PROTEIN: Final[dict[str, Variant]] = {
    "codons shuffled": coded,
    "codons shuffled, reverse complement": lambda text, chance: reverse_complement(coded(text, chance)),
    "5 % of residues changed, shuffled": lambda text, chance: coded(
        changed(text, 0.05, chance, RESIDUES), chance
    ),
    "10 % changed, shuffled": lambda text, chance: coded(changed(text, 0.10, chance, RESIDUES), chance),
    "20 % changed, shuffled": lambda text, chance: coded(changed(text, 0.20, chance, RESIDUES), chance),
    "40 % changed, shuffled": lambda text, chance: coded(changed(text, 0.40, chance, RESIDUES), chance),
}


def hidden(stretch: str, chance: random.Random) -> list[Record]:
    """A stretch within random bases."""
    return [Record("x", letters(chance, 350 + chance.randrange(3)) + stretch + letters(chance, 350))]


def overlapping(stretch: str, chance: random.Random) -> list[Record]:
    """The same as oligos of 40 that overlap by 20, strands in turn, shuffled."""
    text = hidden(stretch, chance)[0].sequence[200:-200]
    words = [text[at : at + 40] for at in range(0, len(text) - 20, 20)]
    found = [Record(f"o{n}", reverse_complement(word) if n % 2 else word) for n, word in enumerate(words)]
    chance.shuffle(found)
    return found


def abutting(stretch: str, chance: random.Random) -> list[Record]:
    """The stretch as oligos of 30, end to end, shuffled among others."""
    found = [Record(f"o{at}", stretch[at : at + 30]) for at in range(0, len(stretch), 30)]
    found += [Record(f"r{n}", letters(chance, 30)) for n in range(8)]
    chance.shuffle(found)
    return found


def database(folder: Path) -> tuple[HazardDatabase, list[str], list[str]]:
    """The invented hazards."""
    chance = random.Random(2026)
    genomes = [letters(chance, 6000) for _ in range(GENOMES)]
    proteins = ["".join(chance.choices(RESIDUES, k=300)) for _ in range(PROTEIN_COUNT)]
    source = folder / "source"
    source.mkdir()
    rows = ["id,name,control_list,kind,on_hit"]
    rows += [f"N{n},invented genome {n},none,nucleotide,hold" for n in range(GENOMES)]
    rows += [f"P{n},invented protein {n},none,protein,hold" for n in range(PROTEIN_COUNT)]
    (source / "entries.csv").write_text("\n".join(rows) + "\n")
    (source / "nucleotides.fasta").write_text("".join(f">N{n}\n{text}\n" for n, text in enumerate(genomes)))
    (source / "proteins.fasta").write_text("".join(f">P{n}\n{text}\n" for n, text in enumerate(proteins)))
    built = build_database(source, folder / "built", name="invented", version="1", dated=date(2026, 1, 1))
    return built, genomes, proteins


def seen(
    held: HazardDatabase,
    hazards: Sequence[str],
    size: int,
    make: Split,
    prefix: str,
) -> int:
    """How many of the tries name the hazard that is hidden."""
    found = 0
    for number in range(TRIES):
        chance = random.Random(f"{prefix} {size} {number}")
        which = chance.randrange(len(hazards))
        at = chance.randrange(len(hazards[which]) - size)
        order = make(hazards[which][at : at + size], chance)
        told = screen(order, held, CUSTOMER, on=DAY)
        found += any(hit.entry.id == f"{prefix}{which}" for hit in told.hits)
    return found


def sensitivity(held: HazardDatabase, genomes: Sequence[str], proteins: Sequence[str]) -> list[str]:
    """The first table."""
    lines = ["| hazard as | hidden | " + " | ".join(f"{size} bases" for size in WINDOWS) + " |\n"]
    lines.append("|---|---|" + " ---: |" * len(WINDOWS) + "\n")
    jobs: list[tuple[str, str, Sequence[str], Variant, Split]] = []
    jobs += [("nucleotides, " + name, "in a gene", genomes, made, hidden) for name, made in NUCLEIC.items()]
    jobs += [("protein, " + name, "in a gene", proteins, made, hidden) for name, made in PROTEIN.items()]
    splits: tuple[tuple[str, Split], ...] = (
        ("overlapping oligos", overlapping),
        ("abutting oligos", abutting),
    )
    for way, how in splits:
        jobs += [("nucleotides, as it is", way, genomes, NUCLEIC["as it is"], how)]
        jobs += [("nucleotides, 10 % changed", way, genomes, NUCLEIC["10 % changed"], how)]
        jobs += [("protein, codons shuffled", way, proteins, coded, how)]
    for name, way, hazards, variant, split in jobs:
        nucleic = hazards is genomes
        cells = []
        for size in WINDOWS:

            def make(stretch: str, chance: random.Random) -> list[Record]:
                return split(variant(stretch, chance), chance)  # noqa: B023 - called at once

            cells.append(
                seen(held, hazards, size if nucleic else -(-size // 3), make, "N" if nucleic else "P")
            )
        lines.append(f"| {name} | {way} | {' | '.join(map(str, cells))} |\n")
        print(lines[-1], end="", flush=True)
    return lines


def alarms(held: HazardDatabase) -> list[str]:
    """The second table: orders that hold no hazard."""
    chance = random.Random(7)
    proteins = [one.sequence.strip("*") for one in read_file(PROTEINS).records]
    sets: dict[str, list[list[Record]]] = {
        "1,000 genes of 1,000 random bases": [[Record("x", letters(chance, 1000))] for _ in range(1000)],
        "25 real proteins in 20 random codings each": [
            [Record("x", coded(one, chance))] for one in proteins for _ in range(20)
        ],
        "200 orders of 96 primers of 25 bases": [
            [Record(f"p{n}", letters(chance, 25)) for n in range(96)] for _ in range(200)
        ],
    }
    lines = [
        "| orders without a hazard | bases | held | seconds | kb a second |\n|---|---:|---:|---:|---:|\n"
    ]
    for name, orders in sets.items():
        bases = sum(len(one) for order in orders for one in order)
        began = time.perf_counter()
        found = sum(bool(screen(order, held, CUSTOMER, on=DAY).hits) for order in orders)
        spent = time.perf_counter() - began
        lines.append(f"| {name} | {bases:,} | {found} | {spent:.1f} | {bases / spent / 1000:.0f} |\n")
        print(lines[-1], end="", flush=True)
    return lines


def main() -> None:
    """Measure and print; `--write` keeps the page."""
    told = parser(__doc__, PAGE).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        held, genomes, proteins = database(Path(folder))
        screen(hidden("ACGT", random.Random(1)), held, CUSTOMER, on=DAY)
        lines = [HEADING, f"{machine()}.\n\n## Seen, of 100\n\n", *sensitivity(held, genomes, proteins)]
        lines += ["\n## False alarms\n\n", *alarms(held)]
    if told.write:
        keep("".join(lines), PAGE)


if __name__ == "__main__":
    main()
