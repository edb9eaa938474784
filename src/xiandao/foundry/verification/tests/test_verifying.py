"""Verdicts on simulated reads with known changes: what was changed is found, and what was not is passed."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from xiandao.foundry.sequences import Feature, Molecule, Place, Record, reverse_complement
from xiandao.foundry.verification import (
    ILLUMINA,
    NANOPORE,
    Kind,
    Result,
    Technology,
    VerificationRefused,
    simulated_reads,
    verify,
)

CHANCE = random.Random(11)
TEXT = "".join(CHANCE.choices("ACGT", k=3000))
CODING = Feature("CDS", (Place(600, 1500),), (("gene", "phaC"),))
CONSTRUCT = Record("pX", TEXT, circular=True, features=(CODING,))
BOTH = pytest.mark.parametrize("technology", [ILLUMINA, NANOPORE], ids=["illumina", "nanopore"])


def read_of(text: str, technology: Technology, *, depth: float = 40, seed: int = 1) -> list[Record]:
    return simulated_reads(replace(CONSTRUCT, sequence=text, features=()), technology, depth=depth, seed=seed)


@BOTH
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_is_as_expected_passes_from_every_side(technology: Technology, seed: int) -> None:
    turned = reverse_complement(TEXT[1234:] + TEXT[:1234])

    verdict = verify(CONSTRUCT, read_of(turned, technology, seed=seed), technology)

    assert verdict.findings == ()
    assert verdict.result is Result.PASS


@BOTH
def test_the_order_of_reads_changes_nothing(technology: Technology) -> None:
    text = TEXT[:700] + ("A" if TEXT[700] != "A" else "C") + TEXT[701:]
    reads = read_of(text, technology, depth=20)
    shuffled = random.Random(5).sample(reads, len(reads))

    assert verify(CONSTRUCT, reads, technology) == verify(CONSTRUCT, shuffled, technology)


@BOTH
@pytest.mark.parametrize("place", [3, 700, 2990])
def test_a_changed_letter_fails_with_its_effect(technology: Technology, place: int) -> None:
    letter = "ACGT"["ACGT".index(TEXT[place]) - 1]

    verdict = verify(CONSTRUCT, read_of(TEXT[:place] + letter + TEXT[place + 1 :], technology), technology)

    (finding,) = verdict.findings
    assert (finding.kind, finding.start, finding.seen) == (Kind.SUBSTITUTION, place, letter)
    assert verdict.result is Result.FAIL
    assert finding.effect.startswith("phaC: ") == (place == 700)


@BOTH
def test_a_lost_and_an_added_letter_shift_the_frame(technology: Technology) -> None:
    place = next(at for at in range(800, 1400) if len({*TEXT[at - 2 : at + 3]}) == 4)
    lost = verify(CONSTRUCT, read_of(TEXT[:place] + TEXT[place + 1 :], technology), technology)
    added = verify(CONSTRUCT, read_of(TEXT[:place] + "ACGTTGCA" + TEXT[place:], technology), technology)

    assert lost.result is added.result is Result.FAIL
    assert any(one.kind is Kind.DELETION and "frame shift" in one.effect for one in lost.findings)
    assert any(one.kind is Kind.INSERTION and abs(one.start - place) < 9 for one in added.findings)


@pytest.mark.parametrize("technology", [NANOPORE], ids=["nanopore"])
def test_a_missing_and_a_turned_part_are_found(technology: Technology) -> None:
    missing = verify(CONSTRUCT, read_of(TEXT[:1000] + TEXT[1600:], technology), technology)
    turned_text = TEXT[:1000] + reverse_complement(TEXT[1000:1800]) + TEXT[1800:]
    turned = verify(CONSTRUCT, read_of(turned_text, technology), technology)

    gap = next(one for one in missing.findings if one.kind is Kind.MISSING)
    assert (abs(gap.start - 1000) < 15, abs(gap.end - 1600) < 15) == (True, True)
    assert missing.result is Result.FAIL
    assert any(one.kind is Kind.TURNED for one in turned.findings)
    assert turned.result is not Result.PASS


@BOTH
def test_a_mixture_is_looked_at_with_its_share(technology: Technology) -> None:
    text = TEXT[:2000] + ("A" if TEXT[2000] != "A" else "C") + TEXT[2001:]
    reads = read_of(TEXT, technology, depth=70) + read_of(text, technology, depth=30, seed=9)

    verdict = verify(CONSTRUCT, reads, technology)

    assert verdict.result is Result.LOOK
    (finding,) = verdict.findings
    assert finding.start == 2000
    assert finding.share == pytest.approx(0.3, abs=0.12)


@BOTH
def test_too_few_reads_are_no_pass(technology: Technology) -> None:
    verdict = verify(CONSTRUCT, read_of(TEXT, technology, depth=4), technology)

    assert verdict.result is Result.LOOK
    assert {one.kind for one in verdict.findings} == {Kind.UNCOVERED}


def test_another_construct_fails_or_is_looked_at_and_never_passes() -> None:
    other = "".join(random.Random(99).choices("ACGT", k=3000))

    verdict = verify(CONSTRUCT, read_of(other, NANOPORE), NANOPORE)

    assert verdict.result is Result.LOOK
    assert any(one.kind is Kind.FOREIGN and one.share > 0.9 for one in verdict.findings)


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (Record("short", "ACGT" * 5), "100 or more letters"),
        (Record("unknown", "N" * 500), "100 or more letters"),
        (Record("protein", "MKV" * 100, Molecule.PROTEIN), "100 or more letters"),
        (CONSTRUCT, "there are no reads"),
    ],
)
def test_what_cannot_be_compared_is_refused(record: Record, said: str) -> None:
    with pytest.raises(VerificationRefused, match=said):
        verify(record, [] if record is CONSTRUCT else [Record("r", "ACGT")], NANOPORE)
