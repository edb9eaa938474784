"""EMBL flat files (EMBL-EBI user manual): the same feature table under two-letter line codes.

Annotations have the names that GenBank gives the same thing, so that one converts into the other; a line
code without such a name is kept under the code itself ("DR").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from xiandao.foundry.sequences.formats.feature_table import feature_lines, parse_features, wrapped
from xiandao.foundry.sequences.formats.reading import (
    FormatRefusal,
    Outcome,
    check_letters,
    check_name,
    lines_of,
    one_line,
)
from xiandao.foundry.sequences.records import Molecule, Record, SequenceRefusal

_HEAD: Final = 5
_WIDTH: Final = 80 - _HEAD
_LINE: Final = 60
_NOTHING: Final = "XXX"  # what a field of the ID line says where it says nothing
_SIZE: Final = re.compile(r"\b(\d{1,12}) (BP|AA)\b")
_CODE: Final = re.compile(r"[A-Z]{2}")
_RESERVED: Final = frozenset(("ID", "XX", "DE", "FH", "FT", "SQ"))
_KEYS: Final = {
    "AC": "ACCESSION", "KW": "KEYWORDS", "CC": "COMMENT", "OS": "SOURCE", "OC": "SOURCE.ORGANISM",
    "RN": "REFERENCE", "RA": "REFERENCE.AUTHORS", "RT": "REFERENCE.TITLE", "RL": "REFERENCE.JOURNAL",
    "RG": "REFERENCE.CONSRTM", "RC": "REFERENCE.REMARK",
}  # fmt: skip
_CODES: Final = {key: code for code, key in _KEYS.items()}
_LINES_KEPT: Final = frozenset(("CC", "DT", "DR"))  # their line ends mean something
_ENTRY: Final = ("VERSION", "MOLECULE", "CLASS", "DIVISION")  # fields of the ID line, as LOCUS.VERSION …
Lines = list[tuple[int, str]]


def parse(text: str) -> Iterator[Outcome]:
    """One outcome for each entry; one that is cut off takes none with it."""
    entry: Lines = []
    for number, line in lines_of(text):
        if line.startswith("//"):
            yield _outcome(entry)
            entry = []
        elif line.startswith("ID   ") and entry:  # the entry before it was cut off
            yield _outcome(entry, closed=False)
            entry = [(number, line)]
        elif line.strip():
            entry.append((number, line))
    if entry:
        yield _outcome(entry, closed=False)


def _outcome(entry: Lines, *, closed: bool = True) -> Outcome:
    if not entry or not entry[0][1].startswith("ID "):
        line = entry[0][0] if entry else 1
        return Outcome("", None, (FormatRefusal("an entry begins with an ID line", line=line),))
    name = next(iter(re.split(r"[;\s]+", entry[0][1][_HEAD:].strip())), "")
    if not closed:
        broken = FormatRefusal("the entry is cut off: // is missing at its end", line=entry[-1][0])
        return Outcome(name, None, (broken,))
    try:
        return _read(name, entry)
    except SequenceRefusal as refusal:
        return Outcome(name, None, (refusal,))


def _read(name: str, entry: Lines) -> Outcome:
    first = entry[0][1]
    size = _SIZE.search(first)
    if size is None:
        raise FormatRefusal("the ID line says no length, such as 120 BP", line=entry[0][0])
    letters = "".join(_letters(line) for _, line in entry if line[:_HEAD].isspace())
    if int(size[1]) != len(letters):
        raise FormatRefusal(
            "ID says {said} letters, there are {count}",
            said=int(size[1]),
            count=len(letters),
            line=entry[0][0],
        )
    about = [field.strip() for field in first[_HEAD : size.start()].split(";")[1:]]
    molecule = Molecule.PROTEIN if size[2] == "AA" else Molecule.DNA
    if molecule is Molecule.DNA and any("RNA" in field for field in about):
        molecule = Molecule.RNA
    check_letters(letters, molecule, line=entry[0][0])
    circular = any("circular" in field.split() for field in about)
    table = [(n, " " * _HEAD + line[_HEAD:]) for n, line in entry if line.startswith("FT")]
    features, refusals = parse_features(table, len(letters), circular=circular)
    described = " ".join(word for _, line in entry if line.startswith("DE") for word in line[_HEAD:].split())
    annotations = (*_fields(about, molecule), *_annotations(entry))
    record = Record(name, letters, molecule, circular, described, tuple(features), annotations)
    return Outcome(name, record, tuple(refusals))


def _letters(line: str) -> str:
    """The letters of a sequence line; the count at its end is none of them."""
    words = line.split()
    return "".join(words[:-1] if words and words[-1].isdigit() else words)


def _fields(about: list[str], molecule: Molecule) -> Iterator[tuple[str, str]]:
    """What the ID line of today's form says beside name, circle and length."""
    if len(about) != 6:
        return
    version, _, kind, data_class, division, _ = about
    version = version.removeprefix("SV").strip()
    for key, value in zip(_ENTRY, (version, kind, data_class, division), strict=True):
        if value and value not in {_NOTHING, molecule.value}:
            yield f"LOCUS.{key}", value


