"""State-task networks solved as a mixed integer program on a grid of hours, by HiGHS.

The discrete-time form of Kondili, Pantelides & Sargent (1993); the check of a plan shares no code with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_matrix

from xiandao.scaleup.scheduling.networks.network import Network, NetworkRefused, Task, Unit, check_network

SMALL: Final = 1e-6
OPTIMAL, TIME_OUT = 0, 1


@dataclass(frozen=True, slots=True)
class Batch:
    """So much of a task in a unit from an hour on."""

    unit: str
    task: str
    start_h: int
    end_h: int
    amount: float


@dataclass(frozen=True, slots=True)
class NetworkPlan:
    """The batches, what each state holds at each hour, the worth at the end; no plan's is above `bound`."""

    batches: tuple[Batch, ...]
    stores: dict[str, tuple[float, ...]]
    value: float
    bound: float

    @property
    def gap(self) -> float:
        """How far a better plan may be above this one, as a fraction."""
        return (self.bound - self.value) / max(abs(self.value), 1e-9)


def solve_network(network: Network, *, horizon_h: int, limit_s: float) -> NetworkPlan:
    """The plan that is worth most at the horizon. Raises NetworkRefused where none is found in `limit_s`."""
    check_network(network)
    program = _Program(network, horizon_h)
    found = milp(
        -program.worth,
        constraints=program.constraints(),
        integrality=program.integrality,
        bounds=program.bounds,
        options={"time_limit": limit_s, "mip_rel_gap": 0.0},
    )
    if found.x is None:
        if found.status in (OPTIMAL, TIME_OUT):
            raise NetworkRefused("no plan of {hours} h was found within the limit", hours=horizon_h)
        raise NetworkRefused(
            "no plan of {hours} h makes what is wanted within the stores and vessels", hours=horizon_h
        )
    batches = program.batches(found.x)
    stores = _stores(network, batches, horizon_h)
    value = sum(state.price * stores[state.name][-1] for state in network.states)
    base = -float(found.mip_dual_bound)
    broken = faults(batches, network, horizon_h=horizon_h)
    if broken:
        raise NetworkRefused("the plan breaks a rule: {rule}", rule=broken[0])
    return NetworkPlan(batches, stores, value, max(value, base))


def shortest_network(network: Network, *, at_most_h: int, limit_s: float) -> tuple[int, NetworkPlan]:
    """The fewest hours in which what is wanted can be made, and a plan. Raises NetworkRefused."""
    low, high, plan = 0, at_most_h, solve_network(network, horizon_h=at_most_h, limit_s=limit_s)
    while high - low > 1:
        middle = (low + high) // 2
        try:
            plan, high = solve_network(network, horizon_h=middle, limit_s=limit_s), middle
        except NetworkRefused:
            low = middle
    return high, plan


