"""`python -m bench.foundry.records`: importing 10,000 GenBank records with a report of each fault.

The records are seeded: plasmids of 2 to 9 kb with features, texts and references as repositories write
them. One in twenty is broken on purpose, in one of five ways; the report must name each by its number.
Beside it, in the same run: Biopython reads the same file without the broken records (it stops at some of
them). `--write` keeps the page.
"""

from __future__ import annotations

import io
import random
import resource
import subprocess
import sys
import time
import warnings
from typing import Final

from bench.running import MEASUREMENTS, machine, parser, tell
from tests.run import ROOT
from xiandao.foundry.catalogues import identity_of
from xiandao.foundry.sequences import Feature, Place, Record
from xiandao.foundry.sequences.formats import Format, Reading, read, write

PAGE: Final = MEASUREMENTS / "foundry-records.md"
RECORDS: Final = 10_000
EVERY: Final = 20  # one of so many is broken
KINDS: Final = ("length", "letter", "location", "cut off", "no length")
HEADING: Final = """# Import of GenBank records

Written by `python -m bench.foundry.records --write`; do not edit. {count:,} seeded plasmids of 2 to 9 kb with
6 to 20 features each; one of {every} broken on purpose: a wrong length, a letter that is none, a location
beyond the end, no end, no length. "Named" counts the broken records that the report names by number, "false"
those it names without cause. Biopython reads the sound records alone, as it stops at some broken ones.

"""


def record(number: int, chance: random.Random) -> Record:
    """A plasmid with features, a comment and a reference."""
    length = chance.randrange(2000, 9000)
    features = []
    for index in range(chance.randrange(6, 20)):
        start = chance.randrange(length - 60)
        end = min(length, start + chance.randrange(20, 1500))
        places = (Place(start, end, chance.choice((1, -1))),)
        said = (
            ("label", f"feature {index}"),
            ("note", "a note long enough to need more than one line of the file " * 2),
        )
        features.append(Feature(chance.choice(("CDS", "promoter", "rep_origin")), places, said))
    about = (
        ("ACCESSION", f"XD{number:06d}"),
        ("KEYWORDS", "."),
        ("SOURCE", "synthetic DNA construct"),
        ("SOURCE.ORGANISM", "synthetic DNA construct\nother sequences; artificial sequences."),
        ("REFERENCE", f"1 (bases 1 to {length})"),
        ("REFERENCE.AUTHORS", "Li,M. and Wang,F."),
        ("COMMENT", "Made for a measurement.\nTwo lines."),
    )
    letters = "".join(chance.choices("acgt", k=length))
    return Record(f"plasmid_{number}", letters, circular=True, features=tuple(features), annotations=about)


def broken(text: str, kind: str) -> str:
    """The entry with one thing wrong."""
    if kind == "length":
        return text.replace("        1 ", "        1 acgt", 1)
    if kind == "letter":
        at = text.index("ORIGIN") + 30
        return text[:at] + "!" + text[at + 1 :]
    if kind == "location":
        at = text.index("/label")
        before = text[:at].rstrip().rsplit(" ", 1)[0]
        return f"{before} 10..999999\n                     {text[at:]}"
    if kind == "cut off":
        return text[: text.index("ORIGIN") + 200] + "\n"
    return text.replace(" bp ", " xx ", 1)


def files() -> tuple[str, str, dict[int, str]]:
    """All entries, the sound ones alone, and what is wrong with which."""
    chance = random.Random(2026)
    every, sound, wrong = [], [], {}
    for number in range(1, RECORDS + 1):
        text = write([record(number, chance)], Format.GENBANK).decode()
        if number % EVERY:
            every.append(text)
            sound.append(text)
            continue
        kind = KINDS[number // EVERY % len(KINDS)]
        wrong[number] = kind
        every.append(broken(text, kind))
    return "".join(every), "".join(sound), wrong


def ours(content: bytes) -> tuple[float, Reading]:
    """Our reading and its seconds of the processor: the machine may have other work."""
    began = time.process_time()
    reading = read(content, "plasmids.gb")
    return time.process_time() - began, reading


def biopython(text: str) -> tuple[float, int]:
    """Biopython's seconds and records."""
    from Bio import SeqIO

    began = time.process_time()
    records = SeqIO.parse(io.StringIO(text), "genbank")  # type: ignore[no-untyped-call]
    count = len(list(records))
    return time.process_time() - began, count


def measured() -> str:
    """The page."""
    text, sound, wrong = files()
    content = text.encode()
    seconds, reading = ours(content)
    named = {fault.number for fault in reading.faults}
    began = time.process_time()
    molecules = {identity_of(one) for one in reading.records}
    naming = time.process_time() - began
    alone, kept = ours(sound.encode())
    theirs, count = biopython(sound)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    all_mb, sound_mb = f"{len(content) / 1e6:.0f}", f"{len(sound) / 1e6:.0f}"
    found = f"{len(named & set(wrong))} of {len(wrong)}"
    rows = (
        ("all records, with report", all_mb, f"{seconds:.1f}", f"{len(reading.records):,}", found,
         str(len(named - set(wrong)))),
        ("sound records", sound_mb, f"{alone:.1f}", f"{len(kept.records):,}", "", str(len(kept.faults))),
        ("sound records, Biopython", sound_mb, f"{theirs:.1f}", f"{count:,}", "", ""),
    )  # fmt: skip
    lines = [HEADING.format(count=RECORDS, every=EVERY)]
    lines.append(f"{machine()}, one process; seconds of the processor.\n\n")
    lines.append("| what | MB | s | records read | broken ones named | false |\n|---|" + " ---: |" * 5 + "\n")
    lines += [f"| {' | '.join(row)} |\n" for row in rows]
    lines.append(
        f"\nThe identity of each molecule under rotation and strand (it finds a plasmid twice): {naming:.1f} "
        f"s for {len(reading.records):,} circles, {len(molecules):,} different. Peak memory {peak:.1f} GB, "
        "with the text of both files.\n\nThe first faults of the report:\n\n"
    )
    lines += [f"- {fault.sentence}\n" for fault in reading.faults[:5]]
    return "".join(lines)


def main() -> None:
    """Measure in a process of its own and print; `--write` keeps the page."""
    options = parser(__doc__, PAGE)
    options.add_argument("--one", action="store_true")
    told = options.parse_args()
    if told.one:
        warnings.simplefilter("ignore")
        print(measured())
        return
    command = [sys.executable, "-m", "bench.foundry.records", "--one"]
    text = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    tell(text.rstrip() + "\n", PAGE, write=told.write)


if __name__ == "__main__":
    main()
