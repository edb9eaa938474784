"""Our own lower bounds of a project: the longest way, the work of each resource, and refutation of ends.

Refutation tries an end and shows that it cannot be (destructive improvement, Klein & Scholl 1999): windows of
the jobs are tightened by pairs that cannot run together, by the energy that an interval must hold.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from xiandao.scaleup.scheduling.projects.project import Project

Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class ProjectBound:
    """No plan is shorter than `bound`; `path` and `work` are the simple bounds beneath it."""

    bound: int
    path: int
    work: int


def project_bound(project: Project, *, at_most: int) -> ProjectBound:
    """The largest end that is proved, never above `at_most`, the length of a plan that is known."""
    lengths = _ways(project)
    path = int(lengths[0, -1])
    work = 0
    for place, resource in enumerate(project.resources):
        energy = sum(job.duration * job.demands[place] for job in project.jobs)
        work = max(work, -(-energy // resource.capacity) if resource.capacity else 0)
    low, high = max(path, work), at_most
    while low < high:
        middle = (low + high) // 2
        if _refuted(project, lengths, middle):
            low = middle + 1
        else:
            high = middle
    return ProjectBound(low, path, work)


def _ways(project: Project) -> Whole:
    """The longest way from the start of each job to the start of each other; -1 where there is none."""
    many = len(project.jobs)
    ways = np.full((many, many), -1, dtype=np.int64)
    for one in reversed(range(many)):
        job = project.jobs[one]
        ways[one, one] = 0
        for later in job.after:
            reach = ways[later - 1]
            ways[one] = np.maximum(ways[one], np.where(reach >= 0, reach + job.duration, -1))
    return ways


def _refuted(project: Project, ways: Whole, end: int) -> bool:
    """Whether it is shown that no plan ends by `end`."""
    duration = np.array([job.duration for job in project.jobs], dtype=np.int64)
    demands = np.array([job.demands for job in project.jobs], dtype=np.int64)
    capacity = np.array([resource.capacity for resource in project.resources], dtype=np.int64)
    head = ways[0].copy()
    latest = end - (ways[:, -1])
    pairs = _apart(demands, capacity, duration, ways)
    changed = True
    while changed:
        if np.any(head > latest):
            return True
        changed = _tighten_pairs(pairs, duration, head, latest)
        changed = _spread(ways, head, latest) or changed
    return _too_much(duration, demands, capacity, head, latest)


def _apart(demands: Whole, capacity: Whole, duration: Whole, ways: Whole) -> tuple[Whole, Whole]:
    """Pairs without a way between them that can never run together, for want of one resource."""
    together = (demands[:, None, :] + demands[None, :, :] > capacity).any(axis=2)
    free = (ways < 0) & (ways.T < 0)
    runs = (duration > 0)[:, None] & (duration > 0)[None, :]
    one, other = np.nonzero(together & free & runs)
    return one, other


def _tighten_pairs(pairs: tuple[Whole, Whole], duration: Whole, head: Whole, latest: Whole) -> bool:
    """Where `one` cannot come before `other`, it must come after it."""
    one, other = pairs
    after = head[one] + duration[one] > latest[other]
    late, early = one[after], other[after]
    before = int(head.sum() - latest.sum())
    np.maximum.at(head, late, head[early] + duration[early])
    np.minimum.at(latest, early, latest[late] - duration[early])
    return int(head.sum() - latest.sum()) != before


def _spread(ways: Whole, head: Whole, latest: Whole) -> bool:
    before = int(head.sum() - latest.sum())
    known = ways >= 0
    head[:] = np.max(np.where(known, head[:, None] + ways, -1), axis=0)
    latest[:] = np.min(np.where(known, latest[None, :] - ways, np.iinfo(np.int64).max), axis=1)
    return int(head.sum() - latest.sum()) != before


def _too_much(duration: Whole, demands: Whole, capacity: Whole, head: Whole, latest: Whole) -> bool:
    """Whether some interval must hold more energy than a resource gives in it (Baptiste et al. 1999)."""
    finish = latest + duration
    for begin in np.unique(head):
        for end in _ends(finish, begin):
            inside = np.minimum.reduce(
                [
                    np.full_like(duration, end - begin),
                    duration,
                    np.maximum(0, head + duration - begin),
                    np.maximum(0, end - latest),
                ]
            )
            if np.any((inside[:, None] * demands).sum(axis=0) > capacity * (end - begin)):
                return True
    return False


def _ends(finish: Whole, begin: int) -> Iterator[int]:
    return (int(end) for end in np.unique(finish) if end > begin)
