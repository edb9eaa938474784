"""A schedule as a list of bookings, and the slow, obvious check that it keeps every rule.

The check shares no code with the solver: it is the twin that every schedule is held against.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from xiandao.kernel.sentences import Sentence
from xiandao.scaleup.scheduling.problem import Campaign, Plant, Pool, Step, machines_for
from xiandao.scaleup.scheduling.wording import at


@dataclass(frozen=True, slots=True)
class Booking:
    """A step of a campaign on a machine; cleaning follows from `end_h` to `free_h`."""

    campaign: str
    step: str
    machine: str
    start_h: int
    end_h: int
    free_h: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """Bookings of all campaigns, what they cost in time, and what is proved about it.

    `makespan_h` is when the last machine is clean; `asap_h` the same for the serial schedule (None where it
    found none); no schedule can end before `bound_h`, the larger of our own and the solver's bound.
    """

    campaigns: tuple[Campaign, ...]
    plant: Plant
    bookings: tuple[Booking, ...]
    makespan_h: int
    asap_h: int | None
    own_bound_h: int
    solver_bound_h: int
    method: str

    @property
    def bound_h(self) -> int:
        """The proved earliest end."""
        return max(self.own_bound_h, self.solver_bound_h)

    @property
    def gap(self) -> float:
        """How far the makespan may be above the best one, as a fraction of it; 0 means optimal."""
        return (self.makespan_h - self.bound_h) / self.makespan_h if self.makespan_h else 0.0


def violations(
    bookings: tuple[Booking, ...], campaigns: tuple[Campaign, ...], plant: Plant
) -> tuple[Sentence, ...]:
    """Every rule that the bookings break, in words; empty when they keep all."""
    found = list(_missing_or_double(bookings, campaigns))
    if found:
        return tuple(found)
    for campaign in campaigns:
        found += _in_campaign(campaign, bookings, plant)
    found += _on_machines(bookings, campaigns, plant)
    for pool in plant.pools:
        found += _in_pool(pool, bookings, campaigns)
    return tuple(found)


def _missing_or_double(bookings: tuple[Booking, ...], campaigns: tuple[Campaign, ...]) -> list[Sentence]:
    wanted = sorted((c.name, s.name) for c in campaigns for s in c.template.steps)
    booked = sorted((b.campaign, b.step) for b in bookings)
    return [] if wanted == booked else [Sentence("not every step is booked exactly once")]


def _in_campaign(campaign: Campaign, bookings: tuple[Booking, ...], plant: Plant) -> list[Sentence]:
    mine = {b.step: b for b in bookings if b.campaign == campaign.name}
    found = []
    for step in campaign.template.steps:
        booking = mine[step.name]
        where = {"campaign": campaign.name, "step": step.name}
        if (
            booking.end_h != booking.start_h + step.duration_h
            or booking.free_h != booking.end_h + step.cleaning_h
        ):
            found.append(Sentence("{campaign}, {step}: wrong length", **where))
        if booking.machine not in [machine.name for machine in machines_for(step, plant)]:
            found.append(
                Sentence("{campaign}, {step}: {machine} cannot do it", machine=booking.machine, **where)
            )
        if booking.start_h < campaign.release_h:
            found.append(Sentence("{campaign}, {step}: starts before its release", **where))
        if campaign.due_h is not None and booking.end_h > campaign.due_h:
            found.append(Sentence("{campaign}, {step}: ends after it is due", **where))
    for lag in campaign.template.lags:
        wait = mine[lag.after].start_h - mine[lag.before].end_h
        if wait < lag.min_h or (lag.max_h is not None and wait > lag.max_h):
            found.append(
                Sentence(
                    "{campaign}: {hours} h between {before} and {after}",
                    campaign=campaign.name,
                    hours=wait,
                    before=lag.before,
                    after=lag.after,
                )
            )
    return found


def _on_machines(
    bookings: tuple[Booking, ...], campaigns: tuple[Campaign, ...], plant: Plant
) -> list[Sentence]:
    cargoes = {campaign.name: campaign.cargo for campaign in campaigns}
    found = []
    for machine in plant.machines:
        mine = sorted((b for b in bookings if b.machine == machine.name), key=lambda b: b.start_h)
        for first, second in combinations(mine, 2):
            pause = plant.changeover_h(machine, cargoes[first.campaign], cargoes[second.campaign])
            if second.start_h < first.free_h + pause:
                found.append(
                    Sentence(
                        "{machine}: {campaign} and {other} overlap",
                        machine=machine.name,
                        campaign=first.campaign,
                        other=second.campaign,
                    )
                )
        for booking in mine:
            if any(booking.start_h < w.end_h and w.start_h < booking.free_h for w in machine.closed):
                found.append(
                    Sentence(
                        "{machine}: {campaign} is booked while it is closed",
                        machine=machine.name,
                        campaign=booking.campaign,
                    )
                )
    return found


def _in_pool(pool: Pool, bookings: tuple[Booking, ...], campaigns: tuple[Campaign, ...]) -> list[Sentence]:
    steps: dict[tuple[str, str], Step] = {(c.name, s.name): s for c in campaigns for s in c.template.steps}
    taken = [(w.start_h, w.end_h, w.amount) for w in pool.absent]
    for booking in bookings:
        step = steps[booking.campaign, booking.step]
        taken.append((booking.start_h, booking.end_h, pool.taken(step.uses)))
        taken.append((booking.end_h, booking.free_h, pool.taken(step.cleaning_uses)))
    return [
        Sentence(
            "{pool}: more than {amount} at {hour}", pool=pool.name, amount=pool.capacity, hour=at(moment)
        )
        for moment in sorted({start for start, _, _ in taken})
        if sum(amount for start, end, amount in taken if start <= moment < end) > pool.capacity
    ]
