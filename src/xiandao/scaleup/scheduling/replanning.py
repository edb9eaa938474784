"""A new schedule after a fault, with as few moves as can be, and why each of them is made."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from xiandao.kernel.sentences import Sentence
from xiandao.scaleup.scheduling.bookings import Booking, Schedule, violations
from xiandao.scaleup.scheduling.checking import check_campaigns, check_plant
from xiandao.scaleup.scheduling.improving import improve
from xiandao.scaleup.scheduling.planning import ScheduleRefused, checked, end_h, horizon_h, schedule
from xiandao.scaleup.scheduling.problem import Campaign, Plant, Step, Window
from xiandao.scaleup.scheduling.program import Program
from xiandao.scaleup.scheduling.serial import Board, as_soon_as_possible
from xiandao.scaleup.scheduling.wording import at, closed_words

PLACING_SHARE: Final = 0.3  # of the counted time goes to placing what lost its place
MOVE_PRICE_H: Final = 2.0  # hours of plan length for which one more campaign may be moved


@dataclass(frozen=True, slots=True)
class Contamination:
    """A step spoiled at an hour: its campaign starts again, its vessel is free after `decontamination_h`."""

    campaign: str
    step: str
    at_h: int
    decontamination_h: int


@dataclass(frozen=True, slots=True)
class MachineDown:
    """A machine that nobody can use between two hours."""

    machine: str
    start_h: int
    end_h: int


@dataclass(frozen=True, slots=True)
class Delay:
    """A campaign that cannot start before an hour, for want of its strain, its material or its people."""

    campaign: str
    until_h: int


@dataclass(frozen=True, slots=True)
class Move:
    """A step that a new schedule puts elsewhere, and what forbids its old place."""

    campaign: str
    step: str
    old: Booking
    new: Booking
    reason: Sentence


Event = Contamination | MachineDown | Delay


def replan(
    old: Schedule,
    event: Event,
    *,
    now_h: int,
    seed: int,
    limit_s: float,
    freeze_h: int = 0,
    move_price_h: float = MOVE_PRICE_H,
) -> Schedule:
    """A new schedule after the event; what has begun before `now_h` stays on its machine and hour.

    A contaminated campaign is withdrawn and its template released again at `now_h` under the same name; the
    hours that it has already used stand as closures of its machines. A campaign whose hold time is lost by
    the event starts again likewise. What starts within `freeze_h` of now stays too, unless the event hits it.
    Only what lost its place is placed anew; then windows are shortened and every campaign that can go back to
    its old place goes back, which is kept where each further campaign that moves saves `move_price_h` of the
    plan's length. Raises as `schedule` does.
    """
    campaigns, plant, begun = _after(old, event, now_h)
    check_plant(plant)
    check_campaigns(campaigns, plant)
    given = _Given(old, event, now_h, seed, limit_s, freeze_h, move_price_h)
    try:
        return _replanned(given, campaigns, plant, begun)
    except ScheduleRefused:
        # a hold time is lost: the campaigns caught between two steps start again, as few as need be
        caught = _caught(old, begun, campaigns)
        for lost in [*((name,) for name in caught), caught]:
            again, closed, standing = _restarted(campaigns, plant, begun, lost, now_h)
            with suppress(ScheduleRefused):
                return _replanned(given, again, closed, standing)
        raise


@dataclass(frozen=True, slots=True)
class _Given:
    old: Schedule
    event: Event
    now_h: int
    seed: int
    limit_s: float
    freeze_h: int
    move_price_h: float


def _replanned(
    given: _Given, campaigns: tuple[Campaign, ...], plant: Plant, begun: tuple[Booking, ...]
) -> Schedule:
    old, now_h, seed, limit_s = given.old, given.now_h, given.seed, given.limit_s
    kept = _standing(old, given.event, campaigns, plant, begun, now_h)
    found = _placed(kept, begun, campaigns, plant, now_h, seed=seed, limit_s=PLACING_SHARE * limit_s)
    if found is None:
        return schedule(campaigns, plant, seed=seed, limit_s=limit_s, pinned=begun, now_h=now_h)
    frozen = tuple(b for b in old.bookings if now_h <= b.start_h < now_h + given.freeze_h and b in found)
    asap = as_soon_as_possible(
        campaigns, plant, pinned=begun, not_before_h=now_h, horizon_h=horizon_h(campaigns, plant) + now_h
    )
    if asap is not None and violations(asap, campaigns, plant):
        asap = None
    better = improve(
        found,
        campaigns,
        plant,
        fixed=frozenset((b.campaign, b.step) for b in (*begun, *frozen)),
        not_before_h=now_h,
        at_least_h=end_h(old.bookings),
        seed=seed,
        limit_s=limit_s,
    )
    settled = _put_back(better.bookings, kept, campaigns, plant)
    more = _moved(settled, old) - _moved(found, old)
    if end_h(found) - end_h(settled) < given.move_price_h * more:
        settled = found
    return checked(
        settled, campaigns, plant, asap_h=None if asap is None else end_h(asap), bound_h=0, method="windows"
    )


def _caught(old: Schedule, begun: tuple[Booking, ...], campaigns: tuple[Campaign, ...]) -> tuple[str, ...]:
    """Campaigns that stand between a step that has begun and one that has not."""
    started = {booking.campaign for booking in begun}
    waiting = {booking.campaign for booking in old.bookings if booking not in begun}
    return tuple(campaign.name for campaign in campaigns if campaign.name in started & waiting)


def _restarted(
    campaigns: tuple[Campaign, ...],
    plant: Plant,
    begun: tuple[Booking, ...],
    lost: tuple[str, ...],
    now_h: int,
) -> tuple[tuple[Campaign, ...], Plant, tuple[Booking, ...]]:
    """The campaigns begin again; the hours that they used stand as closures of their machines."""
    for booking in begun:
        if booking.campaign in lost:
            plant = _closed(plant, booking.machine, Window(booking.start_h, booking.free_h))
    for name in lost:
        campaigns = _released(campaigns, name, now_h)
    return campaigns, plant, tuple(booking for booking in begun if booking.campaign not in lost)


def moves(old: Schedule, new: Schedule) -> tuple[Move, ...]:
    """Every step that stands elsewhere in the new schedule, in its order there, each with its reason."""
    before = {(b.campaign, b.step): b for b in old.bookings}
    board = _board(new.bookings, new.campaigns, new.plant)
    found = []
    for booking in new.bookings:
        was = before.get((booking.campaign, booking.step))
        if was is not None and was != booking:
            found.append(
                Move(booking.campaign, booking.step, was, booking, _reason(was, booking, new, board))
            )
    return tuple(found)


def _after(
    old: Schedule, event: Event, now_h: int
) -> tuple[tuple[Campaign, ...], Plant, tuple[Booking, ...]]:
    """The campaigns and the plant as the event leaves them, and the bookings that have begun and stand."""
    begun = tuple(booking for booking in old.bookings if booking.start_h < now_h)
    if isinstance(event, MachineDown):
        return old.campaigns, _closed(old.plant, event.machine, Window(event.start_h, event.end_h)), begun
    if event.campaign not in [campaign.name for campaign in old.campaigns]:
        raise ScheduleRefused("there is no campaign {campaign}", campaign=event.campaign)
    if isinstance(event, Delay):
        if event.campaign in {booking.campaign for booking in begun}:
            raise ScheduleRefused(
                "{campaign} has begun; say what is spoiled or which machine is down", campaign=event.campaign
            )
        return _released(old.campaigns, event.campaign, event.until_h), old.plant, begun
    if (event.campaign, event.step) not in [(booking.campaign, booking.step) for booking in begun]:
        raise ScheduleRefused(
            "{campaign}, {step}: has not begun at hour {now}, so it cannot be contaminated",
            campaign=event.campaign,
            step=event.step,
            now=now_h,
        )
    plant = old.plant
    for booking in begun:
        if booking.campaign == event.campaign:
            free = booking.free_h
            if booking.step == event.step:
                free = max(booking.start_h + 1, min(booking.end_h, event.at_h) + event.decontamination_h)
            plant = _closed(plant, booking.machine, Window(booking.start_h, free))
    standing = tuple(booking for booking in begun if booking.campaign != event.campaign)
    return _released(old.campaigns, event.campaign, now_h), plant, standing


def _released(campaigns: tuple[Campaign, ...], name: str, hour: int) -> tuple[Campaign, ...]:
    return tuple(replace(c, release_h=max(c.release_h, hour)) if c.name == name else c for c in campaigns)


def _closed(plant: Plant, name: str, window: Window) -> Plant:
    if name not in [machine.name for machine in plant.machines]:
        raise ScheduleRefused("there is no machine {machine}", machine=name)
    return replace(
        plant,
        machines=tuple(
            replace(machine, closed=(*machine.closed, window)) if machine.name == name else machine
            for machine in plant.machines
        ),
    )


def _standing(
    old: Schedule,
    event: Event,
    campaigns: tuple[Campaign, ...],
    plant: Plant,
    begun: tuple[Booking, ...],
    now_h: int,
) -> tuple[Booking, ...]:
    """The bookings that the event leaves in place: whole campaigns, and what has begun of the others."""
    hit = {event.campaign} if not isinstance(event, MachineDown) else set()
    board = _board(begun, campaigns, plant)
    by_name = {campaign.name: campaign for campaign in campaigns}
    machines = {machine.name: machine for machine in plant.machines}
    first: dict[str, int] = {}
    for booking in old.bookings:
        first.setdefault(booking.campaign, booking.start_h)
    kept = list(begun)
    for name in sorted(first, key=lambda one: first[one]):
        mine = [b for b in old.bookings if b.campaign == name and b not in begun]
        steps = {step.name: step for step in by_name[name].template.steps}
        fits = name not in hit and all(
            b.start_h >= now_h
            and board.clash_ends(by_name[name], steps[b.step], machines[b.machine], b.start_h) is None
            for b in mine
        )
        if fits:
            for booking in mine:
                board.take(booking, steps[booking.step])
            kept += mine
    return tuple(kept)


def _placed(
    kept: tuple[Booking, ...],
    begun: tuple[Booking, ...],
    campaigns: tuple[Campaign, ...],
    plant: Plant,
    now_h: int,
    *,
    seed: int,
    limit_s: float,
) -> tuple[Booking, ...] | None:
    """The shortest placing found of what lost its place, all else fixed; None where that is not possible."""
    limit = horizon_h(campaigns, plant) + now_h
    serial = as_soon_as_possible(campaigns, plant, pinned=kept, not_before_h=now_h, horizon_h=limit)
    if serial is not None and violations(serial, campaigns, plant):
        serial = None
    ceiling = end_h(serial) if serial is not None else limit
    program = Program(campaigns, plant, horizon_h=ceiling, pinned=kept, not_before_h=now_h)
    answer = program.solve(hint=serial, at_least_h=0, seed=seed, limit_s=limit_s)
    if answer.bookings is not None or serial is not None:
        return answer.bookings or serial
    serial = as_soon_as_possible(campaigns, plant, pinned=begun, not_before_h=now_h, horizon_h=limit)
    return None if serial is None or violations(serial, campaigns, plant) else serial


def _put_back(
    bookings: tuple[Booking, ...], kept: tuple[Booking, ...], campaigns: tuple[Campaign, ...], plant: Plant
) -> tuple[Booking, ...]:
    """Campaigns go back to their old places where nothing is in the way and nothing ends later for it."""
    end = end_h(bookings)
    old: dict[str, list[Booking]] = {}
    for booking in kept:
        old.setdefault(booking.campaign, []).append(booking)
    now = list(bookings)
    for campaign in campaigns:
        mine = [b for b in now if b.campaign == campaign.name]
        was = old.get(campaign.name, [])
        if len(was) != len(mine) or set(was) == set(mine) or max(b.free_h for b in was) > end:
            continue
        others = [b for b in now if b.campaign != campaign.name]
        if not violations(tuple(others + was), campaigns, plant):
            now = others + was
    return tuple(now)


def _moved(bookings: tuple[Booking, ...], old: Schedule) -> int:
    return len({booking.campaign for booking in set(bookings) - set(old.bookings)})


def _board(bookings: tuple[Booking, ...], campaigns: tuple[Campaign, ...], plant: Plant) -> Board:
    board = Board(plant, {campaign.name: campaign.cargo for campaign in campaigns})
    steps = {(c.name, s.name): s for c in campaigns for s in c.template.steps}
    for booking in bookings:
        board.take(booking, steps[booking.campaign, booking.step])
    return board


def _reason(was: Booking, now: Booking, new: Schedule, board: Board) -> Sentence:
    campaign = next(c for c in new.campaigns if c.name == now.campaign)
    step = next(s for s in campaign.template.steps if s.name == now.step)
    machine = next(m for m in new.plant.machines if m.name == was.machine)
    if was.start_h < campaign.release_h:
        return Sentence(
            "{campaign} can only start from {start}", campaign=campaign.name, start=at(campaign.release_h)
        )
    for window in machine.closed:
        if was.start_h < window.end_h and window.start_h < was.free_h:
            return closed_words(machine, window)
    mine = {b.step: b for b in new.bookings if b.campaign == campaign.name}
    board.give_back(now, step)
    cause = board.clash(campaign, step, machine, was.start_h)
    board.take(now, step)
    return _waits(campaign, step, was, mine) or cause or Sentence("so that the plan ends earlier")


def _waits(campaign: Campaign, step: Step, was: Booking, mine: dict[str, Booking]) -> Sentence | None:
    """What the steps before and after it, where they are now, say against the old place."""
    for lag in campaign.template.lags:
        if lag.after == step.name:
            earlier = mine[lag.before]
            if was.start_h < earlier.end_h + lag.min_h:
                return Sentence("{step} ends at {end}", step=lag.before, end=at(earlier.end_h))
            if lag.max_h is not None and was.start_h > earlier.end_h + lag.max_h:
                return Sentence(
                    "what {step} gives keeps only {hours} h from {end}",
                    step=lag.before,
                    hours=lag.max_h,
                    end=at(earlier.end_h),
                )
        if lag.before == step.name and lag.max_h is not None:
            later = mine[lag.after]
            if later.start_h > was.end_h + lag.max_h:
                return Sentence(
                    "{step} starts at {start} and cannot wait longer than {hours} h",
                    step=lag.after,
                    start=at(later.start_h),
                    hours=lag.max_h,
                )
    return None
