"""A state-task network (Kondili, Pantelides & Sargent 1993): materials, tasks that turn them, vessels.

Amounts are in kg (or any one unit), times in whole hours.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose

from xiandao.kernel.refusals import Refusal


class NetworkRefused(Refusal):
    """A network that contradicts itself, or for which no plan exists."""


@dataclass(frozen=True, slots=True)
class State:
    """A material: how much may be stored, how much is there, how much must be there at the end, its worth."""

    name: str
    capacity: float = float("inf")
    initial: float = 0.0
    wanted: float = 0.0
    price: float = 0.0


@dataclass(frozen=True, slots=True)
class Inflow:
    """A share of the batch that is taken from a state when the task starts."""

    state: str
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Outflow:
    """A share of the batch that reaches a state so many hours after the start."""

    state: str
    share: float
    after_h: int


@dataclass(frozen=True, slots=True)
class Task:
    """What turns states into states; merges have several inflows, splits several outflows."""

    name: str
    inflows: tuple[Inflow, ...]
    outflows: tuple[Outflow, ...]
    family: str = ""

    @property
    def duration_h(self) -> int:
        """Hours until its last material has left."""
        return max(flow.after_h for flow in self.outflows)


@dataclass(frozen=True, slots=True)
class Unit:
    """A vessel: the tasks that it can do, the batches it holds, its cleaning.

    `cleaning_h` follows every batch; `changeover_h` instead where the next task is of another family.
    """

    name: str
    tasks: tuple[str, ...]
    most: float
    least: float = 0.0
    cleaning_h: int = 0
    changeover_h: int = 0

    def pause_h(self, before: Task, after: Task) -> int:
        """Hours between two batches."""
        return self.cleaning_h if before.family == after.family else max(self.cleaning_h, self.changeover_h)


@dataclass(frozen=True, slots=True)
class Network:
    """States, tasks and units."""

    states: tuple[State, ...]
    tasks: tuple[Task, ...]
    units: tuple[Unit, ...]


def check_network(network: Network) -> None:
    """Raises NetworkRefused naming the state, the task or the unit at fault."""
    states = [state.name for state in network.states]
    tasks = [task.name for task in network.tasks]
    for name in [*states, *tasks, *(unit.name for unit in network.units)]:
        if (states + tasks + [unit.name for unit in network.units]).count(name) > 1:
            raise NetworkRefused("two things are called {name}", name=name)
    for state in network.states:
        if not 0 <= state.initial <= state.capacity or state.wanted < 0:
            raise NetworkRefused("{state}: its start does not fit its store", state=state.name)
    for task in network.tasks:
        _check_task(task, states)
    for unit in network.units:
        _check_unit(unit, tasks)
    for name in tasks:
        if not any(name in unit.tasks for unit in network.units):
            raise NetworkRefused("{task}: no unit does it", task=name)


def _check_unit(unit: Unit, tasks: list[str]) -> None:
    if not 0 <= unit.least <= unit.most or unit.most <= 0 or min(unit.cleaning_h, unit.changeover_h) < 0:
        raise NetworkRefused("{unit}: no batch fits between its limits", unit=unit.name)
    for name in unit.tasks:
        if name not in tasks:
            raise NetworkRefused("{unit}: there is no task {task}", unit=unit.name, task=name)


def _check_task(task: Task, states: list[str]) -> None:
    for flows in (task.inflows, task.outflows):
        if not flows or not isclose(sum(flow.share for flow in flows), 1.0, abs_tol=1e-9):
            raise NetworkRefused(
                "{task}: what goes in and what comes out must each add up to 1", task=task.name
            )
        for flow in flows:
            if flow.state not in states:
                raise NetworkRefused("{task}: there is no state {state}", task=task.name, state=flow.state)
            if flow.share <= 0:
                raise NetworkRefused("{task}: a share must be above 0", task=task.name)
    if any(flow.after_h <= 0 for flow in task.outflows):
        raise NetworkRefused("{task}: must take time", task=task.name)
