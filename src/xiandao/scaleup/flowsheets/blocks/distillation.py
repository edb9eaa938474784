"""Ethanol from water in a column: stages stepped by McCabe and Thiele on the equilibrium of UNIFAC."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.flowsheets.equilibria import ethanol_table
from xiandao.scaleup.flowsheets.outcomes import Broken, Duties, Machine, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Stream, Values

MOST_STAGES: Final = 80
F_FACTOR: Final = 2.0  # Pa^0.5 at which sieve trays run; our assumption within the usual 1.2 to 2.5
SPACING: Final = 0.6  # m between trays
EFFICIENCY: Final = 0.6  # of a tray; our assumption
CONDENSED: Final = 39.0  # kJ/mol: of ethanol 38.6, of water 40.7 where they boil
STEEL: Final = 7900.0  # kg/m3
TRANSFER: Final = 0.9  # kW/(m2 K); our assumption


def least_reflux(feed: Values, top: Values) -> Values:
    """Reflux ratio at which the operating line touches the equilibrium, at the feed or above it."""
    liquid, vapour, _ = ethanol_table()
    shape = np.broadcast_shapes(np.shape(feed), np.shape(top))
    x = liquid.reshape(-1, *(1,) * len(shape))
    y = vapour.reshape(x.shape)
    pinch = np.interp(feed, liquid, vapour)
    slope = (top - pinch) / (top - feed)
    with np.errstate(divide="ignore", invalid="ignore"):
        lines = np.where((x > feed) & (x < top - 0.01), (top - y) / (top - x), -np.inf)
    slope = np.maximum(slope, lines.max(axis=0))
    return np.where((slope < 1.0) & (slope > 0), slope / (1.0 - np.minimum(slope, 0.999999)), np.nan)


def stages(feed: Values, top: Values, bottom: Values, reflux: Values) -> Values:
    """Ideal stages from top to bottom, the feed boiling liquid; NaN where `MOST_STAGES` do not suffice."""
    liquid, vapour, _ = ethanol_table()
    rising = vapour >= np.maximum.accumulate(vapour)
    share = (feed - bottom) / (top - bottom)  # distillate a mol of feed
    boiled = (reflux + 1.0) * share
    x = np.broadcast_to(top, np.shape(reflux + feed)).copy()
    y = x.copy()
    count = np.full(x.shape, np.nan)
    for step in range(1, MOST_STAGES + 1):
        x = np.interp(y, vapour[rising], liquid[rising])
        count = np.where(np.isnan(count) & (x <= bottom), step, count)
        above = (reflux * x + top) / (reflux + 1.0)
        below = ((reflux * share + 1.0) * x - (1.0 - share) * bottom) / boiled
        y = np.where(x > feed, above, below)
    return count


def distilled(
    name: str,
    beer: Stream,
    *,
    top: Amount = 0.80,
    recovered: Amount = 0.995,
    excess: Amount = 1.3,
    column: float = 1.0,
    vapour: bool = False,
    area: str = "purification",
) -> Outcome:
    """Outlets: distillate, stillage. `top`: mole fraction of ethanol in the distillate; `recovered`: of
    ethanol.

    The stillage warms the feed to 15 K below itself; `excess`: reflux over the least; `column`: share of
    the heat that is bought where another column's vapour boils this one.
    """
    top = np.asarray(top, dtype=np.float64)
    ethanol, water = beer.of("ethanol") / 46.068, beer.of("water") / 18.015  # kmol/h
    feed = ethanol / (ethanol + water)
    over = ethanol * recovered
    wet = over * (1.0 - top) / top
    rest = ethanol + water - over - wet
    bottom = (ethanol - over) / rest
    reflux = least_reflux(feed, top) * excess
    count = stages(feed, top, bottom, reflux)
    sound = ~(np.isnan(reflux) | np.isnan(count))
    reflux, count = np.where(sound, reflux, 3.0), np.where(sound, count, 30.0)
    head, foot = beer.split({"ethanol": recovered, "water": wet / water})
    liquid, _, boils = ethanol_table()
    head = head.at(np.interp(top, liquid, boils), vapour=vapour)
    hot = np.interp(bottom, liquid, boils)
    foot = foot.at(np.minimum(hot, np.asarray(beer.celsius) + 15.0))
    boiled = (reflux + 1.0) * (over + wet) / 3.6  # mol/s
    condensed = (boiled - (over + wet) / 3.6 if vapour else boiled) * CONDENSED
    steam = condensed + head.heat + foot.heat - beer.heat
    bought = steam * column
    duties = Duties(steam=bought, work=steam - bought, cooling=condensed, electricity=beer.cubic_metres * 0.5)
    wide, tall, mass = _shell(boiled, top, count)
    columns = np.maximum(np.ceil((wide / 5.0) ** 2), 1.0)
    wide = wide / np.sqrt(columns)
    machines = (
        Machine("column shell", mass / columns, columns),
        Machine("tray", wide, columns * np.ceil(tall / SPACING)),
        Machine("exchanger", (condensed + steam) / (TRANSFER * 20.0)),
    )
    broken = (Broken("no column of 80 stages parts ethanol from water so far", ~sound),)
    return Outcome(name, area, (beer,), (head, foot), duties, machines, broken)


def _shell(boiled: Values, top: Values, count: Values) -> tuple[Values, Values, Values]:
    """Diameter and height in m, mass of the shell in kg."""
    density = 101325.0 / (8.314 * 355.0) * (top * 0.0461 + (1.0 - top) * 0.018)
    speed = F_FACTOR / np.sqrt(density)
    volume = boiled * 8.314 * 355.0 / 101325.0
    wide = np.maximum(np.sqrt(volume / speed * 4.0 / np.pi), 0.5)
    tall = np.ceil(count / EFFICIENCY) * SPACING + 4.0
    thick = np.maximum(0.006, wide * 0.002)
    return wide, tall, np.pi * wide * tall * thick * STEEL * 1.2


def dried_ethanol(name: str, vapour: Stream, *, pure: Amount = 0.995) -> Outcome:
    """Molecular sieves: all ethanol to `pure` by mass. Outlets: product, water."""
    kept = vapour.of("ethanol") * (1.0 - np.asarray(pure)) / pure
    product, water = vapour.split({"ethanol": 1.0, "water": kept / np.maximum(vapour.of("water"), 1e-12)})
    product, water = product.at(35.0, vapour=False), water.at(35.0, vapour=False)
    steam = vapour.of("ethanol") * 0.1  # kW a kg/h for regeneration; our assumption
    return Outcome(
        name,
        "purification",
        (vapour,),
        (product, water),
        Duties(steam=steam, cooling=vapour.heat - product.heat - water.heat + steam),
        (Machine("molecular sieve", vapour.total),),
    )
