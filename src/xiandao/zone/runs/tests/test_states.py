"""The table of states, as a table."""

from __future__ import annotations

import math

import pytest

from xiandao.zone.runs.rules import (
    ENDED,
    MOST_ATTEMPTS,
    NEXT,
    Computation,
    PayloadRefused,
    RunState,
    after_death,
    frozen,
    may_become,
)
from xiandao.zone.runs.tests import computing


def test_every_state_says_what_may_follow() -> None:
    assert set(NEXT) == set(RunState)


@pytest.mark.parametrize("state", RunState)
def test_an_ended_run_stays_as_it_is(state: RunState) -> None:
    follows = any(may_become(state, then) for then in RunState)

    assert follows == (state not in ENDED)


@pytest.mark.parametrize(
    ("attempts", "cancel_asked", "then"),
    [
        (1, False, RunState.QUEUED),
        (MOST_ATTEMPTS - 1, False, RunState.QUEUED),
        (MOST_ATTEMPTS, False, RunState.FAILED),
        (1, True, RunState.CANCELLED),
        (MOST_ATTEMPTS, True, RunState.CANCELLED),
    ],
)
def test_what_becomes_of_a_run_whose_worker_died(attempts: int, cancel_asked: bool, then: RunState) -> None:
    assert after_death(attempts=attempts, cancel_asked=cancel_asked) == then
    assert may_become(RunState.RUNNING, then)


def test_one_payload_has_one_spelling() -> None:
    first, one = frozen({"b": 1, "a": [1.5, "菌"]}, "inputs")
    second, other = frozen({"a": [1.5, "菌"], "b": 1}, "inputs")

    assert first == second
    assert one == other


@pytest.mark.parametrize("payload", [{"x": math.nan}, {"x": object()}, {"x": {1, 2}}])
def test_what_is_no_json_is_refused_with_its_reason(payload: object) -> None:
    with pytest.raises(PayloadRefused, match=r"The result cannot be kept as JSON: .+"):
        frozen(payload, "result")


@pytest.mark.parametrize("name", ["lab", "Lab.x", "lab..x", "lab.x y"])
def test_a_computation_has_a_dotted_name(name: str) -> None:
    with pytest.raises(ValueError, match="no dotted name"):
        Computation(name, 1, "x", computing.add)
