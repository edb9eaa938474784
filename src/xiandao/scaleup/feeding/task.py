"""What is to be fed, to whom, for what, and what the vessel allows; and what a profile comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import inf, isfinite
from typing import Final

import numpy as np

from xiandao.kernel.refusals import Refusal
from xiandao.scaleup.feeding.profile import Profile, Values
from xiandao.scaleup.kinetics import Course, Model, Operation, run

HEAT_KJ_PER_MOL_O2: Final = 460.0  # any aerobic growth: Cooney, Wang & Mateles (1969)
_KJ_PER_KWH: Final = 3600.0
_EXACT: Final = 1e-7  # of the solver: far below what a pump can do
_TOLD: Final = 16  # hours told a piece of the profile


class FeedingRefused(Refusal):
    """A feed that cannot be planned."""


class Goal(StrEnum):
    """What is to be greatest at the end."""

    AMOUNT = "amount"  # g in the vessel
    TITRE = "titre"  # g/L


@dataclass(frozen=True, slots=True)
class Limits:
    """What a vessel allows: litres, oxygen (mol/(L h)), heat taken away (kW), the pump (L/h)."""

    volume_l: float
    flow_l_per_h: float
    our: float = inf
    heat_kw: float = inf

    def __post_init__(self) -> None:
        """Refuse limits that allow nothing."""
        for name in ("volume_l", "flow_l_per_h", "our", "heat_kw"):
            if not getattr(self, name) > 0:
                raise FeedingRefused("{name} is {value}; a limit must be above 0", name=name,
                                     value=getattr(self, name))  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class FeedTask:
    """A model in an `operation` without this feed; `contents` of the feed by species; what to make most of.

    The feed may flow from `from_h` to the end of the operation, in `pieces`.
    """

    model: Model
    operation: Operation
    contents: Mapping[str, float]
    species: str
    limits: Limits
    from_h: float = 0.0
    pieces: int = 6
    goal: Goal = Goal.AMOUNT
    nodes: Values = field(init=False)

    def __post_init__(self) -> None:
        """Refuse a feed without time, contents or room. Raises FeedingRefused, KineticsRefused."""
        for name in (self.species, *self.contents):
            self.model.place(name)
        if not 0 <= self.from_h < self.operation.until_h or self.pieces < 1 or not self.contents:
            raise FeedingRefused(
                "a feed from {begin} to {end} h in {pieces} pieces with {many} contents is none",
                begin=self.from_h,
                end=self.operation.until_h,
                pieces=self.pieces,
                many=len(self.contents),
            )
        if self.operation.volume_l >= self.limits.volume_l:
            raise FeedingRefused(
                "the vessel begins with {begin} L and may hold {most} L: there is no room for a feed",
                begin=self.operation.volume_l,
                most=self.limits.volume_l,
            )
        nodes = np.linspace(self.from_h, self.operation.until_h, self.pieces + 1)
        object.__setattr__(self, "nodes", nodes)


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What a profile comes to: the goal's value, and the greatest share of each limit that was used."""

    profile: Profile | None
    value: float
    used: Mapping[str, float]
    shares: Values  # of each limit in time: oxygen and heat at hours told, volume and the pump
    course: Course

    @property
    def holds(self) -> bool:
        """Whether all limits are kept, to a ten-thousandth."""
        return max(self.used.values()) <= 1.0001


def outcome(task: FeedTask, profile: Profile | None, *, told: int = _TOLD) -> Outcome:
    """Run a profile (None: no feed at all), limits not enforced but told.

    Raises KineticsRefused: equations that did not converge.
    """
    streams = task.operation.streams + (profile.streams(task.contents) if profile else ())
    operation = replace(task.operation, streams=streams, most_otr=inf)
    hours = np.linspace(0.0, operation.until_h, told * (task.pieces + 1) + 1)
    course = run(task.model, operation, at_h=hours, exact=_EXACT)
    limits = task.limits
    amount = course[task.species] * course.volume
    value = float(amount[-1] if task.goal is Goal.AMOUNT else course[task.species][-1])
    oxygen = course.our / limits.our
    heat = course.our * course.volume * HEAT_KJ_PER_MOL_O2 / _KJ_PER_KWH / limits.heat_kw
    volume = float(course.volume.max()) / limits.volume_l
    pump = float(profile.flows.max()) / limits.flow_l_per_h if profile else 0.0
    parts = [one for one, limit in ((oxygen, limits.our), (heat, limits.heat_kw)) if isfinite(limit)]
    return Outcome(
        profile,
        value,
        {"oxygen": float(oxygen.max()), "heat": float(heat.max()), "volume": volume, "pump": pump},
        np.concatenate([*parts, [volume, pump]]),
        course,
    )
