"""Cases built so that one thing is in the way: it is named, and taking it away does give the date."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xiandao.scaleup.scheduling import (
    Campaign,
    CampaignTemplate,
    Machine,
    Plant,
    Pool,
    Schedule,
    Step,
    Use,
    Window,
    schedule,
    why_not,
)

RUN = CampaignTemplate("run", (Step("run", "ferment", 10, uses=(Use("people", 1),)),))
FERMENTER = Machine("F1", "ferment")
PEOPLE = Pool("people", 5)
MINE = Campaign("mine", RUN, "a")


def planned(plant: Plant, *others: Campaign, mine: Campaign = MINE) -> Schedule:
    """The others first, then mine."""
    first = schedule(others, plant, seed=1, limit_s=0.2)
    return schedule((*others, mine), plant, seed=1, limit_s=0.2, pinned=first.bookings)


def test_a_busy_machine_is_named_and_one_more_would_do() -> None:
    plan = planned(Plant((FERMENTER,), (PEOPLE,)), Campaign("theirs", RUN, "a"))

    found = why_not(plan, "mine", 10)

    assert {(way.kind, way.what) for way in found.ways} == {("machine", "ferment"), ("campaign", "theirs")}
    assert "one more ferment like F1" in found.message
    assert all(way.end_h == 10 for way in found.ways)


def test_a_shift_in_which_nobody_works_is_named() -> None:
    people = replace(PEOPLE, absent=(Window(0, 12, 5),))
    plan = planned(Plant((FERMENTER,), (people,)))

    found = why_not(plan, "mine", 10)

    assert [(way.kind, way.what) for way in found.ways] == [("shift", "people"), ("pool", "people")]
    assert found.others_fixed_h == 22


def test_a_changeover_is_named_where_another_organism_stands_before() -> None:
    plant = Plant((replace(FERMENTER, changeover_h=20),), (PEOPLE,))
    plan = planned(plant, Campaign("theirs", RUN, "b"))

    found = why_not(plan, "mine", 20)

    assert ("changeover", "ferment") in {(way.kind, way.what) for way in found.ways}
    assert found.others_fixed_h == 40


def test_a_hygiene_class_asks_for_its_own_changeover() -> None:
    plant = Plant((FERMENTER,), (PEOPLE,), class_changeovers_h=(("GLP", "GMP", 30),))
    theirs, mine = (
        replace(MINE, name=name, hygiene_class=kind) for name, kind in [("t", "GLP"), ("mine", "GMP")]
    )
    plan = planned(plant, theirs, mine=mine)

    assert why_not(plan, "mine", 20).others_fixed_h == 50


def test_a_closure_is_named() -> None:
    plan = planned(Plant((replace(FERMENTER, closed=(Window(5, 30),)),), (PEOPLE,)))

    found = why_not(plan, "mine", 12)

    assert ("closure", "F1") in {(way.kind, way.what) for way in found.ways}


def test_two_things_in_the_way_are_named_together_and_neither_alone() -> None:
    plant = Plant(
        (replace(FERMENTER, closed=(Window(0, 50),)),), (replace(PEOPLE, absent=(Window(0, 50, 5),)),)
    )
    plan = planned(plant)

    found = why_not(plan, "mine", 10)

    assert found.ways == ()
    assert len(found.needed) == 2
    assert {way.kind for way in found.needed} <= {"closure", "machine", "shift", "pool"}
    assert "only together" in found.message


def test_a_late_release_is_named() -> None:
    plan = planned(Plant((FERMENTER,), (PEOPLE,)), mine=replace(MINE, release_h=40))

    found = why_not(plan, "mine", 20)

    assert [way.kind for way in found.ways] == ["release"]


@pytest.mark.parametrize("by_h", [5, 9])
def test_its_own_length_is_beyond_any_change(by_h: int) -> None:
    plan = planned(Plant((FERMENTER,), (PEOPLE,)))

    found = why_not(plan, "mine", by_h)

    assert "its own steps and waits end at hour 10" in found.message
    assert found.ways == ()
