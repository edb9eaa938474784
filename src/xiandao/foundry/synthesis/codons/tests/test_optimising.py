"""Genes against all that there are, against every rule letter by letter; refusals that name the rules."""

from __future__ import annotations

import math
import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.synthesis.codons import GcRange, GeneRefused, GeneWish, breaches, optimise
from xiandao.foundry.synthesis.hosts import weights_of

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
        GeneRefused, match=r"residue 3: TGGAA cannot be kept together; without TGGAA .* ATGTGGAAA"
    ):
        optimise(wish)


def test_two_rules_that_clash_only_together_are_both_named() -> None:
    with pytest.raises(GeneRefused, match="TGGAAA and TGGAAG cannot be kept together"):
        optimise(GeneWish("MWK*", HOST, avoid=("TGGAAA", "TGGAAG", "BamHI")))


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (GeneWish("", HOST), "not one of the twenty"),
        (GeneWish("MK*V", HOST), "residue 3"),
        (GeneWish("MKV", "nobody"), "no codon table"),
        (GeneWish("MKV", HOST, avoid=("NotAnEnzyme",)), "neither a restriction enzyme"),
        (GeneWish("MKV", HOST, left="ACN"), "left"),
        (GeneWish("MKV", HOST, left="GAATTC", avoid=("EcoRI",)), "left of the gene"),
        (GeneWish("MKV", HOST, gc=GcRange(0.9, 0.1)), "the least first"),
        (GeneWish("MKV", HOST, gc=GcRange(0.99, 1.0)), "bases of G and C"),
        (GeneWish("MKV", HOST, keep={1: ("GGG",)}), "none of the kept codons"),
        (GeneWish("MWMWMWMW", HOST, unique=6), "breaches of unique are left"),
    ],
)
def test_a_wish_that_cannot_be_is_refused(wish: GeneWish, words: str) -> None:
    with pytest.raises(GeneRefused, match=words):
        optimise(wish)
