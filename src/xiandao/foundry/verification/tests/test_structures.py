"""Large differences, mixtures and contaminations are told for what they are, by every kind of reads."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.sequences import Feature, Place, Record, reverse_complement
from xiandao.foundry.verification import (
    ILLUMINA,
    ILLUMINA_PAIRED,
    NANOPORE,
    SANGER,
    Kind,
    Result,
    Technology,
    Verdict,
    VerificationRefused,
    paired,
    simulated_reads,
    verify,
)

TEXT = "".join(random.Random(11).choices("ACGT", k=3000))
OTHER = "".join(random.Random(12).choices("ACGT", k=500))
FEATURES = (Feature("CDS", (Place(1100, 1400),), (("gene", "kan"),)),)
CONSTRUCT = Record("pX", TEXT, circular=True, features=FEATURES)
SPOILED = {
    Kind.MISSING: TEXT[:1000] + TEXT[1600:],
    Kind.TURNED: TEXT[:1000] + reverse_complement(TEXT[1000:1600]) + TEXT[1600:],
    Kind.SWAPPED: TEXT[:1000] + TEXT[1600:2300] + TEXT[1000:1600] + TEXT[2300:],
    Kind.REPLACED: TEXT[:1000] + OTHER + TEXT[1600:],
}
ENDS = {Kind.SWAPPED: 2300}


def reads_of(
    text: str, technology: Technology, *, depth: float = 40, seed: int = 1, name: str = "r"
) -> list[Record]:
    return simulated_reads(Record("x", text, circular=True), technology, depth=depth, seed=seed, name=name)


def found(verdict: Verdict, kind: Kind) -> tuple[int, int]:
    (one,) = (one for one in verdict.findings if one.kind is kind)
    return one.start, one.end


@pytest.mark.parametrize("technology", [NANOPORE, ILLUMINA, ILLUMINA_PAIRED], ids=lambda one: one.name)
@pytest.mark.parametrize("kind", SPOILED)
def test_a_large_difference_is_named_at_its_place(technology: Technology, kind: Kind) -> None:
    verdict = verify(CONSTRUCT, reads_of(SPOILED[kind], technology), technology)

    assert verdict.result is Result.FAIL
    if kind is Kind.REPLACED and technology is not NANOPORE:  # no short read sees both of its ends
        breaks = [one.start for one in verdict.findings if one.kind is Kind.BREAK]
        assert [abs(at - end) <= 5 for at, end in zip(breaks, (1000, 1600), strict=True)] == [True, True]
        return
    start, end = found(verdict, kind)
    assert (abs(start - 1000) <= 10, abs(end - ENDS.get(kind, 1600)) <= 10) == (True, True)
    assert any(one.effect == "on kan" for one in verdict.findings)


@pytest.mark.parametrize("kind", [Kind.MISSING, Kind.TURNED, Kind.SWAPPED])
@pytest.mark.parametrize("technology", [NANOPORE, ILLUMINA], ids=["nanopore", "illumina"])
def test_a_mixed_culture_is_looked_at_with_its_fraction(technology: Technology, kind: Kind) -> None:
    reads = reads_of(TEXT, technology, depth=70) + reads_of(
        SPOILED[kind], technology, depth=30, seed=7, name="s"
    )

    verdict = verify(CONSTRUCT, reads, technology)

    assert verdict.result is Result.LOOK
    assert any(one.kind is kind for one in verdict.findings)
    assert verdict.mixed == pytest.approx(0.3, abs=0.13)


def test_long_reads_tell_two_in_one_and_not_one() -> None:
    small = Record("pS", TEXT[:1200], circular=True)

    single = verify(small, reads_of(TEXT[:1200], NANOPORE), NANOPORE)
    double = verify(small, reads_of(TEXT[:1200] * 2, NANOPORE), NANOPORE)

    assert single.result is Result.PASS
    assert double.result is Result.FAIL
    assert {one.kind for one in double.findings} == {Kind.DIMER}


def test_reads_of_something_else_are_told_with_their_share() -> None:
    other = "".join(random.Random(5).choices("ACGT", k=3000))
    reads = reads_of(TEXT, NANOPORE) + reads_of(other, NANOPORE, depth=10, seed=2, name="o")

    verdict = verify(CONSTRUCT, reads, NANOPORE)

    assert verdict.result is Result.LOOK
    assert {one.kind for one in verdict.findings} == {Kind.FOREIGN}
    assert verdict.foreign == pytest.approx(0.2, abs=0.02)


def test_three_letters_lost_together_are_one_residue_less() -> None:
    text = TEXT[:1200] + TEXT[1203:]

    verdict = verify(CONSTRUCT, reads_of(text, ILLUMINA), ILLUMINA)

    (one,) = verdict.findings
    assert (one.kind, one.effect, one.end - one.start) == (Kind.DELETION, "kan: 1 residue less", 3)


def test_mates_too_far_apart_are_told() -> None:
    verdict = verify(CONSTRUCT, reads_of(SPOILED[Kind.MISSING], ILLUMINA_PAIRED), ILLUMINA_PAIRED)

    assert any(one.kind is Kind.PAIRS and abs(one.start - 1000) <= 400 for one in verdict.findings)


def test_mates_that_are_not_in_the_same_order_are_refused() -> None:
    one, other = Record("a/1", "ACGT"), Record("b/2", "ACGT")

    assert [read.name for read in paired([one], [replace(one, name="a/2")])] == ["a/1", "a/2"]
    with pytest.raises(VerificationRefused, match="read 1 is a/1 in one file and b/2"):
        paired([one], [other])
    with pytest.raises(VerificationRefused, match="2 reads in one file and 1"):
        paired([one, one], [other])


def test_traces_speak_for_themselves_and_a_place_without_one_is_told() -> None:
    changed = TEXT[:700] + ("A" if TEXT[700] != "A" else "C") + TEXT[701:]
    good = verify(CONSTRUCT, reads_of(TEXT, SANGER, depth=6, seed=2), SANGER)
    bad = verify(CONSTRUCT, reads_of(changed, SANGER, depth=6, seed=2), SANGER)
    part = verify(CONSTRUCT, reads_of(TEXT, SANGER, depth=6, seed=4)[:2], SANGER)

    assert (good.result, good.findings) == (Result.PASS, ())
    assert bad.result is Result.FAIL
    assert [one.start for one in bad.findings] == [700]
    assert part.result is Result.LOOK
    assert Kind.UNCOVERED in {one.kind for one in part.findings}
    assert part.covered < 0.6


def test_a_poor_letter_of_one_trace_is_looked_at_and_not_failed() -> None:
    read = Record("t", TEXT[:600], qualities=(45,) * 600)
    letter = "A" if TEXT[300] != "A" else "C"
    poor = replace(
        read,
        sequence=TEXT[:300] + letter + TEXT[301:600],
        qualities=(45,) * 300 + (24,) + (45,) * 299,
    )
    linear = Record("pL", TEXT[:600])

    assert verify(linear, [poor], SANGER).result is Result.LOOK
    assert verify(linear, [poor, read], SANGER).result is Result.PASS
    assert verify(linear, [replace(poor, qualities=(45,) * 600)], SANGER).result is Result.FAIL


@settings(max_examples=12, deadline=None)
@given(
    st.sampled_from([NANOPORE, ILLUMINA, SANGER]),
    st.sampled_from(sorted(SPOILED)),
    st.integers(0, 10**6),
    st.randoms(use_true_random=False),
)
def test_neither_the_order_nor_the_strand_of_reads_changes_a_verdict(
    technology: Technology, kind: Kind, seed: int, chance: random.Random
) -> None:
    reads = reads_of(SPOILED[kind], technology, depth=15, seed=seed)
    shuffled = chance.sample(reads, len(reads))

    first = verify(CONSTRUCT, reads, technology)

    assert verify(CONSTRUCT, shuffled, technology) == first
    assert verify(CONSTRUCT, [*reads], technology) == first


@pytest.mark.parametrize("technology", [NANOPORE, ILLUMINA], ids=["nanopore", "illumina"])
@pytest.mark.parametrize("turn", [1, 777, 2950])
def test_a_construct_written_from_another_place_gets_the_same_verdict(
    technology: Technology, turn: int
) -> None:
    text = TEXT[:700] + ("A" if TEXT[700] != "A" else "C") + TEXT[701:]
    reads = reads_of(text, technology, depth=30)
    turned = replace(CONSTRUCT, sequence=TEXT[turn:] + TEXT[:turn], features=())

    verdict = verify(turned, reads, technology)

    (one,) = verdict.findings
    assert (verdict.result, one.kind, one.start) == (Result.FAIL, Kind.SUBSTITUTION, (700 - turn) % 3000)
