"""Many list schedules a second: serial generation compiled, justified twice, searched by changing priorities.

Serial generation (Kelley 1963), double justification (Valls, Ballestin & Quintanilla 2005); the search takes
a plan, blurs the order of its jobs within a stretch of time and keeps what is not longer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numba
import numpy as np
import numpy.typing as npt

from xiandao.scaleup.scheduling.projects.project import Project

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Arrays:
    duration: Whole
    demands: Whole
    capacity: Whole
    before: Whole
    after: Whole


def _arrays(project: Project) -> _Arrays:
    """The project as arrays; `before` and `after` are padded with -1."""
    before = project.before()
    width = max(1, *(len(job.after) for job in project.jobs), *(len(some) for some in before.values()))

    def padded(rows: list[list[int]]) -> Whole:
        table = np.full((len(rows), width), -1, dtype=np.int64)
        for place, row in enumerate(rows):
            table[place, : len(row)] = row
        return table

    return _Arrays(
        np.array([job.duration for job in project.jobs], dtype=np.int64),
        np.array([job.demands for job in project.jobs], dtype=np.int64),
        np.array([resource.capacity for resource in project.resources], dtype=np.int64),
        padded([[one - 1 for one in before[job.number]] for job in project.jobs]),
        padded([[one - 1 for one in job.after] for job in project.jobs]),
    )


class ListSearch:
    """A search over list schedules of one project that goes on from where it stopped."""

    def __init__(self, project: Project, *, seed: int) -> None:
        self.project = project
        self.seed = seed
        self.arrays = _arrays(project)
        self.turns = 0
        latest = np.zeros(len(project.jobs))
        for place in range(len(project.jobs) - 1, -1, -1):
            later = [latest[number - 1] for number in project.jobs[place].after]
            latest[place] = min(later, default=0.0) - project.jobs[place].duration
        self.latest = latest
        self.best = _decoded(latest, *self._given())
        self.current = self.best.copy()

    def _given(self) -> tuple[Whole, Whole, Whole, Whole, Whole]:
        some = self.arrays
        return some.duration, some.demands, some.capacity, some.before, some.after

    def run(self, turns: int) -> None:
        """So many schedules more."""
        self.turns += 1
        self.best, self.current = _searched(
            self.latest, self.best, self.current, turns, self.seed + self.turns, *self._given()
        )

    def take(self, starts: dict[int, int]) -> None:
        """Go on from a plan that somebody else found."""
        self.best = np.array([starts[job.number] for job in self.project.jobs], dtype=np.int64)
        self.current = self.best.copy()

    @property
    def starts(self) -> dict[int, int]:
        """The best plan so far."""
        return {job.number: int(self.best[place]) for place, job in enumerate(self.project.jobs)}


@numba.njit(cache=True)
def _next(keys: npt.NDArray[np.float64], waits: Whole, starts: Whole) -> int:
    """The job that waits for nothing more and has the smallest key."""
    job = -1
    for other in range(keys.shape[0]):
        if waits[other] == 0 and starts[other] < 0 and (job < 0 or keys[other] < keys[job]):
            job = other
    return job


@numba.njit(cache=True)
def _first_free(start: int, duration: int, demand: Whole, left: Whole) -> int:
    """The first moment from `start` on at which the demand fits for the whole of the job."""
    moment = start
    while moment < start + duration:
        short = False
        for resource in range(demand.shape[0]):
            short |= left[moment, resource] < demand[resource]
        moment += 1
        if short:
            start = moment
    return start


@numba.njit(cache=True)
def _serial(
    keys: npt.NDArray[np.float64],
    duration: Whole,
    demands: Whole,
    capacity: Whole,
    before: Whole,
    after: Whole,
) -> Whole:
    many = duration.shape[0]
    left = np.empty((duration.sum() + 1, capacity.shape[0]), dtype=np.int64)
    left[:, :] = capacity
    waits = (before >= 0).sum(axis=1)
    earliest = np.zeros(many, dtype=np.int64)
    starts = np.full(many, -1, dtype=np.int64)
    for _ in range(many):
        job = _next(keys, waits, starts)
        start = _first_free(earliest[job], duration[job], demands[job], left)
        starts[job] = start
        for moment in range(start, start + duration[job]):
            left[moment] -= demands[job]
        for later in after[job]:
            if later >= 0:
                waits[later] -= 1
                earliest[later] = max(earliest[later], start + duration[job])
    return starts


@numba.njit(cache=True)
def _decoded(
    keys: npt.NDArray[np.float64],
    duration: Whole,
    demands: Whole,
    capacity: Whole,
    before: Whole,
    after: Whole,
) -> Whole:
    """A list schedule, justified to the right and back to the left."""
    starts = _serial(keys, duration, demands, capacity, before, after)
    late = _serial(-(starts + duration).astype(np.float64), duration, demands, capacity, after, before)
    return _serial(-(late + duration).astype(np.float64), duration, demands, capacity, before, after)


@numba.njit(cache=True)
def _searched(
    latest: npt.NDArray[np.float64],
    best: Whole,
    current: Whole,
    turns: int,
    seed: int,
    duration: Whole,
    demands: Whole,
    capacity: Whole,
    before: Whole,
    after: Whole,
) -> tuple[Whole, Whole]:
    np.random.seed(seed)
    many = duration.shape[0]
    shortest = (best + duration).max()
    length = (current + duration).max()
    for turn in range(turns):
        keys = current.astype(np.float64)
        if turn % 100 == 99:
            keys = latest + np.random.random(many) * 0.2 * shortest
        else:
            middle = np.random.random() * length
            reach = (0.1 + 0.3 * np.random.random()) * length
            blur = 1.0 + np.random.random() * 0.15 * length
            for job in range(many):
                if abs(keys[job] - middle) < reach:
                    keys[job] += (np.random.random() - 0.5) * 2 * blur
        found = _decoded(keys, duration, demands, capacity, before, after)
        now = (found + duration).max()
        if now <= length or turn % 100 == 99:
            current, length = found, now
        if now < shortest:
            best, shortest = found.copy(), now
        if turn % 100 == 98 and length > shortest:
            current, length = best.copy(), shortest
    return best, current
