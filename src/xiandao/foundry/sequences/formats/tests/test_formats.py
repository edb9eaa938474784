"""Broken files are refused with their place; what can be read of them is read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from Bio import SeqIO

from xiandao.foundry.sequences import Feature, Molecule, Place, Record
from xiandao.foundry.sequences.formats import Format, FormatRefusal, read, read_file, write


def test_biopython_reads_what_we_write(tmp_path: Path) -> None:
    feature = Feature("CDS", (Place(8, 12), Place(0, 4)), (("gene", "phaC"), ("codon_start", "1")))
    record = Record("plasmid", "ACGTACGTACGT", circular=True, description="a circle", features=(feature,))
    path = tmp_path / "made.gb"
    path.write_bytes(write([record], Format.GENBANK))

    theirs = SeqIO.read(path, "genbank")  # type: ignore[no-untyped-call]

    assert (theirs.name, str(theirs.seq), theirs.description) == ("plasmid", record.sequence, "a circle")
    assert str(theirs.features[0].extract(theirs.seq)) == feature.of(record.sequence)
    assert theirs.annotations["topology"] == "circular"


GENBANK = """LOCUS       pX                    12 bp    DNA     circular UNK
FEATURES             Location/Qualifiers
     CDS             11..2
                     /gene="a"
     gene            3..99
ORIGIN
        1 acgtacgtac gt
//
LOCUS       pY                     9 bp    DNA     linear   UNK
ORIGIN
        1 acgt
//
"""


def test_a_file_with_some_faults_gives_the_rest_and_names_each() -> None:
    reading = read(GENBANK.encode(), "two.gb")

    assert [record.name for record in reading.records] == ["pX"]
    assert reading.records[0].features[0].places == (Place(10, 12), Place(0, 2))
    assert [(fault.number, fault.record, fault.kept, fault.line) for fault in reading.faults] == [
        (1, "pX", True, 5),
        (2, "pY", False, 9),
    ]
    assert "two.gb, record 2 (pY), line 9: LOCUS says 9 letters, there are 4" in reading.faults[1].sentence


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no sequence file"),
        (b"hello", "no sequence file"),
        (b"\x1f\x8b\x08rubbish", "damaged gzip"),
        (gzip.compress(b">a\nACGT", mtime=0)[:-9], "cut off"),
    ],
)
def test_what_is_no_sequence_file_is_refused_by_name(content: bytes, words: str) -> None:
    with pytest.raises(FormatRefusal, match=f"x.fa.*{words}"):
        read(content, "x.fa")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b">a\nACGT\n>a\nACGT\n", "record 2 (a): record 1 has the same name"),
        (b">\nACGT\n", "record 1 (), line 1: the record has no name"),
        (b">a\n", "no sequence"),
        (b">a\nAC!T\n", "'!' at position 3"),
        (b"@a\nACGT\n+\nII\n", "line 4: 2 quality scores for 4 letters"),
        (b"@a\nACGT\nACGT\n", "four lines"),
        (b"LOCUS       a  4 bp DNA\nORIGIN\n 1 acgt\n", "cut off"),
        (b"LOCUS       a\nORIGIN\n 1 acgt\n//\n", "no length"),
    ],
)
def test_a_broken_record_is_named_with_its_line(content: bytes, words: str) -> None:
    faults = read(content, "x").faults

    assert any(words in fault.sentence for fault in faults), [fault.sentence for fault in faults]


def test_what_a_format_cannot_hold_is_refused() -> None:
    with pytest.raises(FormatRefusal, match="no qualities"):
        write([Record("a", "ACGT")], Format.FASTQ)
    with pytest.raises(FormatRefusal, match="no name for a sequence file"):
        write([Record("two words", "ACGT")], Format.GENBANK)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatRefusal, match=r"none\.fa cannot be read"):
        read_file(tmp_path / "none.fa")


def test_a_protein_is_told_from_letters() -> None:
    assert read(b">p\nMKVLAAGIVGLLRSEF*\n", "p.fa").only.molecule is Molecule.PROTEIN
    assert read(b">r\nACGUACGU\n", "r.fa").only.molecule is Molecule.RNA


@pytest.mark.parametrize("format_", [Format.GENBANK, Format.EMBL])
def test_an_entry_that_is_cut_off_takes_none_with_it(format_: Format) -> None:
    whole = [write([Record(name, "ACGT" * 40)], format_).decode() for name in ("one", "two")]
    cut = whole[0][: len(whole[0]) // 2] + "\n"

    reading = read((cut + whole[1]).encode(), "x")

    assert [record.name for record in reading.records] == ["two"]
    assert [(fault.number, fault.record) for fault in reading.faults] == [(1, "one")]
    assert "cut off" in reading.faults[0].sentence
