"""Projects solved: list schedules by many priorities, then CP-SAT, beside our own bound and the solver's.

Small projects would be proved at once without the lists; they cost them a share of the limit at most.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic
from typing import Any, Final

from xiandao.kernel.refusals import Refusal
from xiandao.scaleup.scheduling.projects.bounds import ProjectBound, project_bound
from xiandao.scaleup.scheduling.projects.listing import ListSearch
from xiandao.scaleup.scheduling.projects.project import Job, Project, breaches
from xiandao.scaleup.scheduling.solver import cp, new_solver

FIRST_TURNS: Final = 1000  # list schedules before anything else
TURNS: Final = 500  # list schedules between two looks at the clock
LIST_SHARE: Final = 0.05  # of the limit


class ProjectRefused(Refusal):
    """A plan of a project that does not keep its rules."""


@dataclass(frozen=True, slots=True)
class ProjectPlan:
    """Starts by job, the length, and the bounds: no plan is shorter than `bound`."""

    starts: dict[int, int]
    length: int
    own: ProjectBound
    solver_bound: int
    listed: int

    @property
    def bound(self) -> int:
        """The better of our own bound and the solver's."""
        return max(self.own.bound, self.solver_bound)

    @property
    def gap(self) -> float:
        """How far the length may be above the shortest, as a fraction of it."""
        return (self.length - self.bound) / self.length if self.length else 0.0


def solve_project(project: Project, *, seed: int, limit_s: float, workers: int = 1) -> ProjectPlan:
    """The shortest plan found within `limit_s` seconds of the clock, checked apart from the solver.

    Lists come first and last, for a small part of the time each; between them the solver is not led by
    their plan: it proves sooner without it.
    """
    began = monotonic()
    search = ListSearch(project, seed=seed)
    search.run(FIRST_TURNS)
    own = project_bound(project, at_most=_length(project, search.starts))
    while own.bound < _length(project, search.starts) and monotonic() < began + LIST_SHARE * limit_s:
        search.run(TURNS)
    starts, solver_bound = search.starts, 0
    listed = _length(project, starts)
    if own.bound < listed:
        left = max(0.05, began + (1 - LIST_SHARE) * limit_s - monotonic())
        found, solver_bound = _solved(project, own.bound, listed, seed, left, workers)
        starts = _listed_on(search, found or starts, max(own.bound, solver_bound), began + limit_s)
    broken = breaches(starts, project)
    if broken:
        raise ProjectRefused("the plan breaks a rule: {rule}", rule=broken[0])
    return ProjectPlan(starts, _length(project, starts), own, solver_bound, listed)


def _listed_on(search: ListSearch, starts: dict[int, int], bound: int, until: float) -> dict[int, int]:
    """What more lists make of a plan that is not proved to be the shortest, in the time that is left."""
    search.take(starts)
    while bound < _length(search.project, search.starts) and monotonic() < until:
        search.run(TURNS)
    return search.starts


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


def _length(project: Project, starts: dict[int, int]) -> int:
    return max(starts[job.number] + job.duration for job in project.jobs)


def _solved(
    project: Project, least: int, most: int, seed: int, limit_s: float, workers: int
) -> tuple[dict[int, int] | None, int]:
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
    solver = new_solver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = limit_s
    status = solver.solve(model)
    bound = round(solver.best_objective_bound)
    if status not in (cp().OPTIMAL, cp().FEASIBLE):
        return None, max(0, bound)
    return {number: int(solver.value(some)) for number, some in start.items()}, bound
