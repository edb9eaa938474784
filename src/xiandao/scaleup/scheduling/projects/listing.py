"""Many list schedules a second: serial generation compiled, justified twice, crossed in a population.

Serial generation (Kelley 1963), double justification (Valls, Ballestin & Quintanilla 2005). A child keeps a
stretch of time of its first parent and takes the order before and after it from the second; it takes the
place of the first if it is not longer. All of it runs without Python's lock, beside a solver.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numba
import numpy as np
import numpy.typing as npt

from xiandao.scaleup.scheduling.projects.project import Project

Whole = npt.NDArray[np.int64]
PLANS: Final = 60  # of the population


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
        self.stale = 0  # schedules since the last that was the shortest
        latest = np.zeros(len(project.jobs))
        for place in range(len(project.jobs) - 1, -1, -1):
            later = [latest[number - 1] for number in project.jobs[place].after]
            latest[place] = min(later, default=0.0) - project.jobs[place].duration
        self.plans = np.empty((PLANS, len(project.jobs)), dtype=np.int64)
        self.lengths = np.empty(PLANS, dtype=np.int64)
        _filled(self.plans, self.lengths, latest, seed, *self._given())

    def _given(self) -> tuple[Whole, Whole, Whole, Whole, Whole]:
        some = self.arrays
        return some.duration, some.demands, some.capacity, some.before, some.after

    def run(self, turns: int) -> None:
        """So many schedules more."""
        self.turns += 1
        shortest = self.length
        _crossed(self.plans, self.lengths, turns, self.seed + self.turns, *self._given())
        self.stale = 0 if self.length < shortest else self.stale + turns

    def take(self, starts: dict[int, int]) -> None:
        """Cross a plan that somebody else found, in the place of the longest that is no shorter."""
        plan = np.array([starts[job.number] for job in self.project.jobs], dtype=np.int64)
        length = (plan + self.arrays.duration).max()
        place = int(self.lengths.argmax())
        if length <= self.lengths[place]:
            self.plans[place] = plan
            self.lengths[place] = length

    @property
    def length(self) -> int:
        """The length of the best plan so far."""
        return int(self.lengths.min())

    @property
    def starts(self) -> dict[int, int]:
        """The best plan so far."""
        best = self.plans[self.lengths.argmin()]
        return {job.number: int(best[place]) for place, job in enumerate(self.project.jobs)}


@numba.njit(cache=True, nogil=True)
def _next(keys: npt.NDArray[np.float64], waits: Whole, starts: Whole) -> int:
    """The job that waits for nothing more and has the smallest key."""
    job = -1
    for other in range(keys.shape[0]):
        if waits[other] == 0 and starts[other] < 0 and (job < 0 or keys[other] < keys[job]):
            job = other
    return job


@numba.njit(cache=True, nogil=True)
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


@numba.njit(cache=True, nogil=True)
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


@numba.njit(cache=True, nogil=True)
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


@numba.njit(cache=True, nogil=True)
def _filled(
    plans: Whole,
    lengths: Whole,
    latest: npt.NDArray[np.float64],
    seed: int,
    duration: Whole,
    demands: Whole,
    capacity: Whole,
    before: Whole,
    after: Whole,
) -> None:
    """The first plans: by the latest starts, then by the same blurred."""
    np.random.seed(seed)
    blur = 0.0
    for place in range(plans.shape[0]):
        keys = latest - np.random.random(latest.shape[0]) * blur * latest.min()
        plans[place] = _decoded(keys, duration, demands, capacity, before, after)
        lengths[place] = (plans[place] + duration).max()
        blur = 0.3


@numba.njit(cache=True, nogil=True)
def _child(one: Whole, other: Whole, length: int) -> npt.NDArray[np.float64]:
    """Priorities: a stretch of `one` as it is; what `one` has before and after it in the order of `other`."""
    many = one.shape[0]
    reach = (0.25 + 0.5 * np.random.random()) * length
    begin = np.random.random() * (length - reach)
    keys = one.astype(np.float64)
    for job in range(many):
        if one[job] < begin:
            keys[job] = other[job] - 10.0 * length
        elif one[job] > begin + reach:
            keys[job] = other[job] + 10.0 * length
    if np.random.random() < 0.5:
        middle = np.random.random() * length
        reach = (0.05 + 0.2 * np.random.random()) * length
        blur = 1.0 + np.random.random() * 0.1 * length
        for job in range(many):
            if abs(one[job] - middle) < reach:
                keys[job] += (np.random.random() - 0.5) * 2 * blur
    return keys


@numba.njit(cache=True, nogil=True)
def _crossed(
    plans: Whole,
    lengths: Whole,
    turns: int,
    seed: int,
    duration: Whole,
    demands: Whole,
    capacity: Whole,
    before: Whole,
    after: Whole,
) -> None:
    np.random.seed(seed)
    for _ in range(turns):
        place = np.random.randint(plans.shape[0])
        other = np.random.randint(plans.shape[0])
        keys = _child(plans[place], plans[other], lengths[place])
        found = _decoded(keys, duration, demands, capacity, before, after)
        length = (found + duration).max()
        if length <= lengths[place]:
            plans[place] = found
            lengths[place] = length
