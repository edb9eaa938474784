"""How fast and how well: specific rates with their spread, and yields between two hours, from amounts.

Concentrations fall by dilution alone, so everything is reckoned in grams in the vessel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from xiandao.scaleup.runs.record import Happening, Run, RunRefused, Values
from xiandao.scaleup.runs.volumes import counted, integrated, volume

_OUT: Final = frozenset({Happening.SAMPLE, Happening.HARVEST})


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """Grams made (below 0: used) since the first sample: what is there plus what left less what came."""

    hours: Values
    grams: Values


@dataclass(frozen=True, slots=True, eq=False)
class Slopes:
    """A slope and its standard deviation at each hour."""

    hours: Values
    rate: Values
    spread: Values


def made(run: Run, quantity: str, *, feed_g_per_l: float = 0.0) -> Made:
    """Grams of a quantity made by the cells, from its samples and the volume; `feed_g_per_l`: in the feed."""
    channel = run.channel(quantity).known()
    if channel.unit != "g/L":
        raise RunRefused("{quantity} is in {unit}; amounts need g/L", quantity=quantity, unit=channel.unit)
    hours = channel.hours
    inside = channel.values * volume(run, hours)
    gone = np.zeros(len(hours))
    for event in run.events:
        if event.kind in _OUT:
            at = float(channel.at(np.array([event.hour]))[0])
            gone += (0.0 if np.isnan(at) else at) * event.litres * (hours >= event.hour)
        else:
            gone -= event.contents.get(quantity, 0.0) * event.litres * (hours >= event.hour)
    if feed_g_per_l:
        gone -= feed_g_per_l * fed(run, hours)
    total = inside + gone
    return Made(hours, total - total[0])


def fed(run: Run, hours: Values) -> Values:
    """Litres of feed by these hours. Raises RunRefused: neither counted nor its rate known."""
    if "feed_volume" in run.online:
        return counted(run.online["feed_volume"], hours)
    if "feed_rate" in run.online:
        return integrated(run.online["feed_rate"], hours)
    raise RunRefused("{name}: neither the feed's volume nor its rate was measured", name=run.name)


def slopes(hours: Values, values: Values, *, width_h: float) -> Slopes:
    """Slopes by parabolas fitted within `width_h` on either side, weighted by nearness (Cleveland 1979).

    At least four points are used; the spread is from what the parabola leaves over.
    """
    if len(hours) < 4:
        raise RunRefused("{many} samples are too few for rates; four are needed", many=len(hours))
    rate, spread = np.empty(len(hours)), np.empty(len(hours))
    for place, hour in enumerate(hours):
        distance = np.abs(hours - hour)
        width = max(width_h, float(np.sort(distance)[3]) * 1.01)
        weight = np.clip(1 - (distance / width) ** 3, 0, None) ** 3
        chosen = weight > 0
        root = np.sqrt(weight[chosen])
        powers = np.vander(hours[chosen] - hour, 3 if chosen.sum() > 4 else 2, increasing=True)
        design = powers * root[:, None]
        inverse = np.linalg.pinv(design)
        told = inverse @ (values[chosen] * root)
        left = max(int(chosen.sum()) - powers.shape[1], 1)
        rest = values[chosen] - powers @ told
        noise = float(np.sqrt((weight[chosen] * rest**2).sum() / weight[chosen].sum() * chosen.sum() / left))
        rate[place] = told[1]
        spread[place] = noise * float(np.linalg.norm((inverse * root)[1]))
    return Slopes(hours, rate, spread)


def specific(run: Run, quantity: str, *, width_h: float, feed_g_per_l: float = 0.0) -> Slopes:
    """Grams made a gram of biomass and hour (of biomass: the growth rate), at the quantity's samples."""
    amounts = made(run, quantity, feed_g_per_l=feed_g_per_l)
    cells = run.channel("biomass").at(amounts.hours) * volume(run, amounts.hours)
    told = slopes(amounts.hours, amounts.grams, width_h=width_h)
    return Slopes(told.hours, told.rate / cells, told.spread / cells)


def yields(
    run: Run, *, of: str, on: str = "carbon", from_h: float, to_h: float, feed_g_per_l: float = 0.0
) -> float:
    """Grams of one made a gram of the other used between two hours.

    Raises RunRefused: nothing was used, or one was not measured over that time.
    """
    told: Mapping[str, Made] = {
        of: made(run, of), on: made(run, on, feed_g_per_l=feed_g_per_l),
    }  # fmt: skip
    changes = {}
    for name, one in told.items():
        if from_h < one.hours[0] - 1e-9 or to_h > one.hours[-1] + 1e-9 or from_h >= to_h:
            raise RunRefused(
                "{name} was measured from {begin} to {end} h, which does not cover {from_h} to {to_h} h",
                name=name, begin=float(one.hours[0]), end=float(one.hours[-1]), from_h=from_h, to_h=to_h,
            )  # fmt: skip
        begin, end = np.interp([from_h, to_h], one.hours, one.grams)
        changes[name] = float(end - begin)
    if not changes[on] < 0:
        raise RunRefused("no {on} was used between {from_h} and {to_h} h", on=on, from_h=from_h, to_h=to_h)
    return changes[of] / -changes[on]
