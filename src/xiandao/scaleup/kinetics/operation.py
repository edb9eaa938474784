"""What is done to a vessel: its start, what flows in and out, what is added or changed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from xiandao.scaleup.kinetics.compounds import KineticsRefused
from xiandao.scaleup.kinetics.model import Surroundings

_STEADY: Final = 1e-12  # 1/h; a feed that grows by less does not grow


@dataclass(frozen=True, slots=True)
class Stream:
    """Medium that flows in: litres an hour at its start, growing by `growth` an hour; contents by species."""

    contents: Mapping[str, float]
    flow_l_per_h: float
    from_h: float = 0.0
    to_h: float = math.inf
    growth_per_h: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what does not flow forward."""
        if self.flow_l_per_h < 0 or self.to_h < self.from_h or min(self.contents.values(), default=0.0) < 0:
            raise KineticsRefused(
                "a stream of {flow} L/h from {begin} to {end} h is none",
                flow=self.flow_l_per_h,
                begin=self.from_h,
                end=self.to_h,
            )

    def flow(self, hour: float) -> float:
        """Litres an hour at an hour within its time."""
        if abs(self.growth_per_h) < _STEADY:
            return self.flow_l_per_h
        return self.flow_l_per_h * math.exp(self.growth_per_h * (hour - self.from_h))

    def litres(self, hours: float) -> float:
        """Litres that have come in so many hours after its start."""
        if abs(self.growth_per_h) < _STEADY:
            return self.flow_l_per_h * hours
        return self.flow_l_per_h * math.expm1(self.growth_per_h * hours) / self.growth_per_h

    def until_litres(self, litres: float) -> float:
        """The hour at which so much has come in, infinite where it never has."""
        if litres <= 0:
            return self.from_h
        if abs(self.growth_per_h) < _STEADY:
            return self.from_h + litres / self.flow_l_per_h if self.flow_l_per_h else math.inf
        inside = litres * self.growth_per_h / self.flow_l_per_h if self.flow_l_per_h else -1.0
        return self.from_h + math.log1p(inside) / self.growth_per_h if inside > -1.0 else math.inf


@dataclass(frozen=True, slots=True)
class Outflow:
    """What leaves: as much as comes in (`litres_per_h` None), or so much an hour.

    `retained`: the share of the cells that is held back (perfusion); 0 is a chemostat or a bleed.
    """

    litres_per_h: float | None = None
    retained: float = 0.0
    from_h: float = 0.0
    to_h: float = math.inf


@dataclass(frozen=True, slots=True)
class Addition:
    """Litres added at an hour, with what is in them (a bolus, a manual addition)."""

    at_h: float
    litres: float
    contents: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Litres taken at an hour (a sample, a harvest of part)."""

    at_h: float
    litres: float


@dataclass(frozen=True, slots=True)
class Change:
    """Parameters or surroundings that are others from an hour on (induction, a shift of temperature)."""

    at_h: float
    parameters: Mapping[str, float] = field(default_factory=dict)
    surroundings: Surroundings | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """Streams that begin when a species first falls below a value; their hours count from then."""

    species: str
    below: float
    starts: tuple[Stream, ...]


@dataclass(frozen=True, slots=True)
class Transfer:
    """Oxygen from the gas: kLa (1/h) and saturation (mmol/L)."""

    kla_per_h: float
    saturation_mmol_per_l: float


@dataclass(frozen=True, slots=True)
class Operation:
    """A whole run as it is done. `most_otr` (mol/(L h)) shrinks all rates of a model without oxygen."""

    start: Mapping[str, float]
    volume_l: float
    until_h: float
    streams: tuple[Stream, ...] = ()
    outflows: tuple[Outflow, ...] = ()
    additions: tuple[Addition, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    changes: tuple[Change, ...] = ()
    trigger: Trigger | None = None
    surroundings: Surroundings = field(default_factory=Surroundings)
    transfer: Transfer | None = None
    most_otr: float = math.inf

    def __post_init__(self) -> None:
        """Refuse what cannot be, by what it is."""
        if not self.until_h > 0:
            raise KineticsRefused("a run of {hours} h does not run forward", hours=self.until_h)
        if not self.volume_l > 0:
            raise KineticsRefused(
                "a vessel of {volume} L holds nothing; give a volume above 0", volume=self.volume_l
            )
        if self.most_otr < 0:
            raise KineticsRefused("oxygen transfer cannot be {otr}", otr=self.most_otr)
        for name, value in self.start.items():
            if not value >= 0:
                raise KineticsRefused("at first there are {value} of {name}", value=value, name=name)
        moved = [(one.at_h, one.litres) for one in self.additions]
        moved += [(one.at_h, one.litres) for one in self.withdrawals]
        for hour, litres in moved:
            if not (0 <= hour <= self.until_h and litres >= 0):
                raise KineticsRefused(
                    "{litres} L at {hour} h cannot be added or taken in a run of {until} h",
                    litres=litres,
                    hour=hour,
                    until=self.until_h,
                )

    @property
    def edges(self) -> tuple[float, ...]:
        """All hours at which something begins, ends or happens."""
        spans = [hour for one in self.streams for hour in (one.from_h, one.to_h)]
        spans += [hour for one in self.outflows for hour in (one.from_h, one.to_h)]
        spans += [one.at_h for one in self.additions] + [one.at_h for one in self.withdrawals]
        return (*spans, *(one.at_h for one in self.changes), self.until_h)
