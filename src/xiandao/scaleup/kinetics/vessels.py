"""A stirred vessel over time: batch, fed-batch, chemostat; what goes in and out is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.integrate import solve_ivp

from xiandao.scaleup.kinetics.strains import (
    BIOMASS,
    KineticsRefused,
    Rates,
    Strain,
    balanced,
    rates,
)

Values = npt.NDArray[np.float64]
NAMES: Final = ("biomass", "product", "carbon", "nitrogen", "volume", "co2", "o2", "carbon_in", "carbon_out")
EXACT: Final = 1e-9  # relative, of the solver; the absolute one is a hundredth of it


@dataclass(frozen=True, slots=True)
class Start:
    """What is in the vessel at first: g/L, and litres."""

    biomass: float
    carbon: float
    nitrogen: float
    volume: float
    product: float = 0.0


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed from an hour on: litres an hour at its start, growing by `growth` an hour; g/L in it.

    `until_volume`: it stops when the vessel holds so much; `outflow`: as much leaves as comes in (chemostat).
    """

    carbon: float
    nitrogen: float
    flow: float
    from_h: float = 0.0
    growth: float = 0.0
    until_volume: float = float("inf")
    outflow: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Trajectory:
    """Columns over `hours`: g/L, volume in L, sums in mol; `our` in mol/(L h); `carbon_gap` is the balance.

    `carbon_gap`: |carbon in - carbon out| over carbon in, at its worst. `co2`, `o2`: given off and taken up.
    """

    hours: Values
    biomass: Values
    product: Values
    carbon: Values
    nitrogen: Values
    volume: Values
    co2: Values
    o2: Values
    our: Values
    carbon_gap: float

    @property
    def titre(self) -> float:
        """Product at the end, g/L."""
        return float(self.product[-1])

    @property
    def productivity(self) -> float:
        """Product over the whole time and the volume at the end, g/(L h)."""
        return float(self.product[-1] / (self.hours[-1] - self.hours[0]))


def simulate(
    strain: Strain,
    start: Start,
    *,
    until_h: float,
    feed: Feed | None = None,
    most_otr: float = float("inf"),
    at_h: Values | None = None,
    exact: float = EXACT,
) -> Trajectory:
    """Run a vessel. `most_otr`: oxygen that can be transferred, mol/(L h); beyond it all rates shrink.

    Solved by BDF to a relative `exact`. `at_h`: the hours to tell, else 200 even ones. Raises
    KineticsRefused: a start that cannot be, time that does not run forward, or equations that did not
    converge.
    """
    _check(start, until_h, most_otr)
    hours = np.linspace(0.0, until_h, 200) if at_h is None else np.asarray(at_h, dtype=np.float64)
    if len(hours) == 0 or (np.diff(hours) <= 0).any() or hours[0] < 0 or hours[-1] > until_h:
        raise KineticsRefused("the hours to tell must grow from 0 to {until}", until=until_h)
    state = np.array(
        [start.biomass, start.product, start.carbon, start.nitrogen, start.volume, 0.0, 0.0, 0.0, 0.0]
    )
    steps = sorted({0.0, until_h, *([feed.from_h] if feed and 0 < feed.from_h < until_h else [])})
    told: list[Values] = []
    for begin, end in pairwise(steps):
        inside = hours[(hours >= begin) & (hours < end)] if end < until_h else hours[hours >= begin]
        state, rows = _segment(strain, feed, most_otr, state, (begin, end), inside, exact)
        told.append(rows)
    return _trajectory(strain, hours, np.hstack(told), most_otr, start)


def _segment(
    strain: Strain,
    feed: Feed | None,
    most_otr: float,
    state: Values,
    span: tuple[float, float],
    inside: Values,
    exact: float,
) -> tuple[Values, Values]:
    """From one event to the next; a feed that fills the vessel ends its part."""
    rows = []
    begin, end = span
    while begin < end:
        flowing = feed if feed and begin >= feed.from_h and state[4] < feed.until_volume - 1e-9 else None

        def full(_: float, now: Values) -> float:
            return float(feed.until_volume - now[4]) if feed else 1.0

        full.terminal = True  # type: ignore[attr-defined]
        solved = solve_ivp(
            lambda hour, now, flowing=flowing: _slope(strain, flowing, most_otr, hour, now),
            (begin, end),
            state,
            method="BDF",
            rtol=exact,
            atol=exact / 100,
            dense_output=True,
            events=[full] if flowing and not flowing.outflow and np.isfinite(flowing.until_volume) else None,
        )
        if not solved.success:
            raise KineticsRefused(
                "the equations did not converge after {hour} h: {reason}",
                hour=round(float(solved.t[-1]), 3),
                reason=solved.message,
            )
        reached = float(solved.t[-1])
        wanted = inside[(inside >= begin) & ((inside < reached) if reached < end else (inside <= end))]
        rows.append(solved.sol(wanted) if len(wanted) else np.zeros((len(NAMES), 0)))
        state, begin = solved.y[:, -1], reached if reached < end else end
    return state, np.hstack(rows)


