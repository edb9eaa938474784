"""The search finds what trying every place finds: no site more, none less, each at its place."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.editing import (
    CAS12A,
    SA_CAS9,
    SP_CAS9,
    EditingRefused,
    Nuclease,
    Side,
    find_sites,
    genome_of,
    index_of,
    load,
    save,
)
from xiandao.foundry.editing.tests import brute
from xiandao.foundry.sequences import Molecule, Record, reverse_complement

SHORT = replace(SP_CAS9, guide_length=12)
SHORT_12A = replace(CAS12A, pam="TTV", guide_length=13, cut=9)
SHORT_SA = replace(SA_CAS9, pam="NRRT", guide_length=13)
NUCLEASES = (SHORT, SHORT_12A, replace(SHORT, pam="NRG", guide_length=13), SHORT_SA, SA_CAS9, CAS12A, SP_CAS9)
ONE_OF = {"N": "A", "R": "G", "V": "A"}
LETTERS = "ACGT" * 6 + "acgtNR"


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Record], Nuclease, list[str], int, int]:
    """A genome rich in repeats, a nuclease, guides that are near some of its sites, and the edits allowed."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    nuclease = draw(st.sampled_from(NUCLEASES))
    guides = [
        "".join(chance.choices("ACGT", k=nuclease.guide_length)) for _ in range(draw(st.integers(1, 3)))
    ]
    pam = "".join(ONE_OF.get(letter, letter) for letter in nuclease.pam)
    records = []
    for number in range(draw(st.integers(1, 4))):
        pieces = []
        for _ in range(draw(st.integers(1, 5))):
            near = list(chance.choice(guides))
            for _ in range(chance.randrange(4)):
                near[chance.randrange(len(near))] = chance.choice("ACGT")
            if chance.random() < 0.5:
                place = chance.randrange(len(near))
                near[place : place + 1] = (
                    [] if chance.random() < 0.5 else [near[place], chance.choice("ACGT")]
                )
            word = "".join(near)
            word = pam + word if nuclease.side is Side.FIVE else word + pam
            word = word if chance.random() < 0.5 else reverse_complement(word)
            word = word if chance.random() < 0.8 else word.lower()
            pieces.append("".join(chance.choices(LETTERS, k=chance.randrange(12))) + word)
        text = "".join(pieces)
        turn = chance.randrange(len(text))
        circular = draw(st.booleans()) and len(text) > 30
        records.append(
            Record(f"c{number}", text[turn:] + text[:turn] if circular else text, circular=circular)
        )
    return records, nuclease, guides, draw(st.integers(0, 5)), draw(st.integers(0, 1))


@settings(max_examples=200, deadline=None)
@given(cases())
def test_every_site_is_found_once_at_its_place(
    case: tuple[list[Record], Nuclease, list[str], int, int],
) -> None:
    records, nuclease, guides, mismatches, bulges = case
    expected = brute.sites(records, nuclease, guides, mismatches, bulges)

    try:
        index = index_of(genome_of(records), nuclease)
    except EditingRefused:
        assert expected == []
        return
    found = find_sites(index, guides, mismatches=mismatches, bulges=bulges)

    rows = [(s.guide, s.chromosome, s.start, s.strand, s.cut, s.mismatches, s.bulge) for s in found]
    assert sorted(rows) == expected


@pytest.mark.parametrize("nuclease", [SP_CAS9, SA_CAS9, CAS12A])
def test_a_long_random_genome_gives_what_trying_all_gives(nuclease: Nuclease) -> None:
    chance = random.Random(7)
    unit = "".join(chance.choices("ACGT", k=400))
    records = [
        Record("plasmid", "".join(chance.choices("ACGT", k=3000)) + unit, circular=True),
        Record(
            "repeats", "".join(unit if n % 3 else "".join(chance.choices("ACGT", k=150)) for n in range(20))
        ),
    ]
    index = index_of(genome_of(records), nuclease)
    guides = [_guide_at(records[1].sequence, nuclease, place) for place in (200, 1100)]

    found = find_sites(index, guides, mismatches=5, bulges=1)

    rows = sorted((s.guide, s.chromosome, s.start, s.strand, s.cut, s.mismatches, s.bulge) for s in found)
    assert rows == brute.sites(records, nuclease, guides, 5, 1)
    assert len(rows) > 10


