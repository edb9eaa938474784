"""Every place is found: on both strands, around the origin, with edits; held against looking everywhere."""

from __future__ import annotations

import random

import edlib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.catalogues import Catalogue, CatalogueRefusal, find_sequence, parts_in, starter
from xiandao.foundry.sequences import MEANS, Feature, Molecule, Place, Record, reverse_complement

QUERY = st.text("ACGTRN", min_size=6, max_size=8)
TARGET = st.text("ACGT", min_size=1, max_size=40)


def meets(query: str, letters: str) -> bool:
    return len(query) == len(letters) and all(
        base in MEANS[code] for code, base in zip(query, letters, strict=True)
    )


@settings(deadline=None)
@given(QUERY, TARGET, st.booleans(), st.data())
def test_exact_places_are_those_of_looking_everywhere(
    query: str, letters: str, circular: bool, data: st.DataObject
) -> None:
    planted = "".join(data.draw(st.sampled_from(MEANS[code])) for code in query)
    planted = reverse_complement(planted) if data.draw(st.booleans()) else planted
    at = data.draw(st.integers(0, len(letters)))
    text = letters[:at] + planted + letters[at:]
    turn = data.draw(st.integers(0, len(text) - 1)) if circular else 0
    text = text[turn:] + text[:turn]

    found = find_sequence(query, (Record("t", text, circular=circular),))

    around = text + text if circular else text
    expected = {
        (start, strand)
        for strand, wanted in ((1, query), (-1, reverse_complement(query)))
        if strand == 1 or wanted != query
        for start in range(len(text))
        if meets(wanted, around[start : start + len(query)])
    }
    assert {(hit.start, hit.strand) for hit in found} == expected
    assert found
    for hit in found:
        assert meets(query, Feature("x", hit.places).of(text))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 3), st.booleans())
def test_a_place_with_edits_is_found_and_its_distance_is_true(seed: int, edits: int, circular: bool) -> None:
    chance = random.Random(seed)
    query = "".join(chance.choices("ACGT", k=30))
    changed = list(query)
    for at in chance.sample(range(30), edits):
        changed[at] = chance.choice(["", "ACGT"[chance.randrange(4)], changed[at] + chance.choice("ACGT")])
    text = "".join(chance.choices("ACGT", k=120)) + "".join(changed) + "".join(chance.choices("ACGT", k=120))
    turn = chance.randrange(len(text)) if circular else 0
    record = Record("t", text[turn:] + text[:turn], circular=circular)

    found = find_sequence(reverse_complement(query), (record,), edits=edits)

    assert [hit.strand for hit in found if hit.edits <= edits] == [-1] * len(found) != []
    for hit in found:
        held = Feature("x", hit.places).of(record.sequence)
        assert edlib.align(reverse_complement(query), held)["editDistance"] == hit.edits


def test_several_places_with_edits_are_all_told() -> None:
    text = "AAAATTTGGGCCCATGCAT" + "C" * 30 + "AAAATTTGCGCCCATGCAT" + "C" * 30 + "AAAATTTGGGCCATGCAT"

    found = find_sequence("AAAATTTGGGCCCATGCAT", (Record("t", text),), edits=1)

    assert [(hit.start, hit.edits) for hit in found] == [(0, 0), (49, 1), (98, 1)]


def test_rna_is_found_in_dna_and_a_protein_in_proteins_alone() -> None:
    records = (Record("d", "CCATGAAACCC"), Record("p", "GATTAGAWK", Molecule.PROTEIN))

    assert [hit.target for hit in find_sequence("augaaa", records)] == ["d"]
    assert [(hit.target, hit.start) for hit in find_sequence("TTAGAW", records)] == [("p", 2)]


@pytest.mark.parametrize(("query", "edits"), [("ACG", 0), ("ACGTACGT", 3), ("ACGTACGT", -1)])
def test_a_query_that_is_everywhere_is_refused(query: str, edits: int) -> None:
    with pytest.raises(CatalogueRefusal, match="6 letters or more"):
        find_sequence(query, (Record("t", "ACGT"),), edits=edits)


def test_the_parts_of_a_plasmid_are_told() -> None:
    library = starter()
    plasmid = library.part("pUC19").record()

    found = {part.identity: hit for part, hit in parts_in(plasmid, library)}

    assert {"bla", "pUC_ori", "lacO1", "BBa_R0010"} <= set(found)
    assert Feature("x", found["bla"].places).of(plasmid.sequence) == library.part("bla").sequence
    assert parts_in(plasmid, Catalogue("empty")) == ()


def test_a_hit_past_the_origin_has_two_places() -> None:
    (hit,) = find_sequence("GGGTTTA", (Record("t", "TTTACCCCCGGG", circular=True),))

    assert hit.places == (Place(9, 12), Place(0, 4))
