"""Projects solved: list schedules by many priorities, then CP-SAT, beside our own bound and the solver's.

The first plan: serial generation (Kelley 1963) by latest finish with random tie breaking, then justification
to the right and back (Valls, Ballestin & Quintanilla 2005), which shortens it at no cost.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any, Final

from ortools.sat.python import cp_model

from xiandao.kernel.refusals import Refusal
from xiandao.scaleup.scheduling.projects.bounds import ProjectBound, project_bound
from xiandao.scaleup.scheduling.projects.project import Job, Project, breaches

LISTS: Final = 20  # list schedules that are tried before the solver


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
    """The shortest plan found within `limit_s` seconds of the clock, checked apart from the solver."""
    listed = _best_list(project, seed)
    length = _length(project, listed)
    own = project_bound(project, at_most=length)
    starts, solver_bound = listed, 0
    if own.bound < length:
        found, solver_bound = _solved(project, listed, own.bound, length, seed, limit_s, workers)
        starts = found or listed
    broken = breaches(starts, project)
    if broken:
        raise ProjectRefused("the plan breaks a rule: {rule}", rule=broken[0])
    return ProjectPlan(starts, _length(project, starts), own, solver_bound, length)


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


def _best_list(project: Project, seed: int) -> dict[int, int]:
    random = Random(seed)  # noqa: S311  for orders, not for secrets
    tails = _tails(project)
    turned = _turned(project)
    best: dict[int, int] = {}
    for turn in range(LISTS):
        spread = 0.0 if turn == 0 else 0.15 * max(tails.values())
        weight = {number: tail + spread * random.random() for number, tail in tails.items()}
        starts = list_schedule(project, _order(project, weight))
        for _ in range(2):
            starts = _justified(project, turned, starts)
        if not best or _length(project, starts) < _length(project, best):
            best = starts
    return best


def _justified(project: Project, turned: Project, starts: dict[int, int]) -> dict[int, int]:
    last = len(project.jobs) + 1
    ends = {job.number: starts[job.number] + job.duration for job in project.jobs}
    right = sorted((job.number for job in project.jobs), key=lambda number: (-ends[number], -number))
    late = list_schedule(turned, [last - number for number in right])
    left = sorted(late, key=lambda number: (-(late[number] + turned.jobs[number - 1].duration), -number))
    return list_schedule(project, [last - number for number in left])


def _turned(project: Project) -> Project:
    """The project run backwards; job n becomes job last - n."""
    last = len(project.jobs) + 1
    before = project.before()
    jobs = tuple(
        Job(last - job.number, job.duration, job.demands, tuple(last - one for one in before[job.number]))
        for job in reversed(project.jobs)
    )
    return Project(project.name, jobs, project.resources)


def _tails(project: Project) -> dict[int, int]:
    tails: dict[int, int] = {}
    for job in reversed(project.jobs):
        tails[job.number] = job.duration + max([0, *(tails[later] for later in job.after)])
    return tails


def _order(project: Project, weight: dict[int, float]) -> list[int]:
    """The jobs in an order that keeps their waits, the heaviest first."""
    waits = {number: len(before) for number, before in project.before().items()}
    open_jobs = [number for number, many in waits.items() if many == 0]
    order = []
    while open_jobs:
        number = max(open_jobs, key=lambda one: (weight[one], -one))
        open_jobs.remove(number)
        order.append(number)
        for later in project.jobs[number - 1].after:
            waits[later] -= 1
            if waits[later] == 0:
                open_jobs.append(later)
    return order


def _length(project: Project, starts: dict[int, int]) -> int:
    return max(starts[job.number] + job.duration for job in project.jobs)


def _solved(
    project: Project, hint: dict[int, int], least: int, most: int, seed: int, limit_s: float, workers: int
) -> tuple[dict[int, int] | None, int]:
    model: Any = cp_model.CpModel()
    tails = _tails(project)
    heads: dict[int, int] = dict.fromkeys(tails, 0)
    for job in project.jobs:
        for later in job.after:
            heads[later] = max(heads[later], heads[job.number] + job.duration)
    start = {n: model.new_int_var(heads[n], max(heads[n], most - tails[n]), f"job {n}") for n in tails}
    end = model.new_int_var(least, most, "end")
    intervals = {
        job.number: model.new_fixed_size_interval_var(start[job.number], job.duration, "")
        for job in project.jobs
    }
    for job in project.jobs:
        model.add(end >= start[job.number] + tails[job.number])
        for later in job.after:
            model.add(start[later] >= start[job.number] + job.duration)
        model.add_hint(start[job.number], hint[job.number])
    for place, resource in enumerate(project.resources):
        some = [job for job in project.jobs if job.demands[place] and job.duration]
        model.add_cumulative(
            [intervals[job.number] for job in some], [job.demands[place] for job in some], resource.capacity
        )
    model.minimize(end)
    solver: Any = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = limit_s
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, round(solver.best_objective_bound)
    return {number: int(solver.value(some)) for number, some in start.items()}, round(
        solver.best_objective_bound
    )
