"""Power of the impellers without and with gas, flooding, tip speed and shear."""

from __future__ import annotations

from math import pi
from typing import Final

from xiandao.scaleup.transfer.estimates import Band, Estimate, Range, band
from xiandao.scaleup.transfer.reactors import GRAVITY, Broth, Impeller, Operation, Reactor, actual_flow

TURBULENT: Final = 1e4  # Reynolds number from which the power number is constant in baffled vessels
METZNER_OTTO: Final = 13.0  # mean shear rate over speed, Rushton turbine; others give 10 to 13
OVERVIEW: Final = "as given by Garcia-Ochoa & Gomez 2009, doi:10.1016/j.biotechadv.2008.10.006"
REMEMBERED: Final = "as remembered by us, not looked up"  # where nothing within our reach tells the constants
BLADE_HEIGHT: Final = 0.2  # of a Rushton turbine, over its diameter: the standard geometry


def reynolds(one: Impeller, operation: Operation, broth: Broth) -> float:
    """Reynolds number of an impeller."""
    return broth.density * operation.per_second * one.diameter_m**2 / broth.viscosity


def power_of(one: Impeller, operation: Operation, broth: Broth) -> float:
    """Power of one impeller without gas, W: the power number's definition."""
    return one.power_number * broth.density * operation.per_second**3 * one.diameter_m**5


def ungassed_power(reactor: Reactor, operation: Operation, broth: Broth) -> Estimate:
    """Power of all impellers without gas, W; impellers a diameter apart or more do not disturb each other."""
    total = sum(power_of(one, operation, broth) for one in reactor.impellers)
    slow = min(reynolds(one, operation, broth) for one in reactor.impellers)
    flags = Range("Reynolds number", TURBULENT, float("inf")).flags(slow)
    if reactor.height_m / len(reactor.impellers) < max(one.diameter_m for one in reactor.impellers):
        flags += ("impellers are less than a diameter apart: together they draw less",)
    return Estimate(total, "power number", "definition", flags)


def gassed_power(reactor: Reactor, operation: Operation, broth: Broth) -> Band:
    """Power of all impellers with gas, W, by two laws; the lowest impeller's loss is taken for all."""
    plain = ungassed_power(reactor, operation, broth)
    flow = actual_flow(reactor, operation, broth)
    if flow == 0:
        return band("W", [plain])
    lowest = reactor.impellers[0]
    return band(
        "W",
        [
            _part(plain, _hughmark(reactor, lowest, operation, flow), "Hughmark 1980"),
            _part(plain, _cui(lowest, operation, flow), "Cui 1996"),
        ],
    )


def _part(plain: Estimate, share: float, law: str) -> Estimate:
    """What is left under gas; a law that gives more than without gas is stretched, and cut to it."""
    flags = plain.flags + (("more power than without gas; cut to it",) if share > 1 else ())
    return Estimate(plain.value * min(share, 1.0), law, f"{law}, {REMEMBERED}", flags)


def _hughmark(reactor: Reactor, one: Impeller, operation: Operation, flow: float) -> float:
    speed, width = operation.per_second, BLADE_HEIGHT * one.diameter_m
    flowing = flow / (speed * reactor.volume_m3)
    lifting = speed**2 * one.diameter_m**4 / (GRAVITY * width * reactor.volume_m3 ** (2 / 3))
    return float(0.10 * flowing**-0.25 * lifting**-0.2)


def _cui(one: Impeller, operation: Operation, flow: float) -> float:
    """SI units: flow in m3/s, speed in 1/s, diameter in m."""
    group = flow * operation.per_second**0.25 / one.diameter_m**2
    lost = 9.9 * group if group <= 0.055 else 0.52 + 0.62 * group
    return float(max(1 - lost, 0.1))


def flooding(reactor: Reactor, operation: Operation, broth: Broth) -> Estimate:
    """Gas over what floods the lowest impeller; above 1 it no longer spreads the gas.

    Fl = 30 Fr (D/T)^3.5, of Nienow, Warmoeskerken, Smith & Konno 1985 as remembered by us, not looked up.
    """
    lowest = reactor.impellers[0]
    speed = operation.per_second
    flow_number = actual_flow(reactor, operation, broth) / (speed * lowest.diameter_m**3)
    froude = speed**2 * lowest.diameter_m / GRAVITY
    most = 30 * froude * (lowest.diameter_m / reactor.diameter_m) ** 3.5
    flags = () if lowest.sort == "rushton" else ("measured with Rushton turbines",)
    return Estimate(flow_number / most, "flooding line", f"Nienow et al. 1985, {REMEMBERED}", flags)


def tip_speed(reactor: Reactor, operation: Operation) -> float:
    """The fastest tip, m/s."""
    return pi * operation.per_second * max(one.diameter_m for one in reactor.impellers)


def mean_shear(operation: Operation) -> Estimate:
    """Mean shear rate around a Rushton turbine, 1/s."""
    source = "AIChE J 3, 3-10, as told by Wu, Graham & Noui Mehidi 2006, doi:10.1002/aic.10857"
    return Estimate(METZNER_OTTO * operation.per_second, "Metzner & Otto 1957", source)


def smallest_eddies(power_w: float, reactor: Reactor, broth: Broth) -> float:
    """Kolmogorov's length at mean dissipation, m: cells much smaller are carried, larger ones are sheared."""
    dissipation = power_w / (broth.density * reactor.volume_m3)
    return float(((broth.viscosity / broth.density) ** 3 / dissipation) ** 0.25)
