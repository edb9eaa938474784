"""A feed over time, as nodes between which the flow grows or falls by a constant rate.

So constant and exponential feeds are profiles too, and the best can never be worse than the best of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np
import numpy.typing as npt

from xiandao.scaleup.kinetics import Stream

Values = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Flows (L/h, above 0) at `hours` that grow from the start of the feed to its end."""

    hours: Values
    flows: Values

    def streams(self, contents: Mapping[str, float]) -> tuple[Stream, ...]:
        """The profile as a vessel takes it, a piece a stream."""
        nodes = zip(self.hours.tolist(), self.flows.tolist(), strict=True)
        return tuple(
            Stream(contents, flow, begin, end, log(later / flow) / (end - begin))
            for (begin, flow), (end, later) in pairwise(nodes)
        )

    @property
    def litres(self) -> float:
        """All that is fed."""
        return sum(one.litres(one.to_h - one.from_h) for one in self.streams({}))

    def flow(self, hours: Values) -> Values:
        """Litres an hour at these hours, nothing outside the feed."""
        told: Values = np.exp(np.interp(hours, self.hours, np.log(self.flows)))
        return np.where((hours >= self.hours[0]) & (hours <= self.hours[-1]), told, 0.0)


def constant(hours: Values, flow: float) -> Profile:
    """The same flow at all hours."""
    return Profile(hours, np.full(len(hours), flow))


def exponential(hours: Values, flow: float, growth_per_h: float) -> Profile:
    """A flow that grows by a constant rate from the first hour on."""
    return Profile(hours, flow * np.exp(growth_per_h * (hours - hours[0])))
