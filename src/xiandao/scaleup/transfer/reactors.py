"""What a vessel, its operation, its broth and its organism are like, checked when they are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, pi
from typing import Final

from xiandao.kernel.refusals import Refusal

GRAVITY: Final = 9.80665  # m/s2, standard
ATMOSPHERE: Final = 1.01325  # bar
NORMAL_MOLAR_VOLUME: Final = 0.022414  # m3/mol at 0 C and 1.01325 bar

# Turbulent power and flow numbers: Paul, Atiemo-Obeng & Kresta, Handbook of Industrial Mixing (2004), ch. 6,
# as remembered by us, not looked up.
IMPELLERS: Final[Mapping[str, tuple[float, float]]] = {
    "rushton": (5.0, 0.72),
    "pitched-blade": (1.27, 0.79),
    "hydrofoil": (0.30, 0.56),
}


class TransferRefused(Refusal):
    """Something cannot be said of a vessel like this."""


@dataclass(frozen=True, slots=True)
class Impeller:
    """One impeller: its sort, its diameter in m, and its turbulent power and flow numbers."""

    sort: str
    diameter_m: float
    power_number: float
    flow_number: float


def impeller(sort: str, diameter_m: float) -> Impeller:
    """An impeller of a known sort. Raises TransferRefused for an unknown one: give its numbers yourself."""
    if sort not in IMPELLERS:
        raise TransferRefused(
            "There is no impeller “{sort}”; known are {known}. Give the power and flow number of another.",
            sort=sort,
            known=", ".join(IMPELLERS),
        )
    return Impeller(sort, diameter_m, *IMPELLERS[sort])


@dataclass(frozen=True, slots=True)
class Cooling:
    """What takes heat away: area in m2, coefficient in W/(m2 K), mean temperature of the coolant in C."""

    area_m2: float
    coefficient_w_per_m2_k: float
    coolant_c: float


@dataclass(frozen=True, slots=True)
class Reactor:
    """A baffled, upright, flat-bottomed cylinder; height is that of the ungassed liquid."""

    name: str
    diameter_m: float
    height_m: float
    impellers: tuple[Impeller, ...]
    motor_kw: float
    most_rpm: float
    most_gas_m3_per_h: float  # normal cubic metres; 0 where there is no sparger
    cooling: Cooling

    def __post_init__(self) -> None:
        """Refuse what no vessel has."""
        named = {
            "diameter_m": self.diameter_m,
            "height_m": self.height_m,
            "motor_kw": self.motor_kw,
            "most_rpm": self.most_rpm,
            "cooling area": self.cooling.area_m2,
            "cooling coefficient": self.cooling.coefficient_w_per_m2_k,
        }
        _positive(self.name, named)
        if not self.impellers:
            raise TransferRefused(
                "{name} has no impeller; nothing here speaks of such a vessel.", name=self.name
            )
        for one in self.impellers:
            if not 0 < one.diameter_m < self.diameter_m:
                raise TransferRefused(
                    "{name}: an impeller of {inner} m does not fit into a vessel of {outer} m.",
                    name=self.name,
                    inner=one.diameter_m,
                    outer=self.diameter_m,
                )

    @property
    def area_m2(self) -> float:
        """Cross section."""
        return pi / 4 * self.diameter_m**2

    @property
    def volume_m3(self) -> float:
        """Volume of liquid."""
        return self.area_m2 * self.height_m


@dataclass(frozen=True, slots=True)
class Operation:
    """How it is run: speed, normal volumes of gas a minute over the liquid's, temperature, head pressure."""

    rpm: float
    vvm: float
    celsius: float = 30.0
    head_bar: float = ATMOSPHERE

    def __post_init__(self) -> None:
        """Refuse what cannot be run."""
        _positive("operation", {"rpm": self.rpm, "head_bar": self.head_bar})
        if not (isfinite(self.vvm) and self.vvm >= 0):
            raise TransferRefused("operation: vvm must not be negative, and is {value}.", value=self.vvm)
        if not 0 < self.celsius < 100:
            raise TransferRefused("operation: {value} C is no temperature of a broth.", value=self.celsius)

    @property
    def per_second(self) -> float:
        """Turns a second."""
        return self.rpm / 60


@dataclass(frozen=True, slots=True)
class Broth:
    """The liquid: kg/m3, Pa s, N/m; whether bubbles run together in it (salts keep them apart)."""

    density: float = 1000.0
    viscosity: float = 0.001
    surface_tension: float = 0.072
    coalescing: bool = True


@dataclass(frozen=True, slots=True)
class Demand:
    """What the organism takes up at its busiest, and what it bears.

    our: mmol O2/(L h); respiratory quotient; least dissolved oxygen, of saturation with air at 1 atm;
    most dissolved CO2 as a partial pressure in bar; most tip speed in m/s.
    """

    our: float
    quotient: float = 1.0
    least_oxygen: float = 0.2
    most_co2_bar: float = 0.15
    most_tip_speed: float = 8.0


def gas_flow(reactor: Reactor, operation: Operation) -> float:
    """Gas in normal m3/s. Raises TransferRefused where there is gas and no sparger."""
    if operation.vvm > 0 and reactor.most_gas_m3_per_h <= 0:
        raise TransferRefused(
            "{name} has no sparger and is asked for {vvm} vvm; set vvm to 0 or describe its gas supply.",
            name=reactor.name,
            vvm=operation.vvm,
        )
    return operation.vvm * reactor.volume_m3 / 60


def mean_pressure(reactor: Reactor, operation: Operation, broth: Broth) -> float:
    """Absolute pressure at half depth, bar."""
    return operation.head_bar + broth.density * GRAVITY * reactor.height_m / 2 / 1e5


def actual_flow(reactor: Reactor, operation: Operation, broth: Broth) -> float:
    """Gas in m3/s at the temperature and mean pressure of the broth."""
    warmer = (operation.celsius + 273.15) / 273.15
    return gas_flow(reactor, operation) * warmer * ATMOSPHERE / mean_pressure(reactor, operation, broth)


def superficial_velocity(reactor: Reactor, operation: Operation, broth: Broth) -> float:
    """Gas velocity over the empty cross section, m/s."""
    return actual_flow(reactor, operation, broth) / reactor.area_m2


def _positive(owner: str, named: Mapping[str, float]) -> None:
    for name, value in named.items():
        if not (isfinite(value) and value > 0):
            raise TransferRefused(
                "{owner}: {name} must be above 0, and is {value}.", owner=owner, name=name, value=value
            )
