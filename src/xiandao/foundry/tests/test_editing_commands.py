"""Guides and repair templates from a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from xiandao.foundry.commands import foundry
from xiandao.foundry.editing.tests.genomes import annotated, letters
from xiandao.foundry.sequences.formats import Format, read, write


@pytest.fixture
def genome(tmp_path: Path) -> Path:
    path = tmp_path / "pha.gb"
    path.write_bytes(write([annotated()], Format.GENBANK))
    return path


def asked(*words: object) -> Result:
    return CliRunner().invoke(foundry, [str(word) for word in words])


def first_guide(genome: Path, gene: str) -> str:
    done = asked("guides", genome, "--gene", gene, "--purpose", "knockout", "--most", 1, "--json")
    return str(json.loads(done.stdout)["target"]["guide"])


def test_guides_of_a_gene_come_in_order_with_reasons(genome: Path) -> None:
    done = asked("guides", genome, "--gene", "phaA", "--purpose", "interference", "--most", 2)

    assert [line[:2] for line in done.stdout.splitlines() if line[:1].isdigit()] == ["1.", "2."]
    assert "Qi et al. 2013" in done.stdout
    assert "they do not rank these guides" in done.stdout


def test_every_target_site_of_a_gene_is_listed(genome: Path) -> None:
    table = asked("guides", genome, "--gene", "phaA", "--sites").stdout.splitlines()
    every = asked("guides", genome, "--sites", "--json").stdout.splitlines()

    inside = [one for line in every if 1000 <= (one := json.loads(line))["cut"] <= 1600]
    assert len(table) - 1 == len(inside) < len(every)
    assert {line.split("\t")[2] for line in table[1:]} == {"chromosome"}


def test_a_nuclease_may_be_given_by_hand(genome: Path) -> None:
    same = asked("guides", genome, "--gene", "phaA", "--nuclease", "mine:NGG:3:20:3", "--json")

    assert same.stdout == asked("guides", genome, "--gene", "phaA", "--json").stdout


def test_variants_are_told_beside_the_sites(genome: Path, tmp_path: Path) -> None:
    text = annotated().sequence
    pam = text.index("GG", 1100)
    guide, place = text[pam - 21 : pam - 1], pam + 1
    vcf = tmp_path / "v.vcf"
    vcf.write_text(
        "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
        f"chromosome\t{place + 1}\trs1\tG\tC\t.\t.\t.\n"
        "chromosome\t1\trs2\tGATTACA\tA\t.\t.\t.\n"
    )

    done = asked("guides", genome, guide, "--vcf", vcf)

    assert "# 1 variants of v.vcf: 1 sites" in done.stdout
    assert "is gone with the variant: rs1 (C)" in done.stdout
    assert "line 4: REF is GATTACA" in done.stderr


def test_a_template_takes_a_gene_out_or_changes_it(genome: Path, tmp_path: Path) -> None:
    guide, marker = first_guide(genome, "phaB"), tmp_path / "marker.fa"
    marker.write_text(f">kan\n{letters(5, 90)}\n")

    gone = asked("repair", genome, guide, "--gene", "phaB", "--delete", "--arm", 40)
    swapped = asked("repair", genome, guide, "--gene", "phaB", "--delete", "--insert", marker, "--json")
    put_in = asked("repair", genome, guide, "--insert", marker, "--arm", 40)

    assert len(read(gone.stdout.encode(), "out").only) == 80
    assert "without its 148 inner codons" in gone.stderr
    assert len(json.loads(swapped.stdout)["middle"]) == 90
    assert len(read(put_in.stdout.encode(), "out").only) == 170


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("guides", "--nuclease", "Cas99"), "no nuclease Cas99"),
        (("guides", "--region", "chromosome"), "write it like chromosome:100-900"),
        (("guides", "--gene", "phaZ"), "no gene phaZ"),
        (("repair", "GATTACAGATTACAGATTAC", "--delete", "--gene", "phaA"), "binds at 0 places"),
        (("repair", "GATTACAGATTACAGATTAC", "--delete"), "say what is wished"),
    ],
)
def test_a_refusal_is_a_sentence_and_a_code(genome: Path, words: tuple[str, ...], said: str) -> None:
    done = asked(words[0], genome, *words[1:])

    assert (done.exit_code, said in done.stderr) == (2, True)
