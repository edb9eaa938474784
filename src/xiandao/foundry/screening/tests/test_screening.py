"""What an order holds is found on every strand, frame and joint; what is harmless passes."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.screening import HazardDatabase, Method, Verdict, screen
from xiandao.foundry.screening.seeding import NUCLEIC, Scoring, equal_or, index_of, likenesses
from xiandao.foundry.screening.tests.invented import (
    COUSIN,
    CUSTOMER,
    DAY,
    FAMILY,
    HAZARD,
    RESIDUES,
    TOXIN,
    coded,
    letters,
    mutated,
)
from xiandao.foundry.sequences import Record, reverse_complement


def hidden(stretch: str, seed: int = 7, before: int = 301) -> str:
    chance = random.Random(seed)
    return letters(chance, before) + stretch + letters(chance, 250)


def slow(text: str, entry: str, window: int, same: int) -> set[int]:
    """Where a window of the text has so many letters of a window of the entry, letter by letter."""
    return {
        start
        for start in range(len(text) - window + 1)
        for there in range(len(entry) - window + 1)
        if sum(
            a == b for a, b in zip(text[start : start + window], entry[there : there + window], strict=True)
        )
        >= same
    }


@given(st.integers(0, 2**32), st.sampled_from([0.0, 0.05, 0.1, 0.15]))
@settings(max_examples=15, deadline=None)
def test_every_window_that_shares_a_word_is_found_as_a_slow_twin_finds_it(seed: int, share: float) -> None:
    chance = random.Random(seed)
    entry = letters(chance, 90)
    text = letters(chance, 20) + mutated(entry[15:75], share, chance) + letters(chance, 20)
    scoring = Scoring(equal_or(4, 1, -1), drop=8, candidate=18, least=18, window=50, same=40)

    found = [one for one in likenesses(text, index_of([("e", entry)], NUCLEIC), scoring) if one.best >= 40]

    twin = slow(text, entry, 50, 40)
    words = {entry[at : at + 10] for at in range(81)}
    seeded = {start for start in twin if any(text[at : at + 10] in words for at in range(start, start + 41))}
    assert bool(found) == bool(seeded)
    for one in found:
        assert any(one.start - 50 < start < one.end for start in twin)
        kept = zip(text[one.start : one.end], entry[one.there : one.there + one.end - one.start], strict=True)
        assert one.same == sum(a == b for a, b in kept)


@pytest.mark.parametrize("circular", [True, False])
def test_random_letters_pass(database: HazardDatabase, circular: bool) -> None:
    chance = random.Random(2026)  # given, since one order in some hundreds is alike by chance: it is held
    orders = [
        [Record("x", letters(chance, chance.randrange(100, 3000)), circular=circular)] for _ in range(40)
    ]

    verdicts = {screen(order, database, CUSTOMER, on=DAY).verdict for order in orders}

    assert verdicts == {Verdict.PASS}


@given(st.integers(0, 550), st.integers(0, 900), st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_fifty_bases_of_a_hazard_are_found_on_either_strand_and_over_the_origin(
    database: HazardDatabase, at: int, turn: int, turned: bool, circular: bool
) -> None:
    text = hidden(HAZARD[at : at + 50])
    text = reverse_complement(text) if turned else text
    turn = turn % len(text) if circular else 0
    order = [Record("x", text[turn:] + text[:turn], circular=circular)]

    found = screen(order, database, CUSTOMER, on=DAY)

    counted = [hit for hit in found.hits if hit.entry.id == "N1"]
    assert counted
    first = 250 if turned else 301
    for hit in counted:
        place = (hit.start + turn) % len(text)
        assert min(abs(place - first), len(text) - abs(place - first)) <= 60
        assert hit.strand == (-1 if turned else 1)


@given(st.integers(0, 184), st.integers(0, 2), st.booleans(), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_sixteen_residues_in_other_codons_are_found_in_each_frame(
    database: HazardDatabase, at: int, shift: int, turned: bool, seed: int
) -> None:
    text = hidden(coded(TOXIN[at : at + 16], random.Random(seed)), before=300 + shift)
    order = [Record("x", reverse_complement(text) if turned else text)]

    found = screen(order, database, CUSTOMER, on=DAY)

    assert found.verdict is Verdict.REFUSED
    hit = next(one for one in found.hits if one.method is Method.PROTEIN)
    start = len(text) - hit.end if turned else hit.start
    end = start + hit.length
    assert start <= 300 + shift + 9  # what is alike by chance beside it may go along
    assert end >= 300 + shift + 39
    assert hit.frame == hit.start % 3 + 1 if not turned else hit.frame == (len(text) - hit.end) % 3 + 1
    assert hit.entry_start - at == (start - 300 - shift) // 3


def test_a_cousin_of_a_family_is_found_by_its_profile(database: HazardDatabase) -> None:
    chance = random.Random(11)
    gene = coded(mutated(FAMILY, 0.35, chance, RESIDUES), chance)

    found = screen([Record("x", hidden(gene))], database, CUSTOMER, on=DAY)

    (hit,) = found.hits
    assert (hit.method, hit.entry.id, found.verdict) == (Method.PROFILE, "F1", Verdict.HOLD)
    assert hit.start < 330
    assert hit.end > 630


def test_what_a_harmless_sequence_explains_is_told_and_does_not_count(database: HazardDatabase) -> None:
    spared = screen([Record("x", hidden(COUSIN))], database, CUSTOMER, on=DAY)
    more = screen([Record("x", hidden(COUSIN + HAZARD[300:360]))], database, CUSTOMER, on=DAY)

    assert spared.verdict is Verdict.PASS
    assert {hit.benign for hit in spared.hits} == {"B1"}
    assert more.verdict is Verdict.HOLD


@pytest.mark.parametrize("stretch", ["A" * 120, "CA" * 60, "GGTGGCGGTGGCTCT" * 6])
def test_tails_repeats_and_linkers_are_no_likeness(database: HazardDatabase, stretch: str) -> None:
    assert screen([Record("x", stretch)], database, CUSTOMER, on=DAY).verdict is Verdict.PASS


def overlapping(text: str) -> list[Record]:
    """Oligos of 32 that overlap by 16, every other one of the other strand."""
    words = [text[at : at + 32] for at in range(0, len(text) - 16, 16)]
    return [
        Record(f"o{number}", reverse_complement(word) if number % 2 else word)
        for number, word in enumerate(words)
    ]


def abutting(text: str) -> list[Record]:
    """Oligos of 24 end to end."""
    return [Record(f"o{at}", text[at : at + 24]) for at in range(0, len(text), 24)]


@pytest.mark.parametrize(
    ("split", "stretch", "id_"),
    [
        (overlapping, HAZARD[310:390], "N1"),
        (overlapping, mutated(HAZARD[310:470], 0.08, random.Random(5)), "N1"),
        (abutting, HAZARD[310:430], "N1"),
        (overlapping, coded(TOXIN[20:60], random.Random(3)), "P1"),
        (abutting, coded(TOXIN[20:60], random.Random(3)), "P1"),
    ],
)
def test_an_order_split_in_oligos_is_put_together_again(
    database: HazardDatabase, split: Callable[[str], list[Record]], stretch: str, id_: str
) -> None:
    oligos = split(stretch)
    random.Random(1).shuffle(oligos)

    found = screen(oligos, database, CUSTOMER, on=DAY)

    assert id_ in {hit.entry.id for hit in found.hits if len(hit.sequences) > 1}
    alone = [screen([oligo], database, CUSTOMER, on=DAY) for oligo in oligos]
    assert {one.verdict for one in alone} == {Verdict.PASS}
    assert all("shorter than 50" in one.unseen[0] for one in alone)


def test_a_hazard_in_the_joint_of_two_genes_is_found(database: HazardDatabase) -> None:
    chance = random.Random(6)
    one = Record("one", letters(chance, 400) + HAZARD[300:328])
    two = Record("two", reverse_complement(HAZARD[314:342] + letters(chance, 400)))

    assert screen([one, two], database, CUSTOMER, on=DAY).verdict is Verdict.HOLD
    assert screen([one], database, CUSTOMER, on=DAY).verdict is Verdict.PASS
    later = screen([two], database, CUSTOMER, on=DAY, earlier=[one])
    assert later.verdict is Verdict.HOLD
    assert any("earlier: one (1)" in hit.sequences for hit in later.hits)


@pytest.mark.parametrize(
    ("enzyme", "site", "reach", "size"), [("BsaI", "GGTCTC", 1, 4), ("SapI", "GCTCTTC", 1, 3)]
)
def test_a_hazard_that_only_a_digestion_joins_is_found(
    database: HazardDatabase, enzyme: str, site: str, reach: int, size: int
) -> None:
    chance = random.Random(f"{enzyme} 3")
    piece = mutated(HAZARD[310:370], 0.06, chance)
    head, tail = site + "A" * reach, reverse_complement(site + "C" * reach)
    first = letters(chance, 300) + piece[: 28 + size] + tail + "GTACC"
    second = "CCATG" + head + piece[28:] + letters(chance, 300)
    order = [Record("one", reverse_complement(first)), Record("two", second)]

    found = screen(order, database, CUSTOMER, on=DAY)

    assert {"one", "two"} in [set(hit.sequences) for hit in found.hits if hit.entry.id == "N1"]
    assert {screen([one], database, CUSTOMER, on=DAY).verdict for one in order} == {Verdict.PASS}


@pytest.mark.parametrize("seed", range(25))
def test_an_order_of_whatever_letters_has_a_verdict(database: HazardDatabase, seed: int) -> None:
    chance = random.Random(seed)
    words = ("GGTCTC", "GAGACC", "GAAGAC", "GCTCTTC", "N", "A" * 20, HAZARD[40:65], "ACGTAC")
    order = [
        Record(
            f"r{number}",
            "".join(chance.choices(words, k=chance.randrange(1, 30))),
            circular=chance.random() < 0.3,
        )
        for number in range(chance.randrange(1, 6))
    ]

    found = screen(order, database, CUSTOMER, on=DAY)

    assert found.verdict in Verdict
    assert found.digest == screen(order, database, CUSTOMER, on=DAY).digest


def test_sites_whose_cuts_overlap_do_not_stop_the_gate(database: HazardDatabase) -> None:
    chance = random.Random(12)
    order = [Record("x", letters(chance, 60) + "GGTCTCACTGAGACC" + letters(chance, 60))]

    assert screen(order, database, CUSTOMER, on=DAY).verdict is Verdict.PASS


def test_fragments_that_fit_in_too_many_ways_are_held(database: HazardDatabase) -> None:
    chance = random.Random(8)
    same = letters(chance, 14)
    order = [Record(f"f{number}", same + letters(chance, 20) + same) for number in range(70)]

    found = screen(order, database, CUSTOMER, on=DAY)

    assert found.verdict is Verdict.HOLD
    assert "too many ways" in found.concerns[0]


def test_rna_is_read_as_dna_and_the_answer_is_the_same_twice(database: HazardDatabase) -> None:
    text = hidden(HAZARD[300:360])
    order = [Record("x", text.replace("T", "U"))]

    found = screen(order, database, CUSTOMER, on=DAY)

    assert found == screen(order, database, CUSTOMER, on=DAY)
    assert found.hits == screen([Record("x", text)], database, CUSTOMER, on=DAY).hits
