"""The strains that a fit allows: drawn by its covariance, and evenly where the runs tell nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from xiandao.scaleup.economics.cashflow import Values
from xiandao.scaleup.kinetics import KineticsRefused, Strain, changed

Draw = Callable[[int, np.random.Generator], Sequence[Strain]]
_MOST_ROUNDS = 10


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A strain as fitted: the covariance of the logarithms of its free parameters, and their bounds.

    `evenly`: parameters that the runs do not tell, with what is allowed; their logarithms are drawn evenly.
    """

    strain: Strain
    names: Sequence[str]
    covariance: Values
    bounds: Mapping[str, tuple[float, float]]
    evenly: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def drawn(self, many: int, chance: np.random.Generator) -> Sequence[Strain]:
        """So many strains that the runs allow; those that would make matter from nothing are drawn again.

        Raises KineticsRefused where hardly any of them could be.
        """
        found: list[Strain] = []
        for _ in range(_MOST_ROUNDS):
            for values in self._values(many, chance):
                try:
                    found.append(changed(self.strain, **values))
                except KineticsRefused:
                    continue
            if len(found) >= many:
                return found[:many]
        raise KineticsRefused(
            "hardly a strain that the runs allow keeps carbon and electrons: narrow the bounds of the yields"
        )

    def _values(self, many: int, chance: np.random.Generator) -> list[dict[str, float]]:
        middle = np.log([float(getattr(self.strain, name)) for name in self.names])
        rows = chance.multivariate_normal(middle, self.covariance, size=many, method="eigh")
        rows = np.exp(np.clip(rows, *np.log([self.bounds[name] for name in self.names]).T))
        told = [dict(zip(self.names, map(float, row), strict=True)) for row in rows]
        for name, (low, high) in self.evenly.items():
            for one, value in zip(told, chance.uniform(np.log(low), np.log(high), many), strict=True):
                one[name] = float(np.exp(value))
        return told
