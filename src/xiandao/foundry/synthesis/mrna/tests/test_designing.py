"""Every answer is judged twice: by folding all synonymous sequences, and by ViennaRNA's own energies."""

from __future__ import annotations

import math
import random
from itertools import product

import pytest
import python_codon_tables
import RNA

from xiandao.foundry.synthesis.mrna import DesignRefused, LatticeRefused, design, score

HUMAN = "h_sapiens_9606"
TABLE = python_codon_tables.get_codons_table(HUMAN)
CODONS = {residue: [codon.replace("T", "U") for codon in table] for residue, table in TABLE.items()}
RESIDUE = {codon: residue for residue, codons in CODONS.items() for codon in codons}


def model(sequence: str) -> RNA.fold_compound:
    details = RNA.md()
    details.dangles = 0
    return RNA.fold_compound(sequence, details)


def cost(sequence: str) -> float:
    """What the codons cost per unit of weight."""
    logs = 0.0
    for at in range(0, len(sequence), 3):
        shares = TABLE[RESIDUE[sequence[at : at + 3]]]
        share = shares[sequence[at : at + 3].replace("U", "T")]
        logs -= math.log(max(share, 0.001) / max(shares.values()))
    return logs


def best_by_trying_all(protein: str, weight: float, motif: str = "-") -> float:
    sequences = ("".join(codons) for codons in product(*(CODONS[residue] for residue in protein)))
    allowed = [sequence for sequence in sequences if motif not in sequence]
    worths: list[float] = [model(sequence).mfe()[1] + weight * cost(sequence) for sequence in allowed]
    return min(worths)


@pytest.mark.parametrize(
    "protein", ["WDKESR", "RKIWE", "RTEGT", "PTNWNR", "HKEKTHYQ", "ITAPWMQC", "WHWRG", "PLAGHMWFM"]
)
def test_the_design_is_as_stable_as_the_best_of_all_synonymous_sequences(protein: str) -> None:
    best = best_by_trying_all(protein, 0.0)

    answer = design(protein, host=HUMAN)

    assert answer.energy == pytest.approx(best, abs=0.005)
    assert answer.judged_energy == pytest.approx(answer.energy, abs=0.005)


@pytest.mark.parametrize(("protein", "weight"), [("GWHCRAC", 0.5), ("MCSEFAW", 2.0), ("ITAPWMQC", 4.0)])
def test_energy_and_codons_are_traded_as_if_all_had_been_tried(protein: str, weight: float) -> None:
    best = best_by_trying_all(protein, weight)

    answer = design(protein, host=HUMAN, cai_weight=weight)

    assert answer.energy + weight * cost(answer.sequence) == pytest.approx(best, abs=0.01)


@pytest.mark.parametrize(("protein", "motif"), [("ITAPWMQC", "GUG"), ("WDKESR", "GGGAC"), ("RTEGT", "CG")])
def test_a_forbidden_motif_is_kept_out_at_the_least_loss(protein: str, motif: str) -> None:
    best = best_by_trying_all(protein, 0.0, motif)

    answer = design(protein, host=HUMAN, avoid=[motif])

    assert motif not in answer.sequence
    assert answer.energy == pytest.approx(best, abs=0.005)


def test_a_restriction_site_is_kept_out_on_both_strands() -> None:
    wanted = design("MGETGETTKWWWF", host=HUMAN, avoid=["BsaI", "BsmBI"]).sequence.replace("U", "T")

    assert not [site for site in ("GGTCTC", "GAGACC", "CGTCTC", "GAGACG") if site in wanted]


@pytest.mark.parametrize("weight", [0.0, 3.0])
@pytest.mark.parametrize("seed", range(4))
def test_long_answers_hold_their_energy_before_viennarna(seed: int, weight: float) -> None:
    protein = "".join(random.Random(seed).choices("ACDEFGHIKLMNPQRSTVWY", k=70))

    answer = design(protein, host=HUMAN, cai_weight=weight)

    translated = "".join(RESIDUE[answer.sequence[at : at + 3]] for at in range(0, 210, 3))
    assert translated == protein
    assert answer.judged_energy == pytest.approx(answer.energy, abs=0.01)
    if weight == 0.0:
        assert model(answer.sequence).mfe()[1] == pytest.approx(answer.energy, abs=0.01)


def test_a_score_reads_what_a_design_wrote() -> None:
    answer = design("MKVLAAGIVGLLRSE*", host=HUMAN)

    judged = score(answer.sequence.replace("U", "T"), host=HUMAN)

    assert judged.protein == answer.protein
    assert judged.least_energy == pytest.approx(answer.energy, abs=0.01)
    assert judged.adaptation == pytest.approx(answer.adaptation)


@pytest.mark.parametrize("protein", ["", "*", "MK*V", "MBX", "M1"])
def test_a_protein_that_cannot_be_read_is_refused(protein: str) -> None:
    with pytest.raises(DesignRefused):
        design(protein, host=HUMAN)


@pytest.mark.parametrize("avoid", ["", "NotAnEnzyme", "N" * 9])
def test_a_motif_that_cannot_be_read_is_refused(avoid: str) -> None:
    with pytest.raises(DesignRefused):
        design("MKV", host=HUMAN, avoid=[avoid])


def test_rules_that_leave_no_sequence_name_the_residue() -> None:
    with pytest.raises(LatticeRefused, match=r"residue 2 \(W\)"):
        design("KWK", host=HUMAN, avoid=["UGG"])


@pytest.mark.parametrize("mrna", ["", "AUGA", "AUGNNN"])
def test_a_sequence_out_of_frame_or_alphabet_is_not_scored(mrna: str) -> None:
    with pytest.raises(DesignRefused):
        score(mrna, host=HUMAN)


def test_an_unknown_host_and_a_bad_weight_are_refused() -> None:
    with pytest.raises(DesignRefused, match="no codon table"):
        design("MKV", host="nobody")
    with pytest.raises(DesignRefused, match="from 0 up"):
        design("MKV", host=HUMAN, cai_weight=-1.0)
