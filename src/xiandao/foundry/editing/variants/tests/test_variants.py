"""Variants are read strictly, and what they do to sites is what the changed genome shows."""

from __future__ import annotations

import gzip
import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.editing import CAS12A, SP_CAS9, EditingRefused, Nuclease, genome_of, index_of
from xiandao.foundry.editing.tests import brute
from xiandao.foundry.editing.variants import (
    Change,
    Variant,
    VariantsRefused,
    variant_sites,
    variants_in,
)
from xiandao.foundry.sequences import Record

SHORT = replace(SP_CAS9, guide_length=12)
SHORT_12A = replace(CAS12A, pam="TTV", guide_length=12, cut=9)
GUIDE = "GATTACAGATTACAGATTAC"
GENOME = [
    Record("c1", "TTCA" + GUIDE + "TGGAAACC" + "A" * 40 + GUIDE[:19] + "GTGGAT"),
    Record("c2", "ACGT" * 5),
]
HEAD = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\tA\tB\n"


def vcf(*lines: str) -> bytes:
    return (HEAD + "\n".join(line.replace(" ", "\t") for line in lines) + "\n").encode()


def row(place: int, reference: str, alleles: str, genotype: str = "0|1") -> str:
    return f"c1 {place} rs{place} {reference} {alleles} . PASS . GT {genotype} 0|0"


def test_letters_that_all_alleles_share_are_trimmed() -> None:
    (found,) = variants_in(vcf(row(1, "TTC", "TTAC")), "v.vcf", GENOME, sample="A").variants

    assert (found.start, found.end, found.alleles, found.genotype, found.phased) == (
        2, 2, ("A",), (0, 1), True,
    )  # fmt: skip


@pytest.mark.parametrize("members", [1, 3])
def test_a_packed_file_reads_as_the_plain_one(members: int) -> None:
    plain = vcf(row(3, "C", "G"), row(9, "A", "AT"))
    step = len(plain) // members + 1
    packed = b"".join(gzip.compress(plain[at : at + step]) for at in range(0, len(plain), step))

    assert variants_in(packed, "v.gz", GENOME).variants == variants_in(plain, "v.gz", GENOME).variants


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("c9 1 . T A . . .", "line 3: there is no chromosome c9"),
        ("c1 0 . T A . . .", "POS 0 is no place"),
        ("c1 x . T A . . .", "POS x is no place"),
        ("c1 1 . G A . . .", "REF is G and the genome has T at c1:1"),
        ("c1 1 . T <DEL> . . .", "“<DEL>” is no letters"),
        ("c1 1 . T * . . .", "is no letters"),
        ("c1 1 . <T> A . . .", "is not written in A, C, G, T, N"),
        ("c1 1 . T", "4 columns"),
        ("c1 1 . T A . . . GT 0|2 0|0", "an allele that is not there"),
        ("c1 1 . T A . . . GT 0/1/1 0|0", "not of one or two haplotypes"),
        ("c1 1 . T A . . . DP 7 8", "does not begin with GT"),
    ],
)
def test_a_line_that_cannot_be_meant_is_a_fault_with_its_number(line: str, said: str) -> None:
    found = variants_in(
        vcf(line, row(3, "C", "G")),
        "v.vcf",
        GENOME,
        sample="" if "GT" not in line and "DP" not in line else "A",
    )

    (fault,) = found.faults
    assert fault.line == 3
    assert said in fault.sentence
    assert [one.line for one in found.variants] == [4]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "line 1: a VCF file begins"),
        (b"##fileformat=VCFv4.2\n", "no line that begins with #CHROM"),
        (b"##fileformat=VCFv4.2\nc1\t1\t.\tT\tA\n", "line 2: the columns begin with"),
        (gzip.compress(vcf(), mtime=0)[:-12], "cut off"),
        (b"\x1f\x8b\x08garbage-----", "damaged gzip"),
        (b"\xff\xfe\x00", "no text in UTF-8"),
    ],
)
def test_a_file_that_is_no_vcf_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(VariantsRefused, match=said):
        variants_in(content, "v.vcf", GENOME)


def test_a_sample_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(VariantsRefused, match="no sample C; it has A, B"):
        variants_in(vcf(), "v.vcf", GENOME, sample="C")


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 200))
def test_a_spoiled_file_is_read_or_refused_and_nothing_else(noise: bytes, at: int) -> None:
    plain = vcf(row(3, "C", "G"), row(9, "A", "AT"))

    try:
        variants_in(plain[:at] + noise + plain[at + 20 :], "v.vcf", GENOME, sample="A")
    except VariantsRefused as refusal:
        assert "v.vcf" in refusal.sentence  # noqa: PT017


def test_a_letter_that_makes_a_site_is_told_with_its_haplotype() -> None:
    last = GENOME[0].sequence.index("GTGGAT")
    variants = variants_in(vcf(row(last + 1, "G", "C")), "v.vcf", GENOME, sample="A").variants

    (found,) = variant_sites(GENOME, index_of(genome_of(GENOME), SP_CAS9), variants, [GUIDE], mismatches=0)

    assert (found.change, found.site.start, found.haplotypes) == (Change.MADE, last - 19, (2,))
    assert (found.letters, found.pam, found.variants) == (GUIDE, "TGG", (f"rs{last + 1} (C)",))


