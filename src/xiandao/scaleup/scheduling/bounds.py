"""The hour before which no schedule can end, from the load of the scarcest machines and the longest path.

The solver's own bound is weak on shared vessels; this one counts what they must carry, changeovers included,
and what people and utilities can give between the first step that wants them and the last.
"""

from __future__ import annotations

from dataclasses import dataclass

from xiandao.kernel.sentences import Sentence
from xiandao.scaleup.scheduling.problem import (
    Campaign,
    Cargo,
    Machine,
    Plant,
    Pool,
    Window,
    machines_for,
)


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """A proved earliest end, and what proves it: a path, machines, or a pool."""

    bound_h: int
    cause: Sentence


@dataclass(frozen=True, slots=True)
class _Job:
    machines: frozenset[str]
    occupied_h: int
    cargo: Cargo
    head_h: int
    tail_h: int


def bottleneck_bound_h(campaigns: tuple[Campaign, ...], plant: Plant) -> int:
    """A proved lower bound of the makespan in hours: the largest of path, machine and pool bounds.

    Machines: the hours of all steps that only a set of machines can take, within their open hours, plus the
    changeovers which more cargoes than machines force, plus the shortest way to and from such a step.
    Pools: the work asked of them, given at no hour more than their capacity nor than the machines could ask.
    """
    return bottleneck(campaigns, plant).bound_h


def bottleneck(campaigns: tuple[Campaign, ...], plant: Plant) -> Bottleneck:
    """The bound with its cause, for people who want to know what to buy."""
    found = [Bottleneck(0, Sentence("nothing"))]
    found += [
        Bottleneck(_path_bound(one), Sentence("the longest way through {campaign}", campaign=one.name))
        for one in campaigns
    ]
    found += _machine_bounds(campaigns, plant)
    found += [
        Bottleneck(
            _pool_bound(pool, campaigns, plant),
            Sentence("the {amount} of {pool}", amount=pool.capacity, pool=pool.name),
        )
        for pool in plant.pools
        if pool.capacity
    ]
    return max(found, key=lambda one: one.bound_h)


def heads_h(campaign: Campaign) -> dict[str, int]:
    """The earliest hour of each step if machines were free."""
    heads: dict[str, int] = {}
    length = {step.name: step.duration_h for step in campaign.template.steps}
    for step in campaign.template.ordered():
        waits = [
            heads[lag.before] + length[lag.before] + lag.min_h
            for lag in campaign.template.lags
            if lag.after == step.name
        ]
        heads[step.name] = max([campaign.release_h, *waits])
    return heads


def _tails(campaign: Campaign) -> dict[str, int]:
    """Hours from the end of a step until all that follows it is clean; its own cleaning is not in."""
    tails: dict[str, int] = {}
    by_name = {step.name: step for step in campaign.template.steps}
    for step in reversed(campaign.template.ordered()):
        after = [lag for lag in campaign.template.lags if lag.before == step.name]
        waits = [
            lag.min_h + by_name[lag.after].duration_h + max(tails[lag.after], by_name[lag.after].cleaning_h)
            for lag in after
        ]
        tails[step.name] = max([0, *waits])
    return tails


def _path_bound(campaign: Campaign) -> int:
    heads = heads_h(campaign)
    return max(heads[step.name] + step.occupied_h for step in campaign.template.steps)


def _jobs(campaigns: tuple[Campaign, ...], plant: Plant) -> list[_Job]:
    jobs = []
    for campaign in campaigns:
        heads, tails = heads_h(campaign), _tails(campaign)
        for step in campaign.template.steps:
            names = frozenset(machine.name for machine in machines_for(step, plant))
            tail = max(0, tails[step.name] - step.cleaning_h)
            jobs.append(_Job(names, step.occupied_h, campaign.cargo, heads[step.name], tail))
    return jobs


def _machine_bounds(campaigns: tuple[Campaign, ...], plant: Plant) -> list[Bottleneck]:
    jobs = _jobs(campaigns, plant)
    bounds = []
    for names in sorted({job.machines for job in jobs}, key=sorted):
        inside = [job for job in jobs if job.machines <= names]
        group = [machine for machine in plant.machines if machine.name in names]
        load = sum(job.occupied_h for job in inside)
        load += _forced_changeovers_h({job.cargo for job in inside}, group, plant)
        end = _hour_of_load(load, group, min(job.head_h for job in inside))
        cause = Sentence("{machines}", machines=", ".join(sorted(names)))
        bounds.append(Bottleneck(end + min(job.tail_h for job in inside), cause))
    return bounds


def _hour_of_load(load: int, group: list[Machine], start_h: int) -> int:
    """The first hour by which the open machines of the group have given so many machine hours."""
    closed = [window for machine in group for window in machine.closed]
    if not closed:
        return start_h - (-load // len(group))
    hour = start_h
    while load > 0:
        load -= sum(not _covered(machine.closed, hour) for machine in group)
        hour += 1
    return hour


def _covered(windows: tuple[Window, ...], hour: int) -> bool:
    return any(window.start_h <= hour < window.end_h for window in windows)


def _forced_changeovers_h(cargoes: set[Cargo], group: list[Machine], plant: Plant) -> int:
    forced = len(cargoes) - len(group)
    if forced <= 0:
        return 0
    return forced * min(
        plant.changeover_h(machine, before, after)
        for machine in group
        for before in cargoes
        for after in cargoes
        if before != after
    )


def _pool_bound(pool: Pool, campaigns: tuple[Campaign, ...], plant: Plant) -> int:
    """The first hour by which the pool can have done its work.

    Before a kind of step can begin nowhere, and after its shortest tail, its machines ask for nothing: so the
    pool gives at hour t of T at most what the machines in reach could take together.
    """
    work = 0
    kinds: dict[str, tuple[int, int, int]] = {}
    for campaign in campaigns:
        heads, tails = heads_h(campaign), _tails(campaign)
        for step in campaign.template.steps:
            running, cleaning = pool.taken(step.uses), pool.taken(step.cleaning_uses)
            work += running * step.duration_h + cleaning * step.cleaning_h
            most = max(running, cleaning if step.cleaning_h else 0)
            if most:
                head, tail = heads[step.name], max(0, tails[step.name] - step.cleaning_h)
                before = kinds.get(step.capability, (head, tail, most))
                kinds[step.capability] = min(before[0], head), min(before[1], tail), max(before[2], most)
    many = {
        kind: sum(machine.capability == kind for machine in plant.machines) * most
        for kind, (_, _, most) in kinds.items()
    }
    starts = [(head, many[kind]) for kind, (head, _, _) in kinds.items()]
    ends = [(tail, many[kind]) for kind, (_, tail, _) in kinds.items()]
    return _hour_of_work(work, pool, starts, ends)


def _hour_of_work(work: int, pool: Pool, starts: list[tuple[int, int]], ends: list[tuple[int, int]]) -> int:
    """The smallest T in which the pool can give so much work."""
    if work <= 0:
        return 0
    high = 1
    while _giveable(high, pool, starts, ends) < work:
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _giveable(middle, pool, starts, ends) >= work else (middle, high)
    return high


def _giveable(end_h: int, pool: Pool, starts: list[tuple[int, int]], ends: list[tuple[int, int]]) -> int:
    here = [pool.capacity] * end_h
    for window in pool.absent:
        for hour in range(window.start_h, min(window.end_h, end_h)):
            here[hour] -= window.amount
    total = 0
    for hour in range(end_h):
        first = sum(many for head, many in starts if head <= hour)
        last = sum(many for tail, many in ends if tail < end_h - hour)
        total += min(here[hour], first, last)
    return total
