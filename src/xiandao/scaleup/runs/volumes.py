"""How many litres were in the vessel: what was there, plus what came in, less what was taken."""

from __future__ import annotations

from typing import Final

import numpy as np

from xiandao.scaleup.runs.record import Channel, Happening, Run, RunRefused, Values

_TOTALS: Final = ("feed_volume", "base_volume", "acid_volume", "antifoam_volume")
_OUT: Final = frozenset({Happening.SAMPLE, Happening.HARVEST})


def volume(run: Run, hours: Values) -> Values:
    """Litres at these hours. Raises RunRefused: more was taken than there was, naming the event.

    A measured volume is believed; else counters of feed, base, acid and antifoam are added up (a feed rate is
    integrated where the feed was not counted), with additions and samples at their hours.
    """
    if "volume" in run.online:
        return run.online["volume"].at(hours)
    total = np.full(len(hours), run.volume_l)
    for name in _TOTALS:
        if name in run.online:
            total += counted(run.online[name], hours)
    if "feed_volume" not in run.online and "feed_rate" in run.online:
        total += integrated(run.online["feed_rate"], hours)
    for event in run.events:
        sign = -1.0 if event.kind in _OUT else 1.0
        total += sign * event.litres * (hours >= event.hour)
    below = np.flatnonzero(total <= 0)
    if len(below):
        hour = float(hours[below[0]])
        taken = [one for one in run.events if one.hour <= hour and one.kind in _OUT]
        last = max(taken, key=lambda one: one.hour, default=None)
        raise RunRefused(
            "{name}: {litres} L are left at {hour} h, after {event}; check it and the volume at first",
            name=run.name,
            litres=round(float(total[below[0]]), 4),
            hour=round(hour, 3),
            event=f"the {last.kind.value} of {last.litres} L at {last.hour} h"
            if last
            else "what was counted",
        )
    return total


def counted(channel: Channel, hours: Values) -> Values:
    """What a counter has run up since the start of the run; a counter set back to 0 goes on from there."""
    told = channel.known()
    if not len(told.hours):
        return np.zeros(len(hours))
    steps = np.diff(told.values, prepend=told.values[0])
    up = np.cumsum(np.where(steps >= 0, steps, told.values))
    found: Values = np.interp(hours, told.hours, up, left=0.0)
    return found


def integrated(channel: Channel, hours: Values) -> Values:
    """The integral of a rate up to these hours, by trapezoids."""
    told = channel.known()
    if len(told.hours) < 2:
        return np.zeros(len(hours))
    parts = np.concatenate([[0.0], np.cumsum(np.diff(told.hours) * (told.values[1:] + told.values[:-1]) / 2)])
    at = np.clip(hours, told.hours[0], told.hours[-1])
    place = np.clip(np.searchsorted(told.hours, at, side="right") - 1, 0, len(told.hours) - 2)
    inside = at - told.hours[place]
    here = np.interp(at, told.hours, told.values)
    found: Values = parts[place] + inside * (told.values[place] + here) / 2
    return found
