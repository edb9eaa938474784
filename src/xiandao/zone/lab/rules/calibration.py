"""Predicted and measured beside each other: how often the interval held, and by how much it was missed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean


@dataclass(frozen=True, slots=True)
class Compared:
    """A measurement beside what was predicted for it, in one unit."""

    predicted: float
    low: float | None
    high: float | None
    measured: float

    @property
    def held(self) -> bool | None:
        """Whether the measured value lies in the predicted interval; None where none was given."""
        if self.low is None or self.high is None:
            return None
        return self.low <= self.measured <= self.high

    @property
    def off(self) -> float:
        """Measured less predicted."""
        return self.measured - self.predicted


@dataclass(frozen=True, slots=True)
class Calibration:
    """How good predictions were. `held` of `judged` intervals held; errors are in the unit."""

    compared: int
    judged: int
    held: int
    mean_error: float
    mean_absolute_error: float


def calibration(pairs: Sequence[Compared]) -> Calibration | None:
    """What the pairs say together; None for none."""
    if not pairs:
        return None
    judged = [pair.held for pair in pairs if pair.held is not None]
    return Calibration(
        compared=len(pairs),
        judged=len(judged),
        held=sum(judged),
        mean_error=mean(pair.off for pair in pairs),
        mean_absolute_error=mean(abs(pair.off) for pair in pairs),
    )
