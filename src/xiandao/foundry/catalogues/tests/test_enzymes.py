"""Enzymes cut where Biopython says that they cut, on lines and circles."""

from __future__ import annotations

import pytest
from Bio import Restriction
from Bio.Seq import Seq
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.catalogues import CatalogueRefusal, Enzyme, cuts, enzyme, enzymes, unique_cuts

SOME = ("EcoRI", "BsaI", "SapI", "KpnI", "SmaI", "BsgI", "HincII", "MlyI", "BsrI", "BfaI")


@pytest.mark.parametrize(
    ("name", "site", "top", "bottom", "overhang", "type_iis"),
    [
        ("EcoRI", "GAATTC", 1, 5, 4, False),
        ("KpnI", "GGTACC", 5, 1, -4, False),
        ("SmaI", "CCCGGG", 3, 3, 0, False),
        ("BsaI", "GGTCTC", 7, 11, 4, True),
        ("BbsI", "GAAGAC", 8, 12, 4, True),
        ("SapI", "GCTCTTC", 8, 11, 3, True),
        ("BsmBI", "CGTCTC", 7, 11, 4, True),
    ],
)
def test_an_enzyme_cuts_as_published(
    name: str, site: str, top: int, bottom: int, overhang: int, type_iis: bool
) -> None:
    found = enzyme(name)

    assert (found.site, found.top, found.bottom) == (site, top, bottom)
    assert (found.overhang, found.type_iis) == (overhang, type_iis)


def test_an_enzyme_that_is_not_there_is_refused() -> None:
    with pytest.raises(CatalogueRefusal, match="no enzyme BsaX"):
        enzyme("BsaX")


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.sampled_from(["GAATTC", "GGTCTC", "GAGACC", "GCTCTTC", "CTAG", "A", "C", "G", "T"])),
    st.booleans(),
)
def test_cuts_are_those_of_biopython(pieces: list[str], circular: bool) -> None:
    text = "ACGTGACTGACCATGGATCCGTACCATGACGG" + "".join(pieces)

    for name in SOME:
        ours = {cut.position for cut in cuts(text, (enzyme(name),), circular=circular)}
        theirs = getattr(Restriction, name).search(Seq(text), linear=not circular)
        assert ours - {0, len(text)} == {(at - 1) % len(text) for at in theirs} - {0, len(text)}, name


def test_of_those_that_cut_alike_one_is_told() -> None:
    alike = (Enzyme("Rare", "GAATTC", 1, 5), Enzyme("Common", "GAATTC", 1, 5, ("a", "b")))

    assert [cut.enzyme for cut in unique_cuts("CCGAATTCCC", alike)] == ["Common"]
    assert unique_cuts("CCGAATTCCCGAATTC", alike) == ()


def test_a_site_across_the_origin_is_cut() -> None:
    assert [cut.position for cut in cuts("TTCAAAAGAA", (enzyme("EcoRI"),), circular=True)] == [8]


def test_hundreds_of_enzymes_are_sold() -> None:
    assert len(enzymes()) > 500
    assert {"BsaI", "BbsI", "SapI"} <= {one.name for one in enzymes() if one.type_iis}