def _guide_at(sequence: str, nuclease: Nuclease, after: int) -> str:
    classes = {"N": "[ACGT]", "R": "[AG]", "V": "[ACG]"}
    pam = "".join(classes.get(letter, letter) for letter in nuclease.pam)
    guide = f"([ACGT]{{{nuclease.guide_length}}})"
    pattern = guide + pam if nuclease.side is Side.THREE else pam + guide
    found = re.search(pattern, sequence[after:])
    assert found
    return found[1]


def test_a_site_across_the_origin_of_a_circle_is_read_on() -> None:
    site = "GATTACAGATTACAGATTAC"
    text = "TGG" + "T" * 60 + site
    index = index_of(genome_of([Record("plasmid", text[70:] + text[:70], circular=True)]), SP_CAS9)

    (found,) = find_sites(index, [site], mismatches=0)

    assert (found.start, found.end, found.strand) == (76, 13, 1)
    assert found.cut == 10


def test_repeats_are_counted_and_not_dropped() -> None:
    unit = "GATTACAGATTACAGATTACAGG" + "T" * 10
    index = index_of(genome_of([Record("repeats", unit * 1000)]), SP_CAS9)

    found = find_sites(index, ["GATTACAGATTACAGATTAC"], mismatches=0)

    assert len(found) == 1000
    assert found.counts()[0][0] == 1000


def test_an_index_is_the_same_after_it_was_kept(tmp_path: Path) -> None:
    chance = random.Random(3)
    records = [Record("chromosome", "".join(chance.choices("ACGT", k=5000)))]
    index = index_of(genome_of(records), SP_CAS9)
    guides = [_guide_at(records[0].sequence, SP_CAS9, 100)]

    save(index, tmp_path / "index")
    again = load(tmp_path / "index")

    assert again.digest == index.digest
    assert [*find_sites(again, guides, mismatches=5)] == [*find_sites(index, guides, mismatches=5)]


def test_a_damaged_index_is_not_read(tmp_path: Path) -> None:
    index = index_of(genome_of([Record("c", "GATTACAGATTACAGATTACAGG")]), SP_CAS9)
    save(index, tmp_path / "index")
    (tmp_path / "index" / "places.npy").write_bytes(b"")

    with pytest.raises(EditingRefused, match="build it again"):
        load(tmp_path / "index")


@pytest.mark.parametrize(
    ("records", "words"),
    [
        ([], "at least one record"),
        ([Record("a", "")], "at least one record"),
        ([Record("a", "ACGT"), Record("a", "ACGT")], "two records are named a"),
        ([Record("a", "ACGTX")], "“X” at 5"),
        ([Record("a", "ACGé")], "“é” at 4"),
        ([Record("a", "MKV", Molecule.PROTEIN)], "is a protein"),
        ([Record("a", "A" * 500)], "NGG of SpCas9 stands nowhere"),
    ],
)
def test_a_genome_that_cannot_be_searched_is_refused(records: list[Record], words: str) -> None:
    with pytest.raises(EditingRefused, match=words):
        index_of(genome_of(records), SP_CAS9)


@pytest.mark.parametrize(
    ("guide", "edits", "words"),
    [
        ("GATTACA", (4, 0), "guide 1 has 7 bases"),
        ("GATTACAGATTACAGATTAN", (4, 0), "not one of A, C, G, T"),
        ("GATTACAGATTACAGATTAC", (7, 0), "7 mismatches"),
        ("GATTACAGATTACAGATTAC", (3, 2), "2 bulges"),
    ],
)
def test_a_guide_that_cannot_be_searched_is_refused(guide: str, edits: tuple[int, int], words: str) -> None:
    index = index_of(genome_of([Record("c", "GATTACAGATTACAGATTACAGG")]), SP_CAS9)

    with pytest.raises(EditingRefused, match=words):
        find_sites(index, [guide], mismatches=edits[0], bulges=edits[1])


@pytest.mark.parametrize(("pam", "length"), [("", 20), ("NGX", 20), ("NGG", 31), ("NGG", 11)])
def test_a_nuclease_that_cannot_be_is_refused(pam: str, length: int) -> None:
    with pytest.raises(EditingRefused):
        Nuclease("mine", pam, Side.THREE, length, 3, "nobody")
