"""What is wrong with a run's signals: spikes and impossible values are taken out, gaps and drift flagged.

Nothing is changed in silence: every value that is taken out or bridged is an alteration of the run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from xiandao.scaleup.runs.quantities import QUANTITIES
from xiandao.scaleup.runs.record import Alteration, Channel, Run, RunRefused, Values

WINDOW: Final = 7  # values on either side
SPIKE: Final = 6.0  # scaled median deviations (Hampel 1974); 6 leaves steps of a controller alone
_NORMAL: Final = 1.4826  # median deviation to standard deviation
_LEAST_DEVIATION: Final = 1e-3  # of the channel's range: below it nothing is a spike
STUCK_H: Final = 3.0  # a noisy signal that does not move for so long
DRIFT: Final = 0.03  # of its mean, over the run, of what a controller holds


@dataclass(frozen=True, slots=True)
class Flag:
    """What looks wrong but was not changed: for a person to judge."""

    quantity: str
    kind: str  # gap, stuck, drift
    from_h: float
    to_h: float
    said: str


def clean(run: Run, *, window: int = WINDOW, spike: float = SPIKE) -> tuple[Run, tuple[Flag, ...]]:
    """The run without impossible values and spikes, each listed, and what is only flagged."""
    if window < 2 or spike <= 0:
        raise RunRefused(
            "a window of {window} and {spike} deviations find no spikes", window=window, spike=spike
        )
    alterations = list(run.alterations)
    online: dict[str, Channel] = {}
    flags: list[Flag] = []
    for name, channel in run.online.items():
        taken = _impossible(channel) + _spikes(channel, window, spike)
        places = sorted({place for place, _ in taken})
        reasons = dict(reversed(taken))
        for place in places:
            alterations.append(
                Alteration(
                    name, float(channel.hours[place]), float(channel.values[place]), None, reasons[place]
                )
            )
        keep = np.setdiff1d(np.arange(len(channel.hours)), places)
        online[name] = replace(channel, hours=channel.hours[keep], values=channel.values[keep])
        flags += _gaps(online[name]) + _stuck(online[name]) + _drift(online[name])
    for name, channel in run.offline.items():
        flags += [
            Flag(name, "impossible", float(channel.hours[place]), float(channel.hours[place]), reason)
            for place, reason in _impossible(channel)
        ]
    return replace(run, online=online, alterations=tuple(alterations)), tuple(flags)


def bridge(run: Run, quantity: str, *, most_h: float) -> Run:
    """Short gaps of a channel (up to `most_h`) filled in a straight line, each value listed."""
    channel = run.channel(quantity).known()
    step = float(np.median(np.diff(channel.hours))) if len(channel.hours) > 1 else 0.0
    hours, values, alterations = [channel.hours], [channel.values], list(run.alterations)
    for place in np.flatnonzero(np.diff(channel.hours) > 1.5 * step):
        begin, end = float(channel.hours[place]), float(channel.hours[place + 1])
        if end - begin > most_h:
            continue
        between = np.arange(begin + step, end - step / 2, step)
        told = np.interp(between, channel.hours, channel.values)
        hours.append(between)
        values.append(told)
        alterations += [
            Alteration(quantity, float(hour), float("nan"), float(value), "gap bridged in a straight line")
            for hour, value in zip(between, told, strict=True)
        ]
    everything = np.concatenate(hours)
    order = np.argsort(everything)
    filled = replace(channel, hours=everything[order], values=np.concatenate(values)[order])
    return replace(run, online={**run.online, quantity: filled}, alterations=tuple(alterations))


def _impossible(channel: Channel) -> list[tuple[int, str]]:
    quantity = QUANTITIES[channel.quantity]
    wrong = (channel.values < quantity.least) | (channel.values > quantity.most)
    return [
        (int(place), f"outside what it can be ({quantity.least:g} to {quantity.most:g} {quantity.unit})")
        for place in np.flatnonzero(wrong)
    ]


def _spikes(channel: Channel, window: int, spike: float) -> list[tuple[int, str]]:
    values = channel.values
    if len(values) < 2 * window + 1:
        return []
    low, high = np.nanpercentile(values, [5, 95])
    least = max(_LEAST_DEVIATION * float(high - low), 1e-12)
    padded = np.pad(values, window, mode="reflect")
    around = np.lib.stride_tricks.sliding_window_view(padded, 2 * window + 1)
    middle = np.median(around, axis=1)
    deviation = np.maximum(_NORMAL * np.median(np.abs(around - middle[:, None]), axis=1), least)
    off = np.abs(values - middle) / deviation
    alone = off > spike
    return [
        (int(place), f"spike: {off[place]:.0f} deviations from its neighbours' median")
        for place in np.flatnonzero(alone)
        if not _is_step(values, int(place), middle, deviation)
    ]


def _is_step(values: Values, place: int, middle: Values, deviation: Values) -> bool:
    """A value that those after it stay at is a step, not a spike."""
    after = values[place + 1 : place + 4]
    near = np.abs(after - values[place]) < 3 * deviation[place]
    return bool(len(after) == 3 and near.all() and abs(values[place] - middle[place]) > 0)


def _gaps(channel: Channel) -> list[Flag]:
    steps = np.diff(channel.hours)
    if len(steps) < 3:
        return []
    usual = float(np.median(steps))
    return [
        Flag(channel.quantity, "gap", float(channel.hours[place]), float(channel.hours[place + 1]),
             f"nothing for {steps[place]:.2f} h; usually every {usual:.3f} h")
        for place in np.flatnonzero(steps > 5 * usual)
    ]  # fmt: skip


def _stuck(channel: Channel) -> list[Flag]:
    """A signal that has noise and then has none: the sensor or its logging stopped."""
    values, hours = channel.values, channel.hours
    moving = np.flatnonzero(np.diff(values) != 0)
    if len(moving) < 0.5 * len(values):
        return []  # never noisy: a set value or a counter
    edges = np.concatenate([[0], moving + 1, [len(values)]])
    return [
        Flag(channel.quantity, "stuck", float(hours[begin]), float(hours[end - 1]),
             f"{values[begin]:g} without a change for {hours[end - 1] - hours[begin]:.1f} h")
        for begin, end in pairwise(edges)
        if hours[end - 1] - hours[begin] > STUCK_H
    ]  # fmt: skip


def _drift(channel: Channel) -> list[Flag]:
    """A held quantity with a slope: medians of the first and the last fifth, against the noise between."""
    if not QUANTITIES[channel.quantity].held or len(channel.values) < 20:
        return []
    fifth = len(channel.values) // 5
    first, last = (float(np.median(part)) for part in (channel.values[:fifth], channel.values[-fifth:]))
    slopes = np.polyfit(channel.hours, channel.values, 1)
    rest = channel.values - np.polyval(slopes, channel.hours)
    noise = float(np.std(rest)) * 3 / np.sqrt(fifth)
    moved = last - first
    size = DRIFT * max(abs(first), 1e-9)
    if abs(moved) < max(size, noise) or float(np.std(rest)) > abs(moved) / 2:
        return []
    return [
        Flag(channel.quantity, "drift", float(channel.hours[0]), float(channel.hours[-1]),
             f"from {first:.3g} to {last:.3g} {channel.unit} while it was held")
    ]  # fmt: skip
