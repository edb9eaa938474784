"""Scores against numbers that were published or follow from the published formulas by hand."""

from __future__ import annotations

import pytest

from xiandao.foundry.editing import EditingRefused
from xiandao.foundry.editing.scoring import TRAINED_ON, aggregated, cfd, hsu, rule_set_1

GUIDE = "GAGTCCGAGCAGAAGAAGAA"  # EMX1 site of Hsu et al. 2013


def changed(*places: int) -> str:
    turn = {"A": "C", "C": "A", "G": "T", "T": "G"}
    return "".join(turn[letter] if n in places else letter for n, letter in enumerate(GUIDE))


@pytest.mark.parametrize(
    ("context", "score"),
    # the two examples that the authors gave with the model
    [("TATAGCTGCGATCTGAGGTAGGGAGGGACC", 0.713089368437), ("TCCGCACCTGTCACGGTCGGGGCTTGGCGC", 0.0189838463593)],
)
def test_rule_set_1_gives_the_examples_of_its_authors(context: str, score: float) -> None:
    assert rule_set_1(context) == pytest.approx(score, abs=1e-6)


def test_a_perfect_site_keeps_everything() -> None:
    assert cfd(GUIDE, GUIDE, "TGG") == 1.0
    assert hsu(GUIDE, GUIDE) == 100.0


@pytest.mark.parametrize(
    ("place", "dna", "kept"),
    # Doench et al. 2016, supplementary table 19: rU:dT at 12 and at 1, rG:dA at 14, rC:dC has its own row
    [(11, "A", 0.8), (0, "A", 1.0)],
)
def test_one_mismatch_keeps_the_share_of_the_published_table(place: int, dna: str, kept: float) -> None:
    guide = "T" * 20

    assert cfd(guide, guide[:place] + dna + guide[place + 1 :], "AGG") == pytest.approx(kept)


def test_mismatches_and_the_pam_multiply() -> None:
    one, other = changed(3), changed(15)

    both = cfd(GUIDE, changed(3, 15), "TAG")

    assert both == pytest.approx(cfd(GUIDE, one, "TGG") * cfd(GUIDE, other, "TGG") * 0.259259259)


def test_the_hit_score_follows_its_formula() -> None:
    # one mismatch at 20 (weight 0.583); two at 1 and 20, 19 apart
    assert hsu(GUIDE, changed(19)) == pytest.approx(100 * (1 - 0.583))
    assert hsu(GUIDE, changed(0, 19)) == pytest.approx(100 * (1 - 0.583) / 1 / 4)
    assert hsu(GUIDE, changed(18, 19)) == pytest.approx(100 * 0.315 * 0.417 / (18 / 19 * 4 + 1) / 4)


def test_a_guide_with_no_off_target_scores_full_and_each_one_lowers_it() -> None:
    scores = [aggregated([]), aggregated([10.0]), aggregated([10.0, 90.0])]

    assert scores == [100.0, pytest.approx(10000 / 110), 50.0]


@pytest.mark.parametrize("word", ["ACGT", GUIDE[:-1] + "N", ""])
def test_a_word_for_which_no_score_is_defined_is_refused(word: str) -> None:
    with pytest.raises(EditingRefused, match="for which this score is defined"):
        cfd(GUIDE, word, "TGG")
    with pytest.raises(EditingRefused, match="30 letters"):
        rule_set_1(word)


def test_every_score_tells_where_it_was_trained() -> None:
    assert set(TRAINED_ON) == {"hsu", "cfd", "rule_set_1"}
    assert all("human" in told for told in TRAINED_ON.values())
