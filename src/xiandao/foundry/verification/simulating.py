"""Reads of a construct with errors at known rates: what the verdicts are tried on."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Final

from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.foundry.sequences.records import Record


@dataclass(frozen=True, slots=True)
class Technology:
    """Mean length of reads, chance of an error a base, share of errors that are insertions or deletions.

    `preset` names minimap2's settings for such reads.
    """

    name: str
    length: int
    error: float
    gaps: float
    preset: str
    quality: int


ILLUMINA: Final = Technology("Illumina-like", 150, 0.002, 0.02, "sr", 35)
NANOPORE: Final = Technology("nanopore-like", 1500, 0.03, 0.5, "map-ont", 15)


def simulated_reads(
    construct: Record, technology: Technology, *, depth: float, seed: int, name: str = "read"
) -> list[Record]:
    """Reads from even places on both strands; those of a circle run over its origin."""
    chance = random.Random(seed)  # noqa: S311 - a seed makes the same reads again
    text = construct.sequence.upper()
    length = min(technology.length, len(text))
    many = max(round(depth * len(text) / length), 1)
    around = text * 3 if construct.circular else text
    found = []
    for number in range(many):
        size = max(30, min(int(chance.gauss(length, length * 0.1)), 2 * len(text)))
        if construct.circular:
            start = chance.randrange(len(text))
        else:
            start = chance.randrange(-length // 2, len(text) - length // 2)
        part = around[max(start, 0) : start + size]
        if len(part) < 30:
            continue
        part = part if chance.random() < 0.5 else reverse_complement(part)
        letters = _with_errors(part, technology, chance)
        qualities = (technology.quality,) * len(letters)
        found.append(Record(f"{name}{number}", letters, qualities=qualities))
    return found


def _with_errors(text: str, technology: Technology, chance: random.Random) -> str:
    made = []
    for letter in text:
        if chance.random() >= technology.error:
            made.append(letter)
        elif chance.random() >= technology.gaps:
            made.append(chance.choice("ACGT".replace(letter, "")))
        elif chance.random() < 0.5:
            made.append(letter + chance.choice("ACGT"))
    return "".join(made) or text
