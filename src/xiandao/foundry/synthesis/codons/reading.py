"""A wish as the exact programs read it: letters checked, rules as an automaton, codons with their costs."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from xiandao.foundry.synthesis.codons.automaton import CODONS, LETTERS, NUMBER, Automaton, automaton_of
from xiandao.foundry.synthesis.codons.program import GC, Choices, Costs, least, least_with_gc
from xiandao.foundry.synthesis.codons.rules import GeneRefused, GeneWish
from xiandao.foundry.synthesis.hosts import HostRefused, strings_of, weights_of

MOST_RESIDUES = 20_000


@dataclass(frozen=True, slots=True)
class Program:
    """A wish as the exact programs read it."""

    automaton: Automaton
    codons: Choices
    costs: Costs
    start: int
    final: npt.NDArray[np.bool_]

    def solve(self, costs: Costs, gc: tuple[int, int] | None) -> Choices:
        """The cheapest codons by these costs, -1 and a residue where there are none."""
        told = (self.automaton.leap, self.codons, costs, self.start, self.final)
        found: Choices = least(*told) if gc is None else least_with_gc(*told, GC, *gc)
        return found


def read(wish: GeneWish) -> GeneWish:
    """The wish in capitals. Raises GeneRefused with the place of what cannot be read."""
    protein = "".join(wish.protein.split()).upper()
    bad = re.search(r"[^ACDEFGHIKLMNPQRSTVWY*]|\*(?!$)", protein)
    if not protein.rstrip("*"):
        raise GeneRefused("the protein is empty")
    if bad and bad[0] == "*":
        raise GeneRefused("the protein stops early, at residue {place}", place=bad.start() + 1)
    if bad:
        raise GeneRefused(
            "residue {place} of the protein, “{letter}”, is not one of the twenty",
            place=bad.start() + 1,
            letter=bad[0],
        )
    if len(protein) > MOST_RESIDUES:
        raise GeneRefused("{count} residues are more than {most}", count=len(protein), most=MOST_RESIDUES)
    if not set((wish.left + wish.right).upper()) <= set(LETTERS):
        raise GeneRefused("only A, C, G, T can stand beside a gene")
    if not 0 <= wish.open_start <= 1:
        raise GeneRefused("a start is open to a share from 0 to 1, not {share}", share=wish.open_start)
    for gc in (wish.gc, *wish.windows):
        if gc is not None and not (0 <= gc.least <= gc.most <= 1 and gc.window >= 0):
            raise GeneRefused(
                "GC from {least} to {most}: give shares, the least first", least=gc.least, most=gc.most
            )
    return replace(wish, protein=protein, left=wish.left.upper(), right=wish.right.upper())


def program_of(wish: GeneWish) -> Program:
    """The programs' view of a wish that was read. Raises GeneRefused."""
    try:
        weights = weights_of(wish.host)
        motifs = {string for name in wish.avoid for string in strings_of(name, both_strands=True)}
    except HostRefused as refusal:
        raise GeneRefused(refusal.template, **refusal.values) from refusal
    if wish.longest_run:
        motifs |= {letter * (wish.longest_run + 1) for letter in LETTERS}
    automaton = automaton_of(motifs)
    codons = np.full((len(wish.protein), 6), -1, dtype=np.int64)
    costs = np.zeros((len(wish.protein), 64))
    for place, residue in enumerate(wish.protein):
        allowed = sorted(weights[residue])
        if place in wish.keep:
            allowed = [codon for codon in allowed if codon in wish.keep[place]]
            if not allowed:
                raise GeneRefused("residue {place}: none of the kept codons means it", place=place + 1)
        for number, codon in enumerate(allowed):
            codons[place, number] = NUMBER[codon]
            costs[place, NUMBER[codon]] = -math.log(weights[residue][codon])
    start = automaton.read(wish.left)
    if start < 0:
        raise GeneRefused("what stands left of the gene holds what is to be avoided")
    final = np.array([automaton.read(wish.right, state) >= 0 for state in range(len(automaton.step))])
    return Program(automaton, codons, costs, start, final)


def counts_of(wish: GeneWish) -> tuple[int, int] | None:
    """Least and most bases of G and C over all."""
    if wish.gc is None:
        return None
    letters = 3 * len(wish.protein)
    return math.ceil(wish.gc.least * letters - 1e-9), math.floor(wish.gc.most * letters + 1e-9)


def cost_of(costs: Costs, chosen: Choices) -> float:
    """The sum over the chosen codons."""
    return float(costs[np.arange(len(chosen)), chosen].sum())


def text_of(chosen: Choices) -> str:
    """The letters of the chosen codons."""
    return "".join(CODONS[number] for number in chosen)
