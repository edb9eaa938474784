"""Schedules keep every rule, are optimal where that is known, and refuse with the reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.scaleup.scheduling import (
    Campaign,
    CampaignRefused,
    CampaignTemplate,
    Contamination,
    Lag,
    Machine,
    MachineDown,
    Plant,
    PlantRefused,
    Pool,
    ScheduleRefused,
    Step,
    Use,
    Window,
    bottleneck_bound_h,
    icalendar,
    replan,
    schedule,
    violations,
    why_not,
)
from xiandao.scaleup.scheduling.tests.plants import PLANT, TEMPLATE, campaigns


def test_a_schedule_keeps_every_rule_and_lies_between_its_bound_and_the_serial_one() -> None:
    plan = schedule(campaigns(6), PLANT, seed=1, limit_s=2)

    assert violations(plan.bookings, plan.campaigns, plan.plant) == ()
    assert plan.asap_h is not None
    assert plan.bound_h <= plan.makespan_h <= plan.asap_h


def test_the_same_seed_gives_the_same_schedule() -> None:
    assert schedule(campaigns(4), PLANT, seed=3, limit_s=1) == schedule(
        campaigns(4), PLANT, seed=3, limit_s=1
    )


def test_changeovers_group_the_organisms_as_trying_every_order_does() -> None:
    machine = Machine("F", "ferment", changeover_h=10)
    template = CampaignTemplate("one", (Step("run", "ferment", 5, 1),))
    wanted = tuple(Campaign(f"C{i}", template, name) for i, name in enumerate("abab"))

    plan = schedule(wanted, Plant((machine,)), seed=1, limit_s=5)

    best = min(
        sum(6 for _ in order) + sum(10 for a, b in pairwise(order) if a != b)
        for order in permutations("abab")
    )
    assert plan.makespan_h == best == bottleneck_bound_h(wanted, Plant((machine,)))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.integers(0, 2), st.integers(0, 4), st.booleans()),
        min_size=1,
        max_size=4,
    ),
    st.integers(0, 5),
)
def test_whatever_the_steps_no_rule_is_broken_and_no_bound_is_passed(
    shapes: list[tuple[int, int, int, bool]], pause: int
) -> None:
    plant = Plant(
        (Machine("A", "x", changeover_h=pause), Machine("B", "x", closed=(Window(2, 4),)), Machine("C", "y")),
        (Pool("people", 2, absent=(Window(3, 5, 1),)),),
    )
    wanted = tuple(
        Campaign(
            f"C{i}",
            CampaignTemplate(
                "t",
                (
                    Step("one", "x", length, cleaning, uses=(Use("people", 1),)),
                    Step("two", "y", 2, cleaning_uses=(Use("people", 1),)),
                ),
                (Lag("one", "two", 0, wait if tight else None),),
            ),
            f"o{i % 2}",
        )
        for i, (length, cleaning, wait, tight) in enumerate(shapes)
    )

    plan = schedule(wanted, plant, seed=1, limit_s=0.5)

    assert violations(plan.bookings, wanted, plant) == ()
    assert plan.bound_h <= plan.makespan_h


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"start_h": 0}, "wrong length"),
        ({"machine": "H1"}, "cannot do it"),
    ],
)
def test_the_checker_sees_a_spoiled_booking(change: dict[str, object], found: str) -> None:
    plan = schedule(campaigns(1), PLANT, seed=1, limit_s=1)
    spoiled = tuple(replace(b, **change) if b.step == "ferment" else b for b in plan.bookings)  # type: ignore[arg-type]

    said = violations(spoiled, plan.campaigns, PLANT)

    assert any(found in sentence for sentence in said)


def test_the_checker_sees_two_campaigns_in_one_vessel() -> None:
    one, two = (schedule((c,), PLANT, seed=1, limit_s=1) for c in campaigns(2))

    said = violations(one.bookings + two.bookings, campaigns(2), PLANT)

    assert any("overlap" in sentence for sentence in said)


def test_a_contamination_moves_nothing_that_has_begun() -> None:
    plan = schedule(campaigns(4), PLANT, seed=1, limit_s=1)
    now = 30
    spoiled = next(b for b in plan.bookings if b.step == "ferment" and b.start_h < now)

    after = replan(plan, Contamination(spoiled.campaign, "ferment", 28, 12), now_h=now, seed=1, limit_s=1)

    begun = {b for b in plan.bookings if b.start_h < now and b.campaign != spoiled.campaign}
    assert begun <= set(after.bookings)
    assert all(b.start_h >= now for b in after.bookings if b not in begun)
    assert violations(after.bookings, after.campaigns, after.plant) == ()


def test_a_vessel_that_breaks_is_not_used_while_it_is_down() -> None:
    plan = schedule(campaigns(4), PLANT, seed=1, limit_s=1)

    after = replan(plan, MachineDown("F2", 200, 300), now_h=10, seed=1, limit_s=1)

    assert not [b for b in after.bookings if b.machine == "F2" and b.start_h < 300 and b.free_h > 200]


def test_due_dates_that_clash_are_named() -> None:
    wanted = tuple(replace(c, due_h=100) for c in campaigns(3))

    with pytest.raises(ScheduleRefused, match="is due at hour 100"):
        schedule(wanted, PLANT, seed=1, limit_s=5)


def test_a_due_date_that_needs_another_order_is_met() -> None:
    wanted = (*campaigns(3)[:2], replace(campaigns(3)[2], due_h=80))

    plan = schedule(wanted, PLANT, seed=1, limit_s=5)

    assert max(b.end_h for b in plan.bookings if b.campaign == "C2") <= 80


@pytest.mark.parametrize(
    ("steps", "lags", "reason"),
    [
        ((Step("a", "dry", 1),), (), "no machine does dry"),
        ((Step("a", "ferment", 1, min_volume_m3=9),), (), "a: no machine does ferment with 9"),
        ((Step("a", "seed", 1, uses=(Use("operators", 9),)),), (), "needs 9 of operators"),
        ((Step("a", "seed", 0),), (), "a: must take time"),
        ((), (), "needs steps"),
        ((Step("a", "seed", 1),), (Lag("a", "b"),), "there is no step b"),
        ((Step("a", "seed", 1), Step("b", "seed", 1)), (Lag("a", "b"), Lag("b", "a")), "in a circle"),
        ((Step("a", "seed", 1), Step("b", "seed", 1)), (Lag("a", "b", 5, 2),), "no possible length"),
    ],
)
def test_a_campaign_that_can_never_run_is_refused(
    steps: tuple[Step, ...], lags: tuple[Lag, ...], reason: str
) -> None:
    wanted = (Campaign("C", CampaignTemplate("t", steps, lags), "o"),)

    with pytest.raises(CampaignRefused, match=reason):
        schedule(wanted, PLANT, seed=1, limit_s=1)


def test_a_plant_with_two_machines_of_one_name_is_refused() -> None:
    with pytest.raises(PlantRefused, match="are called A"):
        schedule((), Plant((Machine("A", "x"), Machine("A", "y"))), seed=1, limit_s=1)


@pytest.mark.parametrize(("by", "words"), [(10, "its own steps"), (5000, "it can")])
def test_why_not_says_what_stands_in_the_way(by: int, words: str) -> None:
    plan = schedule(campaigns(3), PLANT, seed=1, limit_s=1)

    answer = why_not(plan, "C1", by)

    assert words in answer.message
    assert answer.alone_h == 76


def test_the_calendar_has_an_event_for_each_booking_in_lines_of_75_octets() -> None:
    plan = schedule((Campaign("一个名字很长的项目，" * 5, TEMPLATE, "o"),), PLANT, seed=1, limit_s=1)
    origin = datetime(2026, 1, 1, tzinfo=UTC)

    text = icalendar(plan, origin=origin, stamp=origin)

    assert text.count("BEGIN:VEVENT") == 3
    assert "DTSTART:20260101T000000Z" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
