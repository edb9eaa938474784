"""The front against every synonymous sequence folded, and against the laws that a front keeps."""

from __future__ import annotations

import math
import random
from itertools import pairwise, product

import pytest

from xiandao.foundry.synthesis.mrna import DesignRefused, Front, LatticeRefused, design, pareto
from xiandao.foundry.synthesis.mrna.tests.test_designing import CODONS, HUMAN, RESIDUE, cost, model

FOLDING = "GCPRAKEDHNQSTV"  # residues that fold in short peptides
PROTEIN = "MKVLAAGIVGLLRSEPWTQNGCRD"


def by_trying_all(protein: str, motif: str = "-") -> list[tuple[float, float]]:
    """The front of (energy, what the codons cost) over all sequences, each folded by ViennaRNA."""
    sequences = ("".join(codons) for codons in product(*(CODONS[residue] for residue in protein)))
    points = sorted((model(one).mfe()[1], cost(one)) for one in sequences if motif not in one)
    kept: list[tuple[float, float]] = []
    for energy, codons in points:
        if not kept or codons < kept[-1][1] - 1e-9:
            kept.append((energy, codons))
    return kept


def pairs(front: Front) -> list[float]:
    return [value for one in front.points for value in (one.energy, cost(one.sequence))]


def score(sequence: str) -> int:
    """What the codons cost in whole numbers of 1e-4."""
    return sum(round(1e4 * cost(sequence[at : at + 3])) for at in range(0, len(sequence), 3))


def peptide(seed: int, most: int) -> str:
    """Random residues with about `most` sequences."""
    dice, residues, count = random.Random(seed), "", 1
    while count * 6 <= most:
        residues += dice.choice(FOLDING)
        count *= len(CODONS[residues[-1]])
    return residues


@pytest.mark.parametrize("seed", range(8))
def test_the_front_is_that_of_all_synonymous_sequences(seed: int) -> None:
    protein = peptide(seed, 3000)
    whole = [value for point in by_trying_all(protein) for value in point]

    front = pareto(protein, host=HUMAN)

    assert front.whole
    assert front.corners_known
    assert pairs(front) == pytest.approx(whole, abs=0.005)


@pytest.mark.parametrize("protein", ["KDCHQFYNEKHC", "GQFWEKNHWKCD"])
def test_a_longer_front_with_points_inside_the_hull_is_whole(protein: str) -> None:
    whole = [value for point in by_trying_all(protein) for value in point]

    front = pareto(protein, host=HUMAN)

    assert pairs(front) == pytest.approx(whole, abs=0.005)
    assert {one.supported for one in front.points} == {True, False}


@pytest.mark.parametrize(
    ("seed", "motif"), [(20, "GC"), (21, "GGC"), (22, "CC"), (23, "UG"), (24, "AGC"), (25, "GUG")]
)
def test_the_front_without_a_motif_is_that_of_the_sequences_without_it(seed: int, motif: str) -> None:
    protein = peptide(seed, 3000)
    whole = [value for point in by_trying_all(protein, motif) for value in point]

    try:
        front = pareto(protein, host=HUMAN, avoid=[motif])
    except LatticeRefused:
        assert not whole
        return

    assert all(motif not in one.sequence for one in front.points)
    assert pairs(front) == pytest.approx(whole, abs=0.005)


@pytest.fixture(scope="module")
def front() -> Front:
    return pareto(PROTEIN, host=HUMAN)


def test_what_is_listed_is_what_viennarna_says_and_each_is_better_in_one_way(front: Front) -> None:
    for one in front.points:
        assert "".join(RESIDUE[one.sequence[at : at + 3]] for at in range(0, len(one.sequence), 3)) == PROTEIN
        assert model(one.sequence).mfe()[1] == pytest.approx(one.energy, abs=0.005)
        assert one.judged_energy == pytest.approx(one.energy, abs=0.005)
    for low, high in pairwise(front.points):
        assert low.energy < high.energy
        assert low.adaptation < high.adaptation
    assert front.points[-1].adaptation == pytest.approx(1.0)


