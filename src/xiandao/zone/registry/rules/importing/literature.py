"""Papers from reference files: BibTeX, RIS and OpenAlex works become lines under the headings of a sheet."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, MonthIntMiddleware
from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

from xiandao.kernel.uploads import MEGABYTE
from xiandao.zone.registry.rules.importing.sheets import encoding_of
from xiandao.zone.registry.rules.importing.table import (
    SEPARATOR,
    Format,
    ImportRefused,
    Line,
    RowRefused,
    Table,
    limited,
    text_of,
)

MOST_BYTES = 20 * MEGABYTE  # a reference file of 10,000 papers with abstracts
HEADINGS = ("title", "authors", "venue", "year", "published_on", "doi", "type", "issn")
RESULTS_WITHIN = 65_536  # characters; OpenAlex writes its short `meta` before the results
_RESULTS = re.compile(r'"results"\s*:\s*\[')
_AND = re.compile(r"\s+and\s+")
_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})/?")
_YEAR = re.compile(r"\d{4}")
# The fields of a reference under their names in each format, the better name first.
BIBTEX = {
    "title": ("title",),
    "authors": ("author", "editor"),
    "venue": ("journal", "journaltitle", "booktitle", "publisher"),
    "year": ("year", "date"),
    "published_on": ("date",),
    "doi": ("doi",),
    "issn": ("issn",),
}
RIS = {
    "title": ("title", "primary_title", "translated_title"),
    "authors": ("authors", "first_authors"),
    "venue": ("journal_name", "secondary_title", "alternate_title2", "alternate_title3", "publisher"),
    "year": ("year", "publication_year", "date"),
    "published_on": ("date", "publication_year", "year"),
    "doi": ("doi",),
    "type": ("type_of_reference",),
    "issn": ("issn",),
}


def format_of(name: str, content: bytes) -> Format | None:
    """Which of the reference formats a text is, by how it begins; None where it is none of them."""
    head = content[:4096].decode(encoding_of(name, content), errors="ignore").lstrip("\ufeff \t\r\n")
    if head.startswith(("{", "[")):
        return Format.OPENALEX
    if re.match(r"TY\s{1,2}- ", head):
        return Format.RIS
    if re.search(r"^\s*@\w+\s*[{(]", head, re.MULTILINE):
        return Format.BIBTEX
    return None


def read_literature(name: str, content: bytes, written_in: Format) -> Table:
    """Each reference a line. Raises ImportRefused where the file as a whole cannot be read."""
    if len(content) > MOST_BYTES:
        raise ImportRefused(
            "{name} has {size} MB; a reference file may have {most}. Split it.",
            name=name,
            size=round(len(content) / MEGABYTE, 1),
            most=MOST_BYTES // MEGABYTE,
        )
    text = content.decode(encoding_of(name, content)).lstrip("\ufeff")
    readers = {Format.BIBTEX: _bibtex, Format.RIS: _ris, Format.OPENALEX: _openalex}
    return Table(written_in, HEADINGS, limited(readers[written_in](name, text)))


def _line(number: int, values: Mapping[str, object]) -> Line:
    return Line(number, tuple(text_of(values.get(heading)) for heading in HEADINGS))


def _bibtex(name: str, text: str) -> Iterator[Line]:
    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it would log is said row by row
    more = [LatexDecodingMiddleware(keep_braced_groups=False), MonthIntMiddleware()]
    library = parse_string(text, append_middleware=more)
    number = 0
    for block in library.blocks:
        if not isinstance(block, Entry | ParsingFailedBlock):
            continue
        number = max(number + 1, (block.start_line or 0) + 1)
        if isinstance(block, Entry):
            yield _bibtex_entry(number, block)
        elif isinstance(block, DuplicateBlockKeyBlock):
            yield Line(number, (), RowRefused("The key “{key}” stands twice in the file.", key=block.key))
        else:
            unread = RowRefused("This entry cannot be read: a bracket or a quotation mark is not closed.")
            yield Line(number, (), unread)
    if not number:
        raise ImportRefused("{name} holds no references.", name=name)


def _bibtex_entry(number: int, entry: Entry) -> Line:
    written = {field.key.lower(): str(field.value) for field in entry.fields}
    values = _first_named(BIBTEX, written)
    month, day = written.get("month", ""), written.get("day", "")
    if values["year"] and month.isdigit() and day.isdigit():
        values["published_on"] = f"{values['year']}-{int(month):02d}-{int(day):02d}"
    values["authors"] = SEPARATOR.join(_in_order(a) for a in _AND.split(str(values["authors"])) if a)
    return _line(number, values | {"type": entry.entry_type})


def _ris(name: str, text: str) -> Iterator[Line]:
    try:
        entries: Sequence[Mapping[str, Any]] = rispy.loads(text)
    except (OSError, ValueError, KeyError) as broken:
        raise ImportRefused(
            "{name} cannot be read as RIS: {reason}. Export it again.", name=name, reason=str(broken)[:120]
        ) from broken
    for number, entry in enumerate(entries, 1):
        values = _first_named(RIS, entry)
        people = values["authors"] if isinstance(values["authors"], list) else []
        values["authors"] = SEPARATOR.join(_in_order(str(person)) for person in people)
        yield _line(number, values)
    if not entries:
        raise ImportRefused("{name} holds no references.", name=name)


def _first_named(names: Mapping[str, Sequence[str]], written: Mapping[str, Any]) -> dict[str, object]:
    """Each field under the best of its names; a year is cut out of a date, a day must be whole."""
    values: dict[str, object] = {
        field: next((written[name] for name in choices if written.get(name)), "")
        for field, choices in names.items()
    }
    year = _YEAR.search(str(values["year"]))
    values["year"] = year[0] if year else ""
    days = (_DAY.fullmatch(str(written.get(name, "")).strip()) for name in names["published_on"])
    values["published_on"] = next((f"{d[1]}-{int(d[2]):02d}-{int(d[3]):02d}" for d in days if d), "")
    return values


def _in_order(author: str) -> str:
    """`Family, Given` as `Given Family`; a Chinese name stays one word."""
    family, comma, given = (part.strip() for part in author.partition(","))
    if not comma or not given:
        return family
    is_chinese = not (family + given).isascii() and len(family + given) <= 4
    return family + given if is_chinese else f"{given} {family}"


def _openalex(name: str, text: str) -> Iterator[Line]:
    number = 0
    for number, work in enumerate(_works(name, text), 1):
        if isinstance(work, dict) and (work.get("title") or work.get("display_name")):
            yield _line(number, _work(work))
        else:
            yield Line(number, (), RowRefused("This entry is no work of OpenAlex: it has no title."))
    if not number:
        raise ImportRefused("{name} holds no works.", name=name)


def _works(name: str, text: str) -> Iterator[Any]:
    """One work after the other, without holding all of them: a list, `results` of an answer, or lines."""
    decoder = json.JSONDecoder()
    results = _RESULTS.search(text, 0, RESULTS_WITHIN) if text.lstrip().startswith("{") else None
    place = results.end() if results else 0
    in_list = results is not None or text.lstrip().startswith("[")
    if in_list and not results:
        place = text.index("[") + 1
    while True:
        while place < len(text) and text[place] in " \t\r\n,":
            place += 1
        if place >= len(text) or (in_list and text[place] == "]"):
            if in_list and place >= len(text):
                raise _cut_off(name, text, place)
            return
        try:
            work, place = decoder.raw_decode(text, place)
        except (json.JSONDecodeError, RecursionError) as broken:
            raise _cut_off(name, text, getattr(broken, "pos", place)) from broken
        yield work


def _cut_off(name: str, text: str, place: int) -> ImportRefused:
    return ImportRefused(
        "{name} is no whole JSON: it breaks off at line {line}. Export it again.",
        name=name,
        line=text.count("\n", 0, place) + 1,
    )


def _work(work: Mapping[str, Any]) -> dict[str, object]:
    place = work.get("primary_location") or work.get("host_venue") or {}
    source = place.get("source") or place if isinstance(place, dict) else {}
    people = [
        str((authorship.get("author") or {}).get("display_name") or authorship.get("raw_author_name") or "")
        for authorship in work.get("authorships") or ()
        if isinstance(authorship, dict)
    ]
    return {
        "title": work.get("title") or work.get("display_name"),
        "authors": SEPARATOR.join(person for person in people if person),
        "venue": source.get("display_name") if isinstance(source, dict) else "",
        "year": work.get("publication_year"),
        "published_on": work.get("publication_date"),
        "doi": work.get("doi") or (work.get("ids") or {}).get("doi"),
        "type": work.get("type"),
        "issn": source.get("issn_l") if isinstance(source, dict) else "",
    }