def _annotations(entry: Lines) -> Iterator[tuple[str, str]]:
    for code, lines in groupby((line for _, line in entry), key=lambda line: line[:2]):
        if code in _RESERVED or not _CODE.fullmatch(code):
            continue
        pieces = [line[_HEAD:].rstrip() for line in lines]
        if code in _LINES_KEPT:
            yield _KEYS.get(code, code), "\n".join(pieces)
        else:
            yield _KEYS.get(code, code), " ".join(word for piece in pieces for word in piece.split())


def write(record: Record) -> Iterator[str]:
    """The entry's lines. Raises FormatRefusal for a name that no ID line can hold."""
    check_name(record)
    if ";" in record.name:
        raise FormatRefusal("“{record}” is no name for an ID line: no semicolon in it", record=record.name)
    shape = "circular" if record.circular else "linear"
    unit = "AA" if record.molecule is Molecule.PROTEIN else "BP"
    version, molecule, data_class, division = _said(record)
    about = f"{version}; {shape}; {molecule}; {data_class}; {division}; {len(record)} {unit}."
    yield f"ID   {record.name}; {about}"
    yield "XX"
    for key, value in record.annotations:
        yield from _annotation_lines(key, value)
    if record.description:
        yield from _coded("DE", record.description)
        yield "XX"
    if record.features:
        yield "FH   Key             Location/Qualifiers"
        yield "FH"
        yield from feature_lines(record, "FT")
        yield "XX"
    yield f"SQ   Sequence {len(record)} {unit};"
    for at in range(0, len(record), _LINE):
        row = record.sequence[at : at + _LINE]
        grouped = " ".join(row[start : start + 10] for start in range(0, len(row), 10))
        yield f"     {grouped:<65} {at + len(row):>9}"
    yield "//"


def _said(record: Record) -> list[str]:
    """The four fields of the ID line; XXX where nothing was said."""
    told = dict(record.annotations)
    fields = [one_line(told.get(f"LOCUS.{key}", "")).replace(";", ",").strip() for key in _ENTRY]
    if ("RNA" in fields[1]) != (record.molecule is Molecule.RNA) or not fields[1]:
        fields[1] = record.molecule.value
    fields[0] = f"SV {fields[0]}" if fields[0] else ""
    return [field or _NOTHING for field in fields]


def _annotation_lines(key: str, value: str) -> Iterator[str]:
    code = _CODES.get(key, key)
    if key.startswith("LOCUS.") or code in _RESERVED:
        return
    if not _CODE.fullmatch(code):
        code, value = "CC", f"{key}: {value}"
    yield from _coded(code, value)
    yield "XX"


def _coded(code: str, value: str) -> Iterator[str]:
    if code in _LINES_KEPT:
        yield from (f"{code}   {one_line(line).rstrip()}" for line in value.split("\n"))
    else:
        yield from (f"{code}   {piece}" for piece in wrapped(" ".join(one_line(value).split()), _WIDTH))
