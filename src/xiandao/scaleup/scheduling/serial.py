"""As soon as possible: campaigns one after the other, each step at the first hour that fits.

The serial schedule generation scheme (Kolisch 1996), with whole campaigns moved later where a hold time
would be broken. The baseline that the solver must beat, and its first solution.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from xiandao.kernel.sentences import Sentence
from xiandao.scaleup.scheduling.bookings import Booking
from xiandao.scaleup.scheduling.problem import Campaign, Cargo, Machine, Plant, Step, machines_for
from xiandao.scaleup.scheduling.wording import at, closed_words

_Load = tuple[int, int, int]
_Clash = tuple[int, Callable[[], Sentence]]  # until when, and its words where they are wanted


class Board:
    """What is taken so far."""

    def __init__(self, plant: Plant, cargoes: dict[str, Cargo]) -> None:
        self.plant = plant
        self.cargoes = cargoes
        self.on: dict[str, list[Booking]] = {machine.name: [] for machine in plant.machines}
        self.loads: dict[str, list[_Load]] = {
            pool.name: [(w.start_h, w.end_h, w.amount) for w in pool.absent] for pool in plant.pools
        }
        self.capacity = {pool.name: pool.capacity for pool in plant.pools}

    def take(self, booking: Booking, step: Step) -> None:
        self.on[booking.machine].append(booking)
        for pool, start, end, amount in self._pool_loads(step, booking.start_h):
            self.loads[pool].append((start, end, amount))

    def give_back(self, booking: Booking, step: Step) -> None:
        self.on[booking.machine].remove(booking)
        for pool, start, end, amount in self._pool_loads(step, booking.start_h):
            self.loads[pool].remove((start, end, amount))

    def clash_ends(self, campaign: Campaign, step: Step, machine: Machine, start: int) -> int | None:
        """None when the step fits at `start`; else a later hour before which it cannot fit."""
        found = self._clash(campaign, step, machine, start)
        return None if found is None else found[0]

    def clash(self, campaign: Campaign, step: Step, machine: Machine, start: int) -> Sentence | None:
        """None when the step fits at `start`; else what is in the way, in words."""
        found = self._clash(campaign, step, machine, start)
        return None if found is None else found[1]()

    def _clash(self, campaign: Campaign, step: Step, machine: Machine, start: int) -> _Clash | None:
        free = start + step.occupied_h
        for window in machine.closed:
            if start < window.end_h and window.start_h < free:
                return window.end_h, partial(closed_words, machine, window)
        for other in self.on[machine.name]:
            theirs = self.cargoes[other.campaign]
            after = self.plant.changeover_h(machine, theirs, campaign.cargo)
            before = self.plant.changeover_h(machine, campaign.cargo, theirs)
            if start < other.free_h + after and other.start_h < free + before:
                taken = start < other.free_h and other.start_h < free
                return other.free_h + after, partial(_taken_words, machine.name, other, taken=taken)
        return self._pool_clash(step, start)

    def _pool_clash(self, step: Step, start: int) -> _Clash | None:
        for pool, begin, end, amount in self._pool_loads(step, start):
            near = [load for load in self.loads[pool] if load[0] < end and begin < load[1]]
            for moment in {begin, *(load[0] for load in near if load[0] > begin)}:
                here = [load for load in near if load[0] <= moment < load[1]]
                if sum(load[2] for load in here) + amount > self.capacity[pool]:
                    return start + min(load[1] for load in here) - begin, partial(_empty_words, pool, moment)
        return None

    def _pool_loads(self, step: Step, start: int) -> list[tuple[str, int, int, int]]:
        end = start + step.duration_h
        loads = []
        for pool in self.plant.pools:
            if running := pool.taken(step.uses):
                loads.append((pool.name, start, end, running))
            if step.cleaning_h and (cleaning := pool.taken(step.cleaning_uses)):
                loads.append((pool.name, end, end + step.cleaning_h, cleaning))
        return loads


def _taken_words(machine: str, other: Booking, *, taken: bool) -> Sentence:
    values = {
        "machine": machine,
        "campaign": other.campaign,
        "start": at(other.start_h),
        "end": at(other.free_h),
    }
    if taken:
        return Sentence("{machine} has {campaign} from {start} to {end}", **values)
    return Sentence("{machine} needs a changeover around {campaign} from {start} to {end}", **values)


def _empty_words(pool: str, hour: int) -> Sentence:
    return Sentence("no {pool} is left at {hour}", pool=pool, hour=at(hour))


def as_soon_as_possible(
    campaigns: tuple[Campaign, ...],
    plant: Plant,
    *,
    pinned: tuple[Booking, ...] = (),
    not_before_h: int = 0,
    horizon_h: int,
) -> tuple[Booking, ...] | None:
    """Bookings of all campaigns in the order given, or None where one finds no place before the horizon.

    `pinned` bookings stay as they are; nothing else starts before `not_before_h`. Due dates are not seen.
    """
    board = Board(plant, {campaign.name: campaign.cargo for campaign in campaigns})
    steps = {(c.name, s.name): s for c in campaigns for s in c.template.steps}
    for booking in pinned:
        board.take(booking, steps[booking.campaign, booking.step])
    result = list(pinned)
    for campaign in campaigns:
        held = {b.step: b for b in pinned if b.campaign == campaign.name}
        placed = _place(campaign, board, held, not_before_h, horizon_h)
        if placed is None:
            return None
        result += placed
    return tuple(result)


def _place(
    campaign: Campaign, board: Board, held: dict[str, Booking], not_before_h: int, horizon_h: int
) -> list[Booking] | None:
    earliest = {step.name: max(campaign.release_h, not_before_h) for step in campaign.template.steps}
    order = [step for step in campaign.template.ordered() if step.name not in held]
    while True:
        mine = dict(held)
        late = _walk(campaign, board, order, mine, earliest)
        new = [mine[step.name] for step in order if step.name in mine]
        if late is None and all(booking.free_h <= horizon_h for booking in new):
            return new
        for booking, step in zip(new, order, strict=False):
            board.give_back(booking, step)
        if late is None or late[0] in held or late[1] > horizon_h:
            return None
        earliest[late[0]] = late[1]


def _walk(
    campaign: Campaign, board: Board, order: list[Step], mine: dict[str, Booking], earliest: dict[str, int]
) -> tuple[str, int] | None:
    """Book the steps in order into `mine`; where a hold time breaks, say which step must start when."""
    for step in order:
        before = [lag for lag in campaign.template.lags if lag.after == step.name]
        start = max([earliest[step.name], *(mine[lag.before].end_h + lag.min_h for lag in before)])
        booking = min(
            (
                _first_fit(campaign, step, machine, board, start)
                for machine in machines_for(step, board.plant)
            ),
            key=lambda found: found.start_h,
        )
        mine[step.name] = booking
        board.take(booking, step)
        for lag in before:
            earlier = mine[lag.before]
            if lag.max_h is not None and booking.start_h - earlier.end_h > lag.max_h:
                return lag.before, earlier.start_h + booking.start_h - earlier.end_h - lag.max_h
    return None


def _first_fit(campaign: Campaign, step: Step, machine: Machine, board: Board, start: int) -> Booking:
    while (later := board.clash_ends(campaign, step, machine, start)) is not None:
        start = later
    end = start + step.duration_h
    return Booking(campaign.name, step.name, machine.name, start, end, end + step.cleaning_h)
