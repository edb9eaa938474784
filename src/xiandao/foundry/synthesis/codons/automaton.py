"""The motifs to keep out as one automaton (Aho & Corasick 1975), and what each codon does to its state."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

LETTERS: Final = "ACGT"
CODONS: Final = tuple(a + b + c for a in LETTERS for b in LETTERS for c in LETTERS)
NUMBER: Final = {codon: number for number, codon in enumerate(CODONS)}
States = npt.NDArray[np.int32]


class Automaton(NamedTuple):
    """`step[s, letter]` and `leap[s, codon]` give the next state, -1 where a motif would be complete."""

    step: States
    leap: States

    def read(self, text: str, state: int = 0) -> int:
        """The state after a text; -1 where a motif stands in it."""
        for letter in text:
            state = int(self.step[state, LETTERS.index(letter)])
            if state < 0:
                return -1
        return state


def automaton_of(motifs: Iterable[str]) -> Automaton:
    """The automaton of these strings of A, C, G, T; with none it has one state."""
    children: list[dict[int, int]] = [{}]
    bad = [False]
    for motif in sorted(set(motifs)):
        state = 0
        for letter in motif:
            number = LETTERS.index(letter)
            if number not in children[state]:
                children[state][number] = len(children)
                children.append({})
                bad.append(False)
            state = children[state][number]
        bad[state] = True
    step = np.zeros((len(children), 4), dtype=np.int32)
    fallback = [0] * len(children)
    waiting = deque([0])
    while waiting:
        state = waiting.popleft()
        bad[state] = bad[state] or bad[fallback[state]]
        for number in range(4):
            back = int(step[fallback[state], number]) if state else 0
            child = children[state].get(number)
            if child is None:
                step[state, number] = back
            else:
                step[state, number] = child
                fallback[child] = back
                waiting.append(child)
    step[np.array(bad)[step]] = -1
    return Automaton(step, _leaps(step))


def _leaps(step: States) -> States:
    leap = np.empty((len(step), 64), dtype=np.int32)
    for number, codon in enumerate(CODONS):
        state = np.arange(len(step), dtype=np.int32)
        for letter in codon:
            after = step[np.maximum(state, 0), LETTERS.index(letter)]
            state = np.where(state < 0, -1, after).astype(np.int32)
        leap[:, number] = state
    return leap
