"""What is written is read back; broken files are refused with their place; no other error is raised."""

from __future__ import annotations

import gzip
from contextlib import suppress
from pathlib import Path

import pytest
from Bio import SeqIO
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.sequences import Feature, Molecule, Place, Record
from xiandao.foundry.sequences.formats import Format, FormatRefusal, read, read_file, write

NAMES = st.text("abcXYZ019_.-", min_size=1, max_size=12)
WORDS = st.lists(st.text("abcdeöB中1,.'\"/()=-", min_size=1, max_size=9), max_size=20).map(" ".join)
PLAIN = WORDS.filter(lambda text: not text.endswith("."))
LETTERS = st.text("ACGTRYSWKMBDHVNacgtn", min_size=1, max_size=200)
KEYS = st.sampled_from(["gene", "note", "label", "product", "translation", "codon_start", "pseudo"])


@st.composite
def features(draw: st.DrawFn, length: int, *, circular: bool) -> Feature:
    strand = draw(st.sampled_from([1, -1]))
    cuts = sorted(draw(st.sets(st.integers(0, length), min_size=2, max_size=min(6, length + 1))))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    if circular and draw(st.booleans()):
        spans = spans[1:] + spans[:1] if strand == 1 else spans
    places = tuple(Place(a, b, strand) for a, b in (spans if strand == 1 else spans[::-1]))
    qualifiers = []
    for key in draw(st.lists(KEYS, max_size=4)):
        value = draw(st.text("ACDEFGHIKLMNPQRSTVWY*", max_size=150) if key == "translation" else WORDS)
        qualifiers.append((key, "" if key == "pseudo" else "2" if key == "codon_start" else value))
    operator = draw(st.sampled_from(["join", "order"])) if len(places) > 1 else "join"
    return Feature(
        draw(st.sampled_from(["CDS", "gene", "misc_feature"])), places, tuple(qualifiers), operator
    )


@st.composite
def records(draw: st.DrawFn) -> Record:
    letters, circular = draw(LETTERS), draw(st.booleans())
    some = (
        st.lists(features(len(letters), circular=circular), max_size=4) if len(letters) > 1 else st.just([])
    )
    return Record(
        draw(NAMES),
        letters,
        circular=circular,
        description=draw(PLAIN),
        features=tuple(draw(some)),
        annotations=tuple(
            (key, draw(WORDS)) for key in draw(st.sets(st.sampled_from(["KEYWORDS", "COMMENT"])))
        ),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(records(), min_size=1, max_size=3, unique_by=lambda one: one.name))
def test_genbank_gives_back_what_it_was_given(given_records: list[Record]) -> None:
    reading = read(write(given_records, Format.GENBANK), "made.gb")

    assert reading.faults == ()
    assert list(reading.records) == given_records


@given(NAMES, st.text("ACGTNacgtn", min_size=1, max_size=300), PLAIN)
def test_fasta_gives_back_what_it_was_given(name: str, letters: str, words: str) -> None:
    record = Record(name, letters, description=words)

    assert read(write([record], Format.FASTA), "made.fa").only == record


@given(NAMES, st.lists(st.tuples(st.sampled_from("ACGTN"), st.integers(0, 93)), min_size=1, max_size=80))
def test_fastq_gives_back_what_it_was_given(name: str, called: list[tuple[str, int]]) -> None:
    record = Record(name, "".join(base for base, _ in called), qualities=tuple(score for _, score in called))
    content = write([record], Format.FASTQ)

    assert read(content, "made.fq").only == record
    assert read(gzip.compress(content), "made.fq.gz").only == record


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
        (gzip.compress(b">a\nACGT")[:-9], "cut off"),
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


@settings(max_examples=200)
@given(st.sampled_from([GENBANK.encode(), b">a b\nACGT\n", b"@a\nACGT\n+\nIIII\n"]), st.data())
def test_a_damaged_file_raises_nothing_but_refusals(content: bytes, data: st.DataObject) -> None:
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))

    with suppress(FormatRefusal):
        assert read(bytes(damaged), "x").file == "x"


def test_what_a_format_cannot_hold_is_refused() -> None:
    with pytest.raises(FormatRefusal, match="no qualities"):
        write([Record("a", "ACGT")], Format.FASTQ)
    with pytest.raises(FormatRefusal, match="no name for a LOCUS line"):
        write([Record("two words", "ACGT")], Format.GENBANK)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatRefusal, match=r"none\.fa cannot be read"):
        read_file(tmp_path / "none.fa")


def test_a_protein_is_told_from_letters() -> None:
    assert read(b">p\nMKVLAAGIVGLLRSEF*\n", "p.fa").only.molecule is Molecule.PROTEIN
    assert read(b">r\nACGUACGU\n", "r.fa").only.molecule is Molecule.RNA
