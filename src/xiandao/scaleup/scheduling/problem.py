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
class Cargo:
    """What a machine has to be changed over for."""

    organism: str
    hygiene_class: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """One vessel or skid; it serves one step at a time."""

    name: str
    capability: str
    volume_m3: float = 0.0
    hygiene_class: int = 0
    changeover_h: int = 0
    closed: tuple[Window, ...] = ()
    biosafety_level: int = 0


@dataclass(frozen=True, slots=True)
class Pool:
    """People of one qualification, or a utility: `capacity` units at any hour, less what is absent.

    A pool that `serves` several names limits what is used under all of them together (see `people`).
    """

    name: str
    capacity: int
    absent: tuple[Window, ...] = ()
    serves: tuple[str, ...] = ()

    def taken(self, uses: tuple[Use, ...]) -> int:
        """How many of its units these uses take."""
        names = self.serves or (self.name,)
        return sum(use.amount for use in uses if use.pool in names)


@dataclass(frozen=True, slots=True)
class Plant:
    """The machines and pools; `changeovers_h` overrides a machine's own for (from, to) organisms.

    `class_changeovers_h` says the same of (from, to) hygiene classes; the longer of the two is kept.
    """

    machines: tuple[Machine, ...]
    pools: tuple[Pool, ...] = ()
    changeovers_h: tuple[tuple[str, str, int], ...] = ()
    class_changeovers_h: tuple[tuple[str, str, int], ...] = ()

    def changeover_h(self, machine: Machine, before: Cargo, after: Cargo) -> int:
        """Hours the machine must stand between two cargoes (0 for the same one)."""
        hours = 0
        if before.organism != after.organism:
            hours = _stated(self.changeovers_h, before.organism, after.organism, machine.changeover_h)
        if before.hygiene_class != after.hygiene_class:
            stated = _stated(self.class_changeovers_h, before.hygiene_class, after.hygiene_class, 0)
            hours = max(hours, stated)
        return hours


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
    min_biosafety_level: int = 0

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
    hygiene_class: str = ""

    @property
    def cargo(self) -> Cargo:
        """What the machines see of it."""
        return Cargo(self.organism, self.hygiene_class)


def _stated(table: tuple[tuple[str, str, int], ...], before: str, after: str, otherwise: int) -> int:
    return next((hours for one, other, hours in table if (one, other) == (before, after)), otherwise)


def machines_for(step: Step, plant: Plant) -> tuple[Machine, ...]:
    """The machines of the plant that can carry the step."""
    return tuple(
        machine
        for machine in plant.machines
        if machine.capability == step.capability
        and machine.volume_m3 >= step.min_volume_m3
        and machine.hygiene_class >= step.min_hygiene_class
        and machine.biosafety_level >= step.min_biosafety_level
    )
