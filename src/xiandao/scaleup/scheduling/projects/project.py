"""A project of jobs that wait for each other and share renewable resources, and the check of a plan of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Resource:
    """So many units at any moment."""

    name: str
    capacity: int


@dataclass(frozen=True, slots=True)
class Job:
    """A job of fixed length; `after` are the numbers of the jobs that must wait for it."""

    number: int
    duration: int
    demands: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Project:
    """Jobs in the order of their numbers, each before all that wait for it."""

    name: str
    jobs: tuple[Job, ...]
    resources: tuple[Resource, ...]

    def before(self) -> dict[int, list[int]]:
        """The numbers of the jobs that each job waits for."""
        before: dict[int, list[int]] = {job.number: [] for job in self.jobs}
        for job in self.jobs:
            for later in job.after:
                before[later].append(job.number)
        return before


def breaches(starts: dict[int, int], project: Project) -> tuple[str, ...]:
    """Every rule that these starts break, in words; slow and obvious."""
    if sorted(starts) != [job.number for job in project.jobs]:
        return ("not every job has one start",)
    length = {job.number: job.duration for job in project.jobs}
    found = [f"job {number} starts before 0" for number, start in starts.items() if start < 0]
    for job in project.jobs:
        for later in job.after:
            if starts[later] < starts[job.number] + length[job.number]:
                found.append(f"job {later} does not wait for job {job.number}")
    for place, resource in enumerate(project.resources):
        for moment in {starts[job.number] for job in project.jobs}:
            used = sum(
                job.demands[place]
                for job in project.jobs
                if starts[job.number] <= moment < starts[job.number] + job.duration
            )
            if used > resource.capacity:
                found.append(f"{used} of {resource.name} at {moment}")
    return tuple(found)
