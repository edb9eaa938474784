"""Primers copy what they should, bind where they can, and say what is wrong with them."""

from __future__ import annotations

import pytest
import RNA
from Bio.SeqUtils import MeltingTemp
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.foundry.assembly import AssemblyRefused, canonical, golden_gate, melting
from xiandao.foundry.assembly.checking import dimer, hairpin, problems, sites
from xiandao.foundry.assembly.gibson import gibson
from xiandao.foundry.assembly.primers import (
    LEAD,
    Amplicon,
    amplicons,
    amplify,
    colony_primers,
    gibson_tails,
    golden_gate_tails,
    sequencing_primers,
)
from xiandao.foundry.assembly.priming import Conditions
from xiandao.foundry.assembly.tests.test_products import clean
from xiandao.foundry.sequences import Record, reverse_complement

PLASMID = Record("p", clean(31, 4000), circular=True)


def test_a_hairpin_and_a_dimer_cost_energy_and_nothing_else_does() -> None:
    stem = hairpin("GCGCGGCATTTTTGCCGCGC")
    plain = hairpin("ACACACACACACACACACAC")
    pair = dimer("GGGGGATCCCGGAC", "GTCCGGGATCCCCC")

    assert stem.energy < -5
    assert stem.pairs.count("(") == stem.pairs.count(")") > 4
    assert plain.energy == 0
    assert pair.energy < -8
    assert pair.end_pairs
    assert pair.pairs.count("&") == 1


def test_the_energies_of_rna_are_as_before() -> None:
    before = RNA.fold("GGGGCCCCAAAAGGGGCCCC")

    hairpin("GCGCGGCATTTTTGCCGCGC")

    assert RNA.fold("GGGGCCCCAAAAGGGGCCCC") == before


def test_problems_are_told_of_a_pair() -> None:
    told = problems("GCGCGGCATTTTTGCCGCGC", "ACACACACACACACACACAC")

    assert any("forward folds" in said for said in told)
    assert not any("backward" in said for said in told)
    assert problems("ACACACACACACACACACAC") == ()


@given(st.integers(0, 3999), st.booleans())
@settings(max_examples=30, deadline=None)
def test_a_primer_binds_where_it_was_taken_from(at: int, turned: bool) -> None:
    around = PLASMID.sequence * 2
    word = around[at : at + 24]
    binding = reverse_complement(word) if turned else word
    if melting(binding) < 40:
        return

    found = sites(binding, [PLASMID])

    assert [(one.start, one.strand, one.mismatches) for one in found] == [(at, -1 if turned else 1, 0)]


def test_differences_matter_at_the_end_and_less_before_it() -> None:
    word = "GACTGCATGCCGATGTCAGCGTCA"
    template = Record("t", "A" * 30 + word + "C" * 30)
    first = "C" + word[1:]
    last = word[:-1] + "C"

    assert [one.mismatches for one in sites(first, [template])] == [1]
    assert sites(last, [template]) == []
    assert sites("TTTT" + word[4:], [template])[0].mismatches >= 3


@given(st.integers(0, 3999), st.integers(100, 3000))
@settings(max_examples=20, deadline=None)
def test_a_stretch_is_copied_exactly_over_the_origin_too(start: int, length: int) -> None:
    pair = amplify(PLASMID, start, start + length)

    wished = (PLASMID.sequence * 2)[start : start + length]
    assert pair.product.sequence == wished
    assert pair.others == ()
    assert amplicons(pair.forward.binding, pair.backward.binding, [PLASMID]) == [Amplicon("p", start, length)]


def test_a_second_place_to_bind_is_told() -> None:
    text = PLASMID.sequence[:600]
    double = Record("d", text + clean(32, 200) + text)

    pair = amplify(double, 100, 500)

    assert {one.start for one in pair.others} == {100, 900}
    assert any("other products" in said for said in pair.problems)
    away = amplify(PLASMID, 100, 500, others=[Record("e", text)])
    assert [one.template for one in away.others] == ["e"]


