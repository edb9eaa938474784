"""Kinds of reads: how long, how wrong, how sure a letter must be, and how many reads a place needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Technology:
    """Mean length of reads, chance of an error a base, share of errors that are insertions or deletions.

    `preset` names minimap2's settings for such reads; `quality` is the Phred score of a typical letter, and
    letters below `least_quality` count for nothing. `least_depth`: reads that a place needs; `least_reads`:
    reads that a difference needs. `single`: one read may speak for itself, by its qualities.
    """

    name: str
    length: int
    error: float
    gaps: float
    preset: str
    quality: int
    least_quality: int = 7
    least_depth: int = 8
    least_reads: int = 3
    single: bool = False
    pair: int = 0  # mean distance of the outer ends of mates, 0 for single reads


ILLUMINA: Final = Technology("Illumina-like", 150, 0.002, 0.02, "sr", 35, least_quality=20)
ILLUMINA_PAIRED: Final = Technology(
    "Illumina-like, paired", 150, 0.002, 0.02, "sr", 35, least_quality=20, pair=400
)
NANOPORE: Final = Technology("nanopore-like", 1500, 0.03, 0.5, "map-ont", 15)
SANGER: Final = Technology(
    "Sanger-like", 800, 0.001, 0.2, "map-ont", 45, least_quality=20, least_depth=1, least_reads=1, single=True
)
TECHNOLOGIES: Final = {
    "illumina": ILLUMINA,
    "illumina-paired": ILLUMINA_PAIRED,
    "nanopore": NANOPORE,
    "sanger": SANGER,
}
