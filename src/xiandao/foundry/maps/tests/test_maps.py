"""Maps are sound SVG with words for those who cannot see; names stand apart; nothing is lost in silence."""

from __future__ import annotations

import math
import random
import re
from itertools import combinations
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xiandao.foundry.catalogues import enzyme, starter
from xiandao.foundry.maps import CHINESE, contents_of, draw_map
from xiandao.foundry.maps.drawing import width_of
from xiandao.foundry.sequences import Feature, Molecule, Place, Record
from xiandao.foundry.sequences.formats.tests.making import records

SPACE = "{http://www.w3.org/2000/svg}"
PUC = starter().part("pUC19").record()


def crowded(features: int, length: int, *, circular: bool) -> Record:
    chance = random.Random(7)
    made = []
    for number in range(features):
        start = chance.randrange(length)
        end = min(length, start + 1 + int(chance.expovariate(30 / length)))
        name = ("label", f"特征 number {number} with quite a long name")
        made.append(Feature("CDS", (Place(start, end, chance.choice((1, -1))),), (name,)))
    letters = "".join(chance.choices("ACGT", k=length))
    return Record("crowded", letters, circular=circular, features=tuple(made))


def boxes(tree: Element) -> list[tuple[float, float, float, float]]:
    """Where each upright line of text lies, by our estimate of its width."""
    found = []
    for text in tree.iter(f"{SPACE}text"):
        if text.get("transform") or not text.text:
            continue
        size = float(text.get("font-size", "11"))
        wide = width_of(text.text, size)
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        left = x - wide * {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
        found.append((left, y - size * 0.8, left + wide, y + size * 0.1))
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records(strands=(1, -1, 0)), st.booleans())
def test_every_record_has_a_map_that_is_sound_and_the_same_each_time(record: Record, circular: bool) -> None:
    text = draw_map(record, circular=circular)

    tree = fromstring(text)
    assert tree.tag == f"{SPACE}svg"
    assert "nan" not in text
    assert draw_map(record, circular=circular) == text


@pytest.mark.parametrize("circular", [True, False])
@pytest.mark.parametrize(("features", "length"), [(60, 12_000), (8, 100), (150, 1_000_000)])
def test_names_do_not_cover_each_other_and_stay_on_the_page(
    features: int, length: int, circular: bool
) -> None:
    record = crowded(features, length, circular=circular)
    tree = fromstring(draw_map(record))
    width, height = (float(tree.get(name, "0")) for name in ("width", "height"))

    found = boxes(tree)

    assert len(found) > min(features, 20)
    for left, top, right, bottom in found:
        assert left >= -1
        assert right <= width + 1
        assert top >= 0
        assert bottom <= height
    for one, other in combinations(found, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


@pytest.mark.parametrize("circular", [True, False])
def test_those_who_do_not_see_it_are_told(circular: bool) -> None:
    tree = fromstring(draw_map(PUC, circular=circular))
    titles = {title.text for title in tree.iter(f"{SPACE}title")}

    labelled = (tree.get("aria-labelledby") or "").split()

    assert tree.get("role") == "img"
    assert {one.get("id") for one in tree.iter()} >= set(labelled)
    assert tree.findtext(f"{SPACE}title") == "pUC19"
    assert "2,686 bp, circular" in (tree.findtext(f"{SPACE}desc") or "")
    assert "pUC19 1..2,686 (+)" in titles
    assert any(title and title.startswith("EcoRI ") for title in titles)


def test_a_page_with_two_maps_has_no_name_twice() -> None:
    other = starter().part("pSB1C3").record()

    names = re.findall(r' id="([^"]+)"', draw_map(PUC) + draw_map(other))

    assert len(names) == len(set(names)) == 4


def test_hostile_names_stay_words() -> None:
    name = "<script>alert(1)</script>\x00&\"'"
    record = Record("<b>", "ACGT" * 30, features=(Feature("CDS", (Place(0, 60),), (("label", name),)),))

    text = draw_map(record, circular=True) + draw_map(record, circular=False)

    assert "<script" not in text
    assert "\x00" not in text
    assert "&lt;script" in text


def test_a_feature_across_the_origin_is_one_arrow_on_a_circle_and_two_on_a_line() -> None:
    across = Feature("CDS", (Place(90, 100), Place(0, 20)), (("label", "over"),))
    record = Record("ring", "ACGTA" * 20, circular=True, features=(across,))

    (stretch,) = contents_of(record).stretches
    shapes = {
        circular: next(
            group
            for group in fromstring(draw_map(record, circular=circular, cut_sites=False)).iter(f"{SPACE}g")
            if (group.findtext(f"{SPACE}title") or "").startswith("over")
        )
        for circular in (True, False)
    }

    assert stretch.parts == ((90, 120),)
    assert stretch.tip == "over 91..20 (+)"
    outlines = {
        circular: [one for one in group.iter(f"{SPACE}path") if one.get("fill") != "none"]
        for circular, group in shapes.items()
    }
    assert [len(outlines[circular]) for circular in (True, False)] == [1, 2]


def test_an_arrow_on_the_circle_lies_where_its_feature_lies() -> None:
    quarter = Feature("CDS", (Place(25, 50),), (("label", "quarter"),))
    record = Record("ring", "ACGTA" * 20, circular=True, features=(quarter,))

    text = draw_map(record, cut_sites=False, frames=False)

    tree = fromstring(text)
    circle = next(tree.iter(f"{SPACE}circle"))
    cx, cy, r = (float(circle.get(name, "0")) for name in ("cx", "cy", "r"))
    group = next(
        one for one in tree.iter(f"{SPACE}g") if (one.findtext(f"{SPACE}title") or "").startswith("q")
    )
    (path,) = (one.get("d", "") for one in group.iter(f"{SPACE}path") if one.get("fill") != "none")
    x, y = (float(part) for part in path[1 : path.index("A")].split())
    assert math.hypot(x - cx, y - cy) < r
    assert y == pytest.approx(cy, abs=0.1)  # a quarter of the way round is at three o'clock
    assert x > cx


def test_what_is_not_drawn_is_counted() -> None:
    crowd = Record(
        "r",
        "ACGT" * 50,
        circular=True,
        features=tuple(Feature("CDS", (Place(0, 150),), (("label", f"f{n}"),)) for n in range(9)),
    )

    assert "3 not drawn or without a name" in draw_map(crowd)
    assert "3 未画出或未标名" in draw_map(crowd, words=CHINESE)


def test_chosen_cutters_are_drawn_and_others_are_not() -> None:
    text = draw_map(PUC, cutters=(enzyme("EcoRI"), enzyme("BsaI"), enzyme("AluI")))

    assert ("EcoRI" in text, "BsaI" in text, "AluI" in text, "HindIII" in text) == (True, True, False, False)


def test_a_protein_has_a_map_in_residues() -> None:
    record = Record("p", "MKV" * 20, Molecule.PROTEIN)

    assert "60 aa" in draw_map(record)


def test_a_megabase_is_drawn_at_once() -> None:
    record = crowded(1500, 1_000_000, circular=False)

    assert len(draw_map(record)) < 2_000_000
