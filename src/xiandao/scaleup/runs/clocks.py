"""Two clocks in one run: how far one lags behind the other, and moving it, listed like every change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from xiandao.scaleup.runs.record import Alteration, Happening, Run, RunRefused, Values

_LEAST_ALIKE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Lag:
    """`hours` that the second channel is late; `alike`: their correlation when it is moved."""

    hours: float
    alike: float


def lag(run: Run, first: str, second: str, *, most_h: float = 2.0, step_h: float = 0.01) -> Lag:
    """How late the second channel is, by the greatest correlation of their changes either way.

    Raises RunRefused: they do not move alike at any lag, so that nothing can be said.
    """
    one, two = run.channel(first).known(), run.channel(second).known()
    begin, end = max(one.hours[0], two.hours[0]) + most_h, min(one.hours[-1], two.hours[-1]) - most_h
    if end - begin < 5 * step_h:
        raise RunRefused(
            "{first} and {second} overlap too little to compare clocks", first=first, second=second
        )
    at = np.arange(begin, end, step_h)
    changes = np.gradient(one.at(at))
    lags = np.arange(-most_h, most_h + step_h / 2, step_h)
    alike = np.array([_alike(changes, np.gradient(two.at(at + moved))) for moved in lags])
    best = int(np.argmax(np.abs(alike)))
    if not abs(alike[best]) >= _LEAST_ALIKE:
        raise RunRefused(
            "{first} and {second} do not move alike within {most} h (at best {alike}); set the lag by hand",
            first=first,
            second=second,
            most=most_h,
            alike=round(float(alike[best]), 2),
        )
    return Lag(round(float(lags[best]), 6), float(alike[best]))


def _alike(one: Values, two: Values) -> float:
    spread = float(np.std(one) * np.std(two))
    return float(np.mean((one - one.mean()) * (two - two.mean())) / spread) if spread > 0 else 0.0


def shift(run: Run, quantities: Sequence[str], hours: float, reason: str) -> Run:
    """Channels moved earlier by so many hours; one alteration each says so."""
    online, offline, alterations = dict(run.online), dict(run.offline), list(run.alterations)
    for name in quantities:
        channel = run.channel(name)
        home = online if name in online else offline
        home[name] = replace(channel, hours=channel.hours - hours)
        alterations.append(Alteration(name, float(channel.hours[0]), float(channel.hours[0]),
                                      float(channel.hours[0] - hours), f"clock moved: {reason}"))  # fmt: skip
    return replace(run, online=online, offline=offline, alterations=tuple(alterations))


def from_inoculation(run: Run) -> Run:
    """The run with its clock at 0 where it was inoculated. Raises RunRefused: no such event."""
    begun = [one.hour for one in run.events if one.kind is Happening.INOCULATION]
    if not begun:
        raise RunRefused("{name} has no inoculation among its events; add one", name=run.name)
    moved = shift(run, [*run.online, *run.offline], begun[0], "counted from inoculation")
    return replace(moved, events=tuple(replace(one, hour=one.hour - begun[0]) for one in run.events))
