"""GenBank flat files: LOCUS, annotations, features, letters; what is not understood is kept as annotation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from xiandao.foundry.sequences.formats.feature_table import feature_lines, one_line, parse_features, wrapped
from xiandao.foundry.sequences.formats.reading import FormatRefusal, Outcome, check_letters, lines_of
from xiandao.foundry.sequences.records import Molecule, Record, SequenceRefusal

_HEAD: Final = 12  # columns before the text of a keyword
_WIDTH: Final = 80 - _HEAD
_LINE: Final = 60
_NO_DAY: Final = "01-JAN-1980"  # the line has a day; ours says none
_SIZE: Final = re.compile(r"\b(\d+) (bp|aa|rc)\b")
_ANNOTATION: Final = re.compile(r"[A-Z][A-Z0-9_]{0,10}")
_RESERVED: Final = frozenset(("LOCUS", "DEFINITION", "FEATURES", "ORIGIN", "CONTIG", "BASE"))
Lines = list[tuple[int, str]]


def parse(text: str) -> Iterator[Outcome]:
    """One outcome for each entry."""
    entry: Lines = []
    for number, line in lines_of(text):
        if line.startswith("//"):
            yield _outcome(entry)
            entry = []
        elif line.strip() or entry:
            entry.append((number, line))
    if any(line.strip() for _, line in entry):
        yield _outcome(entry, closed=False)


def _outcome(entry: Lines, *, closed: bool = True) -> Outcome:
    if not entry or not entry[0][1].startswith("LOCUS"):
        line = entry[0][0] if entry else 1
        return Outcome("", None, (FormatRefusal("an entry begins with a LOCUS line", line=line),))
    words = entry[0][1].split()
    name = words[1] if len(words) > 1 else ""
    if not closed:
        broken = FormatRefusal("the entry is cut off: // is missing at its end", line=entry[-1][0])
        return Outcome(name, None, (broken,))
    try:
        return _read(name, entry)
    except SequenceRefusal as refusal:
        return Outcome(name, None, (refusal,))


def _read(name: str, entry: Lines) -> Outcome:
    locus = entry[0][1]
    blocks = list(_blocks(entry[1:]))
    letters = "".join(
        "".join(line.split()[1:]) for key, lines in blocks if key == "ORIGIN" for _, line in lines[1:]
    )
    size = _SIZE.search(locus)
    if size is None:
        raise FormatRefusal("the LOCUS line says no length, such as 120 bp", line=entry[0][0])
    if int(size[1]) != len(letters):
        raise FormatRefusal(
            "LOCUS says {said} letters, there are {count}",
            said=int(size[1]),
            count=len(letters),
            line=entry[0][0],
        )
    molecule = Molecule.PROTEIN if size[2] == "aa" else Molecule.RNA if "RNA" in locus else Molecule.DNA
    check_letters(letters, molecule, line=entry[0][0])
    circular = "circular" in locus.split()
    table = [(n, line) for key, lines in blocks if key == "FEATURES" for n, line in lines[1:]]
    features, refusals = parse_features(table, len(letters), circular=circular)
    description = ""
    annotations = []
    for key, lines in blocks:
        if key == "DEFINITION":
            description = _joined(lines).removesuffix(".")
        elif key not in _RESERVED:
            annotations.append((key, _joined(lines)))
    record = Record(name, letters, molecule, circular, description, tuple(features), tuple(annotations))
    return Outcome(name, record, tuple(refusals))


def _blocks(lines: Lines) -> Iterator[tuple[str, Lines]]:
    """Each keyword with its lines, the first of them with it."""
    block: Lines = []
    for number, line in lines:
        if line[:1].strip() and block:
            yield block[0][1].split()[0], block
            block = []
        if line.strip():
            block.append((number, line))
    if block:
        yield block[0][1].split()[0], block


def _joined(lines: Lines) -> str:
    return " ".join(line[_HEAD:].strip() for _, line in lines if line[_HEAD:].strip())


def write(record: Record) -> Iterator[str]:
    """The entry's lines. Raises FormatRefusal for a name that no LOCUS line can hold."""
    if not record.name or len(record.name.split()) != 1 or record.name != record.name.strip():
        raise FormatRefusal("“{record}” is no name for a LOCUS line: no blanks in it", record=record.name)
    unit = "aa" if record.molecule is Molecule.PROTEIN else "bp"
    kind = "" if record.molecule is Molecule.PROTEIN else record.molecule.value
    shape = "circular" if record.circular else "linear"
    yield f"LOCUS       {record.name:<16} {len(record):>11} {unit}    {kind:<6}  {shape:<8} UNK {_NO_DAY}"
    yield from _keyword("DEFINITION", record.description + ".")
    for key, value in record.annotations:
        if _ANNOTATION.fullmatch(key) and key not in _RESERVED:
            yield from _keyword(key, value)
    if record.features:
        yield "FEATURES             Location/Qualifiers"
        yield from feature_lines(record, "")
    yield "ORIGIN"
    for at in range(0, len(record), _LINE):
        row = record.sequence[at : at + _LINE]
        yield f"{at + 1:>9} " + " ".join(row[start : start + 10] for start in range(0, len(row), 10))
    yield "//"


def _keyword(key: str, value: str) -> Iterator[str]:
    first = f"{key:<{_HEAD}}"
    for number, piece in enumerate(wrapped(" ".join(one_line(value).split()), _WIDTH)):
        yield (first if number == 0 else " " * _HEAD) + piece
