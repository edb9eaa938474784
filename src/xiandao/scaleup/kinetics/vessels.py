"""A stirred vessel over time: batch, fed-batch, chemostat; what goes in and out is counted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf

from xiandao.scaleup.kinetics.compounds import KineticsRefused
from xiandao.scaleup.kinetics.models.storing import storing
from xiandao.scaleup.kinetics.operation import Operation, Outflow, Stream
from xiandao.scaleup.kinetics.reactor import EXACT, Values, run
from xiandao.scaleup.kinetics.strains import Strain


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
    until_volume: float = inf
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
    most_otr: float = inf,
    at_h: Values | None = None,
    exact: float = EXACT,
) -> Trajectory:
    """Run a vessel. `most_otr`: oxygen that can be transferred, mol/(L h); beyond it all rates shrink.

    Solved to a relative `exact`. `at_h`: the hours to tell, else 200 even ones. Raises KineticsRefused: a
    start that cannot be, time that does not run forward, or equations that did not converge.
    """
    if not start.biomass > 0:
        raise KineticsRefused("a run needs biomass above 0")
    found = run(storing(strain), operation_of(start, until_h, feed, most_otr), at_h=at_h, exact=exact)
    return Trajectory(
        hours=found.hours,
        biomass=found["biomass"],
        product=found["product"],
        carbon=found["carbon"],
        nitrogen=found["nitrogen"],
        volume=found.volume,
        co2=found.co2,
        o2=found.o2,
        our=found.our,
        carbon_gap=found.carbon_gap,
    )


def operation_of(start: Start, until_h: float, feed: Feed | None, most_otr: float = inf) -> Operation:
    """The same start and feed, as the reactor of any model takes them."""
    contents = {
        "biomass": start.biomass,
        "product": start.product,
        "carbon": start.carbon,
        "nitrogen": start.nitrogen,
    }
    streams: tuple[Stream, ...] = ()
    if feed is not None:
        stream = Stream(
            {"carbon": feed.carbon, "nitrogen": feed.nitrogen}, feed.flow, feed.from_h, inf, feed.growth
        )
        full = inf if feed.outflow else stream.until_litres(feed.until_volume - start.volume)
        streams = (replace(stream, to_h=full),) if full > feed.from_h else ()
    return Operation(
        start=contents,
        volume_l=start.volume,
        until_h=until_h,
        streams=streams,
        outflows=(Outflow(),) if feed is not None and feed.outflow else (),
        most_otr=most_otr,
    )


def changed(strain: Strain, **parameters: float) -> Strain:
    """The strain with other parameters; each is checked again."""
    return replace(strain, **parameters)  # type: ignore[arg-type]
