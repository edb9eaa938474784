"""Why a gene is as it is: for each codon that is not the best one, the rules that stand against the best."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from xiandao.foundry.synthesis.codons.checking import breaches
from xiandao.foundry.synthesis.codons.reading import read
from xiandao.foundry.synthesis.codons.rules import GeneWish
from xiandao.foundry.synthesis.hosts import weights_of


@dataclass(frozen=True, slots=True)
class Reason:
    """A residue (from 0) whose codon is not the best: what it lost (ln w) and the rules the best one breaks.

    No rules: the best codon alone would do, but not together with its neighbours' changes.
    """

    residue: int
    codon: str
    best: str
    lost: float
    rules: tuple[str, ...]


def reasons(wish: GeneWish, sequence: str) -> Iterator[Reason]:
    """One for each codon that is not the best of its residue."""
    wish = read(wish)
    weights = weights_of(wish.host)
    for place, residue in enumerate(wish.protein):
        codon = sequence[3 * place : 3 * place + 3]
        best = max(sorted(weights[residue]), key=lambda one: weights[residue][one])
        lost = -math.log(weights[residue][codon])
        if lost > 1e-9:
            trial = sequence[: 3 * place] + best + sequence[3 * place + 3 :]
            rules = tuple(sorted({breach.rule for breach in breaches(wish, trial)}))
            yield Reason(place, codon, best, lost, rules)
