"""Reference files: what is taken out of each format, and what is said of a broken one."""

from __future__ import annotations

import json

import pytest

from xiandao.kernel.uploads import inspect
from xiandao.zone.registry.rules.importing.literature import HEADINGS
from xiandao.zone.registry.rules.importing.opening import ACCEPTED, open_table
from xiandao.zone.registry.rules.importing.table import MOST_BYTES, Format, ImportRefused, Table
from xiandao.zone.registry.rules.vocabulary import Kind

BIBTEX = r"""
% exported
@comment{nothing}
@article{li2024, title = {Growth of {E. coli} in \"Ubung}, author = {Li, Wei and 张, 三 and Maria Curie},
  year = 2024, month = mar, day = 5, journal = "Nature", doi = {10.1000/abc}}
@article{li2024, title = {Again}}
@inproceedings{x, title={A chassis}, booktitle={Proc. SynBio}, date={2023-11-02}}
@article{broken, title = {never closed
"""
RIS = """TY  - JOUR
TI  - A title
AU  - Li, Wei
AU  - 王, 芳
PY  - 2024/03/01/
DO  - 10.1000/abc
JO  - Nature
SN  - 1234-5678
ER  -

TY  - CONF
T1  - B title
A1  - Curie, Marie
Y1  - 2023
T2  - Cell
ER  -
"""
WORK = {
    "id": "https://openalex.org/W1",
    "title": "A title",
    "doi": "https://doi.org/10.1000/abc",
    "publication_year": 2024,
    "publication_date": "2024-03-01",
    "type": "article",
    "primary_location": {"source": {"display_name": "Nature", "issn_l": "1234-5678"}},
    "authorships": [{"author": {"display_name": "Li Wei"}}, {"author": {"display_name": "Marie Curie"}}],
}


def opened(text: str, kind: Kind = Kind.PAPER) -> Table:
    upload = inspect("papers.txt", text.encode(), allowed=ACCEPTED, most_bytes=MOST_BYTES)
    return open_table(upload, kind, lambda _: False)


def papers(text: str) -> list[dict[str, str]]:
    return [dict(zip(HEADINGS, line.cells, strict=True)) for line in opened(text).lines if line.fault is None]


def test_bibtex_gives_title_authors_venue_and_day() -> None:
    first, second = papers(BIBTEX)

    assert first == {
        "title": "Growth of E. coli in Übung",
        "authors": "Wei Li; 张三; Maria Curie",
        "venue": "Nature",
        "year": "2024",
        "published_on": "2024-03-05",
        "doi": "10.1000/abc",
        "type": "article",
        "issn": "",
    }
    assert (second["venue"], second["year"], second["published_on"]) == ("Proc. SynBio", "2023", "2023-11-02")


def test_a_bibtex_entry_that_cannot_be_read_is_named_by_its_line() -> None:
    faults = {line.number: line.fault.sentence for line in opened(BIBTEX).lines if line.fault}

    assert list(faults) == [6, 8]
    assert "li2024" in faults[6]
    assert "not closed" in faults[8]


def test_ris_gives_the_same_fields_under_its_several_names() -> None:
    first, second = papers(RIS)

    assert (first["title"], first["authors"], first["year"]) == ("A title", "Wei Li; 王芳", "2024")
    assert (first["published_on"], first["doi"], first["venue"]) == ("2024-03-01", "10.1000/abc", "Nature")
    assert (second["title"], second["authors"], second["venue"]) == ("B title", "Marie Curie", "Cell")
    assert (second["year"], second["published_on"]) == ("2023", "")


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([WORK, WORK]),
        json.dumps({"meta": {"count": 2}, "results": [WORK, WORK], "group_by": []}, indent=1),
        json.dumps(WORK) + "\n" + json.dumps(WORK) + "\n",
    ],
    ids=["list", "results", "lines"],
)
def test_openalex_works_are_read_in_each_of_their_wrappings(text: str) -> None:
    found = papers(text)

    assert len(found) == 2
    assert found[0] == {
        "title": "A title",
        "authors": "Li Wei; Marie Curie",
        "venue": "Nature",
        "year": "2024",
        "published_on": "2024-03-01",
        "doi": "https://doi.org/10.1000/abc",
        "type": "article",
        "issn": "1234-5678",
    }


@pytest.mark.parametrize("cut", ['{"results": [{"title": "A"},', '[{"title": "A"}, {"ti', '[{"title": "A"}'])
def test_json_that_breaks_off_is_refused_by_its_line(cut: str) -> None:
    with pytest.raises(ImportRefused, match="breaks off at line 1"):
        list(opened(cut).lines)


def test_an_entry_that_is_no_work_is_named_by_its_number() -> None:
    faults = [line.number for line in opened(json.dumps([WORK, {"name": "x"}, 3])).lines if line.fault]

    assert faults == [2, 3]


@pytest.mark.parametrize("text", ["[]", '{"results": []}'])
def test_a_reference_file_without_references_is_refused(text: str) -> None:
    with pytest.raises(ImportRefused, match="holds no"):
        list(opened(text).lines)


def test_a_reference_file_brings_papers_and_nothing_else() -> None:
    with pytest.raises(ImportRefused, match="only papers"):
        opened(RIS, Kind.ORGANISATION)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (BIBTEX, Format.BIBTEX),
        (RIS, Format.RIS),
        ("[]", Format.OPENALEX),
        ("title,doi\nA,10.1/x\n", Format.CSV),
    ],
)
def test_the_format_is_known_by_the_content(text: str, found: Format) -> None:
    assert opened(text).format is found
