"""GenBank flat files: LOCUS, annotations, features, letters; what is not understood is kept as annotation.

A keyword's text is an annotation under its name; a keyword below another is named with it
("REFERENCE.AUTHORS"), what LOCUS says beside length and circle as "LOCUS.DATE" and its like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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

_HEAD: Final = 12  # columns before the text of a keyword
_WIDTH: Final = 80 - _HEAD
_LINE: Final = 60
_NO_DAY: Final = "01-JAN-1980"  # the line has a day; ours says none
_NO_DIVISION: Final = "UNK"
_SIZE: Final = re.compile(r"\b(\d{1,12}) (bp|aa|rc)\b")
_DAY: Final = re.compile(r"\d{2}-[A-Z]{3}-\d{4}")
_DIVISION: Final = re.compile(r"[A-Z]{3}")
_STRANDED: Final = re.compile(r"((?:ss|ds|ms)-)?([A-Za-z]*[DR]NA)")
_ANNOTATION: Final = re.compile(r"[A-Z][A-Z0-9_]{0,10}")
_BELOW: Final = re.compile(r" {1,5}([A-Z]{3,10})\s*")
_RESERVED: Final = frozenset(("LOCUS", "DEFINITION", "FEATURES", "ORIGIN", "CONTIG", "BASE"))
_NESTING: Final = frozenset(("SOURCE", "REFERENCE"))  # keywords that have others below them
_LINES_KEPT: Final = frozenset(("COMMENT",))  # its line ends mean something
_FIRST_LINE_KEPT: Final = frozenset(("SOURCE.ORGANISM",))  # the name, then the lineage
Lines = list[tuple[int, str]]


def parse(text: str) -> Iterator[Outcome]:
    """One outcome for each entry; one that is cut off takes none with it."""
    entry: Lines = []
    for number, line in lines_of(text):
        if line.startswith("//"):
            yield _outcome(entry)
            entry = []
        elif line.startswith("LOCUS ") and entry:  # the entry before it was cut off
            yield _outcome(entry, closed=False)
            entry = [(number, line)]
        elif line.strip() or entry:
            entry.append((number, line))
    if any(line.strip() for _, line in entry):
        yield _outcome(entry, closed=False)


def _outcome(entry: Lines, *, closed: bool = True) -> Outcome:
    if not entry or not entry[0][1].startswith("LOCUS"):
        line = entry[0][0] if entry else 1
        return Outcome("", None, (FormatRefusal("an entry begins with a LOCUS line", line=line),))
    locus = entry[0][1]
    size = _SIZE.search(locus)
    words = locus[5 : size.start() if size else None].split()
    name = "_".join(words if size else words[:1])
    if not closed:
        broken = FormatRefusal("the entry is cut off: // is missing at its end", line=entry[-1][0])
        return Outcome(name, None, (broken,))
    try:
        if size is None:
            raise FormatRefusal("the LOCUS line says no length, such as 120 bp", line=entry[0][0])
        return _read(name, entry, size)
    except SequenceRefusal as refusal:
        return Outcome(name, None, (refusal,))


def _read(name: str, entry: Lines, size: re.Match[str]) -> Outcome:
    blocks = list(_blocks(entry[1:]))
    letters = "".join(
        "".join(line.split()[1:]) for key, lines in blocks if key == "ORIGIN" for _, line in lines[1:]
    )
    if int(size[1]) != len(letters):
        raise FormatRefusal(
            "LOCUS says {said} letters, there are {count}",
            said=int(size[1]),
            count=len(letters),
            line=entry[0][0],
        )
    said = entry[0][1][size.end() :].split()
    rna = any("RNA" in word for word in said)
    molecule = Molecule.PROTEIN if size[2] == "aa" else Molecule.RNA if rna else Molecule.DNA
    check_letters(letters, molecule, line=entry[0][0])
    circular = "circular" in said
    table = [(n, line) for key, lines in blocks if key == "FEATURES" for n, line in lines[1:]]
    features, refusals = parse_features(table, len(letters), circular=circular)
    description = ""
    annotations = list(_locus(said, molecule))
    for key, lines in blocks:
        if key == "DEFINITION":
            description = _joined(lines).removesuffix(".")
        elif key not in _RESERVED:
            annotations.extend(_annotations(key, lines))
    record = Record(name, letters, molecule, circular, description, tuple(features), tuple(annotations))
    return Outcome(name, record, tuple(refusals))


def _locus(words: list[str], molecule: Molecule) -> Iterator[tuple[str, str]]:
    """What the first line says beside name, length and circle, where it is more than nothing."""
    for word in words:
        if _DAY.fullmatch(word) and word != _NO_DAY:
            yield "LOCUS.DATE", word
        elif _STRANDED.fullmatch(word) and word != molecule.value:
            yield "LOCUS.MOLECULE", word
        elif _DIVISION.fullmatch(word) and word not in {_NO_DIVISION, "DNA", "RNA"}:
            yield "LOCUS.DIVISION", word


def _blocks(lines: Lines) -> Iterator[tuple[str, Lines]]:
    """Each keyword with its lines, the first of them with it."""
    block: Lines = []
    for number, line in lines:
        if line[:1].strip() and block:
            yield block[0][1].split()[0], block
            block = []
        if line.strip() or block:
            block.append((number, line))
    if block:
        yield block[0][1].split()[0], block


def _annotations(key: str, lines: Lines) -> Iterator[tuple[str, str]]:
    """The keyword's text, then that of each keyword below it."""
    name, part = key, lines[:1]
    for number, line in lines[1:]:
        below = _BELOW.fullmatch(line[:_HEAD]) if key in _NESTING else None
        if below:
            yield name, _text(name, part)
            name, part = f"{key}.{below[1]}", []
        part.append((number, line))
    yield name, _text(name, part)


