"""What is to be scheduled on what: machines, pools, templates and campaigns, checked before all else.

All times are whole hours from an origin that the caller chooses; windows are half open, [start, end).
"""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from xiandao.kernel.refusals import Refusal


class CampaignRefused(Refusal):
    """A campaign that no schedule of this plant could ever hold."""


class PlantRefused(Refusal):
    """A plant whose description contradicts itself."""


@dataclass(frozen=True, slots=True)
class Window:
    """Hours in which a machine is closed, or `amount` of a pool is missing."""

    start_h: int
    end_h: int
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Machine:
    """One vessel or skid; it serves one step at a time."""

    name: str
    capability: str
    volume_m3: float = 0.0
    hygiene_class: int = 0
    changeover_h: int = 0
    closed: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """People of one qualification, or a utility: `capacity` units at any hour, less what is absent."""

    name: str
    capacity: int
    absent: tuple[Window, ...] = ()


@dataclass(frozen=True, slots=True)
class Plant:
    """The machines and pools; `changeovers_h` overrides a machine's own for (from, to) organisms."""

    machines: tuple[Machine, ...]
    pools: tuple[Pool, ...] = ()
    changeovers_h: tuple[tuple[str, str, int], ...] = ()

    def changeover_h(self, machine: Machine, before: str, after: str) -> int:
        """Hours the machine must stand between two organisms (0 for the same one)."""
        if before == after:
            return 0
        for origin, target, hours in self.changeovers_h:
            if (origin, target) == (before, after):
                return hours
        return machine.changeover_h


