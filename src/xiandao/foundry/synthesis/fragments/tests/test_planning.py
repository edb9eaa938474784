"""Plans against every way to cut, the wish made again from what is ordered, refusals."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.synthesis.fragments import (
    FragmentsRefused,
    plan_fragments,
    simulated,
    trade_offs,
)
from xiandao.foundry.synthesis.fragments.overlaps import cuts_of, neighbour_melting
from xiandao.foundry.synthesis.fragments.sequences import letters_of
from xiandao.foundry.synthesis.fragments.tests.brute import cheapest, melts, sellable, shares
from xiandao.foundry.synthesis.vendors import (
    Assembly,
    GcLimit,
    Limits,
    Network,
    Overlap,
    Product,
    illustrative,
)

TEXTS = st.text("ACGT", min_size=14, max_size=26)


def product(name: str, days: int, price: str, fixed: str, limits: Limits) -> Product:
    return Product(
        name, name, "a test", date(2026, 1, 1), True, days, Decimal(price), Decimal(fixed), limits=limits
    )


def wished(seed: int, bases: int) -> str:
    return "".join(random.Random(seed).choices("ACGT", k=bases))


@st.composite
def networks(draw: st.DrawFn) -> Network:
    limits = Limits(
        shortest=draw(st.integers(1, 5)),
        longest=draw(st.integers(6, 10)),
        gc=draw(st.sampled_from([(), (GcLimit(0.2, 0.8),), (GcLimit(0.25, 0.75, 4),)])),
        longest_run=draw(st.sampled_from([0, 2])),
        avoid=draw(st.sampled_from([(), ("GAT",), ("RTY",)])),
        unique=draw(st.sampled_from([0, 3])),
        stem=draw(st.sampled_from([0, 3])),
        stem_reach=6,
    )
    overlap = Overlap(
        2,
        draw(st.integers(2, 4)),
        melting=draw(st.sampled_from([None, (4.0, 10.0)])),
        unique=draw(st.sampled_from([0, 2])),
        hairpin=0,
        middle=draw(st.booleans()),
    )
    blocks = Assembly(
        "blocks", ("short",), (4, draw(st.integers(5, 8))), overlap, 2, Decimal(1),
        longest=draw(st.integers(12, 18)), most_pieces=draw(st.sampled_from([0, 2, 3])),
    )  # fmt: skip
    whole = Assembly("whole", ("blocks", "long"), (7, 14), Overlap(4, 4), 3, Decimal(2))
    long = product("long", draw(st.integers(1, 9)), "2", "1", Limits(shortest=5, longest=15, longest_run=2))
    return Network((product("short", 4, "1", "0.5", limits), long), (blocks, whole))


@settings(max_examples=60, deadline=None)
@given(TEXTS, networks(), st.integers(3, 14))
def test_no_way_to_cut_is_cheaper(text: str, network: Network, days: int) -> None:
    least = cheapest(text, network, days)

    try:
        plan = plan_fragments(text, network, days=days)
    except FragmentsRefused:
        assert least == float("inf")
        return

    assert float(plan.price) == pytest.approx(least)
    assert plan.bound <= plan.price
    assert plan.days <= days
    limits = {one.name: one.limits for one in network.products}
    assert all(sellable(limits[piece.source], piece.sequence) for piece in plan.piece.orders())


@settings(max_examples=60, deadline=None)
@given(
    st.text("ACGT", min_size=12, max_size=60),
    st.sampled_from(["wallace", "neighbours"]),
    st.sampled_from([0, 4]),
    st.sampled_from([0, 3]),
    st.booleans(),
)
def test_overlaps_are_those_that_a_slow_look_finds(
    text: str, rule: str, unique: int, hairpin: int, middle: bool
) -> None:
    overlap = Overlap(
        6, 11, (-5.0, 30.0) if rule == "neighbours" else (16.0, 28.0), rule, unique, hairpin, middle
    )

    cuts = cuts_of(letters_of(text)[1], overlap, 20, 1)

    found = dict(zip(cuts.places.tolist(), (cuts.right - cuts.left).tolist(), strict=True))
    assert found == {
        place: size for place in range(1, len(text)) if (size := shares(text, place, overlap, 20))
    }


@given(st.text("ACGT", min_size=8, max_size=40))
def test_melting_by_neighbours_is_that_of_biopython(text: str) -> None:
    whole = neighbour_melting(letters_of(text)[1], len(text))

    assert whole.tolist() == pytest.approx([melts(text, "neighbours")])


@pytest.mark.parametrize("bases", [3_000, 14_500])
def test_the_ordered_pieces_make_the_wish_again_to_the_base(bases: int) -> None:
    wish = wished(1, bases)

    plan = plan_fragments(wish, illustrative())

    orders = list(plan.piece.orders())
    assert simulated(plan) == wish
    assert plan.price == sum((one.price for one in orders), Decimal(0)) + sum(
        (
            next(step.cost for step in illustrative().assemblies if step.name == one.source)
            for one in plan.piece.steps()
        ),
        Decimal(0),
    )
    assert plan.illustrative
    assert 0 <= plan.gap < 0.05


def test_oligos_that_prime_each_other_are_ordered_from_both_strands() -> None:
    plan = plan_fragments(wished(11, 900), replace(illustrative(), delivers=("blocks",)))

    orders = list(plan.piece.orders())
    assert [one.turned for one in orders] == [number % 2 == 1 for number in range(len(orders))]
    assert all((one.ordered == one.sequence) != one.turned for one in orders)
    assert simulated(plan) == plan.piece.sequence


def test_each_quicker_plan_costs_more() -> None:
    plans = trade_offs(wished(2, 3_500), illustrative())

    assert len(plans) >= 2
    assert [plan.price for plan in plans] == sorted({plan.price for plan in plans})
    assert [plan.days for plan in plans] == sorted({plan.days for plan in plans}, reverse=True)


def test_a_repeat_is_no_place_to_join() -> None:
    repeat = wished(3, 60)
    wish = wished(4, 700) + repeat + wished(5, 700) + repeat + wished(6, 700)
    network = replace(illustrative(), delivers=("chunks",))

    plan = plan_fragments(wish, network)

    ends = [
        piece.sequence[-overlap:]
        for piece, overlap in zip(plan.piece.pieces, plan.piece.overlaps, strict=False)
    ]
    assert simulated(plan) == wish
    assert all(wish.count(end) == 1 for end in ends)


def test_a_plan_whose_ends_fit_twice_is_not_passed_off_as_one() -> None:
    wish = wished(7, 3_000)
    plan = plan_fragments(wish, replace(illustrative(), delivers=("chunks",)))
    first, second = plan.piece.pieces[:2]
    twice = replace(plan.piece, pieces=(first, second, second), overlaps=plan.piece.overlaps[:1] * 2)

    with pytest.raises(FragmentsRefused, match="fits 2 pieces"):
        simulated(replace(plan, piece=twice))


@pytest.mark.parametrize(
    ("wish", "words"),
    [("", "base 0"), ("ACGU", "base 4"), ("ACGN", "base 4"), ("A" * 5_000, "no plan makes 5000 bases")],
)
def test_a_wish_that_cannot_be_is_refused(wish: str, words: str) -> None:
    with pytest.raises(FragmentsRefused, match=words):
        plan_fragments(wish, illustrative())


def test_too_few_days_are_refused() -> None:
    with pytest.raises(FragmentsRefused, match="within 3 days"):
        plan_fragments(wished(8, 900), illustrative(), days=3)


def test_letters_beyond_two_million_are_refused_before_work() -> None:
    with pytest.raises(FragmentsRefused, match="more than"):
        plan_fragments("A" * 2_000_001, illustrative())


def test_cuts_of_a_grain_are_one_each() -> None:
    cuts = cuts_of(letters_of(wished(9, 1_000))[1], Overlap(20, 30, (60, 70)), 1_000, 50)

    assert np.unique(cuts.places // 50).size == cuts.places.size
