"""Plans give the wish by whatever method, reuse the stock, tell their chance, end in volumes and orders."""

from __future__ import annotations

import math

import pytest

from xiandao.foundry.assembly import AssemblyRefused, Prices, canonical, golden_gate
from xiandao.foundry.assembly.gibson import gibson
from xiandao.foundry.assembly.overlapping import plan_overlaps
from xiandao.foundry.assembly.tests.test_products import clean
from xiandao.foundry.building import (
    BuildPlan,
    Method,
    Supply,
    as_text,
    in_stock,
    intermediates,
    nanograms_of,
    order_of,
    plan_build,
    protocol,
)
from xiandao.foundry.building.protocols import whole_microlitres
from xiandao.foundry.sequences import Feature, Place, Record, reverse_complement
from xiandao.foundry.sequences.formats import Format, read, write

PRICES = Prices(0.5, 100.0, 0.8, 30.0, 60.0, "CNY", "2026-01-01")
SUPPLY = Supply(PRICES)
BACKBONE = clean(51, 2400)
GENE = clean(52, 3300)
WISH = Record(
    "wish",
    GENE + BACKBONE,
    circular=True,
    features=(Feature("CDS", (Place(300, 900),), (("label", "gene"),)),),
)
STOCK = [Record("vector", clean(53, 80) + reverse_complement(BACKBONE) + clean(54, 60), circular=True)]


def simulated(plan: BuildPlan) -> list[str]:
    parts = [part.record for part in plan.parts]
    if plan.chosen.method is Method.GOLDEN_GATE:
        return [canonical(one.sequence) for one in golden_gate(parts, plan.chosen.enzyme).circles]
    return [canonical(one.record.sequence) for one in gibson(parts).circles]


@pytest.mark.parametrize("method", list(Method))
@pytest.mark.parametrize("stock", [[], STOCK])
def test_every_method_gives_the_wish_to_the_base(method: Method, stock: list[Record]) -> None:
    plan = plan_build(WISH, SUPPLY, stock=stock, methods=[method])

    assert simulated(plan) == [canonical(WISH.sequence)]
    assert plan.chosen.method is method
    assert plan.chosen.copied == len(stock)
    assert {part.template for part in plan.parts if part.template} == {one.name for one in stock}
    assert all(len(part.record) <= SUPPLY.longest for part in plan.parts if not part.template)
    assert 1 - (1 - plan.chosen.chance) ** plan.colonies >= 0.95


def test_the_least_cost_is_chosen_and_every_way_is_told() -> None:
    plan = plan_build(WISH, SUPPLY, stock=STOCK)

    assert plan.chosen == plan.options[0]
    assert {one.method for one in plan.options} == set(Method)
    assert plan.chosen.cost == pytest.approx(sum(part.cost for part in plan.parts) + PRICES.reaction)
    ordered = plan_build(WISH, SUPPLY)
    assert plan.chosen.cost < ordered.chosen.cost


def test_a_costly_step_is_saved_by_ordering() -> None:
    plan = plan_build(WISH, Supply(PRICES, step=5000.0), stock=STOCK)

    assert plan.chosen.copied == 0
    assert plan.chosen.steps == 1


def test_the_chance_is_the_product_of_its_parts() -> None:
    supply = Supply(PRICES, synthesis_error=1e-3, copy_error=0.0, gibson_joint=0.9)
    plan = plan_build(WISH, supply, methods=[Method.GIBSON])

    bases = sum(len(part.record) for part in plan.parts)
    assert plan.chosen.chance == pytest.approx(0.9 ** len(plan.parts) * (1 - 1e-3) ** bases)


def test_a_wish_that_enzymes_cut_is_built_otherwise_or_refused_with_reasons() -> None:
    cut = Record("cut", "GGTCTC" + GENE + BACKBONE, circular=True)

    plan = plan_build(cut, SUPPLY, enzymes=["BsaI"])

    assert plan.chosen.method is Method.GIBSON
    assert any("BsaI cuts cut itself" in said for said in plan.refused)
    with pytest.raises(AssemblyRefused, match="cannot be built: BsaI cuts cut"):
        plan_build(cut, SUPPLY, enzymes=["BsaI"], methods=[Method.GOLDEN_GATE])


@pytest.mark.parametrize("turn", [0, 3000, 4500])
def test_what_is_in_stock_is_found_over_the_origin_and_on_either_strand(turn: int) -> None:
    text = WISH.sequence[turn:] + WISH.sequence[:turn]

    (found,) = in_stock(Record("w", text, circular=True), STOCK)

    assert found.record == "vector"
    assert 2400 <= found.length < 2420  # a neighbouring letter may be the same by chance
    assert BACKBONE in (text * 2)[found.start : found.start + found.length]


def test_repeats_are_no_place_for_a_shared_end() -> None:
    twice = Record("t", clean(60, 500) + "ACGGT" * 60 + clean(61, 500), circular=True)

    with pytest.raises(AssemblyRefused, match="stands once"):
        plan_overlaps(twice, near=[650], prices=PRICES)
    with pytest.raises(AssemblyRefused, match="in 1 to 8 parts"):
        plan_overlaps(twice, near=list(range(0, 900, 100)), prices=PRICES)


def test_parts_are_pipetted_equimolar_and_fit_the_tube() -> None:
    plan = plan_build(WISH, SUPPLY, stock=STOCK)

    made = protocol(plan, {plan.parts[0].record.name: 4.0})

    assert nanograms_of(1000, 1000) == pytest.approx(617.996, abs=0.001)  # 1 pmol of 1 kb is 0.618 ug
    assert len({one.femtomoles for one in made.pipetted}) == 1
    assert all(
        math.isclose(one.microlitres * one.stock_ng_per_ul, one.nanograms, rel_tol=0.02)
        for one in made.pipetted
    )
    fixed = 4.0 if plan.chosen.method is Method.GOLDEN_GATE else 10.0
    assert whole_microlitres(made) + made.water_ul + fixed == pytest.approx(20.0, abs=0.05)
    text = as_text(plan, made)
    assert f"pick {plan.colonies} colonies" in text
    assert text.count("| wish_part") == len(plan.parts)


def test_orders_hold_what_is_bought_and_files_every_intermediate() -> None:
    plan = plan_build(WISH, SUPPLY, stock=STOCK)

    primers, pieces = order_of(plan)
    records = intermediates(plan)

    assert len(primers.items) == 2 * plan.chosen.copied
    assert len(pieces.items) == plan.chosen.parts - plan.chosen.copied
    assert [one.name for one in records] == [part.record.name for part in plan.parts] + ["wish"]
    again = read(write(records, Format.GENBANK), "all.gb").records
    assert [one.sequence for one in again] == [one.sequence.upper() for one in records]
    feature = next(one for record in records[:-1] for one in record.features)
    held = next(record for record in records[:-1] if record.features)
    assert feature.of(held.sequence) == WISH.features[0].of(WISH.sequence)
    assert write(records, Format.SBOL3)
