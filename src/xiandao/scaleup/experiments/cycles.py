"""How well what was learnt in earlier cycles tells of later ones; never a random split, which flatters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from xiandao.scaleup.experiments.space import ExperimentRefused, Values

Learn = Callable[[Values, Values], Callable[[Values], Values]]


@dataclass(frozen=True, slots=True)
class CycleScore:
    """A cycle predicted from all before it: root mean square errors, ours and that of the earlier mean."""

    cycle: int
    runs: int
    learnt_from: int
    error: float
    error_of_mean: float

    @property
    def gain(self) -> float:
        """The share of the mean's error that is gone; below 0 it is worse than the mean."""
        return 1 - self.error / self.error_of_mean if self.error_of_mean > 0 else 0.0


def forward(
    rows: Values, seen: Values, cycles: Sequence[int], learn: Learn, *, first: int = 1
) -> tuple[CycleScore, ...]:
    """Each cycle after the `first` ones, predicted by what `learn` makes of those before it.

    Raises ExperimentRefused: a single cycle, which nothing later can judge.
    """
    numbers = np.asarray(cycles)
    order = sorted(set(numbers.tolist()))
    if len(order) <= first:
        raise ExperimentRefused(
            "{many} cycles leave none to predict; a split of one cycle at random would flatter",
            many=len(order),
        )
    told = []
    for cycle in order[first:]:
        before, now = numbers < cycle, numbers == cycle
        predict = learn(rows[before], seen[before])
        off = predict(rows[now]) - seen[now]
        plain = seen[before].mean() - seen[now]
        told.append(CycleScore(int(cycle), int(now.sum()), int(before.sum()), _root(off), _root(plain)))
    return tuple(told)


def _root(off: Values) -> float:
    return float(np.sqrt((off**2).mean()))
