"""After a fault only what must move moves, and each move says what is in the way of its old place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.scaleup.scheduling import (
    Contamination,
    Delay,
    MachineDown,
    Schedule,
    ScheduleRefused,
    moves,
    replan,
    schedule,
    violations,
)
from xiandao.scaleup.scheduling.tests.plants import PLANT, campaigns


@pytest.fixture(scope="module")
def plan() -> Schedule:
    return schedule(campaigns(6), PLANT, seed=1, limit_s=0.5)


def test_a_late_strain_moves_its_own_campaign_and_says_why(plan: Schedule) -> None:
    late = max(plan.bookings, key=lambda b: b.start_h).campaign

    after = replan(plan, Delay(late, 400), now_h=10, seed=1, limit_s=0.5)

    told = moves(plan, after)
    assert {move.campaign for move in told} == {late}
    assert told[0].reason == f"{late} can only start from hour 400"
    assert violations(after.bookings, after.campaigns, after.plant) == ()


def test_every_move_names_what_forbids_the_old_place(plan: Schedule) -> None:
    down = next(b for b in plan.bookings if b.step == "ferment" and b.start_h > 60)

    after = replan(plan, MachineDown(down.machine, down.start_h, down.free_h), now_h=1, seed=1, limit_s=0.5)

    told = moves(plan, after)
    hit = next(move for move in told if (move.campaign, move.step) == (down.campaign, "ferment"))
    assert hit.reason == f"{down.machine} is closed from hour {down.start_h} to hour {down.free_h}"
    assert all(move.reason for move in told)


def test_what_is_frozen_stays_although_the_plan_could_be_shorter(plan: Schedule) -> None:
    last = max(plan.bookings, key=lambda b: b.start_h).campaign

    after = replan(plan, Delay(last, 300), now_h=5, seed=1, limit_s=0.5, freeze_h=1000)

    stays = {b for b in plan.bookings if b.campaign != last}
    assert stays <= set(after.bookings)


def test_no_move_is_bought_that_does_not_pay(plan: Schedule) -> None:
    last = max(plan.bookings, key=lambda b: b.start_h).campaign

    after = replan(plan, Delay(last, 500), now_h=5, seed=1, limit_s=0.5, move_price_h=10_000)

    assert {move.campaign for move in moves(plan, after)} == {last}


def test_a_step_that_has_not_begun_cannot_be_contaminated(plan: Schedule) -> None:
    with pytest.raises(ScheduleRefused, match="has not begun at hour 0"):
        replan(plan, Contamination("C0", "harvest", 0, 5), now_h=0, seed=1, limit_s=0.5)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 5), st.integers(1, 250), st.sampled_from(["F1", "F2", "H1", "S1"]), st.integers(1, 60))
def test_whatever_breaks_the_new_plan_keeps_every_rule_and_all_that_has_begun(
    many: int, now: int, machine: str, hours: int
) -> None:
    old = schedule(campaigns(2 + many % 3), PLANT, seed=1, limit_s=0.2)
    running = [b for b in old.bookings if b.machine == machine and b.start_h < now]
    start = max([now, *(b.free_h for b in running)])

    after = replan(old, MachineDown(machine, start, start + hours), now_h=now, seed=1, limit_s=0.2)

    assert violations(after.bookings, after.campaigns, after.plant) == ()
    begun = {b for b in old.bookings if b.start_h < now}
    again = {b.campaign for b in begun - set(after.bookings)}
    assert {b for b in begun if b.campaign not in again} <= set(after.bookings)
    assert all(b.start_h >= now for b in after.bookings if b.campaign in again)
    assert all(b.start_h >= now for b in set(after.bookings) - set(old.bookings))


def test_a_campaign_whose_hold_time_is_lost_starts_again() -> None:
    old = schedule(campaigns(2), PLANT, seed=1, limit_s=0.2)

    after = replan(old, MachineDown("F2", 23, 43), now_h=23, seed=1, limit_s=0.2)

    again = [b for b in after.bookings if b.campaign == "C1"]
    assert min(b.start_h for b in again) >= 23
    assert violations(after.bookings, after.campaigns, after.plant) == ()


def test_a_campaign_that_has_begun_is_not_delayed_but_spoiled(plan: Schedule) -> None:
    first = min(plan.bookings, key=lambda b: b.start_h).campaign

    with pytest.raises(ScheduleRefused, match="has begun"):
        replan(plan, Delay(first, 100), now_h=10, seed=1, limit_s=0.5)
