"""People with several qualifications: the pools allow exactly what some assignment of people can do."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.scaleup.scheduling import Person, PlantRefused, Shift, Use, Window, away_of_week, pools_of


def assignable(people: list[frozenset[str]], asked: list[str]) -> bool:
    """Slow and obvious: try every way of giving each task a person."""
    return any(
        len(set(who)) == len(who) and all(task in people[one] for task, one in zip(asked, who, strict=True))
        for who in product(range(len(people)), repeat=len(asked))
    )


@given(
    st.lists(st.frozensets(st.sampled_from("abc"), min_size=1), min_size=1, max_size=4),
    st.lists(st.sampled_from("abc"), max_size=4),
)
def test_pools_allow_what_trying_every_assignment_allows(
    people: list[frozenset[str]], asked: list[str]
) -> None:
    staff = tuple(Person(str(number), skills) for number, skills in enumerate(people))
    uses = tuple(Use(name, 1) for name in asked)
    pools = pools_of(staff)
    known = {name for skills in people for name in skills}

    allowed = set(asked) <= known and all(pool.taken(uses) <= pool.capacity for pool in pools)

    assert allowed == assignable(people, asked)


def test_who_is_away_twice_is_missing_once() -> None:
    staff = (Person("one", frozenset("a"), (Window(0, 5), Window(3, 8))), Person("two", frozenset("a")))

    (pool,) = pools_of(staff)

    assert pool.absent == (Window(0, 8, 1),)


def test_a_week_of_day_shifts_is_away_at_night_and_on_the_weekend() -> None:
    shifts = tuple(Shift(24 * day + 8, 24 * day + 16) for day in range(5))

    away = away_of_week(shifts, first_hour_of_week=0, horizon_h=200)

    assert away[0] == Window(0, 8)
    assert away[1] == Window(16, 32)
    assert Window(4 * 24 + 16, 7 * 24 + 8) in away


def test_a_shift_that_leaves_its_week_is_refused() -> None:
    with pytest.raises(PlantRefused, match="does not lie in one week"):
        away_of_week((Shift(160, 170),), first_hour_of_week=0, horizon_h=10)
