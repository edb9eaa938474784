"""Networks with splits, merges, stores and cleaning: plans keep every rule and are as good as by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.scaleup.scheduling.networks import (
    Batch,
    Inflow,
    Network,
    NetworkRefused,
    Outflow,
    State,
    Task,
    Unit,
    faults,
    shortest_network,
    solve_network,
)

# the recipe, stores and vessels of the example of Kondili, Pantelides & Sargent (1993)
KONDILI = Network(
    states=(
        State("Feed A", initial=10_000),
        State("Feed B", initial=10_000),
        State("Feed C", initial=10_000),
        State("Hot A", 100),
        State("Int AB", 200),
        State("Int BC", 150),
        State("Impure E", 100),
        State("Product 1", price=10),
        State("Product 2", price=10),
    ),
    tasks=(
        Task("Heating", (Inflow("Feed A"),), (Outflow("Hot A", 1, 1),)),
        Task("Reaction 1", (Inflow("Feed B", 0.5), Inflow("Feed C", 0.5)), (Outflow("Int BC", 1, 2),)),
        Task(
            "Reaction 2",
            (Inflow("Hot A", 0.4), Inflow("Int BC", 0.6)),
            (Outflow("Product 1", 0.4, 2), Outflow("Int AB", 0.6, 2)),
        ),
        Task("Reaction 3", (Inflow("Feed C", 0.2), Inflow("Int AB", 0.8)), (Outflow("Impure E", 1, 1),)),
        Task("Separation", (Inflow("Impure E"),), (Outflow("Product 2", 0.9, 1), Outflow("Int AB", 0.1, 2))),
    ),
    units=(
        Unit("Heater", ("Heating",), 100),
        Unit("Reactor 1", ("Reaction 1", "Reaction 2", "Reaction 3"), 80),
        Unit("Reactor 2", ("Reaction 1", "Reaction 2", "Reaction 3"), 50),
        Unit("Still", ("Separation",), 200),
    ),
)


def line(*, cleaning_h: int = 0, store: float = 100) -> Network:
    """Feed > broth > product: a vessel of 10, purified by 5 at a time."""
    return Network(
        (State("feed", initial=100), State("broth", store), State("product", price=1)),
        (
            Task("ferment", (Inflow("feed"),), (Outflow("broth", 1, 3),)),
            Task("purify", (Inflow("broth"),), (Outflow("product", 1, 1),)),
        ),
        (Unit("V", ("ferment",), 10, cleaning_h=cleaning_h), Unit("C", ("purify",), 5)),
    )


def test_the_classic_example_is_solved_and_keeps_its_stores() -> None:
    plan = solve_network(KONDILI, horizon_h=6, limit_s=20)

    assert faults(plan.batches, KONDILI, horizon_h=6) == ()
    assert plan.gap == pytest.approx(0, abs=1e-6)
    assert {batch.task for batch in plan.batches} >= {"Heating", "Reaction 1", "Reaction 2"}
    assert max(plan.stores["Hot A"]) <= 100 + 1e-6


def test_a_longer_horizon_is_never_worth_less() -> None:
    values = [solve_network(KONDILI, horizon_h=hours, limit_s=20).value for hours in (4, 5, 6)]

    assert values == sorted(values)


@pytest.mark.parametrize(
    ("cleaning", "batches"),
    [(0, 3), (1, 2), (2, 2), (3, 2), (6, 1)],
)
def test_cleaning_after_each_batch_leaves_as_many_as_by_hand(cleaning: int, batches: int) -> None:
    # 3 h a batch, and the last needs 2 h more to be purified in two halves: 11 h hold so many
    plan = solve_network(line(cleaning_h=cleaning), horizon_h=11, limit_s=5)

    assert plan.value == pytest.approx(10 * batches)


def test_a_store_that_is_full_holds_the_vessel_back() -> None:
    wide, narrow = (solve_network(line(store=store), horizon_h=11, limit_s=5) for store in (100, 4))

    # of a batch of 10, 5 go on at once and 4 can be kept: 9 at most
    assert [narrow.value, wide.value] == pytest.approx([27, 30])
    assert max(narrow.stores["broth"]) <= 4 + 1e-6


def test_another_family_needs_its_changeover() -> None:
    tasks = tuple(
        Task(name, (Inflow("feed"),), (Outflow(name.lower(), 1, 2),), family=name) for name in ("A", "B")
    )
    states = (State("feed", initial=100), State("a", wanted=10), State("b", wanted=10))
    vessel = Unit("V", ("A", "B"), 10, changeover_h=5)

    hours, plan = shortest_network(Network(states, tasks, (vessel,)), at_most_h=20, limit_s=5)

    assert hours == 2 + 5 + 2
    assert len(plan.batches) == 2


def test_more_than_can_be_made_is_refused() -> None:
    states = (State("feed", initial=100), State("product", wanted=50))
    wanted = Network(
        states, (Task("make", (Inflow("feed"),), (Outflow("product", 1, 2),)),), (Unit("V", ("make",), 10),)
    )

    with pytest.raises(NetworkRefused, match="no plan of 6 h makes what is wanted"):
        solve_network(wanted, horizon_h=6, limit_s=5)


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 4), st.integers(0, 3), st.integers(3, 20), st.integers(4, 10))
def test_a_chain_makes_what_counting_its_batches_says(
    hours: int, cleaning: int, most: int, horizon: int
) -> None:
    network = Network(
        (State("feed", initial=1000), State("product", price=1)),
        (Task("make", (Inflow("feed"),), (Outflow("product", 1, hours),)),),
        (Unit("V", ("make",), most, cleaning_h=cleaning),),
    )

    plan = solve_network(network, horizon_h=horizon, limit_s=5)

    assert plan.value == pytest.approx(most * ((horizon + cleaning) // (hours + cleaning)))


def test_the_check_sees_an_overlap_and_an_empty_store() -> None:
    spoiled = (
        Batch("Heater", "Heating", 0, 1, 100),
        Batch("Heater", "Heating", 0, 1, 50),
        Batch("Still", "Separation", 0, 2, 10),
    )

    said = faults(spoiled, KONDILI, horizon_h=5)

    assert "Heater: Heating and Heating overlap" in said
    assert any(sentence.startswith("Impure E: -10") for sentence in said)


HALF = replace(KONDILI.tasks[0], inflows=(Inflow("Feed A", 0.5),))
NOWHERE = replace(KONDILI.tasks[0], inflows=(Inflow("Feed Z"),))


@pytest.mark.parametrize(
    ("network", "said"),
    [
        (replace(KONDILI, tasks=(HALF, *KONDILI.tasks[1:])), "Heating: what goes in"),
        (replace(KONDILI, tasks=(NOWHERE, *KONDILI.tasks[1:])), "no state Feed Z"),
        (replace(KONDILI, units=KONDILI.units[:-1]), "Separation: no unit does it"),
        (replace(KONDILI, units=(*KONDILI.units, Unit("X", ("Boiling",), 5))), "X: there is no task Boiling"),
        (replace(KONDILI, units=(*KONDILI.units, Unit("X", ("Heating",), 0))), "X: no batch fits"),
        (replace(KONDILI, states=(State("Feed A", initial=-1), *KONDILI.states[1:])), "Feed A: its start"),
        (replace(KONDILI, states=(*KONDILI.states, State("Still"))), "two things are called Still"),
    ],
)
def test_a_network_that_contradicts_itself_is_refused(network: Network, said: str) -> None:
    with pytest.raises(NetworkRefused, match=said):
        solve_network(network, horizon_h=4, limit_s=1)
