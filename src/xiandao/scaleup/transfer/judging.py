"""Everything that a vessel does at one operation, and each limit with the oxygen uptake that it allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from xiandao.scaleup.transfer.crossing import crossing
from xiandao.scaleup.transfer.estimates import Band, Estimate
from xiandao.scaleup.transfer.mixing import circulation_time, mixing_time
from xiandao.scaleup.transfer.oxygen import GasBalance, balance, dissolved_co2, holdup, kla
from xiandao.scaleup.transfer.power import (
    flooding,
    gassed_power,
    mean_shear,
    smallest_eddies,
    tip_speed,
    ungassed_power,
)
from xiandao.scaleup.transfer.reactors import (
    Broth,
    Demand,
    Operation,
    Reactor,
    gas_flow,
    mean_pressure,
    superficial_velocity,
)

OXYCALORIC: Final = (
    460.0  # kJ/mol O2, any aerobic growth: Roels 1983, Energetics and Kinetics in Biotechnology
)
MOTOR_SHARE: Final = 0.9  # of the motor's power reaches the broth: gear and seal, an assumption of ours
EXACT: Final = 1e-6
HIGHEST_OUR: Final = 2_000.0  # mmol/(L h): far above any culture


@dataclass(frozen=True, slots=True)
class Engineering:
    """What a vessel does at one operation; bands where laws differ."""

    reactor: Reactor
    operation: Operation
    power: Estimate  # W, without gas
    gassed: Band  # W
    per_volume: float  # W/m3, by the middle of the gassed laws
    velocity: float  # m/s
    tip_speed: float  # m/s
    shear: Estimate  # 1/s
    eddies_m: float
    flooding: Estimate  # above 1: flooded
    kla: Band  # 1/s
    holdup: Band
    mixing: Band  # s
    circulation_s: float
    pressure_bar: float  # at half depth
    oxygen: tuple[GasBalance, GasBalance, GasBalance]  # by the least, the middle and the highest kLa
    heat_removed_kw: float  # the most

    @property
    def otr(self) -> tuple[float, float, float]:
        """Oxygen transfer at the demand's dissolved oxygen, mmol/(L h): least, middle, most."""
        least, middle, most = (one.otr for one in self.oxygen)
        return least, middle, most

    @property
    def flags(self) -> tuple[str, ...]:
        """Every stretch of every law."""
        said = [
            *self.power.flags,
            *self.kla.flags,
            *self.gassed.flags,
            *self.holdup.flags,
            *self.mixing.flags,
        ]
        return tuple(dict.fromkeys([*said, *self.flooding.flags]))


def engineering(reactor: Reactor, operation: Operation, broth: Broth, demand: Demand) -> Engineering:
    """All figures of a vessel at one operation. Raises TransferRefused where it gets no gas."""
    gassed = gassed_power(reactor, operation, broth)
    transfer = kla(reactor, operation, broth, gassed)
    told = [
        balance(reactor, operation, broth, value, dissolved=demand.least_oxygen, quotient=demand.quotient)
        for value in (transfer.low, transfer.middle, transfer.high)
    ]
    cooling = reactor.cooling
    removed = (
        cooling.area_m2 * cooling.coefficient_w_per_m2_k * (operation.celsius - cooling.coolant_c) / 1000
    )
    return Engineering(
        reactor=reactor,
        operation=operation,
        power=ungassed_power(reactor, operation, broth),
        gassed=gassed,
        per_volume=gassed.middle / reactor.volume_m3,
        velocity=superficial_velocity(reactor, operation, broth),
        tip_speed=tip_speed(reactor, operation),
        shear=mean_shear(operation),
        eddies_m=smallest_eddies(gassed.middle, reactor, broth),
        flooding=flooding(reactor, operation, broth),
        kla=transfer,
        holdup=holdup(reactor, operation, broth),
        mixing=mixing_time(reactor, operation, broth, gassed.middle),
        circulation_s=circulation_time(reactor, operation),
        pressure_bar=mean_pressure(reactor, operation, broth),
        oxygen=(told[0], told[1], told[2]),
        heat_removed_kw=removed,
    )


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit: what it allows. `our` in mmol/(L h), None where it does not depend on the uptake."""

    name: str
    value: float
    most: float
    unit: str
    our: float | None
    said: str

    @property
    def holds(self) -> bool:
        """Whether it is kept; a speed that was found for just this limit keeps it."""
        return self.value <= self.most * (1 + EXACT)


def limits(found: Engineering, demand: Demand) -> list[Limit]:
    """Every limit at the demand, the one that breaks first at a growing uptake first.

    Oxygen is judged by the middle of the kLa laws; what the least and the highest say stands in its sentence.
    """
    growing = [_oxygen(found, demand), _cooling(found, demand), _carbon_dioxide(found, demand)]
    fixed = [
        _fixed("motor", found.power.value / 1000, MOTOR_SHARE * found.reactor.motor_kw, "kW"),
        _fixed("speed", found.operation.rpm, found.reactor.most_rpm, "rpm"),
        _fixed(
            "gas", gas_flow(found.reactor, found.operation) * 3600, found.reactor.most_gas_m3_per_h, "m3/h"
        ),
        _fixed("flooding", found.flooding.value, 1.0, "of the flooding gas"),
        _fixed("tip speed", found.tip_speed, demand.most_tip_speed, "m/s"),
    ]
    broken = [one for one in fixed if not one.holds]
    return [*broken, *sorted(growing, key=_allowed), *(one for one in fixed if one.holds)]


def first_broken(found: Sequence[Limit]) -> Limit | None:
    """The limit that breaks first at this demand; None where all hold."""
    return next((one for one in found if not one.holds), None)


def _allowed(one: Limit) -> float:
    return inf if one.our is None else one.our


def _fixed(name: str, value: float, most: float, unit: str) -> Limit:
    return Limit(name, value, most, unit, None, f"{value:.3g} of at most {most:.3g} {unit}")


def _oxygen(found: Engineering, demand: Demand) -> Limit:
    least, middle, most = found.otr
    said = (
        f"{demand.our:.3g} asked; {least:.3g} to {most:.3g} can be transferred, by the law that is believed"
    )
    return Limit("oxygen", demand.our, middle, "mmol/(L h)", middle, said)


def _cooling(found: Engineering, demand: Demand) -> Limit:
    volume, stirring = found.reactor.volume_m3, found.gassed.middle / 1000
    made = heat_made(demand.our, volume) + stirring
    allowed = max(found.heat_removed_kw - stirring, 0.0) / heat_made(1.0, volume)
    said = f"{made:.3g} kW are made, {stirring:.2g} by stirring; {found.heat_removed_kw:.3g} can be removed"
    return Limit("cooling", made, found.heat_removed_kw, "kW", allowed, said)


def _carbon_dioxide(found: Engineering, demand: Demand) -> Limit:
    def at(our: float) -> float:
        return dissolved_co2(found.reactor, found.operation, found.kla.middle, our, demand.quotient)

    value = at(demand.our)
    top = min(found.otr[2], HIGHEST_OUR)
    allowed = (
        top if at(top) <= demand.most_co2_bar else crossing(lambda u: at(u) - demand.most_co2_bar, 0, top)
    )
    said = f"dissolved CO2 stands for {value:.2g} bar, {demand.most_co2_bar:.2g} are borne"
    return Limit("carbon dioxide", value, demand.most_co2_bar, "bar", allowed, said)


def heat_made(our: float, volume_m3: float) -> float:
    """kW given off by an uptake of mmol/(L h) in so many m3."""
    return our / 3600 * OXYCALORIC * volume_m3
