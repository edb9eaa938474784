"""SnapGene files, made here, read as Biopython reads them."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from Bio import SeqIO
from hypothesis import given, settings

from xiandao.foundry.sequences import Feature, Molecule, Place, Record
from xiandao.foundry.sequences.formats import Format, read
from xiandao.foundry.sequences.formats.tests.making import packet, records, snapgene

RING = Record("X00001", "ACGTACGTAC", circular=True)
COOKIE = packet(9, b"SnapGene" + bytes(6))


def file(*packets: bytes) -> bytes:
    return COOKIE + packet(0, b"\x01ACGTACGTAC") + b"".join(packets)


@settings(max_examples=60, deadline=None)
@given(records().filter(lambda record: record.molecule is Molecule.DNA))
def test_what_snapgene_holds_is_read_as_biopython_reads_it(record: Record) -> None:
    held = replace(
        record,
        features=tuple(
            replace(feature, places=tuple(place for place in feature.places if place.start < place.end))
            for feature in record.features
        ),
    )
    content = snapgene(held, accession="X00001")

    ours = read(content, "made.dna")
    theirs = SeqIO.read(io.BytesIO(content), "snapgene")  # type: ignore[no-untyped-call]

    assert (ours.format, ours.faults) == (Format.SNAPGENE, ())
    assert (ours.only.sequence, ours.only.name) == (str(theirs.seq), theirs.id)
    assert ours.only.circular == (theirs.annotations["topology"] == "circular")
    for our, their in zip(ours.only.features, theirs.features, strict=True):
        assert our.of(held.sequence) == str(their.extract(theirs.seq))
        assert our.kind == their.type


def test_a_stretch_across_the_origin_becomes_two_places() -> None:
    xml = b'<Features><Feature name="across" directionality="2"><Segment range="9-2"/></Feature></Features>'

    (feature,) = read(file(packet(10, xml)), "ring.dna").only.features

    assert feature == Feature("misc_feature", (Place(0, 2, -1), Place(8, 10, -1)), (("label", "across"),))
    assert feature.of(RING.sequence) == "GTGT"


def test_a_primer_is_read_once_where_it_binds() -> None:
    site = '<BindingSite location="2-5" boundStrand="1"{more}/>'
    xml = f'<Primers><Primer name="P1" sequence="CGTA">{site.format(more="")}'
    xml += f"{site.format(more=' simplified=' + chr(34) + '1' + chr(34))}</Primer></Primers>"

    (feature,) = read(file(packet(5, xml.encode())), "ring.dna").only.features

    assert feature.places == (Place(2, 6, -1),)
    assert feature.qualifiers == (("label", "P1"), ("primer_sequence", "CGTA"))


def test_a_file_without_notes_is_named_after_itself() -> None:
    assert read(file(), "my plasmid.dna").only.name == "my_plasmid"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (COOKIE, "holds no DNA"),
        (COOKIE + packet(0, b"\x00ACG!"), "'!' at position 4"),
        (COOKIE + packet(0, b"\x00ACGT")[:-2], "cut off in the packet at byte 19"),
        (file(packet(10, b"<Features>")), "features are no XML"),
        (file(packet(10, b"<!DOCTYPE a [<!ENTITY b 'c'>]><Features>&b;</Features>")), "features are no XML"),
        (
            file(packet(10, b"<a><Feature name='f'><Segment range='3-99'/></Feature></a>")),
            "feature f .* 3-99 lies",
        ),
        (file(packet(10, b"<a><Feature name='f'><Segment range='x'/></Feature></a>")), "range 'x' is none"),
        (file(packet(10, b"<a><Feature name='f'/></a>")), "has no segment"),
    ],
)
def test_a_damaged_file_names_what_is_wrong(content: bytes, words: str) -> None:
    faults = read(content, "x.dna").faults

    assert any(re.search(words, fault.sentence) for fault in faults), [fault.sentence for fault in faults]
