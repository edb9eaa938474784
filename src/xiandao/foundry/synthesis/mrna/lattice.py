"""All coding sequences of a protein as one layered graph, less those that hold a forbidden motif.

The graph of codons (CDSfold, Terai et al. 2016) is run through the automaton of the motifs (Aho & Corasick
1975) and minimised from its end, so that forbidding is exact and a state knows only what matters later on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from xiandao.foundry.synthesis.mrna.energies import Integers
from xiandao.kernel.refusals import Refusal

BASES: Final = "ACGU"
Node = tuple[str, str]
Signature = tuple[str, tuple[tuple[int, int], ...]]


class LatticeRefused(Refusal):
    """No coding sequence of the protein keeps the rules."""


class Lattice(NamedTuple):
    """States numbered along the sequence; edges (with a weight each, >= 0) lead to the next position.

    `first[p]` is the first state of position p (one more at the end); `letter` is 1..4 for A, C, G, U, `base`
    the same, but 0 where it is to stay unpaired.
    Edges are rows: out of state s stand at `out_at[s]:out_at[s + 1]`, into s at `in_at[s]:in_at[s + 1]`.
    """

    first: Integers
    position: Integers
    base: Integers
    letter: Integers
    out_at: Integers
    out_to: Integers
    out_weight: Integers
    in_at: Integers
    in_from: Integers
    in_weight: Integers

    def into(self, state: int) -> list[tuple[int, int]]:
        """The states before a state, each with the weight of its edge."""
        edges = slice(self.in_at[state], self.in_at[state + 1])
        return list(zip(self.in_from[edges].tolist(), self.in_weight[edges].tolist(), strict=True))

    def out(self, state: int) -> list[tuple[int, int]]:
        """The states after a state, each with the weight of its edge."""
        edges = slice(self.out_at[state], self.out_at[state + 1])
        return list(zip(self.out_to[edges].tolist(), self.out_weight[edges].tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class _Automaton:
    """Where each state (a prefix of a motif) goes; None where a motif would be complete."""

    motifs: tuple[str, ...]

    def follow(self, state: str, letter: str) -> str | None:
        text = state + letter
        if any(text.endswith(motif) for motif in self.motifs):
            return None
        for start in range(len(text) + 1):
            if any(motif.startswith(text[start:]) for motif in self.motifs):
                return text[start:]
        return ""


def lattice_of(
    residues: str,
    codons: Sequence[Sequence[str]],
    costs: Mapping[str, int],
    motifs: Sequence[str],
    open_start: int = 0,
) -> Lattice:
    """The graph of all coding sequences of `residues` without any of `motifs` (strings of A, C, G, U).

    `codons`: those of each residue in turn; `costs`: what a codon adds (>= 0, in 1e-4 kcal/mol); the first
    `open_start` bases do not pair. Raises LatticeRefused with the residue from which no sequence can go on.
    """
    automaton = _Automaton(tuple(motifs))
    layers: list[dict[Node, dict[Node, int]]] = []
    frontier: set[Node] = {("", "")}
    for number, (residue, words) in enumerate(zip(residues, codons, strict=True), start=1):
        for place in range(3):
            edges = {node: _steps(node, place, words, costs, automaton) for node in frontier}
            layers.append(edges)
            frontier = {target for targets in edges.values() for target in targets}
        if not frontier:
            raise LatticeRefused(
                "residue {number} ({residue}) has no codon that avoids the motifs",
                number=number,
                residue=residue,
            )
    return _minimised(layers, open_start)


def _steps(
    node: Node, place: int, words: Sequence[str], costs: Mapping[str, int], automaton: _Automaton
) -> dict[Node, int]:
    """Where a node leads: the part of the codon so far and the state of the automaton after one more base."""
    prefix = node[0] if place else ""
    steps: dict[Node, int] = {}
    for letter in sorted({word[place] for word in words if word.startswith(prefix)}):
        state = automaton.follow(node[1], letter)
        if state is not None:
            word = prefix + letter
            steps[word, state] = costs[word] if place == 2 else 0
    return steps


def _minimised(layers: Sequence[Mapping[Node, Mapping[Node, int]]], open_start: int) -> Lattice:
    """States with the same base and the same future become one (Hopcroft, without cycles)."""
    merged: list[list[Signature]] = []
    number_of: dict[Node, int] = {}
    last = len(layers) - 1
    for place in range(last, -1, -1):
        nodes = {target for targets in layers[place].values() for target in targets}
        numbers: dict[Signature, int] = {}
        here: dict[Node, int] = {}
        for node in sorted(nodes):
            ahead: dict[int, int] = {}
            for target, weight in layers[place + 1][node].items() if place < last else ():
                if target in number_of:
                    ahead[number_of[target]] = min(weight, ahead.get(number_of[target], weight))
            if ahead or place == last:
                signature = (node[0][-1], tuple(sorted(ahead.items())))
                here[node] = numbers.setdefault(signature, len(numbers))
        number_of = here
        merged.append(list(numbers))
    merged.reverse()
    return _packed(merged, open_start)


def _packed(merged: Sequence[Sequence[Signature]], open_start: int) -> Lattice:
    first = np.cumsum([0, *(len(layer) for layer in merged)])
    into: dict[int, list[tuple[int, int]]] = defaultdict(list)
    letters, position, out_at, out = [], [], [0], []
    for place, layer in enumerate(merged):
        for index, (letter, ahead) in enumerate(layer):
            letters.append(BASES.index(letter) + 1)
            position.append(place)
            for target, weight in ahead:
                state = int(first[place + 1]) + target
                out.append((state, weight))
                into[state].append((int(first[place]) + index, weight))
            out_at.append(len(out))
    backwards = [into[state] for state in range(len(letters))]
    in_at = np.cumsum([0, *(len(edges) for edges in backwards)])
    flat = [edge for edges in backwards for edge in edges]
    base = [0 if at < open_start else letter for at, letter in zip(position, letters, strict=True)]
    columns = [first, position, base, letters, out_at, [s for s, _ in out], [w for _, w in out]]
    columns += [in_at, [s for s, _ in flat], [w for _, w in flat]]
    return Lattice(*(np.asarray(column, dtype=np.int32) for column in columns))
