"""Guides for a gene: every site of it, in an order whose reasons are told, with off-targets by gene."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.editing import (
    CAS12A,
    SA_CAS9,
    SP_CAS9,
    EditingRefused,
    GuideWish,
    Host,
    Nuclease,
    Purpose,
    Region,
    annotation_of,
    design,
    genome_of,
    index_of,
    library_of,
    targets_in,
)
from xiandao.foundry.editing.annotating import Kind
from xiandao.foundry.editing.ranking import rules_broken, seed_sites
from xiandao.foundry.editing.tests import brute
from xiandao.foundry.editing.tests.genomes import annotated, letters
from xiandao.foundry.sequences import Feature, Place, Record, reverse_complement

RECORD = annotated()
LIBRARY = library_of([RECORD], SP_CAS9)
ANNOTATION = LIBRARY.annotation


@pytest.mark.parametrize(
    ("cut", "kind", "gene", "distance"),
    [
        (1300, Kind.CODING, "phaA", 0),
        (1000, Kind.BETWEEN, "phaA", 0),
        (1650, Kind.BETWEEN, "phaA", 50),
        (1950, Kind.BETWEEN, "phaB", 50),
        (2100, Kind.CODING, "phaB", 0),
        (2810, Kind.GENE, "X_3", 0),
        (3440, Kind.BETWEEN, "X_3", 564),
    ],
)
def test_a_place_is_told_by_its_gene_or_the_nearest(cut: int, kind: Kind, gene: str, distance: int) -> None:
    where = ANNOTATION.locate("chromosome", cut)

    assert (where.kind, where.gene, where.distance) == (kind, gene, distance)


def test_a_gene_over_the_origin_of_a_circle_holds_both_of_its_ends() -> None:
    across = Feature("CDS", (Place(2900, 3000), Place(0, 200)), (("gene", "oriC"),))
    annotation = annotation_of([Record("ring", letters(1, 3000), circular=True, features=(across,))])

    assert [annotation.locate("ring", cut).kind for cut in (2950, 3000, 0, 100)] == [Kind.CODING] * 4
    assert annotation.gene("oriC").offset(50) == 150
    assert annotation.locate("ring", 260).distance == 60


def test_a_gene_with_an_intron_is_coding_only_in_its_exons() -> None:
    split = Feature("CDS", (Place(500, 600, -1), Place(200, 300, -1)), (("gene", "act"),))
    annotation = annotation_of([Record("c", letters(2, 900), features=(split,))])
    gene = annotation.gene("ACT")

    assert [annotation.locate("c", cut).kind for cut in (550, 400, 250)] == [
        Kind.CODING, Kind.GENE, Kind.CODING,
    ]  # fmt: skip
    assert (gene.offset(590), gene.offset(290), gene.offset(400), gene.begin) == (10, 110, None, 600)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([SP_CAS9, SA_CAS9, CAS12A]), st.booleans())
def test_every_site_of_a_region_is_listed_once(seed: int, nuclease: Nuclease, circular: bool) -> None:
    chance = random.Random(seed)
    record = Record("c", "".join(chance.choices("ACGTTGCAacgtN", k=400)), circular=circular)
    start, end = chance.randrange(400), chance.randrange(1, 401)
    if not circular and end <= start:
        start, end = 0, 400
    guides = {"".join(chance.choices("ACGT", k=nuclease.guide_length))}
    every = brute.sites([record], nuclease, sorted(guides), nuclease.guide_length, 0)
    wanted = {
        (place, strand, cut)
        for _, _, place, strand, cut, *_ in every
        if (cut - start) % 400 <= (end - start - 1) % 400 + 1
    }

    try:
        genome = genome_of([record])
        found = [*targets_in(genome, index_of(genome, nuclease), Region("c", start, end))]
    except EditingRefused:
        assert wanted == set()
        return

    assert sorted((one.start, one.strand, one.cut) for one in found) == sorted(wanted)
    for one in found:
        text = (record.sequence * 2).upper()
        at = text[one.start : one.start + nuclease.guide_length]
        assert one.guide == (at if one.strand == 1 else reverse_complement(at))


def test_a_knockout_is_ranked_by_what_is_certain_and_says_why() -> None:
    found = design(LIBRARY, GuideWish("phaA", purpose=Purpose.KNOCKOUT))

    first, last = found.guides[0], found.guides[-1]
    assert first.fit is not None
    assert last.fit is not None
    assert (first.fit.suits, last.fit.suits) == (True, False)
    assert all(one.where.gene == "phaA" or one.where.distance == 0 for one in found.guides)
    assert any("of phaA" in reason or "into phaA" in reason for reason in first.reasons)
    assert any("without a repair template" in reason for reason in first.reasons)
    assert any("human or mouse" in said for said in found.said)
    assert {score.name for score in first.scores} >= {"CFD", "MIT"}
    assert all("human" in score.trained_on for score in first.scores)


def test_what_a_shifted_frame_reads_is_told_as_the_changed_gene_reads() -> None:
    (one,) = design(LIBRARY, GuideWish("phaB", purpose=Purpose.KNOCKOUT)).guides[:1]
    offset = ANNOTATION.gene("phaB").offset(one.target.cut)
    assert offset is not None
    coding = reverse_complement(RECORD.sequence[2000:2450])
    less = coding[: offset - 1] + coding[offset:]
    codons = [less[at : at + 3] for at in range(0, len(less) - 2, 3)]
    stop = next(n for n, codon in enumerate(codons, 1) if codon in ("TAA", "TAG", "TGA"))

    assert any(f"one base less shifts the frame: reading stops at codon {stop}," in r for r in one.reasons)


def test_the_same_site_elsewhere_lowers_a_guide_and_is_named_by_its_gene() -> None:
    alone = design(LIBRARY, GuideWish("phaA", purpose=Purpose.KNOCKOUT)).guides[0]
    site = RECORD.sequence[alone.target.start - 30 : alone.target.end + 30]
    doubled = replace(RECORD, sequence=RECORD.sequence[:2100] + site + RECORD.sequence[2100 + len(site) :])

    again = design(library_of([doubled], SP_CAS9), GuideWish("phaA", purpose=Purpose.KNOCKOUT))

    told = next(one for one in again.guides if one.target.guide == alone.target.guide)
    assert told.counts[0] == 1
    assert told.off_targets[0].where.words == "in a coding sequence: phaB"
    assert again.guides.index(told) > 0
    assert next(score.value for score in told.scores if score.name == "CFD") <= 50.0


@pytest.mark.parametrize(("nuclease", "turn"), [(SP_CAS9, -1), (CAS12A, 1)])
@pytest.mark.parametrize(("gene", "strand"), [("phaA", 1), ("phaB", -1)])
def test_silencing_a_bacterium_takes_the_strand_that_stops_the_polymerase(
    nuclease: Nuclease, turn: int, gene: str, strand: int
) -> None:
    library = library_of([RECORD], nuclease)

    guides = design(library, GuideWish(gene, purpose=Purpose.INTERFERENCE)).guides

    good = [one for one in guides if one.fit and one.fit.suits]
    assert good
    assert {one.target.strand for one in good} == {turn * strand}
    assert guides[: len(good)] == tuple(good)


def test_activation_keeps_to_the_window_of_its_host() -> None:
    wish = GuideWish("phaA", purpose=Purpose.ACTIVATION, start_site=960)
    bacterium = [one for one in design(LIBRARY, wish).guides if one.fit and one.fit.suits]
    mammal = design(LIBRARY, replace(wish, host=Host.MAMMAL)).guides

    assert bacterium
    assert all(-100 <= one.target.cut - 960 <= -60 for one in bacterium)
    assert all(-400 <= one.target.cut - 960 <= -50 for one in mammal if one.fit and one.fit.suits)


def test_a_genome_without_annotation_is_said_and_only_a_gene_is_refused() -> None:
    library = library_of([replace(RECORD, features=())], SP_CAS9)

    found = design(library, GuideWish(region=Region("chromosome", 1000, 1600)))

    assert any("no annotation" in said for said in found.said)
    assert found.guides[0].where.kind is Kind.UNKNOWN
    with pytest.raises(EditingRefused, match="no annotation, so the gene phaA"):
        design(library, GuideWish("phaA"))


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (GuideWish("phaC"), "no gene phaC; near it: phaB, phaA"),
        (GuideWish("phaA", Region("chromosome", 0, 9)), "a gene and a region"),
        (GuideWish(purpose=Purpose.KNOCKOUT), "knockout is of a gene"),
        (GuideWish("X_3", purpose=Purpose.KNOCKOUT), "no coding sequence"),
        (GuideWish(region=Region("plasmid", 0, 9)), "no chromosome plasmid"),
        (GuideWish(region=Region("chromosome", 0, 9999)), "has 3450 letters"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(wish: GuideWish, words: str) -> None:
    with pytest.raises(EditingRefused, match=words):
        design(LIBRARY, wish)


def test_a_region_without_a_site_is_refused() -> None:
    library = library_of([Record("c", "A" * 200 + "GATTACAGATTACAGATTACAGG")], SP_CAS9)

    with pytest.raises(EditingRefused, match=r"cuts nowhere in c:1\.\.100"):
        design(library, GuideWish(region=Region("c", 0, 100)))


@pytest.mark.parametrize(
    ("guide", "host", "rule"),
    [
        ("ATATATAATTAATATTATAA", Host.BACTERIUM, "0 % of G and C"),
        ("GATCCCCCGATAGCATGACA", Host.BACTERIUM, "C in a row"),
        ("GATTTTCGATAGCATGACAG", Host.MAMMAL, "polymerase III"),
        ("GACGTACCATAGTACGTCAG", Host.BACTERIUM, "pairs with itself"),
    ],
)
def test_a_guide_is_told_which_rule_it_breaks(guide: str, host: Host, rule: str) -> None:
    assert any(rule in one for one in rules_broken(guide, host))


def test_four_t_are_no_fault_in_a_bacterium() -> None:
    assert rules_broken("GATTTTCGATAGCATGACAG", Host.BACTERIUM) == []


@pytest.mark.parametrize("nuclease", [SP_CAS9, SA_CAS9, CAS12A])
def test_seed_sites_are_those_that_counting_finds(nuclease: Nuclease) -> None:
    record = Record("c", letters(8, 6000) * 2, circular=True)
    genome = genome_of([record])
    index = index_of(genome, nuclease)
    sites = [*targets_in(genome, index)]
    guide = sites[5].guide

    def seed(word: str) -> str:
        return word[-9:] if nuclease is not CAS12A else word[:9]

    assert seed_sites(index, guide) == sum(seed(one.guide) == seed(guide) for one in sites) >= 2
