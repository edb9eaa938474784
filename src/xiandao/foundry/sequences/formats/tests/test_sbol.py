"""SBOL of both versions, as other programs write it."""

from __future__ import annotations

import pytest

from xiandao.foundry.sequences import Feature, Molecule, Place
from xiandao.foundry.sequences.formats import Format, FormatRefusal, read

SBOL2_XML = """<?xml version="1.0" ?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:sbol="http://sbols.org/v2#">
 <sbol:ComponentDefinition rdf:about="https://lab.example/device/1">
  <sbol:displayId>device</sbol:displayId>
  <dcterms:title>a device</dcterms:title>
  <sbol:type rdf:resource="http://www.biopax.org/release/biopax-level3.owl#DnaRegion"/>
  <sbol:type rdf:resource="http://identifiers.org/so/SO:0000988"/>
  <sbol:sequence rdf:resource="https://lab.example/device_sequence/1"/>
  <sbol:component><sbol:Component rdf:about="https://lab.example/device/p/1">
   <sbol:displayId>p</sbol:displayId>
   <sbol:definition rdf:resource="https://lab.example/prom/1"/></sbol:Component></sbol:component>
  <sbol:sequenceAnnotation><sbol:SequenceAnnotation rdf:about="https://lab.example/device/a1/1">
   <sbol:displayId>a1</sbol:displayId>
   <sbol:component rdf:resource="https://lab.example/device/p/1"/>
   <sbol:location><sbol:Range rdf:about="https://lab.example/device/a1/r/1">
    <sbol:start>1</sbol:start><sbol:end>4</sbol:end>
    <sbol:orientation rdf:resource="http://sbols.org/v2#inline"/></sbol:Range></sbol:location>
  </sbol:SequenceAnnotation></sbol:sequenceAnnotation>
  <sbol:sequenceAnnotation><sbol:SequenceAnnotation rdf:about="https://lab.example/device/a2/1">
   <sbol:displayId>a2</sbol:displayId><dcterms:title>gene x</dcterms:title>
   <sbol:role rdf:resource="http://identifiers.org/so/SO:0000316"/>
   <sbol:location><sbol:Range rdf:about="https://lab.example/device/a2/r1/1">
    <sbol:start>5</sbol:start><sbol:end>6</sbol:end>
    <sbol:orientation rdf:resource="http://sbols.org/v2#reverseComplement"/></sbol:Range></sbol:location>
   <sbol:location><sbol:Range rdf:about="https://lab.example/device/a2/r2/1">
    <sbol:start>8</sbol:start><sbol:end>9</sbol:end>
    <sbol:orientation rdf:resource="http://sbols.org/v2#reverseComplement"/></sbol:Range></sbol:location>
  </sbol:SequenceAnnotation></sbol:sequenceAnnotation>
  <sbol:sequenceAnnotation><sbol:SequenceAnnotation rdf:about="https://lab.example/device/a3/1">
   <sbol:displayId>a3</sbol:displayId>
   <sbol:location><sbol:GenericLocation rdf:about="https://lab.example/device/a3/g/1"/></sbol:location>
  </sbol:SequenceAnnotation></sbol:sequenceAnnotation>
 </sbol:ComponentDefinition>
 <sbol:ComponentDefinition rdf:about="https://lab.example/prom/1">
  <sbol:displayId>prom</sbol:displayId>
  <sbol:type rdf:resource="http://www.biopax.org/release/biopax-level3.owl#DnaRegion"/>
  <sbol:role rdf:resource="http://identifiers.org/so/SO:0000167"/>
 </sbol:ComponentDefinition>
 <sbol:Sequence rdf:about="https://lab.example/device_sequence/1">
  <sbol:displayId>device_sequence</sbol:displayId>
  <sbol:elements>acgtACGTac</sbol:elements>
  <sbol:encoding rdf:resource="http://www.chem.qmul.ac.uk/iubmb/misc/naseq.html"/>
 </sbol:Sequence>
</rdf:RDF>
"""


def test_sbol_2_is_read_with_the_roles_of_its_components() -> None:
    reading = read(SBOL2_XML.encode(), "device.xml")
    record = reading.only

    assert reading.format is Format.SBOL2
    assert (record.name, record.sequence, record.description) == ("device", "acgtACGTac", "a device")
    assert (record.molecule, record.circular) == (Molecule.DNA, True)
    assert record.features == (
        Feature("promoter", (Place(0, 4),), (("label", "prom"),)),
        Feature("CDS", (Place(7, 9, -1), Place(4, 6, -1)), (("label", "gene x"),)),
    )


def test_what_has_no_sequence_or_no_place_is_named() -> None:
    faults = read(SBOL2_XML.encode(), "device.xml").faults

    assert [(fault.record, fault.kept) for fault in faults] == [("device", True), ("prom", False)]
    assert "the feature a3 is left out" in faults[0].sentence
    assert "has no sequence" in faults[1].sentence


TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
HEAD = f"<http://x.example/a> <{TYPE}> <http://sbols.org/v3#Component> .\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'http://sbols.org/v3#'>]><a>&b;</a>", "entities"),
        ('{"@context": "https://elsewhere.example/http://sbols.org/v3#"}', "nothing is fetched"),
        ('{"@context": {"@import": "https://elsewhere.example/http://sbols.org/v3#"}}', "nothing is fetched"),
        ('{"http://sbols.org/v3#": ', "no JSON"),
        (HEAD + "<a b", "line 2"),
        ("<rdf:RDF xmlns:x='http://sbols.org/v3#'>", "cannot be read as xml"),
        ("<svg/>", "neither SBOL 2 nor SBOL 3"),
    ],
)
def test_markup_that_cannot_be_read_is_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(FormatRefusal, match=f"^x.*{words}"):
        read(text.encode(), "x")


def test_a_component_alone_is_a_fault_with_its_name() -> None:
    (fault,) = read(HEAD.encode(), "x").faults

    assert fault.sentence == "x, record 1 (a): the component has no sequence and is left out"
