"""The bench experiment that lets a strain feel the large vessel: a stirred vessel and a loop of plug flow."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Final

from xiandao.scaleup.transfer.gradients import Gradients, Organism
from xiandao.scaleup.transfer.reactors import TransferRefused

LEAST_LOOP_L: Final = 0.02  # less cannot be built from tubing and fittings
FASTEST_PUMP_L_PER_MIN: Final = 3.0  # a large peristaltic pump that spares cells; an assumption to replace


@dataclass(frozen=True, slots=True)
class ScaleDown:
    """A stirred vessel with a loop into whose entrance all feed goes."""

    vessel_l: float
    loop_l: float
    pump_l_per_min: float
    loop_stay_s: float
    share_in_loop: float
    entrance_g_per_l: float  # substrate where the feed meets the loop
    exit_g_per_l: float
    large_g_per_l: float  # what the feed zone of the large vessel shows
    remarks: tuple[str, ...]


def scale_down(
    large: Gradients, organism: Organism, *, biomass: float, uptake: float, total_l: float
) -> ScaleDown:
    """Volumes and pump of a bench apparatus with the large vessel's feed zone: same share, same stay.

    The loop's volume share is that of the rich zones (at least the feed zone), its residence time a cell's
    stay there. Substrate along the loop falls by Michaelis-Menten uptake at the same biomass.
    Raises TransferRefused for an apparatus without volume.
    """
    if total_l <= 0:
        raise TransferRefused("An apparatus of {total} L holds nothing.", total=total_l)
    zones = len(large.substrate)
    share = max(large.rich, 1 / zones)
    stay = large.stay_s * 2 if large.feed_zone in (0, zones - 1) else large.stay_s  # an end has one neighbour
    stay *= share * zones  # a cell crosses all rich zones
    loop = share * total_l
    pump = loop / stay * 60
    most = organism.most_uptake / 3600 * biomass  # g/(L s)
    fed = uptake * most * total_l  # g/s
    resting = organism.half_substrate * 0.1
    entrance = resting + fed / (pump / 60)
    leaving = _after(entrance, organism.half_substrate, most * stay)
    remarks = []
    if loop < LEAST_LOOP_L:
        remarks.append(f"a loop of {1000 * loop:.0f} mL cannot be built; take a larger vessel")
    if pump > FASTEST_PUMP_L_PER_MIN:
        remarks.append(f"a pump of {pump:.1f} L/min is faster than one that spares cells")
    return ScaleDown(
        total_l - loop,
        loop,
        pump,
        stay,
        share,
        entrance,
        leaving,
        float(large.substrate[large.feed_zone]),
        tuple(remarks),
    )


def _after(start: float, half: float, taken: float) -> float:
    """Substrate once so much could have been taken up: start - s + K ln(start / s) = taken (Lambert's W)."""
    from scipy.special import wrightomega

    return float(half * wrightomega(log(start / half) + (start - taken) / half).real)
