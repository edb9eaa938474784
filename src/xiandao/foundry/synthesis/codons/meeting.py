"""The rules that see the whole gene, met by penalties on what breaks them, then paid back codon by codon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from xiandao.foundry.synthesis.codons.automaton import CODONS
from xiandao.foundry.synthesis.codons.checking import breaches, global_breaches
from xiandao.foundry.synthesis.codons.program import GC, Choices, Costs
from xiandao.foundry.synthesis.codons.reading import Program, text_of
from xiandao.foundry.synthesis.codons.rules import Breach, GeneRefused, GeneWish, rule_words
from xiandao.kernel.sentences import joined

MOST_TURNS: Final = 400
_PUSH: Final = 0.15  # what a broken rule adds to the cost of a codon at each turn
_BASE_GC: Final = np.array([[letter in "GC" for letter in codon] for codon in CODONS], dtype=np.float64)


def met(
    wish: GeneWish,
    program: Program,
    chosen: Choices,
    gc: tuple[int, int] | None,
    chance: np.random.Generator,
    solve: Callable[[Costs], Choices] | None = None,
) -> tuple[Choices, int]:
    """Codons that keep the global rules as well, and how many programs it took.

    `solve`: a program of its own for the costs of a turn; without it the plain one, and the one with GC where
    it binds. Raises GeneRefused with what comes nearest.
    """
    extra = np.zeros_like(program.costs)
    binding = gc if gc is not None and not gc[0] <= int(GC[chosen].sum()) <= gc[1] else None
    fewest: tuple[int, Choices] | None = None
    for turn in range(1, MOST_TURNS + 1):
        broken = list(global_breaches(wish, text_of(chosen)))
        if not broken:
            return chosen, turn
        if fewest is None or len(broken) < fewest[0]:
            fewest = (len(broken), chosen)
        _push(extra, chosen, broken, chance)
        costs = program.costs + extra
        chosen = solve(costs) if solve else program.solve(costs, binding)
        if not solve and gc is not None and not gc[0] <= int(GC[chosen].sum()) <= gc[1]:
            binding = gc
            chosen = program.solve(costs, gc)
    _, nearest = fewest or (0, chosen)
    left = list(global_breaches(wish, text_of(nearest)))
    raise GeneRefused(
        "after {turns} turns {count} breaches are left ({rules}), the first at residue {residue}; "
        "the nearest gene is {sequence}",
        turns=MOST_TURNS,
        count=len(left),
        rules=joined([rule_words(rule) for rule in sorted({breach.rule for breach in left})]),
        residue=left[0].start // 3 + 1,
        sequence=text_of(nearest),
    )


def _push(extra: Costs, chosen: Choices, broken: Sequence[Breach], chance: np.random.Generator) -> None:
    """Make what breaks a rule dearer: bases of a window, or the codons of a repeat or stem."""
    letters = np.zeros((len(chosen), 3))
    for breach in broken:
        first, last = breach.start // 3, min((breach.end - 1) // 3 + 1, len(chosen))
        if breach.rule.startswith("gc"):
            sign = 1.0 if breach.rule == "gc too high" else -1.0
            flat = letters.reshape(-1)
            flat[breach.start : breach.end] += sign * _PUSH / (breach.end - breach.start)
        else:
            places = np.arange(first, last)
            extra[places, chosen[first:last]] += _PUSH * chance.random(last - first)
    touched = np.flatnonzero(letters.any(axis=1))
    extra[touched] += letters[touched] @ _BASE_GC.T


def bettered(
    wish: GeneWish, program: Program, chosen: Choices, others: Sequence[Choices] = (), apart: int = 0
) -> Choices:
    """Each codon put back to a better one where every rule still holds, the greatest gain first.

    It stays `apart` codons away from each of `others`.
    """
    best = chosen.copy()
    own = np.where(program.codons >= 0, program.codons, program.codons[:, :1])
    gains = program.costs[np.arange(len(best)), best] - np.take_along_axis(program.costs, own, 1).min(axis=1)
    for place in np.argsort(-gains, kind="stable"):
        if gains[place] <= 1e-12:
            break
        for codon in sorted(set(own[place].tolist()), key=lambda one: float(program.costs[place, one])):
            if program.costs[place, codon] >= program.costs[place, best[place]] - 1e-12:
                break
            trial = best.copy()
            trial[place] = codon
            if not breaches(wish, text_of(trial)) and far(trial, others, apart):
                best = trial
                break
    return best


def far(chosen: Choices, others: Sequence[Choices], apart: int) -> bool:
    """Whether so many codons differ from each of the others."""
    return all(int((chosen != other).sum()) >= apart for other in others)