@pytest.mark.parametrize("weight", [0.0, 0.2, 0.7, 1.1, 1.9, 3.3, 6.0, 20.0])
def test_no_weighted_sum_finds_better_than_the_supported_points(front: Front, weight: float) -> None:
    best = design(PROTEIN, host=HUMAN, cai_weight=weight).worth

    worths = [
        (one.energy - weight * len(PROTEIN) * math.log(one.adaptation), one.supported) for one in front.points
    ]

    assert min(worths)[0] == pytest.approx(best, abs=0.005)
    assert min(worth for worth, supported in worths if supported) == pytest.approx(best, abs=0.005)


def test_supported_points_are_the_convex_ones(front: Front) -> None:
    """A supported point lies above no line through two others around it; one that is not, above some."""
    points = [(round(100 * one.energy), score(one.sequence), one.supported) for one in front.points]

    for at, (energy, codons, supported) in enumerate(points[1:-1], start=1):
        above = [
            (energy - low[0]) * (low[1] - high[1]) + (codons - low[1]) * (high[0] - low[0])
            for low in points[:at]
            for high in points[at + 1 :]
        ]
        assert supported == (max(above) <= 0)


@pytest.mark.parametrize("motif", ["CAG", "GGC", "CUG"])
def test_forbidding_a_motif_leaves_what_does_not_have_it(front: Front, motif: str) -> None:
    rest = {
        (round(one.energy, 2), round(cost(one.sequence), 3))
        for one in front.points
        if motif not in one.sequence
    }

    found = pareto(PROTEIN, host=HUMAN, avoid=[motif])

    assert rest <= {(round(one.energy, 2), round(cost(one.sequence), 3)) for one in found.points}


def test_an_open_start_stays_open_on_the_whole_front() -> None:
    found = pareto("RTEGTGCRK", host=HUMAN, open_start=9)

    assert found.points[0].energy == pytest.approx(design("RTEGTGCRK", host=HUMAN, open_start=9).energy)
    assert all(one.structure.startswith("." * 9) for one in found.points)


@pytest.mark.parametrize(("labels", "designs"), [(100, 99), (400, 99), (1000, 99), (10_000, 1), (10_000, 9)])
def test_a_limit_leaves_gaps_that_are_named_and_nothing_untrue(
    front: Front, labels: int, designs: int
) -> None:
    whole = [(one.energy, one.adaptation) for one in front.points]
    supported = {one.energy for one in front.points if one.supported}

    found = pareto(PROTEIN, host=HUMAN, most_labels=labels, most_designs=designs)

    listed = [(one.energy, one.adaptation) for one in found.points]
    assert found.whole == (found.open_gaps == ())
    assert listed == whole or not found.whole
    assert set(listed[1:-1]) <= set(whole)
    assert {one.energy for one in found.points if one.supported} <= supported
    assert not found.corners_known or supported <= {one.energy for one in found.points}
    for number, (low, high) in enumerate(pairwise(listed)):
        if number not in found.open_gaps:
            assert whole.index(high) == whole.index(low) + 1


def test_a_limit_of_nothing_still_gives_the_two_ends_and_says_that_it_knows_no_more() -> None:
    found = pareto(PROTEIN, host=HUMAN, most_labels=1)

    assert len(found.points) == 2
    assert found.open_gaps == (0,)
    assert not found.corners_known
    assert not found.whole


def test_a_protein_with_one_sequence_has_a_front_of_one() -> None:
    found = pareto("MWM", host=HUMAN)

    assert [one.sequence for one in found.points] == ["AUGUGGAUG"]
    assert found.points[0].supported
    assert found.whole


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(DesignRefused, match="labels"):
        pareto("MKV", host=HUMAN, most_labels=0)
    with pytest.raises(DesignRefused, match="designs"):
        pareto("MKV", host=HUMAN, most_designs=0)
