"""SnapGene's .dna files, read: packets of a type, a length and bytes; features and primers in XML.

The layout is that which Biopython reads (Bio.SeqIO.SnapGeneIO), held against it in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from xiandao.foundry.sequences.formats.reading import FormatRefusal, Outcome, check_letters, one_line
from xiandao.foundry.sequences.records import Feature, Molecule, Place, Record, SequenceRefusal
from xiandao.kernel.sentences import Sentence

COOKIE: Final = b"\x09\x00\x00\x00\x0eSnapGene"
_DNA, _PRIMERS, _NOTES, _FEATURES = 0x00, 0x05, 0x06, 0x0A
_HEAD: Final = 5  # bytes of a packet's type and length
_CIRCULAR: Final = 0x01
_STRANDS: Final = {"1": 1, "2": -1}  # directionality; 3 is both
_RANGE: Final = re.compile(r"(\d{1,12})-(\d{1,12})")
_MARKUP: Final = re.compile(r"<[^>]*>")
_VALUES: Final = ("text", "predef", "int")


def parse(content: bytes, file: str) -> Iterator[Outcome]:
    """The one outcome of a file; the record is named after its file where its notes do not name it."""
    name = "_".join(PurePath(file).stem.split()) or "snapgene"
    try:
        yield _read(name, dict(_packets(content)))
    except SequenceRefusal as refusal:
        yield Outcome(name, None, (refusal,))


def _packets(content: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(content):
        size = int.from_bytes(content[at + 1 : at + _HEAD], "big")
        packet = content[at + _HEAD : at + _HEAD + size]
        if at + _HEAD > len(content) or len(packet) < size:
            raise FormatRefusal("the file is cut off in the packet at byte {byte}", byte=at)
        yield content[at], packet
        at += _HEAD + size


def _read(name: str, packets: dict[int, bytes]) -> Outcome:
    if _DNA not in packets or not packets[_DNA]:
        raise FormatRefusal("the file holds no DNA; RNA and protein files of SnapGene are not read")
    letters = packets[_DNA][1:].decode("latin-1")
    check_letters(letters, Molecule.DNA)
    circular = bool(packets[_DNA][0] & _CIRCULAR)
    notes = _xml(packets.get(_NOTES, b""), Sentence("notes"))
    accession = _note(notes, "AccessionNumber")
    features: list[Feature] = []
    refusals: list[FormatRefusal] = []
    for code, said in ((_FEATURES, Sentence("features")), (_PRIMERS, Sentence("primers"))):
        tree = _xml(packets.get(code, b""), said)
        for read in _features(tree, len(letters), circular) if tree is not None else ():
            if isinstance(read, Feature):
                features.append(read)
            else:
                refusals.append(read)
    kept = (("COMMENT", _note(notes, "Comments")), ("ACCESSION", accession))
    record = Record(
        "_".join(accession.split()) or name,
        letters,
        circular=circular,
        description=_note(notes, "Description"),
        features=tuple(features),
        annotations=tuple((key, value) for key, value in kept if value),
    )
    return Outcome(record.name, record, tuple(refusals))


def _xml(packet: bytes, said: Sentence) -> Element | None:
    if not packet:
        return None
    try:
        tree: Element = fromstring(packet)
    except (ParseError, ValueError, LookupError) as fault:
        raise FormatRefusal(
            "its {said} are no XML: {reason}", said=said, reason=one_line(str(fault))
        ) from fault
    return tree


def _note(notes: Element | None, tag: str) -> str:
    return "" if notes is None else _plain(notes.findtext(tag) or "")


def _plain(text: str) -> str:
    """The text without the markup that SnapGene keeps in it."""
    return " ".join(_MARKUP.sub(" ", text).split()) if "<" in text else text.strip()


def _features(tree: Element, length: int, circular: bool) -> Iterator[Feature | FormatRefusal]:
    for one in (*tree.iter("Feature"), *tree.iter("Primer")):
        read = _primer if one.tag == "Primer" else _feature
        try:
            yield from read(one, length, circular)
        except FormatRefusal as refusal:
            yield FormatRefusal(
                "the feature {kind} was left out: {fault}",
                kind=one.get("name", one.get("type", "?")),
                fault=refusal,
            )


def _feature(one: Element, length: int, circular: bool) -> Iterator[Feature]:
    strand = _STRANDS.get(one.get("directionality", "0"), 0)
    places: list[Place] = []
    for segment in one.iter("Segment"):
        if segment.get("type") != "gap":
            places += _stretches(segment.get("range", ""), 1, strand, length, circular)
    if not places:
        raise FormatRefusal("it has no segment")
    qualifiers = [
        (question.get("name", "note"), _plain(value))
        for question in one.iter("Q")
        for answer in question.iter("V")
        if (value := next((answer.get(key) for key in _VALUES if answer.get(key) is not None), None))
        is not None
    ]
    name = _plain(one.get("name", ""))
    if name and ("label", name) not in qualifiers:
        qualifiers.insert(0, ("label", name))
    ordered = tuple(places[::-1] if strand == -1 else places)
    yield Feature(one.get("type") or "misc_feature", ordered, tuple(qualifiers))


def _primer(one: Element, length: int, circular: bool) -> Iterator[Feature]:
    """A primer where it binds; its sites are counted from 0, those of features from 1."""
    seen = set()
    for site in one.iter("BindingSite"):
        strand = -1 if site.get("boundStrand") == "1" else 1
        places = _stretches(site.get("location", ""), 0, strand, length, circular)
        if (strand, *places) in seen:  # each site is also there in a simplified form
            continue
        seen.add((strand, *places))
        ordered = tuple(places[::-1] if strand == -1 else places)
        named = ("label", _plain(one.get("name", "primer")))
        sequence = one.get("sequence", "")
        qualifiers = (named, ("primer_sequence", sequence)) if sequence else (named,)
        yield Feature("primer_bind", ordered, qualifiers)


def _stretches(text: str, first: int, strand: int, length: int, circular: bool) -> list[Place]:
    said = _RANGE.fullmatch(text)
    if said is None:
        raise FormatRefusal("its range {range!r} is none", range=text[:40])
    start, end = int(said[1]) - first, int(said[2]) + 1 - first
    if start < 0 or max(start, end) > length:
        raise FormatRefusal(
            "its range {range} lies outside the sequence of {length} letters", range=text, length=length
        )
    if start < end:
        return [Place(start, end, strand)]
    if not circular:
        raise FormatRefusal("its range {range} ends before it begins on a linear sequence", range=text)
    return [Place(start, length, strand), Place(0, end, strand)]
