"""The best profile by direct shooting: the flows at the nodes are searched, the vessel is run for each.

The search begins at the best constant and the best exponential feed that keep the limits, which are told too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
from scipy.optimize import minimize

from xiandao.kernel.refusals import Refusal
from xiandao.scaleup.feeding.profile import Profile, Values, constant, exponential
from xiandao.scaleup.feeding.task import FeedingRefused, FeedTask, Outcome, outcome

_LEAST: Final = 1e-4  # of the pump: as good as nothing
_STEP: Final = 1e-4  # of a logarithm, for slopes
_ROUNDS: Final = 3  # of ever finer grids
_STEPS: Final = 40
_FINE: Final = 40  # hours told a piece, for the last word on limits
_MARGIN: Final = 2e-4  # kept from each limit, since they are looked at from hour to hour
_LESS: Final = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1)  # of a logarithm, taken off all flows
_BOUND: Final = 0.995  # a limit that is used so far is one that binds


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The best profile found beside the best simple feeds; `binding`: limits that it comes to.

    `converged`: whether the search ended by itself; the best seen is told in any case, and keeps the limits.
    """

    best: Outcome
    constant: Outcome | None
    exponential: Outcome | None
    nothing: Outcome
    binding: tuple[str, ...]
    converged: bool
    runs: int


class _Shots:
    """Outcomes of logarithms of flows, each run once."""

    def __init__(self, task: FeedTask) -> None:
        self.task = task
        self.known: dict[bytes, Outcome] = {}

    def at(self, logs: Values) -> Outcome:
        key = np.round(logs, 12).tobytes()
        if key not in self.known:
            self.known[key] = outcome(self.task, Profile(self.task.nodes, np.exp(logs)))
        return self.known[key]

    def slopes(self, logs: Values) -> tuple[Values, Values]:
        """Of the value and of the shares, by the logarithms."""
        here, moved = self.at(logs), []
        for place in range(len(logs)):
            step = np.zeros(len(logs))
            step[place] = _STEP
            moved.append(self.at(logs + step))
        values = np.array([(one.value - here.value) / _STEP for one in moved])
        shares = np.array([(one.shares - here.shares) / _STEP for one in moved]).T
        return values, shares


def best_feed(task: FeedTask) -> Plan:
    """The feed that makes most of the goal within the limits.

    Raises FeedingRefused: the limits break without any feed, or no feed keeps them.
    """
    nothing = outcome(task, None)
    if not nothing.holds:
        over = max(nothing.used, key=lambda one: nothing.used[one])
        raise FeedingRefused(
            "without any feed {limit} already comes to {percent} % of its limit; begin with less",
            limit=over,
            percent=round(100 * nothing.used[over]),
        )
    shots = _Shots(task)
    steady, growing = _simple(task, shots)
    if steady is None and growing is None:
        raise FeedingRefused("no constant or exponential feed keeps the limits; begin with less carbon")
    first = max((one for one in (steady, growing) if one is not None), key=lambda one: one.value)
    logs, converged = _descend(task, shots, first)
    best = _kept(task, first, logs)
    binding = tuple(name for name, share in best.used.items() if share >= _BOUND)
    return Plan(best, steady, growing, nothing, binding, converged, len(shots.known))


def _simple(task: FeedTask, shots: _Shots) -> tuple[Outcome | None, Outcome | None]:
    """The best constant and the best exponential feed that keep the limits."""
    most = task.limits.flow_l_per_h
    length = task.operation.until_h - task.from_h

    def steady(flow: float, _: float) -> Profile:
        return constant(task.nodes, flow)

    flows = (np.log(most * 1e-3), np.log(most))
    one = _grid(shots, steady, flows, (0.0, 0.0))
    two = _grid(shots, partial(exponential, task.nodes), flows, (-2.0 / length, 6.0 / length))
    return one, two


def _grid(
    shots: _Shots,
    make: Callable[[float, float], Profile],
    flows: tuple[float, float],
    growths: tuple[float, float],
) -> Outcome | None:
    """The best of ever finer grids over the logarithm of the flow and its growth."""
    best: Outcome | None = None
    middle = (sum(flows) / 2, sum(growths) / 2)
    width = (flows[1] - flows[0], growths[1] - growths[0])
    for _ in range(_ROUNDS):
        found: tuple[float, float] | None = None
        for flow in middle[0] + width[0] * np.linspace(-0.5, 0.5, 9):
            for growth in middle[1] + width[1] * np.linspace(-0.5, 0.5, 9 if width[1] else 1):
                told = _tried(shots, make(float(np.exp(flow)), float(growth)))
                if told is not None and told.holds and (best is None or told.value > best.value):
                    best, found = told, (float(flow), float(growth))
        if best is None:
            return None
        middle = found or middle
        width = (width[0] * 0.3, width[1] * 0.35)
    return best


def _tried(shots: _Shots, profile: Profile) -> Outcome | None:
    """The outcome, None where it is beyond the pump or the vessel, which need no run to be seen."""
    limits, task = shots.task.limits, shots.task
    if profile.flows.max() > limits.flow_l_per_h * (1 + 1e-9):
        return None
    if profile.litres + task.operation.volume_l > limits.volume_l * (1 + 1e-4):
        return None
    try:
        return shots.at(np.log(profile.flows))
    except Refusal:
        return None


def _descend(task: FeedTask, shots: _Shots, first: Outcome) -> tuple[Values, bool]:
    """Sequential quadratic programming over the logarithms of the flows at the nodes."""
    scale = max(abs(first.value), 1e-12)
    most = np.log(task.limits.flow_l_per_h)
    solved = minimize(
        lambda logs: -shots.at(logs).value / scale,
        np.clip(_logs(first), most + np.log(_LEAST), most),
        jac=lambda logs: -shots.slopes(logs)[0] / scale,
        bounds=[(most + np.log(_LEAST), most)] * len(task.nodes),
        constraints={
            "type": "ineq",
            "fun": lambda logs: 1 - _MARGIN - shots.at(logs).shares[:-1],
            "jac": lambda logs: -shots.slopes(logs)[1][:-1],
        },
        method="SLSQP",
        options={"maxiter": _STEPS, "ftol": 1e-7},
    )
    return solved.x, bool(solved.success)


def _kept(task: FeedTask, first: Outcome, logs: Values) -> Outcome:
    """The best, looked at closely, of what was found, somewhat less of it, and blends with the first."""
    begin = _logs(first)
    tried = [logs - less for less in _LESS] + [begin - less for less in _LESS]
    tried += [begin + share * (logs - begin) for share in (0.99, 0.95, 0.9, 0.8, 0.6, 0.3)]
    told = [outcome(task, Profile(task.nodes, np.exp(one)), told=_FINE) for one in tried]
    kept = [one for one in told if one.holds]
    if not kept:
        raise FeedingRefused(
            "feeds that seem to keep the limits break them between the hours; use more pieces"
        )
    return max(kept, key=lambda one: one.value)


def _logs(one: Outcome) -> Values:
    return np.log(one.profile.flows) if one.profile else np.zeros(0)
