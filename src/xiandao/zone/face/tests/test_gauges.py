"""A gauge is never drawn outside its scale, and its state is what the figures say."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.zone.face.rules import GaugeState, bullet
from xiandao.zone.face.rules.gauges import WIDTH

FIGURES = st.decimals(min_value=-(10**12), max_value=10**12, allow_nan=False, allow_infinity=False, places=3)
MAYBE = st.none() | FIGURES


def _decimal(figure: float | None) -> Decimal | None:
    return None if figure is None else Decimal(str(figure))


@pytest.mark.parametrize(
    ("value", "low", "high", "state"),
    [
        (None, 20, None, GaugeState.NO_FIGURES),
        (19, 20, None, GaugeState.SHORT),
        (20, 20, None, GaugeState.REACHED),
        (900, 20, None, GaugeState.REACHED),
        (3, 1, 2, GaugeState.BEYOND),
        (1.5, 1, 2, GaugeState.REACHED),
        (17, None, 16, GaugeState.BEYOND),
        (16, None, 16, GaugeState.REACHED),
        (0, 0, 0, GaugeState.REACHED),
        (-12, -16, -10, GaugeState.REACHED),
    ],
)
def test_the_state_follows_from_the_figures(
    value: float | None, low: float | None, high: float | None, state: GaugeState
) -> None:
    drawn = bullet(_decimal(value), _decimal(low), _decimal(high))

    assert drawn is not None
    assert drawn.state is state


@given(MAYBE, MAYBE, MAYBE, MAYBE)
def test_everything_lies_on_the_scale(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, pace: Decimal | None
) -> None:
    drawn = bullet(value, low, max(low, high) if low is not None and high is not None else high, pace)

    if drawn is None:
        assert low is None
        assert high is None
        return
    places = (
        drawn.zero,
        drawn.goal_from,
        drawn.goal_to,
        drawn.bar_from,
        drawn.bar_to,
        drawn.pace_at,
        *drawn.edges,
    )
    assert all(0 <= place <= WIDTH for place in places if place is not None)
    assert drawn.scale_low < drawn.scale_high
    assert drawn.goal_length >= 0
    assert drawn.bar_length >= 0
    assert (drawn.bar_from is None) == (value is None)


def test_an_open_goal_reaches_the_end_of_the_scale() -> None:
    at_least = bullet(Decimal(5), Decimal(20), None)
    at_most = bullet(Decimal(5), None, Decimal(20))

    assert at_least is not None
    assert at_most is not None
    assert at_least.goal_to == WIDTH
    assert at_most.goal_from == 0


def test_the_scale_ends_at_a_round_figure_beyond_the_largest() -> None:
    drawn = bullet(Decimal(64), Decimal(50), None)

    assert drawn is not None
    assert drawn.scale_low == 0
    assert drawn.scale_high == 80


def test_a_fall_is_drawn_to_the_left_of_zero() -> None:
    drawn = bullet(Decimal(-6), Decimal(-16), Decimal(-10))

    assert drawn is not None
    assert drawn.scale_low == -20
    assert drawn.bar_to == drawn.zero
    assert drawn.bar_length > 0


def test_a_single_figure_has_one_edge_and_a_range_two() -> None:
    single, stretch = bullet(None, Decimal(40), Decimal(40)), bullet(None, Decimal(1), Decimal(2))

    assert single is not None
    assert stretch is not None
    assert (len(single.edges), len(stretch.edges)) == (1, 2)
