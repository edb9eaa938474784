"""The hour before which no schedule can end, from the load of the scarcest machines and the longest path.

The solver's own bound is weak on shared vessels; this one counts what they must carry, changeovers included.
"""

from __future__ import annotations

from math import ceil

from xiandao.scaleup.scheduling.problem import Campaign, Plant, Step, machines_for


def bottleneck_bound_h(campaigns: tuple[Campaign, ...], plant: Plant) -> int:
    """A proved lower bound of the makespan in hours: the largest of path, machine and pool bounds.

    Machines: the hours of all steps that only a set of machines can take, shared evenly, plus the changeovers
    which more organisms than machines force, plus the shortest way to and from such a step.
    """
    paths = [_path_bound(campaign) for campaign in campaigns]
    return max([0, *paths, *_machine_bounds(campaigns, plant), *_pool_bounds(campaigns, plant)])


def _heads(campaign: Campaign) -> dict[str, int]:
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
    heads = _heads(campaign)
    return max(heads[step.name] + step.occupied_h for step in campaign.template.steps)


def _machine_bounds(campaigns: tuple[Campaign, ...], plant: Plant) -> list[int]:
    jobs: list[tuple[frozenset[str], Step, str, int, int]] = []
    for campaign in campaigns:
        heads, tails = _heads(campaign), _tails(campaign)
        for step in campaign.template.steps:
            names = frozenset(machine.name for machine in machines_for(step, plant))
            tail = max(0, tails[step.name] - step.cleaning_h)
            jobs.append((names, step, campaign.organism, heads[step.name], tail))
    bounds = []
    for names in {job[0] for job in jobs}:
        inside = [job for job in jobs if job[0] <= names]
        load = sum(step.occupied_h for _, step, _, _, _ in inside)
        load += _forced_changeovers_h({organism for _, _, organism, _, _ in inside}, names, plant)
        bounds.append(
            ceil(load / len(names)) + min(head for *_, head, _ in inside) + min(tail for *_, tail in inside)
        )
    return bounds


def _forced_changeovers_h(organisms: set[str], names: frozenset[str], plant: Plant) -> int:
    forced = len(organisms) - len(names)
    if forced <= 0:
        return 0
    return forced * min(
        plant.changeover_h(machine, before, after)
        for machine in plant.machines
        if machine.name in names
        for before in organisms
        for after in organisms
        if before != after
    )


def _pool_bounds(campaigns: tuple[Campaign, ...], plant: Plant) -> list[int]:
    bounds = []
    for pool in plant.pools:
        work = 0
        for campaign in campaigns:
            for step in campaign.template.steps:
                work += sum(u.amount * step.duration_h for u in step.uses if u.pool == pool.name)
                work += sum(u.amount * step.cleaning_h for u in step.cleaning_uses if u.pool == pool.name)
        bounds.append(ceil(work / pool.capacity) if pool.capacity else 0)
    return bounds
