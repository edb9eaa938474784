"""Repair templates make the edit, keep every protein and are spared by the guide that cut."""

from __future__ import annotations

from dataclasses import replace

import pytest
from Bio.Seq import Seq

from xiandao.foundry.editing import (
    CAS12A,
    SA_CAS9,
    SP_CAS9,
    Edit,
    EditingRefused,
    Nuclease,
    Target,
    annotation_of,
    deletion,
    genome_of,
    index_of,
    insertion,
    repair_template,
    substitution,
    targets_in,
)
from xiandao.foundry.editing.targeting import region_of
from xiandao.foundry.editing.tests import brute
from xiandao.foundry.editing.tests.genomes import annotated, letters
from xiandao.foundry.sequences import Feature, Place, Record, reverse_complement

RECORD = annotated()
ANNOTATION = annotation_of([RECORD])
GENES = {name: ANNOTATION.gene(name) for name in ("phaA", "phaB")}
MARKER = letters(77, 300)


def targets(nuclease: Nuclease, gene: str) -> list[Target]:
    genome = genome_of([RECORD])
    return [*targets_in(genome, index_of(genome, nuclease), region_of(GENES[gene]))]


def protein(text: str, gene: str) -> str:
    place = GENES[gene].places[0]
    coding = text[place.start : place.end]
    coding = reverse_complement(coding) if place.strand == -1 else coding
    return str(Seq(coding).translate(table=11))  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("nuclease", [SP_CAS9, SA_CAS9, CAS12A])
@pytest.mark.parametrize("gene", ["phaA", "phaB"])
def test_a_changed_residue_is_the_only_one_and_the_template_is_spared(nuclease: Nuclease, gene: str) -> None:
    made = 0
    for target in targets(nuclease, gene)[:12]:
        offset = GENES[gene].offset(target.cut)
        if offset is None or not 6 < offset < len(GENES[gene]) - 9:
            continue
        number = offset // 3
        old = protein(RECORD.sequence, gene)[number]
        edit = substitution(RECORD, GENES[gene], f"{old}{number + 1}{'A' if old != 'A' else 'W'}")
        try:
            template = repair_template(RECORD, target, edit, nuclease, arm=60)
        except EditingRefused as refusal:
            assert "take another guide" in refusal.sentence  # noqa: PT017
            continue
        made += 1
        wished = [*protein(RECORD.sequence, gene)]
        wished[number] = "A" if old != "A" else "W"
        other = "phaB" if gene == "phaA" else "phaA"
        assert protein(template.edited, gene) == "".join(wished)
        assert protein(template.edited, other) == protein(RECORD.sequence, other)
        assert template.sequence in template.edited * 2
        assert (len(template.left), len(template.right)) == (60, 60)
        for *_, wrong, _ in brute.sites([Record("t", template.sequence)], nuclease, [target.guide], 4, 0):
            assert wrong >= 2  # two mismatches beside the PAM at the least
    assert made >= 5


def test_a_gene_that_is_taken_out_leaves_its_first_and_last_codon() -> None:
    target = targets(SP_CAS9, "phaB")[3]

    template = repair_template(RECORD, target, deletion(GENES["phaB"]), SP_CAS9, arm=100)

    assert template.sequence == RECORD.sequence[1903:2003] + RECORD.sequence[2447:2547]
    assert template.changes == ()
    assert template.middle == ""
    assert "spoils the site" in template.said[0]


def test_a_marker_reads_in_the_direction_of_the_gene_it_replaces() -> None:
    target = targets(SP_CAS9, "phaB")[3]

    template = repair_template(RECORD, target, deletion(GENES["phaB"], marker=MARKER), SP_CAS9, arm=80)

    assert template.middle == reverse_complement(MARKER)
    assert len(template.edited) == len(RECORD) - 444 + 300


def test_letters_go_in_at_the_cut() -> None:
    target = targets(SP_CAS9, "phaA")[2]

    template = repair_template(RECORD, target, insertion(target, MARKER), SP_CAS9, arm=50)

    cut = target.cut
    assert template.edited == RECORD.sequence[:cut] + MARKER + RECORD.sequence[cut:]
    assert RECORD.sequence[cut - 50 : cut] + MARKER + RECORD.sequence[cut : cut + 50] == template.sequence


def test_a_marker_that_brings_the_site_back_is_refused() -> None:
    target = targets(SP_CAS9, "phaA")[2]
    site = target.guide + target.pam

    with pytest.raises(EditingRefused, match="take another guide"):
        repair_template(RECORD, target, insertion(target, MARKER + site + MARKER), SP_CAS9)


def test_arms_run_over_the_origin_of_a_circle_and_not_over_an_end() -> None:
    target = targets(SP_CAS9, "phaA")[2]
    turned = replace(
        RECORD,
        sequence=RECORD.sequence[1010:] + RECORD.sequence[:1010],
        features=(Feature("CDS", (Place(2440, 3450), Place(0, 590)), (("gene", "x"),)),),
    )
    moved = replace(target, start=(target.start - 1010) % 3450, cut=(target.cut - 1010) % 3450)

    template = repair_template(turned, moved, Edit(moved.cut, moved.cut, "GATTACA" * 4), SP_CAS9)

    assert template.left == (turned.sequence * 2)[3450 + moved.cut - 500 : 3450 + moved.cut]
    with pytest.raises(EditingRefused, match="no 500 bases on both sides"):
        repair_template(
            replace(turned, circular=False), moved, Edit(moved.cut, moved.cut, "GATTACA"), SP_CAS9
        )


def test_a_change_far_from_the_cut_is_told() -> None:
    target = targets(SP_CAS9, "phaA")[2]

    template = repair_template(RECORD, target, Edit(target.cut + 200, target.cut + 201, ""), SP_CAS9)

    assert any("200 bases from the cut" in said for said in template.said)
    assert template.changes


@pytest.mark.parametrize(
    ("change", "words"),
    [("K2", "write it like"), ("M1B", "write it like"), ("W1A", "not for W"), ("M999A", "no codon 999")],
)
def test_a_change_of_a_residue_that_cannot_be_is_refused(change: str, words: str) -> None:
    with pytest.raises(EditingRefused, match=words):
        substitution(RECORD, GENES["phaA"], change)


@pytest.mark.parametrize(
    ("edit", "arm", "words"),
    [
        (Edit(5, 9999, ""), 500, "no stretch of chromosome"),
        (Edit(1200, 1200, "ACGX"), 500, "written in A, C, G and T"),
        (Edit(1200, 1200, "A"), 5, "too short"),
        (Edit(1200, 1200, "A"), 3000, "no 3000 bases"),
    ],
)
def test_an_edit_that_cannot_be_is_refused(edit: Edit, arm: int, words: str) -> None:
    with pytest.raises(EditingRefused, match=words):
        repair_template(RECORD, targets(SP_CAS9, "phaA")[2], edit, SP_CAS9, arm=arm)