def limited(strain: Strain, biomass: float, found: Rates, most_otr: float) -> Rates:
    """The rates that the oxygen transferred allows: all shrink by one share."""
    demand = found.oxygen * biomass
    if demand <= most_otr or demand <= 0:
        return found
    share = most_otr / demand
    burnt = found.carbon_source - found.growth / strain.yield_biomass - found.product / strain.yield_product
    return balanced(strain, found.growth * share, found.product * share, burnt * share)


def _slope(strain: Strain, feed: Feed | None, most_otr: float, hour: float, now: Values) -> Values:
    biomass, product, carbon, nitrogen, volume = (float(value) for value in now[:5])
    found = limited(strain, biomass, rates(strain, biomass, product, carbon, nitrogen), most_otr)
    flow = feed.flow * np.exp(feed.growth * (hour - feed.from_h)) if feed else 0.0
    thinned = flow / volume
    source = strain.substrate.grams_per_carbon
    slope = np.zeros(len(NAMES))
    slope[0] = (found.growth - thinned) * biomass
    slope[1] = found.product * biomass - thinned * product
    slope[2] = -found.carbon_source * biomass + thinned * ((feed.carbon if feed else 0.0) - carbon)
    slope[3] = -found.nitrogen * biomass + thinned * ((feed.nitrogen if feed else 0.0) - nitrogen)
    slope[4] = 0.0 if feed is None or feed.outflow else flow
    slope[5] = found.carbon_dioxide * biomass * volume
    slope[6] = found.oxygen * biomass * volume
    slope[7] = flow * (feed.carbon if feed else 0.0) / source
    if feed is not None and feed.outflow:
        slope[8] = flow * _held(strain, biomass, product, carbon)
    return slope


def _held(strain: Strain, biomass: float, product: float, carbon: float) -> float:
    """Carbon in a litre, mol."""
    return (
        biomass / BIOMASS.grams_per_carbon
        + product / strain.product.grams_per_carbon
        + carbon / strain.substrate.grams_per_carbon
    )


def _trajectory(strain: Strain, hours: Values, rows: Values, most_otr: float, start: Start) -> Trajectory:
    biomass, product, carbon, nitrogen, volume, co2, o2, fed, left = rows
    inside = (
        np.array([_held(strain, *three) for three in zip(biomass, product, carbon, strict=True)]) * volume
    )
    begun = _held(strain, start.biomass, start.product, start.carbon) * start.volume
    gap = np.abs(begun + fed - inside - co2 - left) / (begun + fed)
    our = np.array(
        [
            limited(strain, x, rates(strain, x, p, s, n), most_otr).oxygen * x
            for x, p, s, n in zip(biomass, product, carbon, nitrogen, strict=True)
        ]
    )
    return Trajectory(
        hours, biomass, product, carbon, nitrogen, volume, co2, o2, our, float(gap.max(initial=0.0))
    )


def _check(start: Start, until_h: float, most_otr: float) -> None:
    if until_h <= 0:
        raise KineticsRefused("a run of {hours} h does not run forward", hours=until_h)
    if most_otr < 0:
        raise KineticsRefused("oxygen transfer cannot be {otr}", otr=most_otr)
    for name in ("biomass", "carbon", "nitrogen", "product"):
        if not getattr(start, name) >= 0:
            raise KineticsRefused(
                "at first there are {value} g/L of {name}", value=getattr(start, name), name=name
            )
    if start.volume <= 0 or start.biomass <= 0:
        raise KineticsRefused("a run needs a volume and biomass above 0")


def changed(strain: Strain, **parameters: float) -> Strain:
    """The strain with other parameters; each is checked again."""
    return replace(strain, **parameters)  # type: ignore[arg-type]
