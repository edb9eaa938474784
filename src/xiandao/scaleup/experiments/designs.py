"""Designs for response surfaces: central composite, Box-Behnken, and D-optimal by exchange."""

from __future__ import annotations

from itertools import combinations, product
from typing import Final

import numpy as np

from xiandao.scaleup.experiments.space import ExperimentRefused, Space, Values
from xiandao.scaleup.experiments.surfaces import expand

# Triples of factors varied together: Box & Behnken (1960), Technometrics 2:455.
_BLOCKS: Final = {
    6: ((0, 1, 3), (1, 2, 4), (2, 3, 5), (0, 3, 4), (1, 4, 5), (0, 2, 5)),
    7: ((3, 4, 5), (0, 5, 6), (1, 4, 6), (0, 1, 3), (2, 3, 6), (0, 2, 4), (1, 2, 5)),
}
_HALVES: Final = 5  # factors from which half of the cube is enough (resolution V)


def central_composite(many: int, *, centre: int = 4, face: bool = True) -> Values:
    """Cube, star and centre (Box & Wilson 1951), coded; half the cube from five factors on.

    `face`: the star on the faces of the cube, so that no limit is passed; else rotatable and shrunk into it.
    """
    if many < 2:
        raise ExperimentRefused(
            "a central composite design needs two factors or more; there are {many}", many=many
        )
    if many >= _HALVES:
        part = np.array(list(product((-1.0, 1.0), repeat=many - 1)))
        cube = np.column_stack([part, part.prod(axis=1)])
    else:
        cube = np.array(list(product((-1.0, 1.0), repeat=many)))
    reach = 1.0 if face else len(cube) ** 0.25
    star = np.vstack([reach * np.eye(many), -reach * np.eye(many)])
    found: Values = np.vstack([cube, star, np.zeros((centre, many))]) / max(reach, 1.0)
    return found


def box_behnken(many: int, *, centre: int = 3) -> Values:
    """Midpoints of edges and the centre (Box & Behnken 1960), coded: no corner is visited. 3 to 7 factors."""
    if not 3 <= many <= 7:
        raise ExperimentRefused("a Box-Behnken design has 3 to 7 factors here; there are {many}", many=many)
    blocks = _BLOCKS.get(many, tuple(combinations(range(many), 2)))
    rows = []
    for block in blocks:
        for signs in product((-1.0, 1.0), repeat=len(block)):
            row = np.zeros(many)
            row[list(block)] = signs
            rows.append(row)
    return np.vstack([np.array(rows), np.zeros((centre, many))])


def d_optimal(
    space: Space,
    runs: int,
    *,
    seed: int,
    tries: int = 10,
    candidates: int = 512,
    already: Values | None = None,
) -> Values:
    """Rows of `space` that make the determinant of the quadratic model's information greatest.

    By exchange of one row after another (Fedorov 1972) from several random starts; constraints, steps and
    kinds are kept; `already`: rows that were run and count. Raises ExperimentRefused: fewer runs than terms.
    """
    pool = np.vstack([space.sample(candidates, seed=seed), _corners(space)])
    terms = expand(space, pool)
    fixed = expand(space, already) if already is not None and len(already) else np.zeros((0, terms.shape[1]))
    if runs + len(fixed) < terms.shape[1]:
        raise ExperimentRefused(
            "{runs} runs cannot tell the {terms} terms of a quadratic model; run more or drop a factor",
            runs=runs + len(fixed),
            terms=terms.shape[1],
        )
    chance = np.random.default_rng(seed)
    best: tuple[float, list[int]] = (-np.inf, [])
    for _ in range(tries):
        chosen = chance.choice(len(pool), size=runs, replace=len(pool) < runs).tolist()
        value, chosen = _exchanged(terms, fixed, chosen)
        best = max(best, (value, chosen))
    return pool[best[1]]


def _corners(space: Space) -> Values:
    """Corners, edge midpoints and centre of the allowed space, in every kind."""
    if len(space.factors) > 6:
        return np.zeros((0, space.width))
    levels = (-1.0, 0.0, 1.0) if len(space.factors) <= 4 else (-1.0, 1.0)
    rows = []
    for coded in product(levels, repeat=len(space.factors)):
        for kinds in product(*(range(len(one.kinds)) for one in space.kinds)):
            row = list(coded)
            for kind, place in zip(space.kinds, kinds, strict=True):
                row += [float(place == number) for number in range(len(kind.kinds))]
            settings = space.settings(np.array(row))
            if space.is_allowed(settings):
                rows.append(space.code(settings))
    return np.array(rows) if rows else np.zeros((0, space.width))


def _exchanged(terms: Values, fixed: Values, chosen: list[int]) -> tuple[float, list[int]]:
    """Exchange rows while the determinant grows; the gain of every swap comes from one inverse."""
    information = terms[chosen].T @ terms[chosen] + fixed.T @ fixed + 1e-8 * np.eye(terms.shape[1])
    for _ in range(100):
        moved = False
        for place in range(len(chosen)):
            inverse = np.linalg.inv(information)
            out = terms[chosen[place]]
            variance = np.einsum("ij,jk,ik->i", terms, inverse, terms)
            across = terms @ inverse @ out
            here = float(out @ inverse @ out)
            gain = (1 + variance) * (1 - here) + across**2
            best = int(np.argmax(gain))
            if gain[best] > 1 + 1e-6:
                information += np.outer(terms[best], terms[best]) - np.outer(out, out)
                chosen[place], moved = best, True
        if not moved:
            break
    return float(np.linalg.slogdet(information)[1]), chosen


def d_efficiency(space: Space, rows: Values) -> float:
    """The determinant a run and term: 1 is the most that an orthogonal design of two levels would have."""
    terms = expand(space, rows)
    sign, value = np.linalg.slogdet(terms.T @ terms)
    return float(np.exp(value / terms.shape[1]) / len(rows)) if sign > 0 else 0.0
