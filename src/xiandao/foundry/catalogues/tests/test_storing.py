"""Catalogues in files: what is saved is loaded, old files are read, broken ones are refused by entry."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.catalogues import (
    Catalogue,
    CatalogueRefusal,
    Chassis,
    Measurement,
    Part,
    Provenance,
    dumps,
    load,
    loads,
    save,
    starter,
)
from xiandao.foundry.sequences import Molecule

KEPT = Path(__file__).with_name("files") / "version-1.yaml"
WORDS = st.text("abcXYZ019 :#'\"-中{}[]", min_size=1, max_size=20).map(str.strip).filter(bool)
NAMES = st.text("abcXYZ019_.", min_size=1, max_size=9).filter(lambda text: text[0] not in "_.")
FIGURES = st.floats(allow_nan=False, allow_infinity=False)
SOURCES = st.builds(Provenance, WORDS, WORDS)
MEASURED = st.lists(st.builds(Measurement, WORDS, FIGURES, WORDS, WORDS, WORDS), max_size=2).map(tuple)
PARTS = st.builds(
    Part,
    identity=NAMES,
    name=WORDS,
    role=st.just("SO:0000167"),
    sequence=st.text("ACGTn", min_size=1, max_size=300),
    version=WORDS,
    provenance=SOURCES,
    licence=WORDS,
    owner=WORDS,
    description=WORDS | st.just(""),
    molecule=st.sampled_from(Molecule),
    circular=st.booleans(),
    tags=st.lists(WORDS, max_size=2).map(tuple),
    measured=MEASURED,
)
CHASSIS = st.builds(
    Chassis, identity=NAMES, name=WORDS, taxon=st.integers(1, 10**7), genetic_code=st.integers(1, 33),
    provenance=SOURCES, licence=WORDS, owner=WORDS, codon_table=WORDS | st.just(""), measured=MEASURED,
)  # fmt: skip
CATALOGUES = st.builds(
    Catalogue,
    WORDS,
    st.lists(PARTS, max_size=3, unique_by=lambda one: one.identity).map(tuple),
    st.lists(CHASSIS, max_size=2, unique_by=lambda one: one.identity).map(tuple),
)


@settings(deadline=None, max_examples=60)
@given(CATALOGUES, st.booleans())
def test_what_is_saved_is_loaded(catalogue: Catalogue, as_json: bool) -> None:
    assert loads(dumps(catalogue, as_json=as_json), "made") == catalogue


def test_the_starter_library_survives_a_file(tmp_path: Path) -> None:
    for name in ("all.yaml", "all.json"):
        save(starter(), tmp_path / name)

        assert load(tmp_path / name) == starter()


def test_a_file_of_version_1_is_read() -> None:
    catalogue = load(KEPT)

    assert [part.identity for part in catalogue.parts] == ["P1", "Q1"]
    assert catalogue.part("P1").measured == (
        Measurement("fluorescence", 1.5, "arbitrary unit", "LB", "notebook"),
    )
    assert catalogue.part("Q1").molecule is Molecule.PROTEIN
    assert catalogue.organism("C1").codon_table == "e_coli_316407"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("version: 1\nname", "version: 2\nname", "version 2; this program reads up to 1"),
        ("version: 1\nname", "version: [1]\nname", "version list"),
        ("format: xiandao-catalogue", "format: other", "no catalogue"),
        ("name: kept", "name: [", "neither YAML nor JSON"),
        ("TTGACAGCTAGC", "TTGA!AGCTAGC", r"part 1 \(P1\): P1: the letter '!' at position 5"),
        ("SO:0000167", "promoter", r"part 1 \(P1\).*no Sequence Ontology term"),
        ("owner: lab\n  circular", "circular", "say its owner"),
        ("circular: true", "circular: maybe", "circular is 'maybe', which is no bool"),
        ("value: 1.5", "value: .inf", "'inf' is no number"),
        ("value: 1.5", "value: " + "9" * 400, "is no number"),
        ("value: 1.5", "value: high", "'high' is no number"),
        ("    unit: arbitrary unit\n", "", "belong together"),
        ("identity: Q1", "identity: P1\n  colour: red", r"part 2 \(P1\): colour means nothing here"),
        ("molecule: protein", "molecule: sugar", "'sugar' is no molecule"),
        ("taxon: 562", "taxon: coli", "taxon is 'coli'"),
        ("version: '2'", "version: 2", "put a text in quotation marks"),
        ("identity: P1", "identity: a b", "is no identity"),
        ("chassis:\n", "chassis:\n- just text\n", r"chassis 1 \(\?\): it is no mapping"),
        ("identity: Q1", "identity: P1", "P1 comes twice"),
    ],
)
def test_a_broken_entry_is_refused_by_file_and_entry(old: str, new: str, words: str) -> None:
    text = KEPT.read_text()
    assert old in text
    broken = text.replace(old, new, 1).replace("version: '1'", "version: '2'")

    with pytest.raises(CatalogueRefusal, match=f"(?s)^kept.yaml.*{words}"):
        loads(broken.encode(), "kept.yaml")


@settings(deadline=None, max_examples=150)
@given(st.data())
def test_damage_raises_nothing_but_refusals(data: st.DataObject) -> None:
    damaged = bytearray(KEPT.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))

    with suppress(CatalogueRefusal):
        loads(bytes(damaged), "x")


def test_a_file_nested_without_end_is_refused_at_once() -> None:
    lines = ["a: &a0 [x, x]"] + [f"b{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    text = "format: xiandao-catalogue\nversion: 1\n" + "\n".join(lines) + "\nparts:\n- identity: *a59\n"

    with pytest.raises(CatalogueRefusal, match="identity is 'list'"):
        loads(text.encode(), "x")


def test_a_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueRefusal, match=r"none\.yaml cannot be read"):
        load(tmp_path / "none.yaml")


def test_a_figure_without_a_point_is_a_number_in_yaml_too() -> None:
    text = KEPT.read_text().replace("value: 1.5", "value: 1e-5")

    assert loads(text.encode(), "x").part("P1").measured[0].value == 1e-5