def _text(key: str, lines: Lines) -> str:
    if key in _LINES_KEPT:
        return "\n".join(line[_HEAD:].rstrip() for _, line in lines).rstrip("\n")
    if key in _FIRST_LINE_KEPT:
        return f"{_joined(lines[:1])}\n{_joined(lines[1:])}".rstrip("\n")
    return _joined(lines)


def _joined(lines: Lines) -> str:
    return " ".join(word for _, line in lines for word in line[_HEAD:].split())


def write(record: Record) -> Iterator[str]:
    """The entry's lines. Raises FormatRefusal for a name that no LOCUS line can hold."""
    check_name(record)
    said = dict(record.annotations)
    unit = "aa" if record.molecule is Molecule.PROTEIN else "bp"
    shape = "circular" if record.circular else "linear"
    strands, kind = _molecule(record, said.get("LOCUS.MOLECULE", ""))
    division = _fitting(_DIVISION, said.get("LOCUS.DIVISION", ""), _NO_DIVISION)
    day = _fitting(_DAY, said.get("LOCUS.DATE", ""), _NO_DAY)
    yield (
        f"LOCUS       {record.name:<16} {len(record):>11} {unit} {strands:<3}{kind:<6}  "
        f"{shape:<8} {division} {day}"
    )
    yield from _keyword("DEFINITION", record.description + ".")
    for key, value in record.annotations:
        keyword, _, below = key.partition(".")
        if keyword in _RESERVED or not all(_ANNOTATION.fullmatch(word) for word in key.split(".")):
            continue
        if not below:
            yield from _keyword(key, value)
        elif keyword in _NESTING:
            yield from _keyword(f"  {below}", value, lines_kept=key in _FIRST_LINE_KEPT)
    if record.features:
        yield "FEATURES             Location/Qualifiers"
        yield from feature_lines(record, "")
    yield "ORIGIN"
    for at in range(0, len(record), _LINE):
        row = record.sequence[at : at + _LINE]
        yield f"{at + 1:>9} " + " ".join(row[start : start + 10] for start in range(0, len(row), 10))
    yield "//"


def _molecule(record: Record, said: str) -> tuple[str, str]:
    """The strands and the kind of the first line; what it said before, where that is still so."""
    if record.molecule is Molecule.PROTEIN:
        return "", ""
    found = _STRANDED.fullmatch(said)
    if found is None or ("RNA" in said) != (record.molecule is Molecule.RNA):
        return "", record.molecule.value
    return found[1] or "", found[2]


def _fitting(pattern: re.Pattern[str], said: str, otherwise: str) -> str:
    return said if pattern.fullmatch(said) else otherwise


def _keyword(key: str, value: str, *, lines_kept: bool = False) -> Iterator[str]:
    first = f"{key:<{_HEAD}}"
    if key in _LINES_KEPT:  # not wrapped: a line end that is ours would come back as the author's
        pieces = [one_line(line).rstrip() for line in value.split("\n")]
    else:
        kept, _, rest = value.partition("\n") if lines_kept else ("", "", value)
        pieces = [" ".join(one_line(kept).split())] if lines_kept else []
        pieces += wrapped(" ".join(one_line(rest).split()), _WIDTH) if rest or not lines_kept else ()
    for number, piece in enumerate(pieces):
        yield (first if number == 0 else " " * _HEAD) + piece
