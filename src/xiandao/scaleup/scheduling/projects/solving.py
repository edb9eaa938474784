"""Projects solved: list schedules from above and CP-SAT from below, until they meet or the time is over.

Lists find short plans of hard projects sooner than the solver does, and the solver proves: so it tries the
smallest length first, while the lists go on beside it, or before and after it where there is one worker.
Lists that find nothing for long lend their worker to a second solver, which looks for any shorter plan.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Event
from time import monotonic
from typing import Any, Final

from xiandao.kernel.refusals import Refusal
from xiandao.scaleup.scheduling.projects.bounds import ProjectBound, project_bound
from xiandao.scaleup.scheduling.projects.listing import PLANS, ListSearch
from xiandao.scaleup.scheduling.projects.project import Job, Project, breaches
from xiandao.scaleup.scheduling.solver import cp, new_solver

FIRST_TURNS: Final = 1000  # list schedules before anything else
TURNS: Final = 200  # list schedules between two looks at the clock
LIST_SHARE: Final = 0.1  # of the limit, before a solver that has the only worker,
LIST_S: Final = 1.0  # and never more than so many seconds
SOLVER_SHARE: Final = 0.5  # of the limit, for such a solver
STALE: Final = 100 * PLANS  # list schedules in vain, until a solver is tried in their place
STOPPING_S: Final = 0.02  # between two words to a solver that has nothing more to do


class ProjectRefused(Refusal):
    """A plan of a project that does not keep its rules."""


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """Starts by job, the length, and the bounds: no plan is shorter than `bound`, `own` is ours alone."""

    starts: dict[int, int]
    length: int
    own: ProjectBound
    bound: int

    @property
    def gap(self) -> float:
        """How far the length may be above the shortest, as a fraction of it."""
        return (self.length - self.bound) / self.length if self.length else 0.0


@dataclass(slots=True)
class _Told:
    """What lists and solvers tell each other: the bound, that a plan is proved, that `below` has ended."""

    bound: int = 0
    proved: Event = field(default_factory=Event)
    ended: Event = field(default_factory=Event)
    below: Any = field(default_factory=new_solver)
    above: Any = field(default_factory=new_solver)


def solve_project(project: Project, *, seed: int, limit_s: float, workers: int = 1) -> ProjectPlan:
    """The shortest plan found within `limit_s` seconds of the clock, checked apart from the solver.

    Of two workers or more, one makes lists; with one, lists and solver take turns. What the clock ends is not
    the same twice. The first call on a machine compiles the lists, within the same limit.
    """
    began = monotonic()
    until = began + limit_s
    search = ListSearch(project, seed=seed)
    search.run(FIRST_TURNS)
    told = _Told()
    with ThreadPoolExecutor(1) as pool:
        beside = pool.submit(_beside, search, told, seed, until) if workers > 1 else None
        own = project_bound(project, at_most=search.length)
        told.bound = max(told.bound, own.bound)
        if beside is None:
            _lists(search, told, began + min(LIST_S, LIST_SHARE * limit_s))
            plan = _below(search, told, seed, SOLVER_SHARE * limit_s, workers)
        else:
            plan = _below(search, told, seed, until - monotonic(), workers - 1)
            while told.proved.is_set() and not beside.done():
                told.above.stop_search()
                wait([beside], STOPPING_S)
            beside.result()
    if plan is not None:
        search.take(plan)
    if beside is None:
        _lists(search, told, until)
    broken = breaches(search.starts, project)
    if broken:
        raise ProjectRefused("the plan breaks a rule: {rule}", rule=broken[0])
    return ProjectPlan(search.starts, search.length, own, told.bound)


def _lists(search: ListSearch, told: _Told, until: float) -> None:
    """More lists in the time that is left, while they can be shorter."""
    while monotonic() < until and not told.proved.is_set() and search.length > told.bound:
        search.run(TURNS)


def _beside(search: ListSearch, told: _Told, seed: int, until: float) -> None:
    """Lists beside a solver, or another solver in their place; the first is told to stop at a proof."""
    while monotonic() < until and not told.proved.is_set() and search.length > told.bound:
        search.run(TURNS)
        if search.stale >= STALE:
            told.above.parameters.linearization_level = 0
            plan = _solved(search, told, told.above, seed + 1, (until - monotonic()) / 3, 1)
            search.stale = 0
            if plan is not None:
                search.take(plan)
    while monotonic() < until and not told.ended.wait(STOPPING_S):
        told.below.stop_search()


def list_schedule(project: Project, order: list[int]) -> dict[int, int]:
    """Each job at the first moment at which what it waits for is done and its resources are free."""
    before = project.before()
    by_number = {job.number: job for job in project.jobs}
    length = sum(job.duration for job in project.jobs) + 1
    left = [[resource.capacity] * length for resource in project.resources]
    starts: dict[int, int] = {}
    for number in order:
        job = by_number[number]
        start = max([0, *(starts[one] + by_number[one].duration for one in before[number])])
        start = _first_free(job, start, left)
        starts[number] = start
        for row, demand in zip(left, job.demands, strict=True):
            if demand:
                for moment in range(start, start + job.duration):
                    row[moment] -= demand
    return starts


def _first_free(job: Job, start: int, left: list[list[int]]) -> int:
    wanted = [(row, demand) for row, demand in zip(left, job.demands, strict=True) if demand]
    while True:
        clash = next(
            (
                moment
                for moment in range(start + job.duration - 1, start - 1, -1)
                if any(row[moment] < demand for row, demand in wanted)
            ),
            None,
        )
        if clash is None:
            return start
        start = clash + 1


def _below(search: ListSearch, told: _Told, seed: int, limit_s: float, workers: int) -> dict[int, int] | None:
    """The solver that tries the smallest length first; it ends the work of the others."""
    if workers == 1:  # more of them are a choice of the solver's own
        told.below.parameters.use_objective_lb_search = True
        told.below.parameters.linearization_level = 0  # its linear program stays empty on these models
    plan = _solved(search, told, told.below, seed, limit_s, workers)
    told.ended.set()
    return plan


def _solved(
    search: ListSearch, told: _Told, solver: Any, seed: int, limit_s: float, workers: int
) -> dict[int, int] | None:
    """A plan shorter than the lists' best, if the solver finds one; its bound is told all the while."""
    most = search.length - 1

    def hear(bound: float) -> None:
        told.bound = max(told.bound, round(min(bound, most + 1)))

    if told.bound > most:
        told.proved.set()
        return None
    model, start = _model(search.project, told.bound, most)
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(0.05, limit_s)
    solver.best_bound_callback = hear
    status = solver.solve(model)
    hear(most + 1 if status == cp().INFEASIBLE else solver.best_objective_bound)
    if status in (cp().OPTIMAL, cp().INFEASIBLE) or search.length <= told.bound:
        told.proved.set()
    if status in (cp().OPTIMAL, cp().FEASIBLE):
        return {number: int(solver.value(some)) for number, some in start.items()}
    return None


def _model(project: Project, least: int, most: int) -> tuple[Any, dict[int, Any]]:
    """The starts of a plan that is no shorter than `least` and no longer than `most`."""
    model: Any = cp().CpModel()
    start = {job.number: model.new_int_var(0, most, f"job {job.number}") for job in project.jobs}
    end = model.new_int_var(least, most, "end")
    intervals = {
        job.number: model.new_fixed_size_interval_var(start[job.number], job.duration, "")
        for job in project.jobs
    }
    for job in project.jobs:
        model.add(end >= start[job.number] + job.duration)
        for later in job.after:
            model.add(start[later] >= start[job.number] + job.duration)
    for place, resource in enumerate(project.resources):
        some = [job for job in project.jobs if job.demands[place] and job.duration]
        model.add_cumulative(
            [intervals[job.number] for job in some], [job.demands[place] for job in some], resource.capacity
        )
    model.minimize(end)
    return model, start
