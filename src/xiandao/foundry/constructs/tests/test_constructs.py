"""Constructs: sequences by accession, every row of a grammar, frames, splice sites, repeats, room."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product

import pytest
import yaml
from Bio.Seq import translate
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.constructs import (
    FORMAT,
    ConstructRefused,
    Domain,
    Vector,
    design_construct,
    designs,
    frame_faults,
    read_catalogue,
    repeats_of,
    rows_of,
    splice_sites,
    starter,
    with_domains,
)
from xiandao.foundry.constructs.splicing import ACCEPTOR, DONOR, RARE, chance_of
from xiandao.foundry.sequences.formats import Format, read, write
from xiandao.foundry.synthesis.codons import GeneRefused

HUMAN = "h_sapiens_9606"
LENTI = starter().vector("lentivirus")
DOMAIN: dict[str, object] = {"name": "a", "kind": "signal", "sequence": "MKV", "source": "mine"}


def file_of(**changes: object) -> bytes:
    return yaml.safe_dump({"format": FORMAT, "domains": [DOMAIN], **changes}).encode()


@pytest.mark.parametrize("domain", starter().domains, ids=lambda domain: domain.name)
def test_a_domain_is_as_long_as_its_residues_say(domain: Domain) -> None:
    entry, _, span = domain.source.partition(", ")

    if entry.startswith("UniProt"):
        first, last = map(int, span.split("-"))
        assert len(domain.sequence) == last - first + 1
    else:
        assert domain.source


def test_a_grammar_allows_every_row_and_ranks_them() -> None:
    rows = rows_of(starter(), starter().grammar("second-generation-car"), LENTI)

    assert len(rows) == len({row.name for row in rows}) == 2 * 2 * 2 * 2
    assert [row.parted for row in rows] == sorted(row.parted for row in rows)
    assert all(row.domains[0].kind == "signal" and row.domains[-1].name == "CD3Z" for row in rows)


def test_two_costimulatory_domains_come_in_both_orders_but_not_the_same_twice() -> None:
    rows = rows_of(starter(), starter().grammar("third-generation-car"), LENTI)

    pairs = {tuple(one.name for one in row.domains if one.kind == "costimulatory") for row in rows}
    assert pairs == {("4-1BB", "CD28-costimulatory"), ("CD28-costimulatory", "4-1BB")}


def test_what_does_not_fit_the_vector_comes_last_and_is_told() -> None:
    small = replace(LENTI, carries=LENTI.elsewhere + 3 * 480 + 30)

    rows = rows_of(starter(), starter().grammar("second-generation-car"), small)
    last = design_construct(rows[-1], small, host=HUMAN)

    assert [row.room < 0 for row in rows] == sorted(row.room < 0 for row in rows)
    assert last.room < 0
    assert any("bases too many for lentivirus" in warning for warning in last.warnings)


def test_a_car_is_read_as_its_domains_from_start_to_stop() -> None:
    design = designs(starter(), "second-generation-car", "lentivirus", host=HUMAN, most=1)[0]

    protein = "".join(domain.sequence for domain in design.row.domains)
    assert str(translate(design.coding)) == protein + "*"  # type: ignore[no-untyped-call]
    assert list(frame_faults(design.coding, design.row.domains)) == []
    assert read(write([design.record], Format.GENBANK), "car.gb").only.features == design.record.features


def test_repeated_domains_differ_in_their_dna() -> None:
    rows = rows_of(starter(), starter().grammar("two-cars"), LENTI)

    design = design_construct(rows[0], LENTI, host=HUMAN, longest_shared=15)

    assert rows[0].same_twice > 200
    assert design.repeats[0].bases <= 15
    assert max(repeat.bases for repeat in repeats_of(design.coding, design.row.domains)) <= 15


def test_residues_that_leave_no_other_codon_are_refused() -> None:
    catalogue = with_domains(starter(), Domain("W", "hinge", "W" * 12, "a test"))
    row = next(
        row
        for row in rows_of(catalogue, catalogue.grammar("second-generation-car"), LENTI)
        if "W" in row.name.split()
    )

    with pytest.raises(GeneRefused, match="no stretch twice"):
        design_construct(row, LENTI, host=HUMAN)


def test_a_broken_frame_is_told_with_its_place() -> None:
    row = rows_of(starter(), starter().grammar("second-generation-car"), LENTI)[0]
    coding = design_construct(row, LENTI, host=HUMAN).coding

    assert "not whole codons" in next(frame_faults(coding[:-1], row.domains))
    assert "stops early, at residue 3" in " ".join(frame_faults(coding[:6] + "TAA" + coding[9:], row.domains))
    assert "no stop codon" in " ".join(frame_faults(coding[:-3] + "GCC", row.domains))
    assert "begin with a start codon" in " ".join(frame_faults("GCC" + coding[3:], row.domains))
    assert "domain 2" in " ".join(frame_faults(coding[:66] + "TGG" + coding[69:], row.domains))


def test_the_columns_of_the_matrices_are_shares() -> None:
    for matrix in (DONOR, ACCEPTOR):
        assert all(sum(column) == pytest.approx(1, abs=0.021) for column in zip(*matrix, strict=True))


def test_the_chance_of_a_donor_is_that_of_all_words() -> None:
    words = ["".join(word) for word in product("ACGT", repeat=2)]
    scored = [
        next(iter(splice_sites(left + "GGT" + right + "AGT" + end, rare=1.0)), None)
        for left in words
        for right in "AG"
        for end in words[:1]
    ]
    best = max((site for site in scored if site), key=lambda site: site.bits)

    assert best.place == 3
    assert chance_of("donor", best.bits) <= 4 / 4**9
    assert chance_of("donor", -100) == pytest.approx(4**-2)


@pytest.mark.parametrize("kind", ["donor", "acceptor"])
def test_random_bases_look_like_a_site_as_seldom_as_is_said(kind: str) -> None:
    text = "".join(random.Random(4).choices("ACGT", k=120_000))

    found = sum(site.kind == kind for site in splice_sites(text))

    assert 0.5 * RARE < found / len(text) <= 1.3 * RARE


def test_a_known_donor_is_found_where_the_exon_ends() -> None:
    sites = [site for site in splice_sites("CCCCCCAGGTAAGTCCCCCC") if site.kind == "donor"]

    assert [(site.place, site.start, site.end) for site in sites] == [(8, 5, 14)]


@settings(max_examples=20, deadline=None)
@given(st.text("ACGTN", max_size=60))
def test_sites_lie_on_the_sequence_and_hold_what_every_site_holds(text: str) -> None:
    for site in splice_sites(text, rare=1.0):
        core = (
            text[site.place : site.place + 2] if site.kind == "donor" else text[site.place - 2 : site.place]
        )
        assert core == ("GT" if site.kind == "donor" else "AG")
        assert 0 <= site.start < site.end <= len(text)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": "x"}, "xiandao-constructs/1"),
        (
            {"domains": [{**DOMAIN, "sequence": "MK*V"}]},
            "domain 1: “sequence”.*a stop within a domain, at residue 3",
        ),
        ({"domains": [{**DOMAIN, "sequence": "MKB"}]}, "residue 3, “B”"),
        ({"domains": [{**DOMAIN, "sequence": ""}]}, "words are expected"),
        ({"domains": [DOMAIN, DOMAIN]}, "“a” stands twice"),
        ({"vectors": [{"name": "v", "carries": -1}]}, "vector 1"),
        ({"grammars": [{"name": "g", "slots": [{"name": "s", "takes": [["hinge"]]}]}]}, "asks for hinge"),
        ({"grammars": [{"name": "g", "slots": [{"name": "s", "takes": []}]}]}, "slot 1: “takes”"),
    ],
)
def test_a_catalogue_that_cannot_be_read_is_refused_with_the_place(
    changes: dict[str, object], words: str
) -> None:
    with pytest.raises(ConstructRefused, match=words):
        read_catalogue(file_of(**changes), "mine.yaml")


def test_names_that_are_not_there_are_refused_with_those_that_are() -> None:
    with pytest.raises(ConstructRefused, match="there are lentivirus, aav"):
        starter().vector("plasmid")
    with pytest.raises(ConstructRefused, match="is a domain “4-1BB” already"):
        with_domains(starter(), Domain("4-1BB", "x", "M", "y"))


def test_a_construct_without_a_start_and_one_with_too_many_rows_are_refused() -> None:
    grammar = {"name": "g", "slots": [{"name": "s", "takes": [["b"]]}]}
    headless = read_catalogue(
        file_of(domains=[{**DOMAIN, "name": "b", "sequence": "KV"}], grammars=[grammar]), "f"
    )
    many = [{**DOMAIN, "name": f"d{number}"} for number in range(30)]
    slots = [{"name": str(at), "takes": [["signal"]]} for at in range(4)]
    wide = read_catalogue(file_of(domains=many, grammars=[{"name": "g", "slots": slots}]), "f")
    vector = Vector("v", 5000, 0, "a test", False)

    with pytest.raises(ConstructRefused, match="begins with methionine"):
        rows_of(headless, headless.grammar("g"), vector)
    with pytest.raises(ConstructRefused, match="allows 810000 rows"):
        rows_of(wide, wide.grammar("g"), vector)
