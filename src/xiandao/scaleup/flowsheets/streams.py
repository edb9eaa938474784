"""A stream: kilograms an hour of each substance, averaged over the hours of operation, for many samples
at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from xiandao.scaleup.flowsheets.substances import FlowsheetRefused, substance

Values = npt.NDArray[np.float64]
Amount = Any  # a float, or an array of samples
Mask = npt.NDArray[np.bool_]

ROOM: Final = 25.0  # degrees C, at which heats are told
ELEMENTS: Final = ("C", "H", "O", "N")


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """kg/h of each substance at one temperature (degrees C) and pressure (bar); `vapour`: all of it is
    gas.
    """

    flows: Mapping[str, Values]
    celsius: Amount = ROOM
    bar: Amount = 1.013
    vapour: bool = False

    @property
    def total(self) -> Values:
        """kg/h."""
        return summed(self.flows.values())

    def of(self, name: str) -> Values:
        """kg/h of one substance; 0 where it is not in the stream."""
        return self.flows.get(name, np.zeros(()))

    def element(self, atom: str) -> Values:
        """kg/h of an element."""
        return summed(flow * substance(name).share(atom) for name, flow in self.flows.items())

    @property
    def cubic_metres(self) -> Values:
        """m3/h, volumes of the substances added up (liquids and solids)."""
        return summed(flow / substance(name).density for name, flow in self.flows.items())

    @property
    def heat(self) -> Values:
        """kW, from the elements at 25 degrees C: what is bound, felt and in the vapour."""
        each = (
            flow
            * (
                substance(name).formation
                + substance(name).heat_capacity * (self.celsius - ROOM)
                + (substance(name).vaporisation if self.vapour else 0.0)
            )
            for name, flow in self.flows.items()
        )
        return summed(each) / 3600.0

    @property
    def felt(self) -> Values:
        """kW for each degree that the stream is warmed by."""
        return summed(flow * substance(name).heat_capacity for name, flow in self.flows.items()) / 3600.0

    @property
    def oxygen_demand(self) -> Values:
        """kg/h of oxygen that burns all of it (the chemical oxygen demand)."""
        return summed(flow * substance(name).electrons for name, flow in self.flows.items()) * 0.008

    def at(self, celsius: Amount, *, vapour: bool | None = None) -> Stream:
        """The same, at another temperature, or as a gas."""
        return Stream(self.flows, celsius, self.bar, self.vapour if vapour is None else vapour)

    def times(self, share: Amount) -> Stream:
        """A share of it."""
        return Stream(
            {name: flow * share for name, flow in self.flows.items()}, self.celsius, self.bar, self.vapour
        )

    def plus(self, other: Stream) -> Stream:
        """The masses of both at this one's temperature; the heat between them is the caller's to balance."""
        names = sorted(set(self.flows) | set(other.flows))
        flows = {name: self.of(name) + other.of(name) for name in names}
        return Stream(flows, self.celsius, self.bar, self.vapour)

    def split(self, shares: Mapping[str, Amount], rest: Amount = 0.0) -> tuple[Stream, Stream]:
        """In two: of each substance its share (`rest` for those not named), and what is left of it."""
        first = {name: flow * shares.get(name, rest) for name, flow in self.flows.items()}
        second = {name: flow - first[name] for name, flow in self.flows.items()}
        return (
            Stream(first, self.celsius, self.bar, self.vapour),
            Stream(second, self.celsius, self.bar, self.vapour),
        )


def stream(celsius: Amount = ROOM, *, vapour: bool = False, **flows: Amount) -> Stream:
    """A stream by keyword, `_` for a space. Raises FlowsheetRefused for a flow below 0 or no number."""
    found = {name.replace("_", " "): np.asarray(flow, dtype=np.float64) for name, flow in flows.items()}
    for name, flow in found.items():
        substance(name)
        if not np.isfinite(flow).all() or (flow < 0).any():
            raise FlowsheetRefused("a flow of {name} is below 0 or no number", name=name)
    return Stream(found, celsius, vapour=vapour)


def mixed(*streams: Stream) -> Stream:
    """What comes of pouring liquids and solids together without exchange of heat.

    The heat capacities are constants, so the temperature is their mean. Gases are not mixed with
    liquids.
    """
    if len({one.vapour for one in streams if one.flows}) > 1:
        raise FlowsheetRefused("a gas and a liquid are not mixed without a block that says how")
    names = {name for one in streams for name in one.flows}
    flows = {name: summed(one.of(name) for one in streams) for name in sorted(names)}
    felt = summed(one.felt for one in streams)
    warm = summed(one.felt * one.celsius for one in streams)
    with np.errstate(divide="ignore", invalid="ignore"):
        celsius = np.where(felt > 0, warm / np.where(felt > 0, felt, 1.0), ROOM)
    return Stream(flows, celsius, vapour=streams[0].vapour)


def summed(values: Iterable[Amount]) -> Values:
    """The sum of arrays of samples; 0 of none."""
    total: Values = np.zeros(())
    for value in values:
        total = total + np.asarray(value, dtype=np.float64)
    return total
