"""Oxygen into the broth, carbon dioxide out of it: kLa by several laws, hold-up, the balance of the gas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log, sqrt
from typing import Final

from xiandao.scaleup.transfer.crossing import crossing
from xiandao.scaleup.transfer.estimates import Band, Estimate, Range, band
from xiandao.scaleup.transfer.power import OVERVIEW, REMEMBERED
from xiandao.scaleup.transfer.reactors import (
    ATMOSPHERE,
    GRAVITY,
    NORMAL_MOLAR_VOLUME,
    Broth,
    Operation,
    Reactor,
    TransferRefused,
    gas_flow,
    superficial_velocity,
)

AIR: Final = 0.2095  # share of oxygen
# Henry constants in mol/(m3 Pa) at 298.15 K, and how their logarithms fall with 1/T in K,
# are those of Sander 2015, Atmos Chem Phys 15, 4399.
HENRY_O2: Final = (1.3e-5, 1500.0)
HENRY_CO2: Final = (3.3e-4, 2400.0)
# kLa of CO2 over that of O2: Royce & Thornhill 1991, AIChE J 37, 1680, as remembered by us, not looked up.
CO2_OVER_O2: Final = 0.893
WARMER: Final = (
    1.024  # kLa for each degree above 20 C: the usual factor, as in ASCE's standard of oxygen transfer
)
BUBBLE: Final = 0.0025  # m, mean bubble of Hughmark's hold-up


def solubility(henry: tuple[float, float], celsius: float) -> float:
    """mol/(m3 bar) in water; salts and sugars dissolve less, which is not counted."""
    at_25, slope = henry
    return at_25 * 1e5 * exp(slope * (1 / (celsius + 273.15) - 1 / 298.15))


@dataclass(frozen=True, slots=True)
class PowerLaw:
    """kLa = a (Pg/V)^b vs^c, 1/s at 20 C, with W/m3 and m/s; `volume_m3`: where it was measured."""

    name: str
    factor: float
    power: float
    velocity: float
    coalescing: bool
    volume_m3: Range
    per_volume: Range

    def at(self, per_volume: float, velocity: float, volume_m3: float) -> Estimate:
        """The estimate at 20 C, flagged outside the law's range."""
        value = self.factor * per_volume**self.power * velocity**self.velocity
        flags = self.per_volume.flags(per_volume) + self.volume_m3.flags(volume_m3)
        return Estimate(value, self.name, f"{self.name}, {OVERVIEW}", flags)


RIET_VOLUME: Final = Range("volume (m3)", 0.002, 4.4)
RIET_POWER: Final = Range("power (W/m3)", 500, 10_000)
LAWS: Final = (
    PowerLaw("van 't Riet 1979, coalescing", 0.026, 0.4, 0.5, True, RIET_VOLUME, RIET_POWER),
    PowerLaw("van 't Riet 1979, not coalescing", 0.002, 0.7, 0.2, False, RIET_VOLUME, RIET_POWER),
    PowerLaw("Figueiredo & Calderbank 1979", 0.026, 0.6, 0.8, True, Range("volume (m3)", 0, 0.6), RIET_POWER),
)


def kla(reactor: Reactor, operation: Operation, broth: Broth, gassed_w: Band) -> Band:
    """kLa in 1/s by every law, at the power that the middle of the gassed laws gives."""
    velocity = superficial_velocity(reactor, operation, broth)
    if velocity <= 0:
        raise TransferRefused(
            "{name} gets no gas: its kLa is that of its surface, not known here.", name=reactor.name
        )
    per_volume = gassed_w.middle / reactor.volume_m3
    warm = WARMER ** (operation.celsius - 20)
    found = []
    for law in LAWS:
        said = law.at(per_volume, velocity, reactor.volume_m3)
        fits = law.coalescing == broth.coalescing
        other = () if fits else ("made for the other kind of broth",)
        found.append(Estimate(said.value * warm, said.law, said.source, said.flags + other, fits))
    return band("1/s", found)


