"""The INSDC feature table, read from and written to the columns that GenBank and EMBL share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from xiandao.foundry.sequences.formats.locations import location_text, parse_location
from xiandao.foundry.sequences.formats.reading import FormatRefusal, one_line
from xiandao.foundry.sequences.records import Feature, Record

INDENT: Final = 21
WIDTH: Final = 80 - INDENT
QUALIFIER: Final = re.compile(r"/([^\s=/\"]+)(?:=(.*))?", re.DOTALL)
# Feature table definition 11.3, section 7.3.1: qualifiers whose value is no quoted text, those without one.
UNQUOTED: Final = frozenset({
    "anticodon", "citation", "codon_start", "compare", "direction", "estimated_length", "mod_base", "number",
    "rpt_type", "rpt_unit_range", "tag_peptide", "transl_except", "transl_table", "assembly_gap",
})  # fmt: skip
FLAGS: Final = frozenset({
    "circular_RNA", "environmental_sample", "focus", "germline", "macronuclear", "partial", "proviral",
    "pseudo", "rearranged", "ribosomal_slippage", "trans_splicing", "transgenic",
})  # fmt: skip
JOINED: Final = frozenset(("translation",))  # its lines are joined without a space


@dataclass(slots=True)
class _Entry:
    """One feature's lines: the number and text of each, without the key and the indent."""

    kind: str
    lines: list[tuple[int, str]] = field(default_factory=list)


def parse_features(
    lines: Iterable[tuple[int, str]], length: int, *, circular: bool
) -> tuple[list[Feature], list[FormatRefusal]]:
    """The features of a table's lines (EMBL's `FT` blanked out), and what is wrong with those left out."""
    features: list[Feature] = []
    refusals: list[FormatRefusal] = []
    for entry in _entries(lines):
        try:
            features.append(_feature(entry, length, circular))
        except FormatRefusal as refusal:
            refusals.append(
                FormatRefusal(
                    "the feature {kind} was left out: {fault}",
                    kind=entry.kind,
                    line=refusal.values.get("line", entry.lines[0][0]),
                    fault=refusal,
                )
            )
    return features, refusals


def _entries(lines: Iterable[tuple[int, str]]) -> Iterator[_Entry]:
    entry: _Entry | None = None
    for number, line in lines:
        if not line.strip():
            continue
        if line[:5].isspace() and not line[5:6].isspace():
            if entry is not None:
                yield entry
            kind, _, rest = line.strip().partition(" ")
            entry = _Entry(kind, [(number, rest.strip())])
        elif entry is None:
            entry = _Entry("?", [(number, line.strip())])
        else:
            entry.lines.append((number, line.strip()))
    if entry is not None:
        yield entry


def _feature(entry: _Entry, length: int, circular: bool) -> Feature:
    places_end = next(
        (index for index, (_, text) in enumerate(entry.lines) if text.startswith("/")), len(entry.lines)
    )
    location = "".join(text for _, text in entry.lines[:places_end])
    operator, places = parse_location(location, length, circular=circular)
    qualifiers = tuple(_qualifiers(entry.lines[places_end:]))
    return Feature(entry.kind, places, qualifiers, operator if len(places) > 1 else "join")


def _qualifiers(lines: list[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    index = 0
    while index < len(lines):
        number, text = lines[index]
        index += 1
        said = QUALIFIER.fullmatch(text)
        if said is None:
            raise FormatRefusal(
                "{text!r} stands where a qualifier should begin with /", text=text[:60], line=number
            )
        name, value = said[1], said[2] or ""
        glue = "" if name in JOINED or not value.startswith('"') else " "
        parts = [value]
        while index < len(lines) and _runs_on(parts, lines[index][1]):
            parts.append(lines[index][1])
            index += 1
        yield name, _unquoted(glue.join(parts), name, number)


def _runs_on(parts: list[str], following: str) -> bool:
    if parts[0].startswith('"'):
        return sum(part.count('"') for part in parts) % 2 == 1
    return not following.startswith("/")


def _unquoted(value: str, name: str, line: int) -> str:
    if not value.startswith('"'):
        return value
    if len(value) < 2 or not value.endswith('"') or value.count('"') % 2:
        raise FormatRefusal(
            "the quotation mark of /{name} is never closed, or text follows it; close it",
            name=name,
            line=line,
        )
    plain = value[1:-1].replace('""', '"')
    return "".join(plain.split()) if name in JOINED else plain


def feature_lines(record: Record, prefix: str) -> Iterator[str]:
    """The table's lines, `prefix` ("" or "FT") in the first columns."""
    for feature in record.features:
        location = location_text(feature, len(record), circular=record.circular)
        first = f"{prefix:<5}{_word(feature.kind):<15} "
        indent = f"{prefix:<{INDENT}}"
        for index, piece in enumerate(_broken(location, ",")):
            yield (first if index == 0 else indent) + piece
        for name, value in feature.qualifiers:
            for piece in _qualifier_lines(_word(name), value):
                yield indent + piece


def _qualifier_lines(name: str, value: str) -> Iterator[str]:
    if name in FLAGS and not value:
        yield f"/{name}"
        return
    flat = one_line(value)
    if name in UNQUOTED and flat and not flat.startswith('"') and " " not in flat:
        yield f"/{name}={flat}"
        return
    escaped = flat.replace('"', '""')
    if name in JOINED:
        whole = f'/{name}="{"".join(escaped.split())}"'
        yield from (whole[begin : begin + WIDTH] for begin in range(0, len(whole), WIDTH))
        return
    yield from wrapped(f'/{name}="{escaped}"', WIDTH)


def _word(text: str) -> str:
    """A key or a qualifier's name: no blank, no mark that would end it."""
    return re.sub(r"[\s=/\"]+", "_", text) or "misc_feature"


def _broken(text: str, after: str) -> Iterator[str]:
    """Pieces of at most WIDTH where the mark allows, cut after it."""
    piece = ""
    for part in text.split(after):
        candidate = f"{piece}{after}{part}" if piece else part
        if piece and len(candidate) >= WIDTH:
            yield piece + after
            candidate = part
        piece = candidate
    yield piece


def wrapped(text: str, width: int) -> Iterator[str]:
    """Lines cut only at single blanks, so that joining them with a blank gives the text back.

    A longer word stays whole and its line runs over: cut, it would come back with a blank inside.
    """
    while len(text) > width:
        cut = _cut(text, width)
        if cut < 0:
            break
        yield text[:cut]
        text = text[cut + 1 :]
    yield text


def _cut(text: str, width: int) -> int:
    def single(index: int) -> bool:
        return 0 < index < len(text) - 1 and text[index - 1] != " " and text[index + 1] != " "

    cut = text.rfind(" ", 1, width + 1)
    while cut > 0 and not single(cut):
        cut = text.rfind(" ", 1, cut)
    if cut <= 0:
        cut = text.find(" ", width + 1)
        while cut > 0 and not single(cut):
            cut = text.find(" ", cut + 1)
    return cut
