"""Projects invented by seed in the form of PSPLIB, for a machine on which there are no files of it.

After the idea of ProGen (Kolisch, Sprecher & Drexl 1995): network complexity, resource factor and resource
strength are chosen, the rest is drawn. They are not the published instances and have no published optimum.
"""

from __future__ import annotations

from random import Random

from xiandao.scaleup.scheduling.projects.project import Job, Project, Resource


def invented(
    jobs: int, *, seed: int, complexity: float = 1.8, factor: float = 0.75, strength: float = 0.2
) -> Project:
    """A project of so many jobs and four resources; `strength` 0 is the scarcest, 1 leaves all they want."""
    random = Random(seed)  # noqa: S311  for drawings, not for secrets
    last = jobs + 2
    after: dict[int, set[int]] = {number: set() for number in range(1, last + 1)}
    for number in range(2, last):
        before = random.choice(range(max(1, number - 8), number))
        after[before].add(number)
    wanted = round(complexity * last)
    tries = 0
    while jobs > 1 and sum(len(some) for some in after.values()) < wanted and tries < 50 * wanted:
        one, other = sorted(random.sample(range(2, last), 2))
        tries += 1
        if other - one < 15:
            after[one].add(other)
    for number in range(1, last):
        if not after[number]:
            after[number].add(last)
    durations = {number: random.randint(1, 10) for number in range(2, last)} | {1: 0, last: 0}
    demands = {
        number: tuple(random.randint(1, 10) if random.random() < factor else 0 for _ in range(4))
        if 1 < number < last
        else (0, 0, 0, 0)
        for number in range(1, last + 1)
    }
    resources = tuple(_resource(place, durations, demands, after, strength) for place in range(4))
    made = tuple(
        Job(number, durations[number], demands[number], tuple(sorted(after[number])))
        for number in range(1, last + 1)
    )
    return Project(f"invented {jobs} jobs, seed {seed}", made, resources)


def _resource(
    place: int,
    durations: dict[int, int],
    demands: dict[int, tuple[int, ...]],
    after: dict[int, set[int]],
    strength: float,
) -> Resource:
    """Between the largest single demand and the peak of the plan in which nobody waits for resources."""
    start = dict.fromkeys(durations, 0)
    for number in sorted(after):
        for later in after[number]:
            start[later] = max(start[later], start[number] + durations[number])
    peak = max(
        sum(
            demands[number][place]
            for number in durations
            if start[number] <= moment < start[number] + durations[number]
        )
        for moment in set(start.values())
    )
    least = max(1, *(some[place] for some in demands.values()))
    return Resource(f"R{place + 1}", least + round(strength * max(0, peak - least)))
