"""Circles cut into parts and put together again, and what else a reaction can end in."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.assembly import AssemblyRefused, canonical, choose_overhangs, enzyme_named, golden_gate
from xiandao.foundry.assembly.cutting import cuts, digest
from xiandao.foundry.sequences import Feature, Place, Record, reverse_complement

SITE = "GGTCTC"
WORDS = choose_overhangs(8, "BsaI", seed=5).words


def free_of_sites(chance: random.Random, length: int) -> str:
    while True:
        text = "".join(chance.choices("ACGT", k=length))
        if SITE not in text * 2 and reverse_complement(SITE) not in text * 2:
            return text


def flanked(name: str, inner: str, *, turned: bool = False) -> Record:
    text = f"TT{SITE}A{inner}T{reverse_complement(SITE)}AA"
    return Record(name, reverse_complement(text) if turned else text)


@st.composite
def reactions(draw: st.DrawFn) -> tuple[str, list[Record]]:
    """A circle, and parts from which it is made: some turned, one of them cut out of a plasmid."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    words = chance.sample(WORDS, draw(st.integers(1, 6)))
    bodies = [free_of_sites(chance, chance.randrange(20, 60)) for _ in words]
    circle = "".join(word + body for word, body in zip(words, bodies, strict=True))
    parts = []
    for number, (word, body) in enumerate(zip(words, bodies, strict=True)):
        after = words[(number + 1) % len(words)]
        part = flanked(f"part{number}", word + body + after, turned=chance.random() < 0.5)
        if chance.random() < 0.3:
            text = part.sequence + free_of_sites(chance, 30)
            turn = chance.randrange(len(text))
            part = Record(part.name, text[turn:] + text[:turn], circular=True)
        parts.append(part)
    chance.shuffle(parts)
    return circle, parts


@settings(max_examples=60, deadline=None)
@given(reactions())
def test_a_circle_cut_into_parts_comes_together_again(case: tuple[str, list[Record]]) -> None:
    circle, parts = case
    if SITE in circle * 2 or reverse_complement(SITE) in circle * 2:
        return

    products = golden_gate(parts, "BsaI")

    assert canonical(circle) in {canonical(one.sequence) for one in products.circles}
    if len(parts) > 1:
        assert len(products.circles) == 1


@given(st.text("ACGT", min_size=1, max_size=40), st.integers(0, 40))
def test_the_name_of_a_circle_is_the_same_from_every_side(text: str, turn: int) -> None:
    turned = text[turn % len(text) :] + text[: turn % len(text)]

    assert canonical(turned) == canonical(text) == canonical(reverse_complement(text))
    assert canonical(text) == min(
        word[at:] + word[:at] for word in (text, reverse_complement(text)) for at in range(len(text))
    )


def test_bsai_cuts_where_its_maker_says() -> None:
    record = Record("r", "AAA" + SITE + "NACTGCCCC".replace("N", "G"))

    (left, right) = digest(record, enzyme_named("BsaI"))

    assert cuts(record, enzyme_named("BsaI")) == [10]
    assert (left.right, right.left) == ("ACTG", "ACTG")
    assert right.record.sequence == "ACTGCCCC"


def test_features_go_along_and_those_that_are_cut_do_not() -> None:
    part = flanked("part", "AATG" + "C" * 20 + "GCTT")
    inside = Feature("CDS", (Place(13, 30),), (("label", "inside"),))
    across = Feature("misc_feature", (Place(0, 20),))
    other = flanked("other", "GCTT" + "A" * 20 + "AATG")

    (product,) = golden_gate(
        [Record("part", part.sequence, features=(inside, across)), other], "BsaI"
    ).circles

    assert [feature.label for feature in product.features] == ["inside"]
    assert product.features[0].of(product.sequence) == inside.of(part.sequence)


def test_an_overhang_used_twice_gives_unwanted_circles_too() -> None:
    parts = [
        flanked("a", "AATG" + "CA" * 10 + "GCTT"),
        flanked("b", "GCTT" + "GA" * 12 + "AATG"),
        flanked("c", "GCTT" + "TA" * 14 + "AATG"),
    ]

    products = golden_gate(parts, "BsaI")

    assert {"a-b", "a-c"} <= {one.name for one in products.circles}


@pytest.mark.parametrize(
    ("parts", "enzyme", "said"),
    [
        ([Record("p", "ACGN")], "BsaI", "“N” at 4"),
        ([Record("p", "ACGT")], "EcoRI", "no Type IIS"),
        ([Record("p", "ACGT")], "Nothing", "no Type IIS"),
    ],
)
def test_what_cannot_be_joined_is_refused(parts: list[Record], enzyme: str, said: str) -> None:
    with pytest.raises(AssemblyRefused, match=said):
        golden_gate(parts, enzyme)