def test_tails_make_pieces_that_assemble() -> None:
    insert = Record("insert", clean(33, 500))
    rest = clean(34, 800)
    one = amplify(insert, 0, 500, tails=golden_gate_tails("BsaI", "AATG", "GCTT")).product
    two = amplify(Record("v", rest), 0, 800, tails=golden_gate_tails("BsaI", "GCTT", "AATG")).product
    three = amplify(insert, 0, 500, tails=gibson_tails(rest, rest)).product

    (gated,) = golden_gate([one, two], "BsaI").circles
    (joined,) = gibson([three, Record("v", rest)]).circles

    assert canonical(gated.sequence) == canonical("AATG" + insert.sequence + "GCTT" + rest)
    assert canonical(joined.record.sequence) == canonical(insert.sequence + rest)


@pytest.mark.parametrize("both", [False, True])
@pytest.mark.parametrize("circular", [True, False])
def test_reads_of_the_primers_cover_the_construct(both: bool, circular: bool) -> None:
    construct = Record("c", PLASMID.sequence, circular=circular)

    found = sequencing_primers(construct, both=both)

    assert {one.strand for one in found} == ({1, -1} if both else {1})
    for strand in {one.strand for one in found}:
        seen = {
            at % 4000 if circular else at
            for one in found
            if one.strand == strand
            for at in range(one.reads_from, one.reads_to)
        }
        first = 0 if circular else 200
        assert set(range(first, 4000 - first)) <= seen
    for one in found:
        (site,) = sites(one.primer.binding, [construct])
        assert (site.start, site.strand) == (one.start, one.strand)
        if one.strand == 1 and not circular:
            assert one.reads_from == site.end + LEAD
    assert len(found) <= 8 * (1 + both)


@pytest.mark.parametrize("start", [1000, 3800])
def test_colony_primers_frame_the_insert(start: int) -> None:
    found = colony_primers(PLASMID, start, start + 900)

    assert found.with_insert == len(found.pair.product)
    assert found.with_insert - found.without == 900
    assert 900 + 120 < found.with_insert < 900 + 500
    insert = (PLASMID.sequence * 2)[start : start + 900]
    assert insert in found.pair.product.sequence
    assert found.pair.others == ()


def test_more_salt_melts_higher() -> None:
    word = "GACTGCATGCCGATGTCAGC"

    assert melting(word, Conditions(salt_mm=100)) > melting(word)
    assert melting(word, Conditions(magnesium_mm=1.5, dntp_mm=0.2)) > melting(word)
    assert melting(word, Conditions(primer_nm=50)) < melting(word)


@given(
    st.text("ACGT", min_size=8, max_size=50),
    st.floats(10, 500),
    st.floats(0, 5),
    st.floats(0, 3),
    st.floats(1, 2000),
)
def test_melting_is_what_biopython_says(
    word: str, salt: float, magnesium: float, dntp: float, primer: float
) -> None:
    theirs = MeltingTemp.Tm_NN(  # type: ignore[no-untyped-call]
        word,
        nn_table=MeltingTemp.DNA_NN3,
        Na=salt,
        Mg=magnesium,
        dNTPs=dntp,
        dnac1=primer,
        dnac2=0,
        saltcorr=5,
    )

    assert melting(word, Conditions(salt, magnesium, dntp, primer)) == pytest.approx(theirs, abs=1e-6)


def test_what_cannot_be_primed_is_refused() -> None:
    with pytest.raises(AssemblyRefused, match="no stretch that two primers"):
        amplify(Record("t", "ACGT" * 10), 30, 60)
    with pytest.raises(AssemblyRefused, match="no primer: ten"):
        hairpin("ACGN")
    with pytest.raises(AssemblyRefused, match="binds once"):
        sequencing_primers(Record("r", "ACGTTGCA" * 200, circular=True))
    with pytest.raises(AssemblyRefused, match="no room"):
        colony_primers(Record("r", clean(3, 900), circular=True), 0, 800)
    with pytest.raises(AssemblyRefused, match="fewer than 25"):
        gibson_tails("ACGT", "ACGT")
