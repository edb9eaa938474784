"""Gibson and restriction-ligation: every product, no other, as pydna says too."""

from __future__ import annotations

import random

import pytest
from Bio import Restriction
from hypothesis import given, settings
from hypothesis import strategies as st
from pydna.assembly2 import gibson_assembly, golden_gate_assembly, restriction_ligation_assembly
from pydna.dseqrecord import Dseqrecord

from xiandao.foundry.assembly import AssemblyRefused, canonical
from xiandao.foundry.assembly.gibson import gibson
from xiandao.foundry.assembly.ligating import Circle
from xiandao.foundry.assembly.restricting import BLUNT, cutter_named, fragments, restrict_and_ligate
from xiandao.foundry.assembly.tests.test_golden_gate import flanked
from xiandao.foundry.assembly.unwanted import golden_gate_circles
from xiandao.foundry.sequences import Feature, Place, Record, reverse_complement


def letters(chance: random.Random, length: int, alphabet: str = "ACGT") -> str:
    return "".join(chance.choices(alphabet, k=length))


def cut_up(circle: str, places: list[int], shared: int) -> list[Record]:
    """Linear parts whose ends share letters."""
    around = circle * 2
    ends = [*places[1:], places[0] + len(circle)]
    return [
        Record(f"p{number}", around[start : end + shared])
        for number, (start, end) in enumerate(zip(places, ends, strict=True))
    ]


def whole(found: tuple[Circle, ...], parts: list[Record]) -> set[str]:
    """The circles that hold each part once: pydna tells no others."""
    names = sorted(part.name for part in parts)
    return {canonical(one.record.sequence) for one in found if sorted(one.parts) == names}


@given(st.integers(0, 2**32), st.integers(1, 5), st.integers(25, 60))
@settings(max_examples=40, deadline=None)
def test_parts_with_shared_ends_close_to_their_circle(seed: int, many: int, shared: int) -> None:
    chance = random.Random(seed)
    circle = letters(chance, 300 * many)
    parts = cut_up(circle, [300 * number + chance.randrange(100) for number in range(many)], shared)
    given_ = [part.reverse_complement() if chance.random() < 0.5 else part for part in parts]
    given_ = [
        Record(part.name, "".join(chance.choice((one.lower(), one)) for one in part.sequence))
        for part in given_
    ]
    chance.shuffle(given_)

    found = gibson(given_, anneals_c=0.0)

    assert [canonical(one.record.sequence) for one in found.circles] == [canonical(circle)]
    assert len(found.homologies) >= many


@pytest.mark.parametrize("seed", range(12))
def test_gibson_gives_the_circles_that_pydna_gives(seed: int) -> None:
    chance = random.Random(seed)
    words = [letters(chance, 30) for _ in range(3)]
    parts = [
        Record(f"p{number}", chance.choice(words) + letters(chance, 80) + chance.choice(words))
        for number in range(4)
    ]

    ours = whole(gibson(parts, anneals_c=0.0).circles, parts)
    theirs = gibson_assembly([Dseqrecord(part.sequence) for part in parts], limit=25, circular_only=True)

    assert ours == {canonical(str(one.seq)) for one in theirs}


def test_an_end_that_stands_twice_gives_the_wrong_circles_too() -> None:
    chance = random.Random(4)
    a, b, c = (letters(chance, 30) for _ in range(3))
    parts = [
        Record("vector", a + letters(chance, 400) + b),
        Record("insert", b + letters(chance, 300) + c),
        Record("tail", c + letters(chance, 250) + a),
        Record("stray", b + letters(chance, 220) + a),
    ]

    found = gibson(parts)

    assert {one.parts for one in found.circles} == {("vector", "stray"), ("vector", "insert", "tail")}
    assert "the end of vector matches 2 ends" in found.warnings


def test_a_match_must_stand_at_the_end_and_melt_high_enough() -> None:
    chance = random.Random(5)
    shared, extra = letters(chance, 30, "ACGT"), "TTGACA"
    body = letters(chance, 400)
    inside = Record("p", shared + body + shared + extra)
    cold = "AT" * 10

    assert gibson([inside]).circles == ()
    (trimmed,) = gibson([inside], flap=6).circles
    assert canonical(trimmed.record.sequence) == canonical(shared + body)
    assert gibson([Record("p", cold + body + cold)]).circles == ()
    assert len(gibson([Record("p", cold + body + cold)], anneals_c=20.0).circles) >= 1


def test_features_go_along_and_circles_are_refused() -> None:
    chance = random.Random(6)
    circle = letters(chance, 900)
    one, two = cut_up(circle, [0, 450], 30)
    inside = Feature("CDS", (Place(100, 160),), (("label", "inside"),))
    marked = Record("one", one.sequence, features=(inside,))

    (found,) = gibson([marked, two]).circles

    (feature,) = found.record.features
    assert feature.of(found.record.sequence) == inside.of(one.sequence)
    with pytest.raises(AssemblyRefused, match="is a circle"):
        gibson([Record("c", circle, circular=True)])


def test_short_parts_and_ends_that_fold_are_told() -> None:
    chance = random.Random(7)
    arm = letters(chance, 15)
    palindrome = arm + reverse_complement(arm)

    found = gibson([Record("p", letters(chance, 100) + palindrome)])

    assert any("may be chewed up" in said for said in found.warnings)
    assert any("matches itself turned" in said for said in found.warnings)


