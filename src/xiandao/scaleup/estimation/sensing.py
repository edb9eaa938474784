"""Biomass and product read from off-gas and base while a run is under way, by a Kalman filter.

Unscented (Julier & Uhlmann 1997, with Wan & van der Merwe's weights) and extended, over the same equations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np
import numpy.typing as npt

from xiandao.kernel.refusals import Refusal
from xiandao.scaleup.kinetics import Model, Operation, Stream

Values = npt.NDArray[np.float64]
SIGNALS: Final = ("our", "cer", "base")  # mol/(L h)
_STEP_H: Final = 0.1  # of the fourth-order integration between readings
_SPREAD: Final = 0.5  # of the sigma points (alpha)
_NORMAL: Final = 2.0  # beta: errors are normal


class SensorRefused(Refusal):
    """A sensor that cannot see what it is asked for."""


@dataclass(frozen=True, slots=True, eq=False)
class SoftSensor:
    """What is known before: the model, how it is fed, how it wanders, how exact the signals are.

    `wander`: standard deviation after an hour of what the model does not know, by species (its unit) or
    parameter (of its logarithm: such a parameter is estimated along); `noise`: of each signal, mol/(L h);
    `base_of`: mol of base that a unit of each species made asks for.
    """

    model: Model
    operation: Operation
    wander: Mapping[str, float]
    noise: Mapping[str, float]
    base_of: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what these equations cannot follow."""
        if "oxygen" in self.model.names:
            raise SensorRefused("dissolved oxygen is too quick for this sensor; give a model without it")
        for name in self.wander:
            if name not in self.model.names and name not in self.model.parameters:
                raise SensorRefused("{name} is neither a species nor a parameter of {model}", name=name,
                                    model=self.model.name)  # fmt: skip
        for name, size in self.noise.items():
            if name not in SIGNALS or not size > 0:
                raise SensorRefused(
                    "a signal is one of {known}, with noise above 0", known=", ".join(SIGNALS)
                )

    @property
    def drifting(self) -> tuple[str, ...]:
        """Parameters that are estimated along."""
        return tuple(name for name in self.wander if name in self.model.parameters)

    @property
    def names(self) -> tuple[str, ...]:
        """The state: species, then drifting parameters (by their logarithm)."""
        return self.model.names + self.drifting

    def slope(self, hour: float, state: Values) -> tuple[list[float], float, float, float]:
        """Change of the species (dilution included), and OUR, CER and base."""
        many = len(self.model.species)
        now = [max(float(one), 0.0) for one in state[:many]]
        parameters = dict(self.model.parameters)
        for name, value in zip(self.drifting, state[many:], strict=True):
            parameters[name] = float(np.exp(value))
        rates = list(self.model.rate(now, parameters, self.operation.surroundings))
        our = cer = base = 0.0
        for one, rate in zip(self.model.species, rates, strict=True):
            our -= 0.25 * one.electrons * rate
            cer -= one.carbon * rate
            base += self.base_of.get(one.name, 0.0) * rate
        volume = self.volume(hour)
        for stream in self.open_streams(hour):
            thinned = stream.flow(hour) / volume
            for place, one in enumerate(self.model.species):
                rates[place] += thinned * (stream.contents.get(one.name, 0.0) - now[place])
        return rates, our, cer, base

    def open_streams(self, hour: float) -> list[Stream]:
        """What flows in at an hour."""
        return [one for one in self.operation.streams if one.from_h <= hour < one.to_h]

    def volume(self, hour: float) -> float:
        """Litres at an hour."""
        return self.operation.volume_l + sum(
            one.litres(min(hour, one.to_h) - one.from_h)
            for one in self.operation.streams
            if hour > one.from_h
        )

    def advance(self, begin: float, end: float, state: Values) -> Values:
        """The state at `end`, by fourth-order steps; drifting parameters stay."""
        many = len(self.model.species)
        steps = max(1, int(np.ceil((end - begin) / _STEP_H - 1e-9)))
        step = (end - begin) / steps
        now = state.copy()

        def change(hour: float, species: Values) -> Values:
            return np.array(self.slope(hour, np.concatenate([species, now[many:]]))[0])

        for number in range(steps):
            hour, here = begin + number * step, now[:many]
            one = change(hour, here)
            two = change(hour + step / 2, here + step / 2 * one)
            three = change(hour + step / 2, here + step / 2 * two)
            four = change(hour + step, here + step * three)
            now[:many] = np.maximum(here + step / 6 * (one + 2 * two + 2 * three + four), 0.0)
        return now

    def signals(self, hour: float, state: Values) -> Values:
        """What the instruments would show, in the order of `noise`."""
        _, our, cer, base = self.slope(hour, state)
        told = {"our": our, "cer": cer, "base": base}
        return np.array([told[name] for name in self.noise])


