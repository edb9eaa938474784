"""From one vessel to the next: hold one figure, see what it does to the others, and where one may operate."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from xiandao.scaleup.transfer.crossing import crossing
from xiandao.scaleup.transfer.judging import Engineering, Limit, engineering, first_broken, limits
from xiandao.scaleup.transfer.reactors import (
    ATMOSPHERE,
    Broth,
    Demand,
    Operation,
    Reactor,
    TransferRefused,
    mean_pressure,
)

SLOWEST_RPM: Final = 1.0
FASTEST_RPM: Final = 5_000.0


class Criterion(StrEnum):
    """The figure that is held from vessel to vessel."""

    POWER_PER_VOLUME = "power per volume"
    KLA = "kLa"
    TIP_SPEED = "tip speed"
    MIXING_TIME = "mixing time"
    OXYGEN = "oxygen"  # the demand's uptake is transferred, whatever the first vessel did


class Gas(StrEnum):
    """How the gas is carried over."""

    VVM = "vvm"
    VELOCITY = "superficial velocity"


FIGURES: Final[Mapping[Criterion, Callable[[Engineering], float]]] = {
    Criterion.POWER_PER_VOLUME: lambda found: found.per_volume,
    Criterion.KLA: lambda found: found.kla.middle,
    Criterion.TIP_SPEED: lambda found: found.tip_speed,
    Criterion.MIXING_TIME: lambda found: -found.mixing.middle,  # the faster, the shorter
    Criterion.OXYGEN: lambda found: found.otr[1],
}


@dataclass(frozen=True, slots=True)
class Step:
    """One vessel under the criterion: its figures, its limits, and each figure over the first vessel's."""

    engineering: Engineering
    limits: tuple[Limit, ...]
    ratios: Mapping[str, float]

    @property
    def first_broken(self) -> Limit | None:
        """The limit that breaks first; None where all hold."""
        return first_broken(self.limits)


def scale_up(
    first: tuple[Reactor, Operation],
    others: Sequence[Reactor],
    broth: Broth,
    demand: Demand,
    *,
    criterion: Criterion,
    gas: Gas = Gas.VVM,
) -> list[Step]:
    """The first vessel and each other one at the speed that holds the criterion.

    Raises TransferRefused where no speed does; one that the vessel cannot turn is a broken limit.
    """
    reactor, operation = first
    origin = engineering(reactor, operation, broth, demand)
    target = demand.our if criterion is Criterion.OXYGEN else FIGURES[criterion](origin)
    found = [origin]
    for other in others:
        start = replace(operation, vvm=_gas_of(origin, other, operation, broth, gas))
        found.append(_at_speed(other, start, broth, demand, criterion, target))
    return [Step(one, tuple(limits(one, demand)), _ratios(one, origin)) for one in found]


def _gas_of(origin: Engineering, other: Reactor, operation: Operation, broth: Broth, gas: Gas) -> float:
    """vvm in the other vessel."""
    if gas is Gas.VVM:
        return operation.vvm
    warmer = (operation.celsius + 273.15) / 273.15
    normal = origin.velocity * other.area_m2 * mean_pressure(other, operation, broth) / ATMOSPHERE / warmer
    return normal * 60 / other.volume_m3


def _at_speed(
    reactor: Reactor, operation: Operation, broth: Broth, demand: Demand, criterion: Criterion, target: float
) -> Engineering:
    figure = FIGURES[criterion]

    def above(rpm: float) -> float:
        return figure(engineering(reactor, replace(operation, rpm=rpm), broth, demand)) - target

    if above(SLOWEST_RPM) > 0 or above(FASTEST_RPM) < 0:
        raise TransferRefused(
            "{name}: no speed from {low:g} to {high:g} rpm holds the {criterion} of the first vessel.",
            name=reactor.name,
            low=SLOWEST_RPM,
            high=FASTEST_RPM,
            criterion=criterion.value,
        )
    rpm = crossing(above, SLOWEST_RPM, FASTEST_RPM, xtol=1e-9, rtol=1e-12)
    return engineering(reactor, replace(operation, rpm=rpm), broth, demand)


def _ratios(found: Engineering, origin: Engineering) -> dict[str, float]:
    pairs = {
        "power per volume": (found.per_volume, origin.per_volume),
        "kLa": (found.kla.middle, origin.kla.middle),
        "tip speed": (found.tip_speed, origin.tip_speed),
        "mixing time": (found.mixing.middle, origin.mixing.middle),
        "oxygen": (found.otr[1], origin.otr[1]),
        "heat removal per volume": (
            found.heat_removed_kw / found.reactor.volume_m3,
            origin.heat_removed_kw / origin.reactor.volume_m3,
        ),
        "superficial velocity": (found.velocity, origin.velocity),
    }
    return {name: value / before for name, (value, before) in pairs.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """One point of the window: speed, gas, and the limit that breaks first there; "" where all hold."""

    rpm: float
    vvm: float
    broken: str


def window(
    reactor: Reactor,
    operation: Operation,
    broth: Broth,
    demand: Demand,
    *,
    rpm: Sequence[float],
    vvm: Sequence[float],
) -> list[Place]:
    """Where the vessel meets the demand within all its limits, over speed and gas."""
    places = []
    for gas in vvm:
        for turns in rpm:
            found = engineering(reactor, replace(operation, rpm=turns, vvm=gas), broth, demand)
            broken = first_broken(limits(found, demand))
            places.append(Place(turns, gas, broken.name if broken else ""))
    return places
