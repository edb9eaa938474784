"""From a wish to the best gene: an exact program for what is local, penalties on top for what is global.

Motifs, runs and kept codons are in the program itself, so its optimum is the best there is; a GC range over
all is solved exactly too where it binds. GC windows, repeats and stems are met by raising the cost of the
codons that break them and asking again; what was the optimum without them bounds what is lost.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from xiandao.foundry.synthesis.codons.automaton import CODONS, LETTERS, NUMBER, Automaton, automaton_of
from xiandao.foundry.synthesis.codons.checking import Breach, breaches, global_breaches
from xiandao.foundry.synthesis.codons.program import GC, Choices, Costs, least, least_with_gc
from xiandao.foundry.synthesis.codons.rules import GeneAnswer, GeneRefused, GeneWish
from xiandao.foundry.synthesis.hosts import HostRefused, strings_of, weights_of

MOST_TURNS: Final = 400
_PUSH: Final = 0.15  # what a broken rule adds to the cost of a codon at each turn
_BASE_GC: Final = np.array([[letter in "GC" for letter in codon] for codon in CODONS], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Program:
    """A wish as the exact programs read it."""

    automaton: Automaton
    codons: Choices
    costs: Costs
    start: int
    final: npt.NDArray[np.bool_]

    def solve(self, costs: Costs, gc: tuple[int, int] | None) -> Choices:
        told = (self.automaton.leap, self.codons, costs, self.start, self.final)
        found: Choices = least(*told) if gc is None else least_with_gc(*told, GC, *gc)
        return found


def optimise(wish: GeneWish, *, seed: int = 0) -> GeneAnswer:
    """The gene with the highest sum of ln w that keeps every rule, and how far from the best it can be.

    Deterministic for a seed (it breaks ties among penalties). Raises GeneRefused: what cannot be read; or,
    where nothing keeps the rules, which of them clash, at which residue, and what comes nearest.
    """
    wish = _read(wish)
    program = _program(wish)
    gc = _counts(wish)
    relaxed = program.solve(program.costs, None)
    if relaxed[0] < 0:
        raise _clash(wish, int(relaxed[1]))
    first = relaxed
    if gc is not None and not gc[0] <= int(GC[relaxed].sum()) <= gc[1]:
        first = program.solve(program.costs, gc)
        if first[0] < 0:
            raise GeneRefused(
                "no gene with these motifs has between {least} and {most} bases of G and C; the best one has "
                "{count}: {sequence}",
                least=gc[0],
                most=gc[1],
                count=int(GC[relaxed].sum()),
                sequence=_text(relaxed),
            )
    bound = -_cost(program.costs, first)
    chosen, turns = _met(wish, program, first, gc, np.random.default_rng(seed))
    chosen = _bettered(wish, program, chosen)
    score = -_cost(program.costs, chosen)
    return GeneAnswer(_text(chosen), score, bound, math.exp(score / len(chosen)), turns)


def _read(wish: GeneWish) -> GeneWish:
    protein = "".join(wish.protein.split()).upper()
    bad = re.search(r"[^ACDEFGHIKLMNPQRSTVWY*]|\*(?!$)", protein)
    if bad or not protein.rstrip("*"):
        raise GeneRefused(
            "residue {place} of the protein is not one of the twenty", place=bad.start() + 1 if bad else 0
        )
    for name in ("left", "right"):
        if not set(getattr(wish, name).upper()) <= set(LETTERS):
            raise GeneRefused("{side}: only A, C, G, T can stand beside a gene", side=name)
    for gc in (wish.gc, *wish.windows):
        if gc is not None and not (0 <= gc.least <= gc.most <= 1 and gc.window >= 0):
            raise GeneRefused(
                "GC from {least} to {most}: give shares, the least first", least=gc.least, most=gc.most
            )
    return replace(wish, protein=protein, left=wish.left.upper(), right=wish.right.upper())


def _program(wish: GeneWish) -> _Program:
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
    return _Program(automaton, codons, costs, start, final)


def _counts(wish: GeneWish) -> tuple[int, int] | None:
    if wish.gc is None:
        return None
    letters = 3 * len(wish.protein)
    return math.ceil(wish.gc.least * letters - 1e-9), math.floor(wish.gc.most * letters + 1e-9)


def _cost(costs: Costs, chosen: Choices) -> float:
    return float(costs[np.arange(len(chosen)), chosen].sum())


def _text(chosen: Choices) -> str:
    return "".join(CODONS[number] for number in chosen)


def _met(
    wish: GeneWish,
    program: _Program,
    chosen: Choices,
    gc: tuple[int, int] | None,
    chance: np.random.Generator,
) -> tuple[Choices, int]:
    """Codons that keep the global rules as well, and how many programs it took."""
    extra = np.zeros_like(program.costs)
    binding = gc if gc is not None and not gc[0] <= int(GC[chosen].sum()) <= gc[1] else None
    fewest: tuple[int, Choices] | None = None
    for turn in range(1, MOST_TURNS + 1):
        broken = list(global_breaches(wish, _text(chosen)))
        if not broken:
            return chosen, turn
        if fewest is None or len(broken) < fewest[0]:
            fewest = (len(broken), chosen)
        _push(extra, chosen, broken, chance)
        costs = program.costs + extra
        chosen = program.solve(costs, binding)
        if gc is not None and not gc[0] <= int(GC[chosen].sum()) <= gc[1]:
            binding = gc
            chosen = program.solve(costs, gc)
    _, nearest = fewest or (0, chosen)
    left = list(global_breaches(wish, _text(nearest)))
    raise GeneRefused(
        "after {turns} turns {count} breaches of {rules} are left, the first at residue {residue}; "
        "the nearest gene is {sequence}",
        turns=MOST_TURNS,
        count=len(left),
        rules=", ".join(sorted({breach.rule for breach in left})),
        residue=left[0].start // 3 + 1,
        sequence=_text(nearest),
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


def _bettered(wish: GeneWish, program: _Program, chosen: Choices) -> Choices:
    """Each codon put back to a better one where every rule still holds, the greatest gain first."""
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
            if not breaches(wish, _text(trial)):
                best = trial
                break
    return best


def _clash(wish: GeneWish, residue: int) -> GeneRefused:
    """Which rules cannot be kept together, where, and the best gene without one of them."""
    names = [*wish.avoid, *(["longest_run"] if wish.longest_run else []), *(["keep"] if wish.keep else [])]
    needed = list(names)
    for name in names:
        rest = [one for one in needed if one != name]
        if _solvable(_with(wish, rest)) is None:
            needed = rest
    nearest: tuple[float, str, str] | None = None
    for name in needed:
        found = _solvable(_with(wish, [one for one in names if one != name]))
        if found is not None and (nearest is None or found[0] < nearest[0]):
            nearest = (found[0], name, found[1])
    if nearest is None:
        return GeneRefused(
            "residue {residue}: {rules} cannot be kept", residue=residue + 1, rules=" and ".join(needed)
        )
    return GeneRefused(
        "residue {residue}: {rules} cannot be kept together; without {given_up} the best gene is {sequence}",
        residue=residue + 1,
        rules=" and ".join(needed),
        given_up=nearest[1],
        sequence=nearest[2],
    )


def _with(wish: GeneWish, names: Sequence[str]) -> GeneWish:
    return replace(
        wish,
        avoid=tuple(name for name in wish.avoid if name in names),
        longest_run=wish.longest_run if "longest_run" in names else 0,
        keep=wish.keep if "keep" in names else {},
    )


def _solvable(wish: GeneWish) -> tuple[float, str] | None:
    program = _program(wish)
    found = program.solve(program.costs, None)
    return None if found[0] < 0 else (_cost(program.costs, found), _text(found))
