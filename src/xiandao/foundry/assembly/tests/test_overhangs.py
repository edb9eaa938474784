"""Sets of overhangs: the formula by hand, the best of all small sets, and the large sets that are hard."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest

from xiandao.foundry.assembly import AssemblyRefused, choose_among, choose_overhangs, colonies, fidelity
from xiandao.foundry.assembly.fidelity import ligation_of, usable
from xiandao.foundry.sequences import reverse_complement

MOCLO = ("GGAG", "TACT", "AATG", "GCTT", "CGCT", "AGGT")  # the standard of plant parts (Patron et al. 2015)


def by_hand(words: tuple[str, ...]) -> float:
    table = ligation_of("BsaI")
    ends = [*words, *(reverse_complement(word) for word in words)]
    product = 1.0
    for end in ends:
        counts = [table.counts[table.number(end), table.number(other)] for other in ends]
        product *= table.counts[table.number(end), table.number(reverse_complement(end))] / sum(counts)
    return math.sqrt(product)


def test_the_counts_are_the_same_whichever_end_is_named_first() -> None:
    counts = ligation_of("BsaI").counts

    assert np.array_equal(counts, counts.T)
    assert counts.shape == (256, 256)


def test_fidelity_is_the_product_of_right_shares() -> None:
    assert fidelity(MOCLO, "BsaI") == pytest.approx(by_hand(MOCLO))
    assert fidelity(MOCLO, "BsaI") > 0.99


def test_the_set_chosen_is_the_best_of_all_small_sets() -> None:
    words = usable(ligation_of("BsaI").words)[40:52]
    best = max(by_hand(some) for some in combinations(words, 4))

    found = choose_among([words] * 4, "BsaI")

    assert found.fidelity == pytest.approx(best)


@pytest.mark.parametrize(("junctions", "least"), [(20, 0.999), (30, 0.92)])
def test_large_sets_are_faithful(junctions: int, least: float) -> None:
    found = choose_overhangs(junctions, "BsaI", seed=1)

    assert found.fidelity >= least
    assert len({*found.words, *map(reverse_complement, found.words)}) == 2 * junctions


def test_fixed_words_stay_and_avoided_ones_are_not_taken() -> None:
    found = choose_overhangs(8, "BsaI", fixed=("AATG", "GCTT"), avoid=("GGAG",), seed=3)

    assert found.words[:2] == ("AATG", "GCTT")
    assert "GGAG" not in found.words
    assert found == choose_overhangs(8, "BsaI", fixed=("AATG", "GCTT"), avoid=("GGAG",), seed=3)


@pytest.mark.parametrize(("chance", "picked"), [(1.0, 1), (0.95, 1), (0.5, 5), (0.1, 29)])
def test_so_many_colonies_hold_a_right_one(chance: float, picked: int) -> None:
    assert colonies(chance) == picked
    assert 1 - (1 - chance) ** picked >= 0.95


@pytest.mark.parametrize(
    ("words", "enzyme", "said"),
    [
        (("AATG", "AATG"), "BsaI", "stands twice"),
        (("AATG", "CATT"), "BsaI", "stands twice"),
        (("ACGT",), "BsaI", "its own partner"),
        (("AAT",), "BsaI", "leaves 4 bases"),
        (("AATG",), "EcoRI", "no ligation counts are known of EcoRI"),
    ],
)
def test_a_set_that_cannot_be_judged_is_refused(words: tuple[str, ...], enzyme: str, said: str) -> None:
    with pytest.raises(AssemblyRefused, match=said):
        fidelity(words, enzyme)


def test_what_cannot_be_chosen_is_refused() -> None:
    with pytest.raises(AssemblyRefused, match="120 overhangs left for 121"):
        choose_overhangs(121, "BsaI")
    with pytest.raises(AssemblyRefused, match="cannot all have different"):
        choose_among([["AATG"], ["AATG"]], "BsaI")
    with pytest.raises(AssemblyRefused, match="never gives"):
        colonies(0.0)
