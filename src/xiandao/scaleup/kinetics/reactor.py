"""A stirred vessel over time for any model: batch, fed-batch, chemostat, perfusion, with what is done to it.

Amounts are integrated, not concentrations, so that what goes in, stays and leaves adds up at every step.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt
from scipy.integrate import ODEintWarning, odeint, solve_ivp

from xiandao.scaleup.kinetics.compounds import KineticsRefused
from xiandao.scaleup.kinetics.flows import Slope
from xiandao.scaleup.kinetics.model import Model, Surroundings
from xiandao.scaleup.kinetics.operation import Addition, Change, Operation, Stream, Withdrawal

Values = npt.NDArray[np.float64]
Happening = TypeVar("Happening", Addition, Withdrawal, Change)
EXACT: Final = 1e-9  # relative, of the solver; the absolute one is a hundredth of it
_SMALL: Final = 1e-9  # h; events nearer than this are one
_MOST_STEPS: Final = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Course:
    """What happened, over `hours`: concentrations by species, litres, sums in mol, rates in mol/(L h).

    `co2`, `o2`: given off and taken up so far. The gaps are |in - out| over in, at their worst; they mean
    something where the model closes, else they are nan.
    """

    hours: Values
    values: Mapping[str, Values]
    volume: Values
    co2: Values
    o2: Values
    our: Values
    cer: Values
    carbon_gap: float
    electron_gap: float

    def __getitem__(self, name: str) -> Values:
        """A species by its name."""
        return self.values[name]


def run(model: Model, operation: Operation, *, at_h: Values | None = None, exact: float = EXACT) -> Course:
    """Run a model as the operation says, told at `at_h` (else 200 even hours; after what happens then).

    Raises KineticsRefused: species that the model does not have, hours that do not grow, more taken out than
    there is, or equations that did not converge.
    """
    hours = np.linspace(0.0, operation.until_h, 200) if at_h is None else np.asarray(at_h, dtype=np.float64)
    if len(hours) == 0 or (np.diff(hours) <= 0).any() or hours[0] < 0 or hours[-1] > operation.until_h:
        raise KineticsRefused("the hours to tell must grow from 0 to {until}", until=operation.until_h)
    vessel = _Vessel(model, operation, exact)
    rows = np.empty((len(hours), vessel.size + 1))
    told = 0
    while True:
        vessel.happen()
        end = vessel.next_hour()
        inside = hours[told:][hours[told:] < end - _SMALL] if end < operation.until_h else hours[told:]
        found = vessel.advance(end, inside)
        rows[told : told + len(found)] = found
        told += len(found)
        if vessel.hour >= operation.until_h - _SMALL:
            break
    return vessel.course(hours, rows)


class _Vessel:
    """The state of a run and what is still to come; lives only inside `run`."""

    def __init__(self, model: Model, operation: Operation, exact: float) -> None:
        self.model, self.operation, self.exact = model, operation, exact
        self.many = len(model.species)
        self.size = self.many + 7  # volume, co2, o2, carbon in and out, electrons in and out
        self.state = np.zeros(self.size)
        for name, value in operation.start.items():
            self.state[model.place(name)] = value * operation.volume_l
        self.state[self.many] = operation.volume_l
        self.carbon = np.array([one.carbon for one in model.species])
        self.electrons = np.array([one.electrons for one in model.species])
        self.count_in(self.state[: self.many])
        self.hour = 0.0
        self.streams: tuple[Stream, ...] = operation.streams
        self.trigger = operation.trigger
        self.now: Model = model
        self.surroundings: Surroundings = operation.surroundings
        self.done: set[int] = set()
        self.outputs: list[tuple[Slope, int]] = []
        self.slope = self.slope_from_here()

    def count_in(self, amounts: Values) -> None:
        """Carbon and electrons that come in."""
        self.state[self.many + 3] += float(self.carbon @ amounts)
        self.state[self.many + 5] += float(self.electrons @ amounts)

    def happen(self) -> None:
        """All that is to happen at this very hour."""
        for addition in self.due(self.operation.additions):
            amounts = self.amounts_of(addition.contents, addition.litres)
            self.state[: self.many] += amounts
            self.state[self.many] += addition.litres
            self.count_in(amounts)
        for withdrawal in self.due(self.operation.withdrawals):
            self.take(withdrawal.litres)
        for change in self.due(self.operation.changes):
            self.now = self.now.with_parameters(change.parameters)
            self.surroundings = change.surroundings or self.surroundings
        self.slope = self.slope_from_here()

    def due(self, happenings: Sequence[Happening]) -> list[Happening]:
        """Those whose hour has come, each once."""
        found = [one for one in happenings if id(one) not in self.done and one.at_h <= self.hour + _SMALL]
        self.done.update(id(one) for one in found)
        return found

    def amounts_of(self, contents: Mapping[str, float], litres: float) -> Values:
        """What is in so many litres."""
        amounts = np.zeros(self.many)
        for name, value in contents.items():
            amounts[self.model.place(name)] = value * litres
        return amounts

    def take(self, litres: float) -> None:
        """Take litres of what is in the vessel."""
        volume = self.state[self.many]
        if litres >= volume:
            raise KineticsRefused(
                "at {hour} h {litres} L are taken from {volume} L; take less",
                hour=round(self.hour, 3),
                litres=litres,
                volume=round(float(volume), 4),
            )
        gone = self.state[: self.many] * (litres / volume)
        self.state[: self.many] -= gone
        self.state[self.many] -= litres
        self.state[self.many + 4] += float(self.carbon @ gone)
        self.state[self.many + 6] += float(self.electrons @ gone)

    def slope_from_here(self) -> Slope:
        """The equations from this hour to the next event."""
        flowing = tuple(one for one in self.streams if one.from_h <= self.hour + _SMALL < one.to_h)
        leaving = tuple(one for one in self.operation.outflows if one.from_h <= self.hour + _SMALL < one.to_h)
        return Slope(self.now, self.surroundings, flowing, leaving, self.operation)

    def next_hour(self) -> float:
        """When something changes next."""
        until = self.operation.until_h
        edges = self.operation.edges + tuple(hour for one in self.streams for hour in (one.from_h, one.to_h))
        return min(edge for edge in edges if self.hour + _SMALL < edge <= until)

    def advance(self, end: float, inside: Values) -> Values:
        """Integrate to `end`, or to where the trigger fires; a row for each hour told, with it."""
        grid = np.unique(np.concatenate([[self.hour], inside, [end]]))
        solved = self.triggered(grid) if self.trigger else self.plain(grid)
        reached = len(solved)
        self.hour = float(grid[reached - 1]) if reached == len(grid) else self.hour
        self.state = solved[-1].copy()
        if reached < len(grid):
            self.fire(solved)
            told = inside[inside <= self.hour]
        else:
            told = inside
        places = np.searchsorted(grid, told)
        self.outputs.append((self.slope, len(told)))
        return np.column_stack([solved[places], told]) if len(told) else np.empty((0, self.size + 1))

    def plain(self, grid: Values) -> Values:
        """Without events: the Fortran solver's own loop is quickest."""
        with warnings.catch_warnings():
            warnings.simplefilter("error", ODEintWarning)
            try:
                found: Values = odeint(
                    self.slope, self.state, grid, tfirst=True, rtol=self.exact,
                    atol=self.exact / 100, mxstep=_MOST_STEPS,
                )  # fmt: skip
            except ODEintWarning as fault:
                raise KineticsRefused(
                    "the equations did not converge between {begin} and {end} h: {reason}",
                    begin=round(float(grid[0]), 3),
                    end=round(float(grid[-1]), 3),
                    reason=str(fault).split(".")[0],
                ) from None
        if not np.isfinite(found).all():
            raise KineticsRefused(
                "the equations did not converge after {hour} h", hour=round(float(grid[0]), 3)
            )
        return found

    def triggered(self, grid: Values) -> Values:
        """With a trigger: rows up to the last hour of the grid before it, then the state where it fired."""
        trigger = self.trigger
        assert trigger is not None  # noqa: S101  asked for only where there is one
        place = self.model.place(trigger.species)

        def low(_: float, state: Values) -> float:
            return float(state[place] / state[self.many] - trigger.below)

        low.terminal, low.direction = True, -1  # type: ignore[attr-defined]
        solved = solve_ivp(
            self.slope, (grid[0], grid[-1]), self.state, method="LSODA", t_eval=grid, events=[low],
            rtol=self.exact, atol=self.exact / 100,
        )  # fmt: skip
        if not solved.success:
            raise KineticsRefused(
                "the equations did not converge after {hour} h: {reason}",
                hour=round(float(grid[0]), 3),
                reason=solved.message,
            )
        rows: Values = solved.y.T
        if len(solved.t_events[0]) and len(rows) < len(grid):
            self.hour = float(solved.t_events[0][0])
            return np.vstack([rows, solved.y_events[0][0]])
        return rows

    def fire(self, solved: Values) -> None:
        """The trigger's streams begin now."""
        trigger = self.trigger
        assert trigger is not None  # noqa: S101  fires only where there is one
        self.trigger = None
        self.state = solved[-1].copy()
        self.streams += tuple(
            replace(one, from_h=one.from_h + self.hour, to_h=one.to_h + self.hour) for one in trigger.starts
        )

    def course(self, hours: Values, rows: Values) -> Course:
        """The whole run, with its balances."""
        many = self.many
        volume = rows[:, many]
        values = {name: rows[:, place] / volume for place, name in enumerate(self.model.names)}
        our, cer = np.empty(len(hours)), np.empty(len(hours))
        number = 0
        for slope, length in self.outputs:
            for row in rows[number : number + length]:
                our[number], cer[number] = slope.gas(row)
                number += 1
        co2, o2 = rows[:, many + 1], rows[:, many + 2]
        closes = self.model.closes
        carbon = _gap(rows[:, :many] @ self.carbon + co2 + rows[:, many + 4], rows[:, many + 3])
        electrons = _gap(rows[:, :many] @ self.electrons + 4.0 * o2 + rows[:, many + 6], rows[:, many + 5])
        return Course(
            hours, values, volume, co2, o2, our, cer,
            carbon if closes else float("nan"), electrons if closes else float("nan"),
        )  # fmt: skip


def _gap(out: Values, into: Values) -> float:
    return float((np.abs(into - out) / np.maximum(np.abs(into), 1e-12)).max(initial=0.0))
