"""Whole constructs, costly uridines and an open start: each against a slow twin or a plain example."""

from __future__ import annotations

from itertools import product

import pytest
import RNA

from xiandao.foundry.synthesis.mrna import (
    DesignRefused,
    MrnaConstruct,
    design,
    m1psi_energy,
    report,
    start_openness,
)
from xiandao.foundry.synthesis.mrna.tests.test_designing import CODONS, HUMAN, model

LEADER = "GGGAAAUAAGAGAGAAAAGAAGAGUAAGAAGAAAUAUAAGAGCCACC"
GLYCOPHORIN_E = "MYGKIIFVLLLSGIVSISASSTTGVAMHTSTSSSVTKSYISSQTNGITLINWWAMARVIFEVMLVVVGMIILISYCIR"  # P15421


def test_the_published_optimum_is_met() -> None:
    # -148.70 kcal/mol: DERNA's own example, and LinearDesign for the same protein
    assert design(GLYCOPHORIN_E, host=HUMAN).energy == pytest.approx(-148.70, abs=0.005)


@pytest.mark.parametrize("weight", [0.0, 0.4, 3.0])
def test_uridines_cost_what_they_cost_over_all_sequences(weight: float) -> None:
    sequences = ("".join(codons) for codons in product(*(CODONS[residue] for residue in "FVSLGR")))
    least = min(model(sequence).mfe()[1] + weight * sequence.count("U") for sequence in sequences)

    found = design("FVSLGR", host=HUMAN, uridine_weight=weight)

    assert found.worth == pytest.approx(least, abs=0.01)
    assert found.energy == pytest.approx(found.judged_energy, abs=0.01)


@pytest.mark.parametrize("bases", [3, 9])
def test_an_open_start_costs_no_more_than_it_must(bases: int) -> None:
    protein, energies = "RTEGT", []
    for codons in product(*(CODONS[residue] for residue in protein)):
        folding = model("".join(codons))
        for place in range(1, bases + 1):
            folding.hc_add_up(place)
        energies.append(folding.mfe()[1])

    answer = design(protein, host=HUMAN, open_start=bases)

    assert answer.energy == pytest.approx(min(energies), abs=0.005)
    assert answer.structure.startswith("." * bases)


def test_kept_codons_are_kept() -> None:
    answer = design("MKVLAAGI", host=HUMAN, keep={1: ["AAG"], 3: ["CTG", "UUA"]})

    assert answer.sequence[3:6] == "AAG"
    assert answer.sequence[9:12] in ("CUG", "UUA")


@pytest.mark.parametrize("keep", [{1: ["GGG"]}, {99: ["AAA"]}, {0: []}])
def test_codons_of_another_residue_are_refused(keep: dict[int, list[str]]) -> None:
    with pytest.raises(DesignRefused, match="are not codons of it"):
        design("MKV", host=HUMAN, keep=keep)


def test_a_construct_is_reported_whole() -> None:
    coding = design(GLYCOPHORIN_E + "*", host=HUMAN, cai_weight=3.0).sequence

    told = report(MrnaConstruct(LEADER, coding, "UGAUAAUAGGCUGGAGCC", 100), host=HUMAN, m1psi=True)

    assert told.length == len(LEADER) + len(coding) + 18 + 100
    assert told.protein == GLYCOPHORIN_E + "*"
    assert told.energy == pytest.approx(RNA.fold(told.sequence)[1], abs=0.01)
    assert 0 < told.start_openness < 1
    assert told.m1psi_energy is not None
    assert told.m1psi_energy != pytest.approx(told.energy, abs=0.1)
    assert told.warnings == ()


def test_what_is_wrong_with_a_construct_is_said() -> None:
    coding = "GUGAAAUAAGGUCUCAAAAAAAAAAAA"

    told = report(MrnaConstruct("GGAUGCC", coding, "", 10), host=HUMAN, avoid=["BsaI"])

    assert len(told.warnings) == 7
    for word in (
        "begin with AUG",
        "no stop codon",
        "residue 3",
        "AUG of its own at 3",
        "GGUCUC",
        "12 times",
        "10 A",
    ):
        assert any(word in warning for warning in told.warnings), word


def test_an_unpaired_start_is_open_and_a_paired_one_is_not() -> None:
    loose = start_openness("A" * 20, "AUG" + "AAC" * 20)
    tight = start_openness("GGGCGCGCGGCGCCAUGC", "AUGGCAUGGCGCCGCGCGCCC")

    assert loose > 0.95
    assert tight < 0.4


def test_a_uridine_without_a_measured_stack_changes_nothing() -> None:
    assert m1psi_energy("GGGGAAAACCCC") == pytest.approx(RNA.fold("GGGGAAAACCCC")[1])


@pytest.mark.parametrize("tail", [-1])
def test_a_construct_that_cannot_be_is_refused(tail: int) -> None:
    with pytest.raises(DesignRefused, match="a tail of -1"):
        report(MrnaConstruct("", "AUGUAA", "", tail), host=HUMAN)
    with pytest.raises(DesignRefused, match="five_utr: “X” at 2"):
        report(MrnaConstruct("AXA", "AUGUAA", "", 50), host=HUMAN)
