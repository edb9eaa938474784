"""What is written is read back, in every format that is written, and other programs read it too."""

from __future__ import annotations

import gzip
import io
from dataclasses import replace
from pathlib import Path

import pytest
from Bio import SeqIO
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.sequences import Feature, Molecule, Place, Record
from xiandao.foundry.sequences.formats import Format, FormatRefusal, read, read_file, write, write_file
from xiandao.foundry.sequences.formats.tests.making import NAMES, PLAIN, WORDS, records


@settings(max_examples=80, deadline=None)
@given(st.lists(records(), unique_by=lambda one: one.name, min_size=1, max_size=3))
@pytest.mark.parametrize("format_", [Format.GENBANK, Format.EMBL])
def test_a_flat_file_gives_back_what_it_was_given(format_: Format, given_records: list[Record]) -> None:
    reading = read(write(given_records, format_), "made")

    assert reading.format is format_
    assert reading.faults == ()
    assert list(reading.records) == given_records


@settings(max_examples=60, deadline=None)
@given(
    st.lists(records(strands=(1, -1, 0)), unique_by=lambda one: one.name, min_size=1, max_size=3),
    WORDS,
    st.data(),
)
def test_sbol_gives_back_what_it_was_given(made: list[Record], words: str, data: st.DataObject) -> None:
    scores = tuple(data.draw(st.integers(0, 93)) for _ in made[0].sequence)
    made[0] = replace(made[0], annotations=(("anything", words), ("at all", "a\tb\n\\c")), qualities=scores)

    reading = read(write(made, Format.SBOL3), "made.nt")

    assert reading.faults == ()
    assert list(reading.records) == made


@settings(deadline=None)
@given(NAMES, st.text("ACGTNacgtn", min_size=1, max_size=300), PLAIN)
def test_fasta_gives_back_what_it_was_given(name: str, letters: str, words: str) -> None:
    record = Record(name, letters, description=words)

    assert read(write([record], Format.FASTA), "made.fa").only == record


@settings(deadline=None)
@given(NAMES, st.lists(st.tuples(st.sampled_from("ACGTN"), st.integers(0, 93)), min_size=1, max_size=80))
def test_fastq_gives_back_what_it_was_given(name: str, called: list[tuple[str, int]]) -> None:
    record = Record(name, "".join(base for base, _ in called), qualities=tuple(score for _, score in called))
    content = write([record], Format.FASTQ)

    assert read(content, "made.fq").only == record
    assert read(gzip.compress(content), "made.fq.gz").only == record


PLASMID = Record(
    "plasmid",
    "ACGTACGTACGT",
    circular=True,
    description="a circle",
    features=(
        Feature("CDS", (Place(8, 12), Place(0, 4)), (("gene", "phaC"), ("codon_start", "1"))),
        Feature("promoter", (Place(2, 7, -1, before_start=True),), (("label", "启动子"),)),
    ),
)


@pytest.mark.parametrize("format_", ["genbank", "embl"])
def test_biopython_reads_what_we_write(format_: str) -> None:
    text = write([PLASMID], Format(format_)).decode()

    theirs = SeqIO.read(io.StringIO(text), format_)  # type: ignore[no-untyped-call]

    assert (theirs.name, str(theirs.seq), theirs.description) == ("plasmid", PLASMID.sequence, "a circle")
    for their, our in zip(theirs.features, PLASMID.features, strict=True):
        assert str(their.extract(theirs.seq)) == our.of(PLASMID.sequence)
    assert theirs.annotations["topology"] == "circular"


@settings(max_examples=25, deadline=None)
@given(records())
@pytest.mark.parametrize("format_", ["genbank", "embl"])
def test_we_read_what_biopython_writes(format_: str, record: Record) -> None:
    theirs = SeqIO.read(io.StringIO(write([record], Format(format_)).decode()), format_)  # type: ignore[no-untyped-call]
    rewritten = io.StringIO()
    SeqIO.write(theirs, rewritten, format_)

    again = read(rewritten.getvalue().encode(), "theirs").only

    assert (again.sequence.upper(), again.circular) == (record.sequence.upper(), record.circular)
    assert len(again.features) == len(record.features)


def test_the_library_of_sbol_accepts_what_we_write() -> None:
    sbol3 = pytest.importorskip("sbol3")
    rna = Record("2 µRNA".replace(" ", "-"), "ACGU", Molecule.RNA, features=PLASMID.features[1:0])
    protein = Record("protein", "MKV", Molecule.PROTEIN, features=(Feature("site", (Place(1, 2),)),))
    document = sbol3.Document()

    document.read_string(write([PLASMID, rna, protein], Format.SBOL3).decode(), sbol3.SORTED_NTRIPLES)

    report = document.validate()
    assert [str(one) for one in report] == []
    found = document.find("plasmid")
    assert len(found.features) == 2
    assert found.sequences[0].lookup().elements == PLASMID.sequence


@pytest.mark.parametrize("kind", ["SORTED_NTRIPLES", "RDF_XML", "TURTLE", "JSONLD"])
def test_every_serialisation_of_sbol_is_read(kind: str) -> None:
    sbol3 = pytest.importorskip("sbol3")
    document = sbol3.Document()
    document.read_string(write([PLASMID], Format.SBOL3).decode(), sbol3.SORTED_NTRIPLES)

    text = document.write_string(getattr(sbol3, kind))

    assert read(text.encode(), "theirs").only == PLASMID


@pytest.mark.parametrize("name", ["made.gb", "made.embl.gz", "made.nt", "made.gbk.gz"])
def test_a_name_tells_the_format_and_the_packing(tmp_path: Path, name: str) -> None:
    path = tmp_path / name

    write_file(path, [PLASMID])

    assert read_file(path).only == PLASMID
    assert (path.read_bytes()[:2] == b"\x1f\x8b") == name.endswith("gz")
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_name_that_tells_nothing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatRefusal, match="tells no format"):
        write_file(tmp_path / "made.txt", [PLASMID])
    with pytest.raises(FormatRefusal, match="read, not written"):
        write_file(tmp_path / "made.dna", [PLASMID])


def test_files_packed_in_several_pieces_are_read_whole() -> None:
    pieces = gzip.compress(b">a\nACGT\n") + gzip.compress(b">b\nGGCC\n")

    assert [record.name for record in read(pieces, "two.fa.gz").records] == ["a", "b"]
