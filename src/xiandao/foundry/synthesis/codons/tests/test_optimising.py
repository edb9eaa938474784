"""Genes against all that there are, against every rule letter by letter; refusals that name the rules."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.synthesis.codons import (
    GcRange,
    GeneRefused,
    GeneWish,
    RulesClash,
    alternatives,
    breaches,
    kept,
    optimise,
    reasons,
    under,
)
from xiandao.foundry.synthesis.codons.checking import local_breaches
from xiandao.foundry.synthesis.codons.clashing import fewest_breaches
from xiandao.foundry.synthesis.hosts import HostRefused, strings_of, weights_of
from xiandao.foundry.synthesis.vendors import illustrative, product_named

HOST = "e_coli_316407"
WEIGHTS = weights_of(HOST)
RESIDUES = "ACDEFGHIKLMNPQRSTVWY"


def score(protein: str, codons: tuple[str, ...]) -> float:
    return sum(math.log(WEIGHTS[residue][codon]) for residue, codon in zip(protein, codons, strict=True))


def best_of_all(wish: GeneWish) -> float | None:
    kept = [
        score(wish.protein, codons)
        for codons in product(*(sorted(WEIGHTS[residue]) for residue in wish.protein))
        if not breaches(wish, "".join(codons))
    ]
    return max(kept, default=None)


@st.composite
def wishes(draw: st.DrawFn) -> GeneWish:
    protein = draw(st.text("AKDEFGHMWPS", min_size=2, max_size=5))
    motif = st.text("ACGTN", min_size=2, max_size=4).filter(lambda text: set(text) != {"N"})
    gc = draw(st.none() | st.tuples(st.floats(0.2, 0.5), st.floats(0.5, 0.8)))
    return GeneWish(
        protein,
        HOST,
        avoid=tuple(draw(st.lists(motif, max_size=3))),
        longest_run=draw(st.sampled_from([0, 2, 3])),
        gc=GcRange(*gc) if gc else None,
        left=draw(st.sampled_from(["", "GAC"])),
        right=draw(st.sampled_from(["", "TGA"])),
    )


@settings(max_examples=120, deadline=None)
@given(wishes())
def test_no_gene_that_keeps_the_rules_scores_more(wish: GeneWish) -> None:
    best = best_of_all(wish)

    try:
        answer = optimise(wish)
    except GeneRefused:
        assert best is None
        return

    assert best is not None
    assert answer.score == pytest.approx(best, abs=1e-9)
    assert answer.gap == pytest.approx(0, abs=1e-9)
    assert breaches(wish, answer.sequence) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_long_gene_keeps_every_rule_and_tells_how_far_it_is_from_the_best(seed: int) -> None:
    protein = "M" + "".join(random.Random(seed).choices(RESIDUES, k=300)) + "*"
    wish = GeneWish(
        protein,
        HOST,
        avoid=("BsaI", "BsmBI", "EcoRI"),
        longest_run=5,
        gc=GcRange(0.45, 0.55),
        windows=(GcRange(0.3, 0.7, 50),),
        unique=14,
        stem=14,
    )

    answer = optimise(wish, seed=seed)

    assert breaches(wish, answer.sequence) == []
    assert 0 <= answer.gap < 2.0
    assert answer == optimise(wish, seed=seed)


def test_repeated_domains_differ_in_their_dna() -> None:
    domain = "GGGGSGGGGSGGGGS"
    wish = GeneWish("M" + domain + "KAEVD" + domain + "*", HOST, unique=12)

    answer = optimise(wish)

    assert breaches(wish, answer.sequence) == []


def test_kept_codons_are_kept_and_cost_what_they_cost() -> None:
    free = optimise(GeneWish("MKAL*", HOST))
    kept = optimise(GeneWish("MKAL*", HOST, keep={3: ("CTA",)}))

    assert kept.sequence[9:12] == "CTA"
    assert kept.score < free.score


def test_rules_that_clash_are_named_with_the_residue_and_the_nearest_gene() -> None:
    wish = GeneWish("MWK*", HOST, avoid=("TGGAA", "EcoRI"), keep={2: ("AAA", "AAG")})

    with pytest.raises(
        RulesClash,
        match=r"residues 2 to 3: no codons keep these rules: no TGGAA; .*no TGGAA at residue 2\): ATGTGGAAA",
    ):
        optimise(wish)


def test_two_rules_that_clash_only_together_are_both_named() -> None:
    with pytest.raises(RulesClash, match="these rules: no TGGAAA; no TGGAAG; the nearest") as told:
        optimise(GeneWish("AMWKVL*", HOST, avoid=("TGGAAA", "TGGAAG", "BamHI")))

    clash = told.value.clash
    assert (clash.first, clash.last) == (2, 3)
    assert [breach.rule for breach in clash.breaches] == ["TGGAAA"]


@pytest.mark.parametrize(
    ("wish", "rules", "residues"),
    [
        (GeneWish("MAFKV*", HOST, longest_run=2, keep={2: ("TTT",)}), {"longest_run", "keep"}, (2, 2)),
        (GeneWish("VMGG*", HOST, avoid=("GGN", "CATG")), {"GGN"}, (2, 2)),
        (GeneWish("KMWVW*", HOST, avoid=("ATGTGG",)), {"ATGTGG"}, (1, 2)),
        (
            GeneWish("LEFL*", HOST, avoid=("EcoRI",), keep={1: ("GAA",), 2: ("TTC",)}),
            {"EcoRI", "keep"},
            (1, 2),
        ),
    ],
)
def test_a_constructed_clash_is_told_where_it_is(
    wish: GeneWish, rules: set[str], residues: tuple[int, int]
) -> None:
    with pytest.raises(RulesClash) as told:
        optimise(wish)

    assert set(told.value.clash.rules) == rules
    assert (told.value.clash.first, told.value.clash.last) == residues


@settings(max_examples=80, deadline=None)
@given(wishes(), st.integers(0, 3))
def test_no_gene_breaks_fewer_rules_than_the_nearest(wish: GeneWish, place: int) -> None:
    wish = replace(wish, gc=None, left="", keep={place: ("GGC",)} if place < len(wish.protein) else {})

    found = fewest_breaches(wish)

    every = [
        (len(list(local_breaches(wish, "".join(codons)))), -score(wish.protein, codons))
        for codons in product(*(sorted(WEIGHTS[residue]) for residue in wish.protein))
    ]
    codons = tuple(found[at : at + 3] for at in range(0, len(found), 3))
    least, lost = min(every)
    assert len(list(local_breaches(wish, found))) == least
    assert -score(wish.protein, codons) == pytest.approx(lost, abs=1e-9)


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (GeneWish("", HOST), "the protein is empty"),
        (GeneWish("*", HOST), "the protein is empty"),
        (GeneWish("MK*V", HOST), "stops early, at residue 3"),
        (GeneWish("MKXV", HOST), "residue 3 of the protein, “X”, is not one of the twenty"),
        (GeneWish("M" * 20_001, HOST), "more than 20000"),
        (GeneWish("MKV", HOST, open_start=2), "from 0 to 1"),
        (GeneWish("MKV", "nobody"), "no codon table"),
        (GeneWish("MKV", HOST, avoid=("NotAnEnzyme",)), "neither a restriction enzyme"),
        (GeneWish("MKV", HOST, left="ACN"), "beside a gene"),
        (GeneWish("MKV", HOST, left="GAATTC", avoid=("EcoRI",)), "left of the gene"),
        (GeneWish("MKV", HOST, gc=GcRange(0.9, 0.1)), "the least first"),
        (GeneWish("MKV", HOST, gc=GcRange(0.99, 1.0)), "bases of G and C"),
        (GeneWish("MKV", HOST, keep={1: ("GGG",)}), "none of the kept codons"),
        (GeneWish("MWMWMWMW", HOST, unique=6), "breaches are left .no stretch twice."),
    ],
)
def test_a_wish_that_cannot_be_is_refused(wish: GeneWish, words: str) -> None:
    with pytest.raises(GeneRefused, match=words):
        optimise(wish)


@settings(max_examples=60, deadline=None)
@given(
    wishes(),
    st.sampled_from([(), (GcRange(0.25, 0.75, 6),)]),
    st.sampled_from([0, 4]),
    st.sampled_from([0, 4]),
)
def test_with_rules_for_the_whole_gene_the_bound_still_holds(
    wish: GeneWish, windows: tuple[GcRange, ...], unique: int, stem: int
) -> None:
    wish = replace(wish, windows=windows, unique=unique, stem=stem)
    best = best_of_all(wish)

    try:
        answer = optimise(wish)
    except GeneRefused:
        return  # penalties give no proof that nothing is left: the refusal says how many turns it tried

    assert best is not None
    assert breaches(wish, answer.sequence) == []
    assert answer.score <= best + 1e-9 <= answer.bound + 2e-9


@settings(max_examples=60, deadline=None)
@given(wishes(), st.integers(1, 3))
def test_each_alternative_is_the_best_so_far_away(wish: GeneWish, apart: int) -> None:
    wish = replace(wish, gc=None)
    every = [
        (score(wish.protein, codons), codons)
        for codons in product(*(sorted(WEIGHTS[residue]) for residue in wish.protein))
        if not breaches(wish, "".join(codons))
    ]

    try:
        found = alternatives(wish, 3, apart=apart)
    except GeneRefused:
        assert not every
        return

    earlier: list[tuple[str, ...]] = []
    for answer in found:
        far = [known for known, codons in every if all(differing(codons, one) >= apart for one in earlier)]
        assert answer.score == pytest.approx(max(far), abs=1e-9)
        assert answer.gap == pytest.approx(0, abs=1e-9)
        earlier.append(tuple(answer.sequence[at : at + 3] for at in range(0, len(answer.sequence), 3)))
    left = [one for one in every if all(differing(one[1], other) >= apart for other in earlier)]
    assert len(found) == 3 or not left


def differing(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def test_alternatives_of_a_long_gene_keep_their_distance_and_the_rules() -> None:
    protein = "M" + "".join(random.Random(5).choices(RESIDUES, k=150)) + "*"
    wish = GeneWish(
        protein, HOST, avoid=("BsaI",), longest_run=5, windows=(GcRange(0.3, 0.7, 50),), unique=14
    )

    found = alternatives(wish, 4, apart=10)

    genes = [tuple(one.sequence[at : at + 3] for at in range(0, len(one.sequence), 3)) for one in found]
    assert len(genes) == 4
    assert all(differing(one, other) >= 10 for at, one in enumerate(genes) for other in genes[:at])
    assert all(breaches(wish, one.sequence) == [] for one in found)
    assert [one.score for one in found[1:]] == sorted((one.score for one in found[1:]), reverse=True)


def test_alternatives_need_a_number_and_a_distance() -> None:
    with pytest.raises(GeneRefused, match="1 at least"):
        alternatives(GeneWish("MK", HOST), 2, apart=0)


def test_a_start_is_kept_open() -> None:
    leader = "GGGCCCGGGCGGGCCATAT"
    closed = GeneWish("MARGPARGARPGRAPLPARGAKVLSEEDKLAG*", HOST, left=leader)
    opened = replace(closed, open_start=0.5)

    answer = optimise(opened)

    assert any(breach.rule == "open_start" for breach in breaches(opened, optimise(closed).sequence))
    assert breaches(opened, answer.sequence) == []


def test_a_suppliers_limits_become_rules() -> None:
    wish = GeneWish("M" + "KVLAAGIVG" * 12 + "*", HOST, unique=30, gc=GcRange(0.3, 0.9))
    strict = under(wish, product_named("gene-fragments", illustrative()))

    answer = optimise(strict)

    assert (strict.unique, strict.longest_run, strict.gc) == (25, 9, GcRange(0.3, 0.65))
    assert breaches(strict, answer.sequence) == []


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (GeneWish("MKV*", HOST), "made from 300 to 1800 bases; this gene has 12"),
        (GeneWish("M" + "K" * 200, HOST, gc=GcRange(0.8, 0.9)), "nothing in common"),
    ],
)
def test_what_a_supplier_does_not_make_is_refused(wish: GeneWish, words: str) -> None:
    with pytest.raises(GeneRefused, match=words):
        under(wish, product_named("gene-fragments", illustrative()))


def test_a_region_is_kept_as_it_is() -> None:
    answer = optimise(GeneWish("MKALV*", HOST, keep=kept(2, "gcU CTA")))

    assert answer.sequence[6:12] == "GCTCTA"


@pytest.mark.parametrize(("dna", "words"), [("GCX", "base 3"), ("GC", "whole codons"), ("", "whole codons")])
def test_a_region_that_is_no_codons_is_refused(dna: str, words: str) -> None:
    with pytest.raises(GeneRefused, match=words):
        kept(0, dna)


def test_a_pattern_stands_for_every_word_in_a_row() -> None:
    answer = optimise(GeneWish("MKKKKKKR*", HOST, avoid=("3x3mer",)))

    assert strings_of("3x1mer") == {"AAA", "CCC", "GGG", "TTT"}
    assert not any(word * 3 in answer.sequence for word in strings_of("3x3mer"))
    assert "AAAAAAAAA" not in answer.sequence


def test_patterns_have_their_limits() -> None:
    with pytest.raises(HostRefused, match="words of 1 to 3"):
        strings_of("2x5mer")


def test_each_codon_that_is_not_the_best_has_its_reason() -> None:
    wish = GeneWish("MEFLGS*", HOST, avoid=("GAATTT",), keep={3: ("CTA",)})

    found = {one.residue: one for one in reasons(wish, optimise(wish).sequence)}

    assert found[3].rules == ("keep",)
    assert any(one.rules == ("GAATTT",) for one in found.values())
    assert all(one.lost > 0 for one in found.values())
