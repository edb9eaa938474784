"""How faithfully a set of overhangs ligates, from measured counts of every pair of overhangs.

The counts are those of Pryor et al. 2020 (PLoS ONE 15:e0238592, CC BY 4.0), as ipdassembly carries them:
T4 ligase, 30 cycles between two temperatures, one table for each enzyme.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

from xiandao.foundry.sequences.alphabet import reverse_complement
from xiandao.kernel.refusals import Refusal

Counts = npt.NDArray[np.float64]
TABLES: Final = {
    "BsaI": "b4-BsaI-HFv2-37_16_cycling.table-overhang_matrix.csv",
    "BsmBI": "b4-BsmBI-v2-42_16_cycling.table-overhang_matrix.csv",
    "Esp3I": "b4-Esp3I-37_16_cycling.table-overhang_matrix.csv",
    "BbsI": "b4-BbsI-HF-37_16_cycling.table-overhang_matrix.csv",
    "SapI": "b3-SapI-37_16_cycling.table-overhang_matrix.csv",
}


class AssemblyRefused(Refusal):
    """An assembly that cannot be: an enzyme, overhang, part or wish that does not fit."""


@dataclass(frozen=True, slots=True, eq=False)
class Ligation:
    """`counts[i, j]`: how often overhang i was ligated to overhang j, both 5' to 3' on their own strand.

    The right partner of a word is its reverse complement. `words` are in the order of the rows.
    """

    enzyme: str
    words: tuple[str, ...]
    counts: Counts

    def number(self, word: str) -> int:
        """The row of an overhang. Raises AssemblyRefused."""
        try:
            return self.words.index(word.upper())
        except ValueError as fault:
            raise AssemblyRefused(
                "“{word}” is no overhang of {enzyme}, which leaves {size} bases",
                word=word,
                enzyme=self.enzyme,
                size=len(self.words[0]),
            ) from fault


@cache
def ligation_of(enzyme: str) -> Ligation:
    """The measured counts of an enzyme. Raises AssemblyRefused where none were published."""
    if enzyme not in TABLES:
        raise AssemblyRefused(
            "no ligation counts are known of {enzyme}; known are {known}",
            enzyme=enzyme,
            known=", ".join(sorted(TABLES)),
        )
    text = files("ipd_assembly").joinpath("data", TABLES[enzyme]).read_text("utf-8")
    head, *rows = csv.reader(text.splitlines())
    words = tuple(head[1:])
    by_word = {row[0]: [float(cell) for cell in row[1:]] for row in rows}
    return Ligation(enzyme, words, np.array([by_word[word] for word in words]))


def fidelity(overhangs: Sequence[str], enzyme: str) -> float:
    """The chance, 0..1, that every junction of a one-pot assembly is ligated to its own partner.

    The product over junctions of the share of right ligations among all that the ends in the pot can enter
    (Potapov et al. 2018; Pryor et al. 2020), both ends of a junction weighing the same. `overhangs`: one a
    junction. Raises AssemblyRefused for words that the enzyme does not leave, or that stand twice.
    """
    table = ligation_of(enzyme)
    numbers = [table.number(word) for word in overhangs]
    partners = [table.number(reverse_complement(word)) for word in overhangs]
    both = numbers + partners
    if len(set(both)) < len(both):
        raise AssemblyRefused(
            "an overhang stands twice, or is its own partner: {words}", words=", ".join(overhangs)
        )
    among = table.counts[np.ix_(both, both)]
    right = table.counts[both, partners + numbers]
    total = among.sum(axis=1)
    if (total == 0).any():
        return 0.0
    return float(np.sqrt(np.prod(right / total)))


def colonies(chance: float, *, wanted: float = 0.95) -> int:
    """How many colonies to pick so that at least one is right with the chance wanted, both 0..1.

    Raises AssemblyRefused where none will be.
    """
    if not 0 < chance <= 1 or not 0 < wanted < 1:
        raise AssemblyRefused("a chance of {chance} never gives a right colony", chance=chance)
    picked = 1
    while 1 - (1 - chance) ** picked < wanted:
        picked += 1
    return picked


def usable(words: Iterable[str]) -> list[str]:
    """One word of each pair of partners, those that are their own partner left out, in order."""
    found = {min(word, reverse_complement(word)) for word in words if word != reverse_complement(word)}
    return sorted(found)
