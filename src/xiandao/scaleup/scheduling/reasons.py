"""Why a date is not possible, and what would make it so: each freedom is tried, none is guessed.

A smallest set of freedoms that together reach the date is found by leaving out one after another
(the deletion filter of Chinneck & Dravnieks 1991, on freedoms instead of rows).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from xiandao.kernel.sentences import Sentence, joined
from xiandao.scaleup.scheduling.bookings import Booking, Schedule
from xiandao.scaleup.scheduling.bounds import heads_h
from xiandao.scaleup.scheduling.planning import horizon_h
from xiandao.scaleup.scheduling.problem import Campaign, CampaignRefused, Machine, Plant, machines_for
from xiandao.scaleup.scheduling.program import Program
from xiandao.scaleup.scheduling.serial import as_soon_as_possible
from xiandao.scaleup.scheduling.wording import at

TRY_S: Final = 0.2  # counted seconds of one trial
OTHERS_AT_MOST: Final = 8  # campaigns that are asked, one at a time, to give way


@dataclass(frozen=True, slots=True)
class Way:
    """One freedom: what would have to change, and when the campaign would end then."""

    kind: str
    what: str
    end_h: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class WhyNot:
    """What an earlier end would take: each hour is the end of the campaign under one more freedom.

    `alone_h`: in an empty plant; `others_fixed_h`: the others stay where they are; `first_h`: it is placed
    before all others that have not begun (None where no place is found). `ways`: single changes that reach
    the date; `needed`: a smallest set that does, where no single one is enough; `message`: in words.
    """

    alone_h: int
    others_fixed_h: int | None
    first_h: int | None
    message: Sentence
    ways: tuple[Way, ...] = ()
    needed: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True)
class _Case:
    """The campaign, the plant and the bookings around it, as some freedoms leave them."""

    campaign: Campaign
    plant: Plant
    others: tuple[Booking, ...]


@dataclass(frozen=True, slots=True)
class _Freedom:
    kind: str
    what: str
    sentence: Sentence
    apply: Callable[[_Case], _Case]


def why_not(plan: Schedule, campaign: str, by_h: int, *, seed: int = 1) -> WhyNot:
    """Why the campaign does not end by `by_h`, and which freedom would let it. Raises CampaignRefused."""
    wanted = [c for c in plan.campaigns if c.name == campaign]
    if not wanted:
        raise CampaignRefused("there is no campaign {campaign}", campaign=campaign)
    mine = replace(wanted[0], due_h=None)
    others = tuple(booking for booking in plan.bookings if booking.campaign != campaign)
    case = _Case(mine, plan.plant, others)
    fixed = _earliest(case, plan, seed)
    first = _first(plan, mine)
    least = _own_length(mine)
    alone = _earliest(replace(case, others=()), plan, seed)
    alone_h = least if alone is None else alone
    if by_h < least:
        message = Sentence(
            "its own steps and waits end at {end} at the earliest, in any plant of this kind", end=at(least)
        )
        return WhyNot(alone_h, fixed, first, message)
    if fixed is not None and fixed <= by_h:
        message = Sentence("it can: with all others where they are it ends at {end}", end=at(fixed))
        return WhyNot(alone_h, fixed, first, message)
    freedoms = _freedoms(case, plan, by_h)
    ways = tuple(
        Way(one.kind, one.what, end, one.sentence)
        for one in freedoms
        if (end := _earliest(one.apply(case), plan, seed)) is not None and end <= by_h
    )
    needed = () if ways else _together(case, freedoms, plan, by_h, seed)
    return WhyNot(alone_h, fixed, first, _message(by_h, first, ways, needed), ways, needed)


def _message(by_h: int, first: int | None, ways: tuple[Way, ...], needed: tuple[Way, ...]) -> Sentence:
    parts = []
    if ways:
        parts.append(Sentence("one of these would do: {ways}", ways=joined([way.sentence for way in ways])))
    if needed:
        parts.append(Sentence("only together: {ways}", ways=joined([way.sentence for way in needed])))
    if first is not None and first <= by_h:
        parts.append(Sentence("only if others give way: placed first it ends at {end}", end=at(first)))
    return joined(parts) or Sentence(
        "no placing was found that ends by {end}, whatever else is given up", end=at(by_h)
    )


def _earliest(case: _Case, plan: Schedule, seed: int) -> int | None:
    campaigns = tuple(case.campaign if c.name == case.campaign.name else c for c in plan.campaigns)
    standing = {booking.campaign for booking in case.others}
    campaigns = tuple(c for c in campaigns if c.name in standing or c.name == case.campaign.name)
    program = Program(campaigns, case.plant, horizon_h=horizon_h(campaigns, case.plant), pinned=case.others)
    answer = program.earliest(case.campaign.name, seed=seed, limit_s=TRY_S)
    return _end(answer.bookings, case.campaign.name)


def _first(plan: Schedule, mine: Campaign) -> int | None:
    others = tuple(c for c in plan.campaigns if c.name != mine.name)
    bookings = as_soon_as_possible(
        (mine, *others), plan.plant, horizon_h=horizon_h(plan.campaigns, plan.plant)
    )
    return _end(bookings, mine.name)


def _end(bookings: tuple[Booking, ...] | None, campaign: str) -> int | None:
    return None if bookings is None else max(b.end_h for b in bookings if b.campaign == campaign)


def _own_length(campaign: Campaign) -> int:
    """The hour at which its longest way ends if it may start at hour 0 and nothing is ever taken."""
    heads = heads_h(replace(campaign, release_h=0))
    return max(heads[step.name] + step.duration_h for step in campaign.template.steps)


def _together(case: _Case, freedoms: list[_Freedom], plan: Schedule, by_h: int, seed: int) -> tuple[Way, ...]:
    def reached(some: list[_Freedom]) -> int | None:
        freed = case
        for one in some:
            freed = one.apply(freed)
        end = _earliest(freed, plan, seed)
        return end if end is not None and end <= by_h else None

    needed = list(freedoms)
    if reached(needed) is None:
        return ()
    for one in freedoms:
        without = [other for other in needed if other is not one]
        if reached(without) is not None:
            needed = without
    end = reached(needed) or by_h
    return tuple(Way(one.kind, one.what, end, one.sentence) for one in needed)


def _freedoms(case: _Case, plan: Schedule, by_h: int) -> list[_Freedom]:
    found = [_released(case.campaign)] if case.campaign.release_h else []
    steps = case.campaign.template.steps
    reachable = {m.name: m for step in steps for m in machines_for(step, case.plant)}
    found += [_opened(m) for m in reachable.values() if any(w.start_h < by_h for w in m.closed)]
    used = [
        pool
        for pool in case.plant.pools
        if any(pool.taken(step.uses) or pool.taken(step.cleaning_uses) for step in steps)
    ]
    for pool in used:
        found += [_attended(pool.name)] if any(w.start_h < by_h for w in pool.absent) else []
        found.append(_enlarged(pool.name))
    for capability in dict.fromkeys(step.capability for step in steps):
        found += [_same_cargo(capability)] if _changes(case, plan, capability) else []
        able = [machine for machine in reachable.values() if machine.capability == capability]
        found.append(_one_more(capability, max(able, key=lambda m: (m.hygiene_class, m.volume_m3))))
    return found + [_away(name) for name in _in_the_way(case, reachable, by_h)]


def _in_the_way(case: _Case, reachable: dict[str, Machine], by_h: int) -> list[str]:
    starts: dict[str, int] = {}
    for booking in case.others:
        if booking.machine in reachable and booking.start_h < by_h:
            starts[booking.campaign] = max(starts.get(booking.campaign, 0), booking.start_h)
    return sorted(starts, key=lambda one: (-starts[one], one))[:OTHERS_AT_MOST]


def _changes(case: _Case, plan: Schedule, capability: str) -> bool:
    cargoes = {c.cargo for c in plan.campaigns}
    return any(
        case.plant.changeover_h(machine, one, case.campaign.cargo)
        or case.plant.changeover_h(machine, case.campaign.cargo, one)
        for machine in case.plant.machines
        if machine.capability == capability
        for one in cargoes
    )


def _released(campaign: Campaign) -> _Freedom:
    return _Freedom(
        "release",
        campaign.name,
        Sentence("{campaign} may start before {start}", campaign=campaign.name, start=at(campaign.release_h)),
        lambda case: replace(case, campaign=replace(case.campaign, release_h=0)),
    )


def _opened(machine: Machine) -> _Freedom:
    return _machines(
        "closure",
        machine.name,
        Sentence("{machine} is not closed", machine=machine.name),
        lambda one: replace(one, closed=()) if one.name == machine.name else one,
    )


def _same_cargo(capability: str) -> _Freedom:
    def apply(case: _Case) -> _Case:
        machines = tuple(
            replace(m, changeover_h=0) if m.capability == capability else m for m in case.plant.machines
        )
        plant = replace(case.plant, machines=machines, changeovers_h=(), class_changeovers_h=())
        return replace(case, plant=plant)

    sentence = Sentence("no changeover before {capability}", capability=capability)
    return _Freedom("changeover", capability, sentence, apply)


def _machines(kind: str, what: str, sentence: Sentence, change: Callable[[Machine], Machine]) -> _Freedom:
    return _Freedom(
        kind,
        what,
        sentence,
        lambda case: replace(
            case, plant=replace(case.plant, machines=tuple(change(one) for one in case.plant.machines))
        ),
    )


def _one_more(capability: str, like: Machine) -> _Freedom:
    more = replace(like, name=f"{like.name} (one more)", closed=())
    return _Freedom(
        "machine",
        capability,
        Sentence("one more {capability} like {machine}", capability=capability, machine=like.name),
        lambda case: replace(case, plant=replace(case.plant, machines=(*case.plant.machines, more))),
    )


def _attended(pool: str) -> _Freedom:
    return _Freedom(
        "shift",
        pool,
        Sentence("{pool} work in the hours in which some are away", pool=pool),
        lambda case: replace(
            case,
            plant=replace(
                case.plant,
                pools=tuple(replace(p, absent=()) if p.name == pool else p for p in case.plant.pools),
            ),
        ),
    )


def _enlarged(pool: str) -> _Freedom:
    def apply(case: _Case) -> _Case:
        steps = case.campaign.template.steps
        most = max(max(p.taken(s.uses), p.taken(s.cleaning_uses)) for p in case.plant.pools for s in steps
                   if p.name == pool)  # fmt: skip
        pools = tuple(
            replace(p, capacity=p.capacity + most) if p.name == pool else p for p in case.plant.pools
        )
        return replace(case, plant=replace(case.plant, pools=pools))

    return _Freedom("pool", pool, Sentence("more of {pool}", pool=pool), apply)


def _away(campaign: str) -> _Freedom:
    return _Freedom(
        "campaign",
        campaign,
        Sentence("{campaign} gives way", campaign=campaign),
        lambda case: replace(case, others=tuple(b for b in case.others if b.campaign != campaign)),
    )
