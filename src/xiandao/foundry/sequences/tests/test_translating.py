"""Codons are read as Biopython reads them; open frames are those of a slow walk; shifts are refused."""

from __future__ import annotations

import pytest
from Bio.Data import CodonTable
from Bio.Seq import Seq
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.sequences import (
    Frame,
    SequenceRefusal,
    open_frames,
    reverse_complement,
    translate,
    translate_gene,
)

CODONS = st.lists(st.text("ACGTRYN", min_size=3, max_size=3), max_size=20).map("".join)
FEW = st.lists(st.sampled_from(["ATG", "GTG", "TAA", "TGA", "GCC", "A", "T"]), max_size=30).map("".join)


@given(CODONS, st.sampled_from([1, 2, 4, 11, 25]))
def test_codons_are_read_as_biopython_reads_them(letters: str, table: int) -> None:
    theirs = str(Seq(letters).translate(table=table))  # type: ignore[no-untyped-call]

    ours = translate(letters, table=table)

    assert len(ours) == len(theirs)
    assert all(a == b or b in "XBZJ" for a, b in zip(ours, theirs, strict=True))


@pytest.mark.parametrize("table", sorted(CodonTable.unambiguous_dna_by_id))
def test_every_table_of_ncbi_is_known(table: int) -> None:
    stops = set(CodonTable.unambiguous_dna_by_id[table].stop_codons)

    assert translate("".join(sorted(stops)), table=table) == "*" * len(stops)


def slowly(text: str, circular: bool, least: int) -> set[tuple[int, int, int]]:
    """Walk from every start codon; of those that share a stop the longest counts."""
    starts = set(CodonTable.unambiguous_dna_by_id[11].start_codons)
    found: dict[tuple[int, int], tuple[int, int]] = {}
    length = len(text)
    for strand in (1, -1):
        letters = text if strand == 1 else reverse_complement(text)
        around = letters * 2 if circular else letters
        for begin in range(length):
            if around[begin : begin + 3] not in starts:
                continue
            for end in range(begin + 3, len(around) + 1, 3):
                codon = around[end - 3 : end]
                if codon in {"TAA", "TAG", "TGA"} and end - begin <= length:
                    key = (strand, end % length)
                    found[key] = max(found.get(key, (0, 0)), (end - begin, begin))
                    break
                if codon in {"TAA", "TAG", "TGA"}:
                    break
    return {
        (begin if strand == 1 else (length - begin - size) % length, size, strand)
        for (strand, _), (size, begin) in found.items()
        if size // 3 - 1 >= least
    }


@settings(deadline=None)
@given(FEW, st.booleans(), st.integers(0, 4))
def test_open_frames_are_those_of_a_slow_walk(text: str, circular: bool, least: int) -> None:
    found = open_frames(text, circular=circular, least_residues=least)

    assert {(one.start, one.end - one.start, one.strand) for one in found} == slowly(text, circular, least)
    for one in found:
        gene = one.feature(len(text)).of(text)
        assert translate_gene(gene) == one.protein


def test_a_frame_across_the_origin_is_found() -> None:
    (frame,) = open_frames("CCTAACCCCCATGAAAC", circular=True, least_residues=3, starts=("ATG",))

    assert frame == Frame(10, 22, 1, "MKP")


@pytest.mark.parametrize(
    ("gene", "words"),
    [
        ("ATGAAATA", "8 letters are no whole number of codons; 2 too many"),
        ("AAAAAATAA", "'AAA' at position 1 starts no gene"),
        ("ATGTAAAAATAA", "within the gene, at position 4 of 12"),
        ("ATGAAA", "ends without a stop codon, at position 6"),
        ("ATGA!ATAA", "'!' at position 5 is no nucleotide"),
        ("", "starts no gene"),
    ],
)
def test_a_gene_that_is_none_is_refused_with_the_position(gene: str, words: str) -> None:
    with pytest.raises(SequenceRefusal, match=words):
        translate_gene(gene)


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(SequenceRefusal, match="no genetic code 7"):
        translate("ATG", table=7)


def test_rna_and_other_starts_are_read() -> None:
    assert translate_gene("gugaaauaa") == "MK"
    assert translate("AUGNNNTAR") == "MX*"