ENZYMES = (
    ("EcoRI",),
    ("EcoRI", "BamHI"),
    ("KpnI", "SacI"),
    ("EcoRV",),
    ("SmaI", "HindIII"),
    ("BsaI",),
    ("NcoI", "XhoI"),
)


@pytest.mark.filterwarnings("ignore:.*partially digested")
@pytest.mark.parametrize("enzymes", ENZYMES)
@pytest.mark.parametrize("seed", range(3))
def test_restriction_and_ligation_give_what_pydna_gives(enzymes: tuple[str, ...], seed: int) -> None:
    chance = random.Random(f"{enzymes} {seed}")
    sites = [str(getattr(Restriction, name).site) for name in enzymes]
    one, two = (sites * 2)[:2]
    vector = Record("vector", one + letters(chance, 60) + two + letters(chance, 300), circular=True)
    insert = Record("insert", letters(chance, 30) + one + letters(chance, 90) + two + letters(chance, 30))

    ours = whole(restrict_and_ligate([vector, insert], enzymes), [vector, insert])
    theirs = restriction_ligation_assembly(
        [Dseqrecord(vector.sequence, circular=True), Dseqrecord(insert.sequence)],
        [getattr(Restriction, name) for name in enzymes],
        circular_only=True,
    )

    assert ours == {canonical(str(made.seq)) for made in theirs}
    assert ours or enzymes == ("BsaI",)  # random single strands do not match


@pytest.mark.filterwarnings("ignore:.*partially digested")
@pytest.mark.parametrize("seed", range(6))
def test_golden_gate_gives_what_pydna_gives(seed: int) -> None:
    chance = random.Random(seed)
    words = chance.sample(["AATG", "GCTT", "CGCT", "TACT", "GGAG"], 3)
    ends = [(words[0], words[1]), (words[1], words[2]), (words[2], words[0])]
    parts = [
        flanked(f"p{number}", left + letters(chance, 80, "ACT") + right, turned=chance.random() < 0.5)
        for number, (left, right) in enumerate(ends)
    ]

    ours = whole(golden_gate_circles(parts, "BsaI"), parts)
    theirs = golden_gate_assembly(
        [Dseqrecord(part.sequence) for part in parts],
        [getattr(Restriction, name) for name in ("BsaI",)],
        circular_only=True,
    )

    assert ours == {canonical(str(made.seq)) for made in theirs}
    assert len(ours) == 1


def test_one_enzyme_turns_the_insert_and_two_do_not() -> None:
    chance = random.Random(9)
    vector, body = letters(chance, 300), letters(chance, 100)
    single = [
        Record("vector", "GAATTC" + vector, circular=True),
        Record("insert", "TT" + "GAATTC" + body + "GAATTC" + "TT"),
    ]
    double = [
        Record("vector", "GAATTC" + vector + "GGATCC" + "ACGTACGT", circular=True),
        Record("insert", "TT" + "GAATTC" + body + "GGATCC" + "TT"),
    ]

    both = [one for one in restrict_and_ligate(single, ["EcoRI"]) if len(one.parts) == 2]
    alone = restrict_and_ligate(double, ["EcoRI", "BamHI"])

    assert {one.turned for one in both} == {(False, False), (False, True)}
    assert {one.parts for one in restrict_and_ligate(single, ["EcoRI"])} >= {("vector",), ("insert",)}
    assert ("vector", "insert") in {one.parts for one in alone}
    assert not any(one.parts == ("vector",) for one in alone)


def test_dimers_are_shown_where_they_are_asked_for() -> None:
    parts = [Record("v", "GAATTC" + letters(random.Random(3), 80), circular=True)]

    once, twice = (restrict_and_ligate(parts, ["EcoRI"], uses=uses) for uses in (1, 2))

    assert [len(one.parts) for one in once] == [1]
    assert sorted(len(one.parts) for one in twice) == [1, 2, 2]  # head to tail, and head to head


@pytest.mark.parametrize(
    ("name", "text", "left", "kind"),
    [
        ("EcoRI", "AAGAATTCAA", "AATT", "5'"),
        ("KpnI", "AAGGTACCAA", "GTAC", "3'"),
        ("EcoRV", "AAGATATCAA", "", BLUNT),
        ("BsaI", "GGTCTCATTGGCCA", "TTGG", "5'"),
        ("BsaI", "CCAATTGGTGAGACC", "TTGG", "5'"),
    ],
)
def test_ends_are_as_the_maker_says(name: str, text: str, left: str, kind: str) -> None:
    one, two = fragments(Record("r", text), [name])

    assert (one.right.word, one.right.kind) == (two.left.word, two.left.kind) == (left, kind)
    assert len(one.record) + len(two.record) == len(text) + len(left)


@pytest.mark.parametrize(
    ("enzymes", "said"),
    [([], "name the enzymes"), (["Nobody"], "no restriction enzyme"), (["BcgI"], "cuts twice")],
)
def test_what_cannot_cut_is_refused(enzymes: list[str], said: str) -> None:
    with pytest.raises(AssemblyRefused, match=said):
        restrict_and_ligate([Record("r", "ACGT" * 10)], enzymes)
    assert cutter_named("EcoRI").overhang == 4
