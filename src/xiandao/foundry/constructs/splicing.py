"""Where a message could be spliced by mistake: weight matrices of human splice sites (Zhang 1998).

Zhang 1998, Hum Mol Genet 7:919, loci of low G+C. A site scores the sum of log2(share / 0.25); how rare such a
score is among random bases is worked out exactly (to 0.01 bit). A weight matrix sees no neighbours, no branch
point and no enhancers: what it finds is a place to look at, and what it does not find may still be spliced.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

Matrix = tuple[tuple[float, ...], ...]
# rows A, C, G, T; the intron begins with the fourth column (GT)
DONOR: Final[Matrix] = (
    (0.38, 0.62, 0.12, 0.00, 0.00, 0.71, 0.73, 0.11, 0.21),
    (0.31, 0.10, 0.04, 0.00, 0.00, 0.02, 0.06, 0.06, 0.10),
    (0.18, 0.12, 0.77, 1.00, 0.00, 0.24, 0.08, 0.75, 0.14),
    (0.13, 0.16, 0.07, 0.00, 1.00, 0.03, 0.13, 0.08, 0.55),
)
# the intron ends with the fifteenth column (AG)
ACCEPTOR: Final[Matrix] = (
    (0.15, 0.14, 0.13, 0.11, 0.10, 0.10, 0.11, 0.12, 0.13, 0.11, 0.10, 0.26, 0.07, 1.00, 0.00, 0.26, 0.24),
    (0.24, 0.21, 0.20, 0.22, 0.21, 0.22, 0.25, 0.28, 0.28, 0.25, 0.22, 0.25, 0.55, 0.00, 0.00, 0.11, 0.15),
    (0.10, 0.12, 0.10, 0.09, 0.10, 0.09, 0.10, 0.10, 0.08, 0.05, 0.05, 0.15, 0.01, 0.00, 1.00, 0.50, 0.20),
    (0.51, 0.53, 0.57, 0.58, 0.59, 0.59, 0.54, 0.50, 0.51, 0.59, 0.63, 0.33, 0.37, 0.00, 0.00, 0.13, 0.41),
)
KINDS: Final = {"donor": (DONOR, 3), "acceptor": (ACCEPTOR, 15)}
RARE: Final = 1 / 2_000  # chance of such a site at a random place: what is told
_STEP: Final = 0.01  # bits


@dataclass(frozen=True, slots=True)
class SpliceSite:
    """A place that looks like a site: the exon ends (donor) or begins (acceptor) at `place` (0-based).

    `start:end`: the bases that were scored; `bits`: the score; `chance`: of this score or more at random.
    """

    kind: str
    place: int
    start: int
    end: int
    bits: float
    chance: float


def splice_sites(sequence: str, *, rare: float = RARE) -> Iterator[SpliceSite]:
    """Every place on this strand that scores above 0 and is as rare as that, donors first, left to right."""
    text = sequence.upper().replace("U", "T")
    letters = np.array(["ACGT".find(letter) for letter in text], dtype=np.int64)
    for kind, (matrix, cut) in KINDS.items():
        width = len(matrix[0])
        for start, bits in enumerate(_scores(letters, matrix)):
            chance = chance_of(kind, float(bits)) if bits > 0 else 1.0
            if bits > 0 and chance <= rare:
                yield SpliceSite(kind, start + cut, start, start + width, float(bits), chance)


def _scores(letters: npt.NDArray[np.int64], matrix: Matrix) -> npt.NDArray[np.float64]:
    """The score of each start, minus infinity where a needed base is not there."""
    count = max(len(letters) - len(matrix[0]) + 1, 0)
    found = np.zeros(count)
    table = _bits(matrix)
    for column in range(len(matrix[0])):
        found += table[letters[column : column + count], column]
    return found


def _bits(matrix: Matrix) -> npt.NDArray[np.float64]:
    """Log-odds in bits; the last row is for letters that are none of the four."""
    rows = [[math.log2(share / 0.25) if share else -math.inf for share in row] for row in matrix]
    return np.array([*rows, [-math.inf] * len(matrix[0])])


def chance_of(kind: str, bits: float) -> float:
    """How often a random place scores so much or more."""
    steps, chances = _spread(kind)
    return float(chances[steps >= math.floor(bits / _STEP) - len(KINDS[kind][0][0])].sum())


@cache
def _spread(kind: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Every score of random bases, in steps (each column rounded down), with its chance."""
    spread: dict[int, float] = {0: 1.0}
    for column in _bits(KINDS[kind][0])[:4].T:
        after: dict[int, float] = {}
        for score, chance in spread.items():
            for bits in column:
                if bits > -math.inf:
                    step = score + math.floor(bits / _STEP)
                    after[step] = after.get(step, 0.0) + chance / 4
        spread = after
    order = sorted(spread)
    return np.array(order), np.array([spread[step] for step in order])
