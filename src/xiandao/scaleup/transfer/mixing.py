"""How long it takes until all is mixed, and once around."""

from __future__ import annotations

from typing import Final

from xiandao.scaleup.transfer.estimates import Band, Estimate, band
from xiandao.scaleup.transfer.power import REMEMBERED, TURBULENT, reynolds
from xiandao.scaleup.transfer.reactors import Broth, Operation, Reactor

SQUAT: Final = 1.2  # height over diameter up to which one impeller mixes the whole vessel


def mixing_time(reactor: Reactor, operation: Operation, broth: Broth, power_w: float) -> Band:
    """Seconds until 95 % homogeneous, by the laws for the vessel's height; gas is counted in its power."""
    one = reactor.impellers[0]
    slow = reynolds(one, operation, broth)
    stretched = () if slow >= TURBULENT else (f"Reynolds number {slow:.3g} is not turbulent",)
    tall = reactor.height_m / reactor.diameter_m
    if tall <= SQUAT:
        return band(
            "s", [_grenville(reactor, operation, stretched), _nienow(reactor, broth, power_w, stretched)]
        )
    return band("s", [_cooke(reactor, operation, stretched), _stretched(reactor, broth, power_w, stretched)])


def _grenville(reactor: Reactor, operation: Operation, flags: tuple[str, ...]) -> Estimate:
    """N t = 5.20 Po^-1/3 T^1.5 H^0.5 / D^2, as in the Handbook of Industrial Mixing (2004), ch. 9."""
    one = reactor.impellers[0]
    value = 5.20 * one.power_number ** (-1 / 3) * reactor.diameter_m**1.5 * reactor.height_m**0.5
    return Estimate(
        value / (one.diameter_m**2 * operation.per_second),
        "Grenville 1992",
        "as given by Paul, Atiemo-Obeng & Kresta 2004, Handbook of Industrial Mixing, ch. 9, and by fluids",
        flags,
    )


def _nienow(reactor: Reactor, broth: Broth, power_w: float, flags: tuple[str, ...]) -> Estimate:
    """t = 5.9 T^2/3 e^-1/3 (D/T)^-1/3, e in W/kg."""
    dissipation = power_w / (broth.density * reactor.volume_m3)
    slim = reactor.impellers[0].diameter_m / reactor.diameter_m
    value = 5.9 * reactor.diameter_m ** (2 / 3) * dissipation ** (-1 / 3) * slim ** (-1 / 3)
    return Estimate(value, "Nienow 1997", f"Nienow 1997, Chem Eng Sci 52, 2557, {REMEMBERED}", flags)


def _cooke(reactor: Reactor, operation: Operation, flags: tuple[str, ...]) -> Estimate:
    """N t = 3.3 Po^-1/3 (H/D)^2.43, several Rushton turbines on a shaft."""
    one = reactor.impellers[0]
    value = 3.3 * one.power_number ** (-1 / 3) * (reactor.height_m / one.diameter_m) ** 2.43
    more = () if one.sort == "rushton" else ("measured with Rushton turbines",)
    return Estimate(
        value / operation.per_second,
        "Cooke 1988",
        f"Cooke, Middleton & Bush 1988, {REMEMBERED}",
        flags + more,
    )


def _stretched(reactor: Reactor, broth: Broth, power_w: float, flags: tuple[str, ...]) -> Estimate:
    """The law of a squat vessel times (H/T)^2: exchange between the impellers' cells is what takes long."""
    squat = _nienow(reactor, broth, power_w, flags)
    tall = reactor.height_m / reactor.diameter_m
    return Estimate(
        squat.value * tall**2,
        "Nienow 1997, times (H/T)^2",
        f"{squat.source}; the factor is ours, for exchange by dispersion along the height",
        (*flags, "made for vessels as high as wide"),
    )


def circulation_time(reactor: Reactor, operation: Operation) -> float:
    """Seconds for once around: volume over what all impellers pump."""
    pumped = sum(one.flow_number * operation.per_second * one.diameter_m**3 for one in reactor.impellers)
    return reactor.volume_m3 / pumped