def test_a_lost_pam_breaks_a_site_on_both_haplotypes() -> None:
    place = GENOME[0].sequence.index("TGGAAA") + 2
    variants = variants_in(vcf(row(place, "G", "A", "1|1")), "v.vcf", GENOME, sample="A").variants

    (found,) = variant_sites(GENOME, index_of(genome_of(GENOME), SP_CAS9), variants, [GUIDE], mismatches=0)

    assert (found.change, found.haplotypes, found.before) == (Change.BROKEN, (1, 2), (0, 0))


def test_two_variants_whose_phase_is_unknown_are_tried_together() -> None:
    text = GENOME[0].sequence
    variants = [
        Variant("c1", 10, 11, ("T" if text[10] != "T" else "C",), "one", 3, (0, 1)),
        Variant("c1", 15, 16, ("T" if text[15] != "T" else "C",), "two", 4, (0, 1)),
    ]

    found = variant_sites(GENOME, index_of(genome_of(GENOME), SP_CAS9), variants, [GUIDE], mismatches=4)

    changed = [(one.site.mismatches, len(one.variants)) for one in found if one.change is Change.CHANGED]
    assert sorted(changed) == [(1, 1), (1, 1), (2, 2)]


def test_too_many_variants_in_one_place_are_refused_by_place() -> None:
    variants = [Variant("c1", at, at + 1, ("N",), f"v{at}", at) for at in range(5, 17)]

    with pytest.raises(VariantsRefused, match="around c1:6 are too many"):
        variant_sites(GENOME, index_of(genome_of(GENOME), SP_CAS9), variants, [GUIDE])


@st.composite
def cases(draw: st.DrawFn) -> tuple[Record, Nuclease, list[str], list[Variant], int, int]:
    chance = random.Random(draw(st.integers(0, 2**32)))
    nuclease = draw(st.sampled_from([SHORT, SHORT_12A]))
    guides = ["".join(chance.choices("ACGT", k=12)) for _ in range(2)]
    pieces = []
    for _ in range(draw(st.integers(2, 5))):
        near = list(chance.choice(guides))
        for _ in range(chance.randrange(4)):
            near[chance.randrange(12)] = chance.choice("ACGT")
        word = "".join(near)
        word = "TTA" + word if nuclease is SHORT_12A else word + "AGG"
        pieces.append("".join(chance.choices("ACGT", k=chance.randrange(3, 20))) + word)
    text = "".join(pieces)
    record = Record("c", text + "ACGTTGCA" * 4, circular=draw(st.booleans()))
    variants, at = list[Variant](), chance.randrange(8)
    while at < len(text) - 8 and len(variants) < 12:
        size = chance.choice([1, 1, 1, 0, 2, 5])
        alleles = tuple(
            sorted(
                {
                    w
                    for _ in range(2)
                    if (w := "".join(chance.choices("ACGT", k=chance.choice([1, 1, 0, 3]))))
                    != text[at : at + size]
                }
            )
        )
        if alleles:
            genotype = (chance.randrange(len(alleles) + 1), chance.randrange(len(alleles) + 1))
            variants.append(Variant("c", at, at + size, alleles, f"v{at}", at, genotype, True))
        at += size + chance.choice([1, 2, 5, 15])
    return record, nuclease, guides, variants, draw(st.integers(0, 3)), draw(st.integers(0, 1))


@settings(max_examples=50, deadline=None)
@given(cases())
def test_each_haplotype_has_the_sites_that_its_whole_sequence_has(
    case: tuple[Record, Nuclease, list[str], list[Variant], int, int],
) -> None:
    record, nuclease, guides, variants, mismatches, bulges = case
    try:
        index = index_of(genome_of([record]), nuclease)
    except EditingRefused:
        return
    plain = Counter(
        (guide, strand, wrong, bulge)
        for guide, _, _, strand, _, wrong, bulge in brute.sites(
            [record], nuclease, guides, mismatches, bulges
        )
    )

    found = variant_sites([record], index, variants, guides, mismatches=mismatches, bulges=bulges)

    for haplotype in (1, 2):
        text = record.sequence
        for one in reversed(variants):
            allele = one.genotype[haplotype - 1] if one.genotype else 0
            if allele:
                text = text[: one.start] + one.alleles[allele - 1] + text[one.end :]
        expected = Counter(
            (guide, strand, wrong, bulge)
            for guide, _, _, strand, _, wrong, bulge in brute.sites(
                [replace(record, sequence=text)], nuclease, guides, mismatches, bulges
            )
        )
        got = Counter(plain)
        for told in found:
            if haplotype in told.haplotypes:
                site = told.site
                if told.before is not None:
                    got[site.guide, site.strand, *told.before] -= 1
                if told.change is not Change.BROKEN:
                    got[site.guide, site.strand, site.mismatches, site.bulge] += 1
        assert +got == expected
        assert min(got.values(), default=0) >= 0
