"""A model of cells in a liquid: what there is, and how fast each kind is made, whatever the vessel.

Carbon dioxide and oxygen are never stated: they follow from the carbon and the electrons of the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from xiandao.scaleup.kinetics.compounds import KineticsRefused
from xiandao.scaleup.kinetics.species import Species

OXYGEN_NAME: Final = "oxygen"  # a species of this name is dissolved oxygen, and its rate is not stated


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a controller holds: degrees C and pH."""

    temperature_c: float = 37.0
    ph: float = 7.0


Rate = Callable[[Sequence[float], Mapping[str, float], Surroundings], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Model:
    """`rate(concentrations, parameters, surroundings)`: units a litre and hour, in the order of `species`.

    A species called `oxygen` (mmol/L) is dissolved oxygen: its rate is what the electrons ask for.
    `closes`: whether carbon and electrons of all species are counted, so that balances mean something.
    """

    name: str
    species: tuple[Species, ...]
    parameters: Mapping[str, float]
    rate: Rate
    closes: bool = True
    source: str = ""
    signed: tuple[str, ...] = field(default=())  # parameters that may be below 0

    def __post_init__(self) -> None:
        """Refuse parameters that no rate can be reckoned from."""
        for name, value in self.parameters.items():
            if name not in self.signed and not value >= 0:
                raise KineticsRefused("{name} is {value}; it cannot be below 0", name=name, value=value)

    @property
    def names(self) -> tuple[str, ...]:
        """The species by name, in order."""
        return tuple(one.name for one in self.species)

    def place(self, name: str) -> int:
        """Where a species stands. Raises KineticsRefused: no such species."""
        if name not in self.names:
            raise KineticsRefused(
                "{model} has no {name}; it has {known}",
                model=self.name,
                name=name,
                known=", ".join(self.names),
            )
        return self.names.index(name)

    def with_parameters(self, changes: Mapping[str, float]) -> Model:
        """The same model with other values. Raises KineticsRefused: a parameter that it does not have."""
        for name in changes:
            if name not in self.parameters:
                raise KineticsRefused(
                    "{model} has no parameter {name}; it has {known}",
                    model=self.name,
                    name=name,
                    known=", ".join(self.parameters),
                )
        return replace(self, parameters={**self.parameters, **changes})
