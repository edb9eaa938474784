"""Whatever bytes come, a reader answers with records, faults or a refusal, and soon."""

from __future__ import annotations

import gzip
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xiandao.foundry.sequences import Feature, Place, Record
from xiandao.foundry.sequences.formats import Format, FormatRefusal, read, write
from xiandao.foundry.sequences.formats.snapgene import COOKIE
from xiandao.foundry.sequences.formats.tests.making import snapgene
from xiandao.foundry.sequences.formats.tests.test_sbol import SBOL2_XML

RECORD = Record(
    "pX",
    "ACGTACGTACGTACGTAC",
    circular=True,
    description="a plasmid",
    features=(
        Feature("CDS", (Place(10, 18), Place(0, 2)), (("gene", "a"), ("note", "words"))),
        Feature("primer_bind", (Place(3, 9, -1),)),
    ),
    annotations=(("COMMENT", "two\nlines"), ("REFERENCE", "1"), ("REFERENCE.AUTHORS", "Li")),
    qualities=(30,) * 18,
)
WHOLE = {
    **{format_.value: write([RECORD], format_) for format_ in Format if format_.written},
    "snapgene": snapgene(RECORD, accession="X1"),
    "sbol2": SBOL2_XML.encode(),
    "packed": gzip.compress(write([RECORD], Format.GENBANK), mtime=0),
}
BEGINNINGS = [
    b"",
    b">",
    b"@",
    b"LOCUS ",
    b"ID   ",
    b"<",
    b"{",
    COOKIE,
    b"\x1f\x8b",
    b"@prefix http://sbols.org/v3# ",
]
RUNS = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def survived(content: bytes) -> None:
    """The reader's answer names the file, or it refuses by name."""
    with suppress(FormatRefusal):
        reading = read(content, "x")
        assert reading.records or reading.faults
        assert all("x" in fault.sentence for fault in reading.faults)


@RUNS
@given(st.data())
@pytest.mark.parametrize("kind", WHOLE)
def test_a_damaged_file_raises_nothing_but_refusals(kind: str, data: st.DataObject) -> None:
    damaged = bytearray(WHOLE[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(damaged) - 1))
        what = data.draw(st.sampled_from(["change", "cut", "repeat", "remove"]))
        if what == "change":
            damaged[at] = data.draw(st.integers(0, 255))
        elif what == "cut":
            del damaged[max(at, 1) :]
        elif what == "repeat":
            damaged[at:at] = damaged[at : at + 40]
        else:
            del damaged[at : min(at + 9, len(damaged) - 1)]

    survived(bytes(damaged))


@RUNS
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=300))
def test_noise_raises_nothing_but_refusals(beginning: bytes, noise: bytes) -> None:
    survived(beginning + noise)


@RUNS
@given(st.sampled_from(BEGINNINGS), st.text(max_size=300))
def test_text_raises_nothing_but_refusals(beginning: bytes, text: str) -> None:
    survived(beginning + text.encode(errors="ignore"))


@pytest.mark.parametrize("kind", [kind for kind in WHOLE if kind != "sbol3"])  # triples have no last one
def test_a_file_cut_off_anywhere_is_never_taken_for_whole(kind: str) -> None:
    content = WHOLE[kind]
    whole = read(content, "x")

    for at in range(1, len(content) - 2, 7):
        with suppress(FormatRefusal):
            cut = read(content[:at], "x")
            assert cut.faults or cut.records != whole.records, at


def test_a_file_that_is_too_large_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(FormatRefusal, match="x is larger than 1 MB"):
        read(b">a\n" + b"A" * (1 << 21), "x", most_bytes=1 << 20)
    with pytest.raises(FormatRefusal, match="x is larger than 1 MB"):
        read(gzip.compress(b">a\n" + b"A" * (1 << 24)), "x", most_bytes=1 << 20)


@pytest.mark.parametrize("begin", [b"", b"hello ", b"{"])
def test_a_hundred_megabytes_of_nothing_are_refused_or_named_soon(begin: bytes) -> None:
    survived(begin + b"\x00\xff!" * (100 * 1024 * 1024 // 3))