@dataclass(frozen=True, slots=True)
class Use:
    """How many units of a pool a step takes while it runs."""

    pool: str
    amount: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step on one machine, followed at once by its cleaning (CIP/SIP) on that machine."""

    name: str
    capability: str
    duration_h: int
    cleaning_h: int = 0
    min_volume_m3: float = 0.0
    min_hygiene_class: int = 0
    uses: tuple[Use, ...] = ()
    cleaning_uses: tuple[Use, ...] = ()

    @property
    def occupied_h(self) -> int:
        """Hours the machine is taken."""
        return self.duration_h + self.cleaning_h


@dataclass(frozen=True, slots=True)
class Lag:
    """From the end of `before` to the start of `after` at least `min_h` and, as a hold, at most `max_h`."""

    before: str
    after: str
    min_h: int = 0
    max_h: int | None = None


@dataclass(frozen=True, slots=True)
class CampaignTemplate:
    """A network of steps."""

    name: str
    steps: tuple[Step, ...]
    lags: tuple[Lag, ...] = ()

    def ordered(self) -> tuple[Step, ...]:
        """The steps, each after those it waits for. Raises CampaignRefused when they wait in a circle."""
        graph: dict[str, list[str]] = {step.name: [] for step in self.steps}
        for lag in self.lags:
            graph[lag.after].append(lag.before)
        by_name = {step.name: step for step in self.steps}
        try:
            return tuple(by_name[name] for name in TopologicalSorter(graph).static_order())
        except CycleError as error:
            circle = " > ".join(reversed(error.args[1]))
            raise CampaignRefused(
                "{campaign}: the steps wait for each other in a circle: {circle}",
                campaign=self.name,
                circle=circle,
            ) from error


@dataclass(frozen=True, slots=True)
class Campaign:
    """A template to be run once, with one organism, not before `release_h` and done by `due_h`."""

    name: str
    template: CampaignTemplate
    organism: str
    release_h: int = 0
    due_h: int | None = None


def machines_for(step: Step, plant: Plant) -> tuple[Machine, ...]:
    """The machines of the plant that can carry the step."""
    return tuple(
        machine
        for machine in plant.machines
        if machine.capability == step.capability
        and machine.volume_m3 >= step.min_volume_m3
        and machine.hygiene_class >= step.min_hygiene_class
    )


def check_plant(plant: Plant) -> None:
    """Raises PlantRefused when names repeat or a window or an amount makes no sense."""
    names = [machine.name for machine in plant.machines] + [pool.name for pool in plant.pools]
    for name in names:
        if names.count(name) > 1:
            raise PlantRefused("two machines or pools are called {name}", name=name)
    for machine in plant.machines:
        _check_windows(machine.name, machine.closed, 0)
        if machine.changeover_h < 0:
            raise PlantRefused("{name}: a changeover cannot take negative time", name=machine.name)
    for pool in plant.pools:
        _check_windows(pool.name, pool.absent, pool.capacity)
    for before, after, hours in plant.changeovers_h:
        if hours < 0:
            raise PlantRefused(
                "{before} to {after}: a changeover cannot take negative time", before=before, after=after
            )


def _check_windows(name: str, windows: tuple[Window, ...], capacity: int) -> None:
    for window in windows:
        if window.end_h <= window.start_h or window.start_h < 0:
            raise PlantRefused("{name}: a window must end after it starts, from hour 0 on", name=name)
        if not 0 <= window.amount <= capacity:
            raise PlantRefused("{name}: more is absent than there is", name=name)
    for moment in {window.start_h for window in windows} if capacity else ():
        if sum(w.amount for w in windows if w.start_h <= moment < w.end_h) > capacity:
            raise PlantRefused("{name}: more is absent than there is", name=name)


def check_campaigns(campaigns: tuple[Campaign, ...], plant: Plant) -> None:
    """Raises CampaignRefused naming the campaign and the step that this plant can never run."""
    if len({campaign.name for campaign in campaigns}) < len(campaigns):
        raise CampaignRefused("two campaigns have the same name")
    pools = {pool.name: pool.capacity for pool in plant.pools}
    for campaign in campaigns:
        _check_network(campaign)
        for step in campaign.template.steps:
            _check_step(campaign.name, step, plant, pools)


def _check_network(campaign: Campaign) -> None:
    names = [step.name for step in campaign.template.steps]
    if not names or len(set(names)) < len(names):
        raise CampaignRefused("{campaign}: needs steps, each with its own name", campaign=campaign.name)
    if campaign.release_h < 0:
        raise CampaignRefused("{campaign}: cannot start before hour 0", campaign=campaign.name)
    for lag in campaign.template.lags:
        for name in (lag.before, lag.after):
            if name not in names:
                raise CampaignRefused(
                    "{campaign}: there is no step {step}", campaign=campaign.name, step=name
                )
        if lag.min_h < 0 or (lag.max_h is not None and lag.max_h < lag.min_h):
            raise CampaignRefused(
                "{campaign}: the wait from {before} to {after} has no possible length",
                campaign=campaign.name,
                before=lag.before,
                after=lag.after,
            )
    campaign.template.ordered()


def _check_step(campaign: str, step: Step, plant: Plant, pools: dict[str, int]) -> None:
    if step.duration_h <= 0 or step.cleaning_h < 0:
        raise CampaignRefused("{campaign}, {step}: must take time", campaign=campaign, step=step.name)
    if not machines_for(step, plant):
        raise CampaignRefused(
            "{campaign}, {step}: no machine does {capability} with {volume} m3 in hygiene class {hygiene}",
            campaign=campaign,
            step=step.name,
            capability=step.capability,
            volume=step.min_volume_m3,
            hygiene=step.min_hygiene_class,
        )
    for uses in (step.uses, step.cleaning_uses):
        for pool in {use.pool for use in uses}:
            amounts = [use.amount for use in uses if use.pool == pool]
            if min(amounts) <= 0 or sum(amounts) > pools.get(pool, 0):
                raise CampaignRefused(
                    "{campaign}, {step}: needs {amount} of {pool}, the plant has {capacity}",
                    campaign=campaign,
                    step=step.name,
                    amount=sum(amounts),
                    pool=pool,
                    capacity=pools.get(pool, 0),
                )
