"""The library that comes with the program is sound: every part has its source, genes are genes."""

from __future__ import annotations

import pytest
import python_codon_tables
from Bio.Seq import Seq
from Bio.SeqUtils import molecular_weight

from xiandao.foundry.catalogues import (
    CatalogueRefusal,
    Part,
    chassis,
    codon_usage,
    metabolism_of,
    starter,
)
from xiandao.foundry.sequences import Molecule

GENES = starter().with_role("CDS")


def protein(part: Part) -> str:
    whole = len(part.sequence) // 3 * 3
    made = Seq(part.sequence[:whole]).translate(table=11)  # type: ignore[no-untyped-call]
    return str(made).split("*")[0]


@pytest.mark.parametrize("part", GENES, ids=lambda part: part.identity)
def test_a_gene_begins_and_ends(part: Part) -> None:
    made = protein(part)

    assert made.startswith("M")
    assert 3 * len(made) < len(part.sequence) <= 3 * len(made) + 40  # stop codons and the registry's barcode


# Lengths: UniProt P42212 (GFP), P62593 (TEM), P62577 (CAT), P02981 (TetA C), P00551 (APH 3').
@pytest.mark.parametrize(
    ("identity", "residues", "begin"),
    [
        ("BBa_E0040", 238, "MRKGEELFTGVVPILVELDGDVNGHKFSV"),
        ("sfGFP", 238, "MRKGEELFTGVVPILVELDGDVNGHKFSV"),
        ("bla", 286, "MSIQHFRVALIPFFAAFCLPVFA"),
        ("cat", 219, "MEKKITGYTTVDISQWHRKEHFEAFQSVAQC"),
        ("tetA_C", 396, "MKSNNALIVILGTVTLDAVGIGL"),
        ("aphA1", 271, "MSHIQRETSCSRPRLNSN"),
        ("BBa_J06504", 236, "MVSKGEEDNMAIIKEF"),
    ],
)
def test_a_gene_makes_the_protein_that_is_known(identity: str, residues: int, begin: str) -> None:
    made = protein(starter().part(identity))

    assert made.startswith(begin)
    assert len(made) == residues


# Genes with stop codon: RefSeq GCF_000009285.1. Masses: UniProt. Counts of every residue: proteins.xml of
# the resource balance model of the strain, github.com/m-jahn/Bacterial-RBA-models.
@pytest.mark.parametrize(
    ("identity", "gene", "daltons", "counts"),
    [
        ("PhaC_CUPNH", 1770, None, "81 5 31 29 20 49 14 23 21 57 8 25 35 22 32 27 33 39 19 19"),
        ("PhaA_CUPNH", 1182, 40_549, "65 3 19 20 8 43 5 20 26 27 18 13 18 15 14 18 16 38 3 4"),
        ("PhaB_CUPNH", 741, 26_370, "23 3 16 10 10 28 2 16 14 14 7 11 5 10 12 15 19 23 5 3"),
    ],
)
def test_an_enzyme_of_the_operon_is_the_one_that_is_published(
    identity: str, gene: int, daltons: int | None, counts: str
) -> None:
    residues = starter().part(identity).sequence

    assert 3 * (len(residues) + 1) == gene
    assert [residues.count(one) for one in "ACDEFGHIKLMNPQRSTVWY"] == [int(one) for one in counts.split()]
    mass = molecular_weight(residues, "protein")  # type: ignore[no-untyped-call]
    assert daltons is None or mass == pytest.approx(daltons, abs=1)  # their mean masses differ a little


def test_parts_lie_in_each_other_where_they_must() -> None:
    part = starter().part

    assert part("BBa_B0010").sequence + "TACTAGAG" + part("BBa_B0012").sequence == part("BBa_B0015").sequence
    assert len(part("pUC19")) == 2686
    assert len(part("pACYC184")) == 4245
    for vector, marker in (
        ("pUC19", "bla"),
        ("pACYC184", "cat"),
        ("pACYC184", "tetA_C"),
        ("pSB3K3", "aphA1"),
    ):
        record = part(vector).record()
        held = record.sequence * 2 + record.reverse_complement().sequence * 2
        assert part(marker).sequence in held


def test_every_role_and_source_is_said() -> None:
    for part in starter().parts:
        assert part.provenance.source
        assert part.molecule is Molecule.PROTEIN or set(part.sequence) <= set("ACGT"), part.identity
        assert part.said_role or part.role in {"SO:0000755", "SO:0000104"}


def test_only_two_promoters_share_their_letters() -> None:
    assert [[part.identity for part in group] for group in starter().doubles()] == [
        ["BBa_J23103", "BBa_J23112"]
    ]


def test_parts_are_found_by_words_and_by_role() -> None:
    library = starter()

    assert library.with_words("t7 promoter")[0].identity == "BBa_I719005"
    assert [part.identity for part in library.with_words("KANAMYCIN aminoglycoside")] == ["aphA1"]
    assert len(library.with_role("promoter")) == len(library.with_role("SO:0000167")) >= 29
    with pytest.raises(CatalogueRefusal, match=r"like it are: BBa_J23"):
        library.part("BBa_J2310")


def test_every_codon_table_that_is_named_exists() -> None:
    known = python_codon_tables.available_codon_tables_names

    assert {one.codon_table for one in starter().chassis} <= {*known, ""}
    assert codon_usage(starter().organism("MG1655"))["M"]["ATG"] == 1.0
    with pytest.raises(CatalogueRefusal, match="H16 has no codon table"):
        codon_usage(starter().organism("H16"))


def test_the_core_model_grows_as_published() -> None:
    """Orth, Fleming and Palsson 2010: 95 reactions, 72 metabolites, 137 genes, 0.8739 per hour on glucose."""
    pytest.importorskip("cobra")

    found = metabolism_of(starter().organism("e_coli_core"))

    assert (found.reactions, found.metabolites, found.genes) == (95, 72, 137)
    assert found.growth_per_h == pytest.approx(0.8739, abs=1e-4)


def test_without_the_library_of_models_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chassis, "find_spec", lambda _: None)

    with pytest.raises(CatalogueRefusal, match=r"xiandao\[metabolism\]"):
        metabolism_of(starter().organism("MG1655"))
    with pytest.raises(CatalogueRefusal, match="S288C has no model"):
        metabolism_of(starter().organism("S288C"))
