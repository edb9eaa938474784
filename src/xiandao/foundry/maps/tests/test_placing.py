"""Nothing covers anything: lanes keep spans apart, columns keep their distance and stay near."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiandao.foundry.maps.placing import column, lanes, position, step

SPANS = st.lists(st.tuples(st.integers(0, 99), st.integers(1, 60)), max_size=20).map(
    lambda drawn: [(float(start), float(start + size)) for start, size in drawn]
)


@given(SPANS, st.booleans())
def test_two_spans_of_a_lane_never_meet(spans: list[tuple[float, float]], around: bool) -> None:
    turn = 100.0 if around else 0.0

    chosen = lanes(spans, turn=turn)

    for (one, lane), (other, same) in combinations(zip(spans, chosen, strict=True), 2):
        if lane == same:
            for shift in {0.0, turn, -turn}:
                assert one[1] + shift <= other[0] or other[1] <= one[0] + shift


@given(st.lists(st.floats(-500, 500), max_size=30).map(sorted), st.floats(1, 30))
def test_a_column_keeps_its_distance_and_moves_no_more_than_it_must(wanted: list[float], gap: float) -> None:
    found = column(wanted, gap)

    assert all(after - before >= gap - 1e-6 for before, after in pairwise(found))
    if all(after - before >= gap for before, after in pairwise(wanted)):
        assert found == pytest.approx(wanted, abs=1e-6)
    if found:
        assert sum(found) == pytest.approx(sum(wanted), abs=1e-6)  # blocks stay around their mean


@given(st.lists(st.floats(-500, 500), min_size=1, max_size=30).map(sorted))
def test_a_column_stays_between_its_bounds(wanted: list[float]) -> None:
    found = column(wanted, 10, low=0, high=300)

    assert found[0] >= -1e-6
    assert found[-1] <= 300 + 1e-6


@pytest.mark.parametrize(
    ("length", "most", "distance"), [(100, 10, 10), (2686, 10, 500), (12_000, 12, 1000), (7, 10, 1)]
)
def test_marks_are_a_round_distance_apart(length: int, most: int, distance: int) -> None:
    assert step(length, most) == distance


def test_positions_are_said_shortly() -> None:
    assert [position(1, 10**6), position(200_000, 10**6), position(1500, 30_000), position(1500, 2000)] == [
        "1", "0.2 M", "1.5 k", "1,500",
    ]  # fmt: skip
