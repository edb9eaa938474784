"""Traces give their good letters, and a file that is none is refused."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.sequences import Record
from xiandao.foundry.verification import VerificationRefused, read_trace, trace_in, trimmed
from xiandao.foundry.verification.tests.traces import abif

TEXT = "".join(random.Random(2).choices("ACGT", k=400))
QUALITIES = [5] * 30 + [45] * 340 + [4] * 30


def test_a_trace_gives_its_good_letters_with_their_qualities(tmp_path: Path) -> None:
    path = tmp_path / "colony3_T7.ab1"
    path.write_bytes(abif(TEXT, QUALITIES))

    read = read_trace(path)

    assert (read.name, read.sequence) == ("colony3_T7", TEXT[30:370])
    assert read.qualities == (45,) * 340


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no ABIF trace"),
        (b"@read\nACGT\n+\nIIII\n", "no ABIF trace"),
        (abif(TEXT, QUALITIES)[:200], "t.ab1 "),
        (abif(TEXT, QUALITIES, without="PCON"), "no called letters with qualities"),
        (abif(TEXT, QUALITIES, without="PBAS"), "no called letters with qualities"),
        (abif(TEXT, QUALITIES[:-1]), "no called letters with qualities"),
        (abif(TEXT, [3] * 400), "has 0 good letters"),
    ],
)
def test_a_file_that_gives_no_read_is_refused_by_name(content: bytes, said: str) -> None:
    with pytest.raises(VerificationRefused, match=said):
        trace_in(content, "t.ab1")


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 700), st.binary(min_size=1, max_size=40))
def test_a_spoiled_trace_is_read_or_refused_and_nothing_else(at: int, noise: bytes) -> None:
    whole = abif(TEXT, QUALITIES)

    try:
        read = trace_in(whole[:at] + noise + whole[at + len(noise) :], "t.ab1")
    except VerificationRefused as refusal:
        assert "t.ab1" in refusal.sentence  # noqa: PT017
    else:
        assert len(read) >= 50


@given(st.lists(st.integers(0, 60), min_size=1, max_size=60))
def test_trimming_keeps_the_stretch_that_brings_most(qualities: list[int]) -> None:
    read = trimmed(Record("r", "A" * len(qualities), qualities=tuple(qualities)))

    gains = [0.05 - 10 ** (-quality / 10) for quality in qualities]
    best = max(
        (sum(gains[a:b]) for a in range(len(gains)) for b in range(a + 1, len(gains) + 1)), default=0.0
    )
    kept = sum(0.05 - 10 ** (-quality / 10) for quality in read.qualities or ())
    assert kept == pytest.approx(max(best, 0.0))


def test_a_read_without_qualities_is_left_as_it_is() -> None:
    assert trimmed(Record("r", "ACGT")) == Record("r", "ACGT")