class _Program:
    """Variables: whether a batch starts, how much it is, what is in the stores."""

    def __init__(self, network: Network, horizon_h: int) -> None:
        self.network = network
        self.horizon = horizon_h
        self.tasks = {task.name: task for task in network.tasks}
        self.starts: dict[tuple[str, str, int], int] = {}
        for unit in network.units:
            for name in unit.tasks:
                for hour in range(horizon_h - self.tasks[name].duration_h + 1):
                    self.starts[unit.name, name, hour] = len(self.starts)
        many = len(self.starts)
        self.place = {state.name: at for at, state in enumerate(network.states)}
        size = 2 * many + len(network.states) * (horizon_h + 1)
        self.many, self.size = many, size
        self.integrality = np.concatenate([np.ones(many), np.zeros(size - many)])
        low, high = np.zeros(size), np.full(size, np.inf)
        high[:many] = 1.0
        self.worth = np.zeros(size)
        for state in network.states:
            for hour in range(horizon_h + 1):
                high[self._store(state.name, hour)] = state.capacity
            low[self._store(state.name, horizon_h)] = state.wanted
            self.worth[self._store(state.name, horizon_h)] = state.price
        self.bounds = Bounds(low, high)
        self.rows: list[tuple[dict[int, float], float, float]] = []

    def _store(self, state: str, hour: int) -> int:
        return 2 * self.many + self.place[state] * (self.horizon + 1) + hour

    def constraints(self) -> LinearConstraint:
        """All rows as one sparse matrix."""
        units = {unit.name: unit for unit in self.network.units}
        for (name, _, _), at in self.starts.items():
            self.rows.append(({self.many + at: 1.0, at: -units[name].most}, -np.inf, 0.0))
            self.rows.append(({self.many + at: 1.0, at: -units[name].least}, 0.0, np.inf))
        for unit in self.network.units:
            self._one_at_a_time(unit)
        self._balances()
        across, down, values = [], [], []
        for number, (row, _, _) in enumerate(self.rows):
            for column, value in row.items():
                across.append(column)
                down.append(number)
                values.append(value)
        matrix = coo_matrix((values, (down, across)), shape=(len(self.rows), self.size)).tocsr()
        return LinearConstraint(matrix, [row[1] for row in self.rows], [row[2] for row in self.rows])

    def _one_at_a_time(self, unit: Unit) -> None:
        """At every hour at most one batch is in it or being cleaned up; then what families add."""
        for hour in range(self.horizon + 1):
            row = {}
            for name in unit.tasks:
                busy = self.tasks[name].duration_h + unit.cleaning_h
                for start in range(max(0, hour - busy + 1), hour + 1):
                    if (unit.name, name, start) in self.starts:
                        row[self.starts[unit.name, name, start]] = 1.0
            if len(row) > 1:
                self.rows.append((row, -np.inf, 1.0))
        for one in unit.tasks:
            for other in unit.tasks:
                self._apart(unit, self.tasks[one], self.tasks[other])

    def _apart(self, unit: Unit, before: Task, after: Task) -> None:
        pause = unit.pause_h(before, after)
        if pause <= unit.cleaning_h:
            return
        for hour in range(self.horizon + 1):
            first = self.starts.get((unit.name, before.name, hour))
            for later in range(hour, hour + before.duration_h + pause):
                second = self.starts.get((unit.name, after.name, later))
                if first is not None and second is not None and first != second:
                    self.rows.append(({first: 1.0, second: 1.0}, -np.inf, 1.0))

    def _balances(self) -> None:
        for state in self.network.states:
            for hour in range(self.horizon + 1):
                row = {self._store(state.name, hour): 1.0}
                if hour:
                    row[self._store(state.name, hour - 1)] = -1.0
                for (_, name, start), at in self.starts.items():
                    change = _change(self.tasks[name], state.name, hour - start)
                    if change:
                        row[self.many + at] = -change
                given = state.initial if hour == 0 else 0.0
                self.rows.append((row, given, given))

    def batches(self, found: np.ndarray) -> tuple[Batch, ...]:
        """The batches that were started, in time."""
        made = []
        for (unit, name, start), at in self.starts.items():
            amount = float(found[self.many + at])
            if amount > SMALL:
                made.append(Batch(unit, name, start, start + self.tasks[name].duration_h, amount))
        return tuple(sorted(made, key=lambda batch: (batch.start_h, batch.unit)))


def _change(task: Task, state: str, age_h: int) -> float:
    """What a batch of 1 adds to a state at so many hours after its start."""
    change = sum(flow.share for flow in task.outflows if flow.state == state and flow.after_h == age_h)
    if age_h == 0:
        change -= sum(flow.share for flow in task.inflows if flow.state == state)
    return change


def _stores(network: Network, batches: tuple[Batch, ...], horizon_h: int) -> dict[str, tuple[float, ...]]:
    tasks = {task.name: task for task in network.tasks}
    stores = {}
    for state in network.states:
        level, levels = state.initial, []
        for hour in range(horizon_h + 1):
            level += sum(b.amount * _change(tasks[b.task], state.name, hour - b.start_h) for b in batches)
            levels.append(level)
        stores[state.name] = tuple(levels)
    return stores


def faults(batches: tuple[Batch, ...], network: Network, *, horizon_h: int) -> tuple[str, ...]:
    """Every rule that the batches break, in words; slow and obvious."""
    return (*_in_units(batches, network, horizon_h), *_in_stores(batches, network, horizon_h))


def _in_units(batches: tuple[Batch, ...], network: Network, horizon_h: int) -> Iterator[str]:
    tasks = {task.name: task for task in network.tasks}
    for unit in network.units:
        mine = sorted((b for b in batches if b.unit == unit.name), key=lambda b: b.start_h)
        for batch in mine:
            if batch.task not in unit.tasks:
                yield f"{unit.name} cannot do {batch.task}"
            if not unit.least - SMALL <= batch.amount <= unit.most + SMALL:
                yield f"{unit.name}: a batch of {batch.amount:g}"
            if batch.start_h < 0 or batch.start_h + tasks[batch.task].duration_h > horizon_h:
                yield f"{unit.name}: a batch outside the horizon"
        for first, second in combinations(mine, 2):
            free = first.start_h + tasks[first.task].duration_h
            if second.start_h < free + unit.pause_h(tasks[first.task], tasks[second.task]):
                yield f"{unit.name}: {first.task} and {second.task} overlap"


def _in_stores(batches: tuple[Batch, ...], network: Network, horizon_h: int) -> Iterator[str]:
    slack = 1e-5 * max(1.0, *(unit.most for unit in network.units))
    for name, levels in _stores(network, batches, horizon_h).items():
        state = next(one for one in network.states if one.name == name)
        for hour, level in enumerate(levels):
            if not -slack <= level <= state.capacity + slack:
                yield f"{name}: {level:g} at hour {hour}"
        if levels[-1] < state.wanted - slack:
            yield f"{name}: {levels[-1]:g} at the end, {state.wanted:g} is wanted"