@dataclass(frozen=True, slots=True, eq=False)
class Track:
    """The state over `hours` (columns as `names`), its covariance, and how unexpected each reading was.

    `surprise`: normalised innovation squared, about the number of signals where the filter is right.
    """

    hours: Values
    names: tuple[str, ...]
    mean: Values
    covariance: Values
    surprise: Values

    def __getitem__(self, name: str) -> Values:
        """A state by its name."""
        found: Values = self.mean[:, self.names.index(name)]
        return found

    def spread(self, name: str) -> Values:
        """Standard deviation of a state."""
        place = self.names.index(name)
        found: Values = np.sqrt(self.covariance[:, place, place])
        return found


def track(
    sensor: SoftSensor,
    hours: Values,
    readings: Mapping[str, Values],
    spread: Mapping[str, float],
    *,
    unscented: bool = True,
) -> Track:
    """Follow a run from its start (the operation's, as uncertain as `spread`) by readings at these hours.

    A reading may be NaN: then that signal is left out. Raises SensorRefused: hours that do not grow, signals
    that are missing.
    """
    if len(hours) == 0 or (np.diff(hours) <= 0).any() or hours[0] < 0:
        raise SensorRefused("the hours of readings must grow from 0")
    for name in sensor.noise:
        if name not in readings or len(readings[name]) != len(hours):
            raise SensorRefused("{name} needs a reading for each hour", name=name)
    many = len(sensor.model.species)
    mean = np.array([sensor.operation.start.get(name, 0.0) for name in sensor.model.names]
                    + [np.log(sensor.model.parameters[name]) for name in sensor.drifting])  # fmt: skip
    covariance = np.diag([max(spread.get(name, 0.0), 1e-6) ** 2 for name in sensor.names])
    wander = np.array([sensor.wander.get(name, 0.0) ** 2 for name in sensor.names])
    noise = np.array([size**2 for size in sensor.noise.values()])
    moved = _unscented if unscented else _extended
    means, covariances, surprises = [], [], []
    before = 0.0
    for number, hour in enumerate(hours):
        mean, covariance, _ = moved(partial(sensor.advance, before, hour), mean, covariance)
        covariance = covariance + np.diag(wander * (hour - before))
        seen = np.array([readings[name][number] for name in sensor.noise])
        mean, covariance, surprise = _corrected(
            moved, partial(sensor.signals, float(hour)), mean, covariance, seen, noise
        )
        mean[:many] = np.maximum(mean[:many], 0.0)
        means.append(mean)
        covariances.append(covariance)
        surprises.append(surprise)
        before = float(hour)
    return Track(hours, sensor.names, np.array(means), np.array(covariances), np.array(surprises))


Through = Callable[[Values], Values]


def _corrected(
    moved: Callable[[Through, Values, Values], tuple[Values, Values, Values]],
    signals: Through,
    mean: Values,
    covariance: Values,
    seen: Values,
    noise: Values,
) -> tuple[Values, Values, float]:
    known = ~np.isnan(seen)
    if not known.any():
        return mean, covariance, float("nan")
    told, uncertain, crossed = moved(lambda x: signals(x)[known], mean, covariance)
    uncertain = uncertain + np.diag(noise[known])
    off = seen[known] - told
    gain = np.linalg.solve(uncertain, crossed.T).T
    after = covariance - gain @ uncertain @ gain.T
    surprise = float(off @ np.linalg.solve(uncertain, off))
    return mean + gain @ off, 0.5 * (after + after.T) + 1e-14 * np.eye(len(mean)), surprise


def _unscented(through: Through, mean: Values, covariance: Values) -> tuple[Values, Values, Values]:
    """Mean and covariance behind a function, and the covariance across it, by sigma points."""
    many = len(mean)
    scale = _SPREAD**2 * many
    root = np.linalg.cholesky(covariance * scale + 1e-16 * np.eye(many))
    points = np.vstack([mean, mean + root.T, mean - root.T])
    weights = np.full(2 * many + 1, 0.5 / scale)
    weights[0] = 1.0 - many / scale
    second = weights.copy()
    second[0] += 1.0 - _SPREAD**2 + _NORMAL
    told = np.array([through(point) for point in points])
    middle = weights @ told
    off, from_mean = told - middle, points - mean
    return middle, (off.T * second) @ off, (from_mean.T * second) @ off


def _extended(through: Through, mean: Values, covariance: Values) -> tuple[Values, Values, Values]:
    """The same by slopes at the mean."""
    told = through(mean)
    columns = []
    for place in range(len(mean)):
        step = 1e-5 * max(abs(float(mean[place])), 1e-2)
        moved = mean.copy()
        moved[place] += step
        columns.append((through(moved) - told) / step)
    slopes = np.column_stack(columns)
    return told, slopes @ covariance @ slopes.T, covariance @ slopes.T
