"""Why no gene keeps the rules: which of them clash, at which residues, and what breaks the fewest."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from xiandao.foundry.synthesis.codons.automaton import LETTERS
from xiandao.foundry.synthesis.codons.checking import local_breaches
from xiandao.foundry.synthesis.codons.program import NEVER
from xiandao.foundry.synthesis.codons.reading import program_of
from xiandao.foundry.synthesis.codons.rules import Clash, GeneWish
from xiandao.foundry.synthesis.hosts import strings_of, weights_of

BREACH: Final = 1e6  # more than the codons of any gene could gain


def clash_of(wish: GeneWish) -> Clash:
    """The clash of a wish (already read) whose local rules no gene keeps."""
    names = [*wish.avoid, *(["longest_run"] if wish.longest_run else []), *(["keep"] if wish.keep else [])]
    needed = list(names)
    for name in names:
        rest = [one for one in needed if one != name]
        if not _solvable(_with(wish, rest)):
            needed = rest
    first, last = _stretch(_with(wish, needed))
    nearest = fewest_breaches(wish)
    return Clash(tuple(needed), first, last, nearest, tuple(local_breaches(wish, nearest)))


def fewest_breaches(wish: GeneWish) -> str:
    """The gene that breaks the local rules the least often, the best adapted one among those. Exact.

    A motif that stands twice counts twice, a run and a codon that was to be kept count once. What stands left
    of the gene is not counted.
    """
    motifs = [string for name in wish.avoid for string in strings_of(name, both_strands=True)]
    reader = _Counting(motifs, wish.longest_run)
    costs = np.full(len(reader.counts), NEVER)
    costs[reader.read(0, wish.left)[0]] = 0.0
    back: list[dict[int, tuple[int, str]]] = []
    weights = weights_of(wish.host)
    for place, residue in enumerate(wish.protein):
        after, came = np.full(len(costs), NEVER), dict[int, tuple[int, str]]()
        for before in np.flatnonzero(costs < NEVER).tolist():
            for codon, weight in weights[residue].items():
                target, broken = reader.read(before, codon)
                broken += place in wish.keep and codon not in wish.keep[place]
                cost = costs[before] + BREACH * broken - float(np.log(weight))
                if cost < after[target]:
                    after[target], came[target] = cost, (before, codon)
        costs = after
        back.append(came)
    ending = [cost + BREACH * reader.read(at, wish.right)[1] for at, cost in enumerate(costs)]
    at, found = int(np.argmin(ending)), list[str]()
    for came in reversed(back):
        at, codon = came[at]
        found.append(codon)
    return "".join(reversed(found))


class _Counting:
    """An automaton that goes on after a motif and counts those that end in each of its states."""

    def __init__(self, motifs: Sequence[str], longest_run: int) -> None:
        runs = [letter * (longest_run + 1) for letter in LETTERS] if longest_run else []
        known = {motif[:size] for motif in (*motifs, *runs) for size in range(len(motif) + 1)} | {""}
        number = {prefix: at for at, prefix in enumerate(sorted(known, key=lambda one: (len(one), one)))}
        self.step = [[0] * 4 for _ in number]
        self.counts = [sum(prefix.endswith(motif) for motif in motifs) for prefix in number]
        self.runs = [next((run for run in runs if prefix.endswith(run)), "") for prefix in number]
        for prefix, at in number.items():
            for place, letter in enumerate(LETTERS):
                text = prefix + letter
                while text not in number:
                    text = text[1:]
                self.step[at][place] = number[text]

    def read(self, state: int, text: str) -> tuple[int, int]:
        """The state after a text, and how many breaches it completes; a run that goes on is no new one."""
        broken = 0
        for letter in text:
            after = self.step[state][LETTERS.index(letter)]
            new_run = bool(self.runs[after]) and self.runs[after] != self.runs[state]
            broken += self.counts[after] + new_run
            state = after
        return state, broken


def _stretch(wish: GeneWish) -> tuple[int, int]:
    """The residues of a stretch that already has no gene, though it has one without its first or last residue."""
    count = len(wish.protein)
    ends = range(1, count + 1)
    end = ends[min(bisect_left(ends, True, key=lambda one: not _solvable(_part(wish, 0, one))), count - 1)]
    starts = range(end - 1, -1, -1)
    place = bisect_left(starts, True, key=lambda one: not _solvable(_part(wish, one, end)))
    return starts[min(place, end - 1)], end - 1


def _part(wish: GeneWish, start: int, end: int) -> GeneWish:
    return replace(
        wish,
        protein=wish.protein[start:end],
        keep={at - start: kept for at, kept in wish.keep.items() if start <= at < end},
        left=wish.left if start == 0 else "",
        right=wish.right if end == len(wish.protein) else "",
    )


def _with(wish: GeneWish, names: Sequence[str]) -> GeneWish:
    return replace(
        wish,
        avoid=tuple(name for name in wish.avoid if name in names),
        longest_run=wish.longest_run if "longest_run" in names else 0,
        keep=wish.keep if "keep" in names else {},
    )


def _solvable(wish: GeneWish) -> bool:
    program = program_of(wish)
    return int(program.solve(program.costs, None)[0]) >= 0
