"""Unwanted products by name, libraries whole, and two levels that give the wish."""

from __future__ import annotations

import random

import pytest

from xiandao.foundry.assembly import AssemblyRefused, canonical, choose_overhangs, golden_gate
from xiandao.foundry.assembly.levels import plan_levels
from xiandao.foundry.assembly.libraries import library
from xiandao.foundry.assembly.restricting import restrict_and_ligate
from xiandao.foundry.assembly.tests.test_golden_gate import flanked
from xiandao.foundry.assembly.tests.test_planning import PRICES
from xiandao.foundry.assembly.unwanted import Product, golden_gate_circles, judged
from xiandao.foundry.sequences import Record, reverse_complement

SITES = ("GGTCTC", "GAGACC", "GAAGAC", "GTCTTC")
WORDS = choose_overhangs(4, "BsaI", seed=2).words


def clean(seed: int, length: int) -> str:
    """Letters without a site of BsaI or BbsI, around the circle too."""
    chance = random.Random(seed)
    while True:
        text = "".join(chance.choices("ACGT", k=length))
        for _ in range(50):
            found = next((site for site in SITES if site in text * 2), None)
            if found is None:
                return text
            at = (text * 2).index(found) % len(text)
            text = text[:at] + chance.choice("ACGT") + text[at + 1 :]


def test_products_are_called_by_what_went_wrong() -> None:
    vector = Record("vector", "GAATTC" + clean(1, 300), circular=True)
    insert = Record("insert", "TTGAATTC" + clean(2, 90) + "GAATTCTT")
    found = restrict_and_ligate([vector, insert], ["EcoRI"], uses=2)
    wish = next(one for one in found if one.parts == ("vector", "insert") and one.turned == (False, False))

    told = {one.product for one in judged(found, wish.record.sequence)}

    assert judged(found, wish.record.sequence)[0].product is Product.WISHED
    assert told == {Product.WISHED, Product.RELIGATED, Product.DIMER, Product.TURNED}


def test_a_part_that_can_be_left_out_is_told() -> None:
    a, b, c = "AATG", "GCTT", "CGCT"
    parts = [
        flanked("one", a + clean(3, 40) + b),
        flanked("two", b + clean(4, 40) + c),
        flanked("three", c + clean(5, 40) + a),
        flanked("short", b + clean(6, 40) + a),
    ]
    found = golden_gate_circles(parts, "BsaI")
    wish = next(one for one in found if len(one.parts) == 3)

    told = {one.circle.parts: one.product for one in judged(found, wish.record.sequence)}

    assert told[("one", "short")] is Product.FOREIGN
    assert {canonical(one.record.sequence) for one in found} == {
        canonical(one.sequence) for one in golden_gate(parts, "BsaI").circles
    }
    assert Product.INCOMPLETE in {
        one.product for one in judged(golden_gate_circles([*parts, parts[3]], "BsaI"), "ACGT")
    }


def test_every_member_of_a_library_is_made_and_nothing_else() -> None:
    ends = [(WORDS[at], WORDS[(at + 1) % 4]) for at in range(4)]
    slots = [
        [flanked(f"s{at}v{version}", left + clean(10 * at + version, 60) + right) for version in range(many)]
        for (at, (left, right)), many in zip(enumerate(ends), (1, 3, 4, 2), strict=True)
    ]

    made = library(slots, "BsaI")

    assert len(made.members) == 24
    assert made.unwanted == ()
    assert made.fidelity > 0.99
    assert 100 < made.to_see_all < 250
    miss = (1 - made.fidelity / 24) ** made.to_see_all
    assert (1 - miss) ** 24 >= 0.95


@pytest.mark.parametrize(
    ("slots", "said"),
    [
        ([], "library of 1 members"),
        ([[Record("p", "ACGT" * 20)]], "releases 0"),
        ([[flanked("p", "AATG" + "C" * 30 + "GCTT")]], "slot 1 ends in GCTT and the next begins with AATG"),
        (
            [[flanked("p", "AATG" + "C" * 30 + "GCTT"), flanked("q", "AATG" + "C" * 30 + "CGCT")]],
            "all must end alike",
        ),
        (
            [
                [flanked("p", "AATG" + "C" * 30 + "GCTT"), flanked("q", "AATG" + "C" * 30 + "GCTT")],
                [flanked("r", "GCTT" + "C" * 30 + "AATG")],
            ],
            "gives 1 of 2 members",
        ),
    ],
)
def test_a_library_that_cannot_be_is_refused(slots: list[list[Record]], said: str) -> None:
    with pytest.raises(AssemblyRefused, match=said):
        library(slots, "BsaI")


def test_two_levels_give_the_wish_and_copy_the_carrier() -> None:
    wish = Record("wish", clean(20, 9000), circular=True)
    carrier = Record("carrier", clean(21, 1500), circular=True)

    plan = plan_levels(wish, carrier, enzymes=("BsaI", "BbsI"), groups=3, parts=4, prices=PRICES)

    plasmids = []
    for first in plan.first:
        (plasmid,) = golden_gate([part.record for part in first.parts], "BsaI").circles
        plasmids.append(plasmid)
        assert [part.template for part in first.parts] == ["carrier", "", "", "", ""]
    (made,) = golden_gate(plasmids, "BbsI").circles
    assert canonical(made.sequence) == canonical(wish.sequence)
    assert plan.cost == pytest.approx(sum(one.cost for one in plan.first) + PRICES.reaction)


@pytest.mark.parametrize(
    ("enzymes", "length", "said"),
    [(("BsaI", "BsaI"), 1500, "take two enzymes"), (("BsaI", "BbsI"), 100, "no circle of 200")],
)
def test_levels_that_cannot_be_are_refused(enzymes: tuple[str, str], length: int, said: str) -> None:
    wish = Record("wish", clean(20, 4000), circular=True)
    carrier = Record("carrier", clean(22, length), circular=True)

    with pytest.raises(AssemblyRefused, match=said):
        plan_levels(wish, carrier, enzymes=enzymes, groups=2, parts=2, prices=PRICES)
    cut = Record("cut", reverse_complement(SITES[0]) + wish.sequence, circular=True)
    with pytest.raises(AssemblyRefused, match="BsaI cuts cut"):
        plan_levels(
            cut,
            Record("c", clean(23, 1500), circular=True),
            enzymes=("BsaI", "BbsI"),
            groups=2,
            parts=2,
            prices=PRICES,
        )
