"""The space of an experiment: factors between limits, in steps or in kinds, and what may not be combined."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.stats import qmc

from xiandao.kernel.refusals import Refusal

Values = npt.NDArray[np.float64]
Settings = dict[str, float | str]


class ExperimentRefused(Refusal):
    """An experiment that cannot be designed or learnt from."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor from `low` to `high`, in `unit`; in whole steps from low where `step` is given."""

    name: str
    low: float
    high: float
    unit: str = ""
    step: float | None = None

    def __post_init__(self) -> None:
        """Refuse a range that is none."""
        if not self.low < self.high or (self.step is not None and not 0 < self.step <= self.high - self.low):
            raise ExperimentRefused(
                "{name} from {low} to {high}: give the lower first, and a step that fits between",
                name=self.name,
                low=self.low,
                high=self.high,
            )

    def value(self, coded: float) -> float:
        """The setting at -1 (low) to 1 (high), to the nearest step."""
        width = self.high - self.low
        if self.step is None:
            return self.low + width * (coded + 1) / 2
        most = int(width / self.step + 1e-9)  # the last step that is still within the range
        return self.low + min(round(width * (coded + 1) / 2 / self.step), most) * self.step

    def code(self, value: float | str) -> float:
        """-1 to 1."""
        return 2 * (float(value) - self.low) / (self.high - self.low) - 1


@dataclass(frozen=True, slots=True)
class Kind:
    """A factor of kinds (a medium, a strain)."""

    name: str
    kinds: tuple[str, ...]

    def __post_init__(self) -> None:
        """Refuse a choice of one."""
        if len(set(self.kinds)) < 2:
            raise ExperimentRefused("{name} needs two kinds or more", name=self.name)


Constraint = Callable[[Mapping[str, float | str]], bool]


@dataclass(frozen=True, slots=True)
class Space:
    """Factors and kinds, and `allowed`: what settings together must fulfil."""

    factors: tuple[Factor, ...]
    kinds: tuple[Kind, ...] = ()
    allowed: tuple[Constraint, ...] = field(default=())

    def __post_init__(self) -> None:
        """Refuse a space of nothing or of two factors of one name."""
        names = [one.name for one in self.factors] + [one.name for one in self.kinds]
        if not names or len(set(names)) < len(names):
            raise ExperimentRefused("name each factor once: {names}", names=", ".join(names) or "none given")

    @property
    def _stepped(self) -> bool:
        return bool(self.kinds) or any(one.step is not None for one in self.factors)

    @property
    def width(self) -> int:
        """Columns of a coded row: a factor has one, a kind as many as there are kinds."""
        return len(self.factors) + sum(len(one.kinds) for one in self.kinds)

    def settings(self, coded: Values) -> Settings:
        """What a coded row says to do."""
        told: Settings = {
            one.name: one.value(float(at)) for one, at in zip(self.factors, coded, strict=False)
        }
        place = len(self.factors)
        for kind in self.kinds:
            told[kind.name] = kind.kinds[int(np.argmax(coded[place : place + len(kind.kinds)]))]
            place += len(kind.kinds)
        return told

    def code(self, settings: Mapping[str, float | str]) -> Values:
        """Settings as a row: factors from -1 to 1, kinds as 1 among 0. Raises ExperimentRefused: no such."""
        row = [one.code(settings[one.name]) for one in self.factors]
        for kind in self.kinds:
            if settings[kind.name] not in kind.kinds:
                raise ExperimentRefused("{name} cannot be {kind}; it is one of {known}", name=kind.name,
                                        kind=settings[kind.name], known=", ".join(kind.kinds))  # fmt: skip
            row += [float(settings[kind.name] == one) for one in kind.kinds]
        return np.array(row)

    def is_allowed(self, settings: Mapping[str, float | str]) -> bool:
        """Whether all constraints hold."""
        return all(one(settings) for one in self.allowed)

    def sample(self, many: int, *, seed: int) -> Values:
        """Up to `many` allowed coded rows, spread evenly (Sobol), each rounded to its steps, none twice.

        Raises ExperimentRefused: nothing is allowed.
        """
        dimensions = len(self.factors) + len(self.kinds)
        size = int(np.ceil(np.log2(max(many, 2)))) + (2 if self.allowed or self._stepped else 0)
        drawn = qmc.Sobol(dimensions, seed=seed).random_base2(size)
        rows = []
        for one in drawn:
            settings: Settings = {
                factor.name: factor.value(2 * float(at) - 1)
                for factor, at in zip(self.factors, one, strict=False)
            }
            for kind, at in zip(self.kinds, one[len(self.factors) :], strict=True):
                settings[kind.name] = kind.kinds[min(int(at * len(kind.kinds)), len(kind.kinds) - 1)]
            if self.is_allowed(settings):
                rows.append(self.code(settings))
        if not rows:
            raise ExperimentRefused("the constraints allow nothing that was tried; loosen them")
        _, first = np.unique(np.round(np.array(rows), 9), axis=0, return_index=True)
        found: Values = np.array(rows)[np.sort(first)][:many]  # the first of a Sobol sequence are even too
        return found


def settings_of(space: Space, rows: Sequence[Values] | Values) -> tuple[Settings, ...]:
    """Coded rows as settings."""
    return tuple(space.settings(row) for row in rows)