def holdup(reactor: Reactor, operation: Operation, broth: Broth) -> Band:
    """Share of gas in the broth: Hughmark 1980 with an impeller, Heijnen & van 't Riet 1984 without."""
    velocity, one = superficial_velocity(reactor, operation, broth), reactor.impellers[0]
    speed, two_thirds = operation.per_second, reactor.volume_m3 ** (2 / 3)
    flow, width = velocity * reactor.area_m2, 0.2 * one.diameter_m
    turning = speed**2 * one.diameter_m**4
    hughmark = (
        0.74
        * sqrt(flow / (speed * reactor.volume_m3))
        * sqrt(turning / (GRAVITY * width * two_thirds))
        * (BUBBLE * turning * broth.density / (broth.surface_tension * two_thirds)) ** 0.25
    )
    return band(
        "1",
        [
            Estimate(
                hughmark,
                "Hughmark 1980",
                f"Hughmark 1980, {REMEMBERED}",
                Range("hold-up", 0, 0.4).flags(hughmark),
            ),
            Estimate(
                0.6 * velocity**0.7,
                "Heijnen & van 't Riet 1984",
                f"Heijnen & van 't Riet 1984, Chem Eng J 28, B21, {REMEMBERED}: bubble columns",
                ("without an impeller",),
            ),
        ],
    )


@dataclass(frozen=True, slots=True)
class GasBalance:
    """Oxygen transferred and what follows: mmol/(L h), shares in the leaving gas, bar of dissolved CO2."""

    otr: float
    oxygen_out: float
    co2_out: float
    oxygen_used: float  # share of the oxygen that came in
    co2_bar: float  # partial pressure that the dissolved CO2 stands for


def balance(
    reactor: Reactor,
    operation: Operation,
    broth: Broth,
    kla_per_s: float,
    *,
    dissolved: float,
    quotient: float = 1.0,
) -> GasBalance:
    """The oxygen that can be transferred while `dissolved` (share of air saturation at 1 atm) is held.

    Gas in plug flow: the driving force is the logarithmic mean between the sparger (bottom pressure, air) and
    the surface (head pressure, what is left). Raises TransferRefused where the gas cannot hold that much.
    """
    coming = gas_flow(reactor, operation) / NORMAL_MOLAR_VOLUME  # mol/s
    soluble = solubility(HENRY_O2, operation.celsius)
    held = dissolved * AIR * ATMOSPHERE * soluble
    bottom = operation.head_bar + broth.density * GRAVITY * reactor.height_m / 1e5
    at_sparger = soluble * bottom * AIR - held
    if at_sparger <= 0:
        raise TransferRefused(
            "{name}: {share:.0%} of air saturation is more than the gas can hold; raise the pressure.",
            name=reactor.name,
            share=dissolved,
        )

    def leaving(rate: float) -> float:
        taken = rate * reactor.volume_m3
        return (coming * AIR - taken) / (coming - taken + quotient * taken)

    def surplus(rate: float) -> float:
        at_surface = soluble * operation.head_bar * leaving(rate) - held
        return kla_per_s * _log_mean(at_sparger, at_surface) - rate

    most = coming * AIR / reactor.volume_m3 * (1 - 1e-9)
    rate = _where_it_settles(surplus, most)
    taken = rate * reactor.volume_m3
    left = coming - taken + quotient * taken
    co2_out = quotient * taken / left if left > 0 else 0.0
    co2 = dissolved_co2(reactor, operation, kla_per_s, rate * 3600, quotient)
    return GasBalance(rate * 3600, leaving(rate), co2_out, taken / (coming * AIR), co2)


def _where_it_settles(surplus: Callable[[float], float], most: float) -> float:
    """The rate from 0 to `most` at which nothing is left over; the end where it never turns."""
    if surplus(0.0) <= 0:
        return 0.0
    return most if surplus(most) >= 0 else crossing(surplus, 0.0, most, xtol=1e-12)


def dissolved_co2(
    reactor: Reactor, operation: Operation, kla_per_s: float, our: float, quotient: float
) -> float:
    """Partial pressure in bar that dissolved CO2 stands for, at an uptake in mmol/(L h).

    The gas carries off all that is given off, from none at the sparger to most at the surface; what cannot
    pass the film at once stays dissolved beyond that.
    """
    coming = gas_flow(reactor, operation) / NORMAL_MOLAR_VOLUME
    rate = our / 3600
    taken = rate * reactor.volume_m3
    left = max(coming - taken + quotient * taken, 1e-12)
    mean = operation.head_bar * quotient * taken / left / 2
    film = CO2_OVER_O2 * kla_per_s * solubility(HENRY_CO2, operation.celsius)
    return mean + quotient * rate / film


def _log_mean(first: float, second: float) -> float:
    """Logarithmic mean; nothing where one end drives the other way."""
    if second <= 0 or first <= 0:
        return 0.0
    return first if abs(first - second) < 1e-9 * first else (first - second) / log(first / second)
