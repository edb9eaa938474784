"""The foundry from a terminal: files in, sequences out, refusals as sentences."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from xiandao.foundry.commands import foundry
from xiandao.foundry.sequences import Record
from xiandao.foundry.sequences.formats import Format, read, write
from xiandao.foundry.verification import ILLUMINA, simulated_reads


@pytest.fixture
def protein(tmp_path: Path) -> Path:
    path = tmp_path / "protein.fasta"
    path.write_text(">short a peptide\nMKVLAAGIVGLLRSE*\n")
    return path


def asked(*words: object) -> Result:
    return CliRunner().invoke(foundry, [str(word) for word in words])


def test_an_mrna_comes_as_fasta_or_json(protein: Path) -> None:
    fasta = read(asked("mrna", protein).stdout.encode(), "out").only
    told = json.loads(asked("mrna", protein, "--json").stdout)

    assert fasta.sequence == told["sequence"]
    assert f"{told['energy']:.2f} kcal/mol" in fasta.description


def test_a_gene_keeps_its_rules(protein: Path) -> None:
    made = read(asked("gene", protein, "--gc", 0.4, 0.6, "--avoid", "BsaI").stdout.encode(), "out").only

    assert len(made) == 48
    assert "CAI" in made.description


def test_genes_keep_a_suppliers_limits_and_their_distance(protein: Path) -> None:
    long = protein.with_name("long.fasta")
    long.write_text(">long\n" + "MKVLAAGIVG" * 12 + "*\n")
    done = asked("gene", long, "--vendor", "gene-fragments", "--alternatives", 3, "--apart", 4)

    genes = read(done.stdout.encode(), "out").records
    codons = [[one.sequence[at : at + 3] for at in range(0, len(one), 3)] for one in genes]
    assert [one.name for one in genes] == ["long_gene_1", "long_gene_2", "long_gene_3"]
    assert sum(a != b for a, b in zip(codons[0], codons[1], strict=True)) >= 4
    assert "the limits of gene-fragments are made up" in done.stderr


def test_a_gene_is_explained_codon_by_codon(protein: Path) -> None:
    kept = asked("gene", protein, "--keep", "4:CTA", "--explain")
    told = json.loads(asked("gene", protein, "--keep", "4:CTA", "--explain", "--json").stdout)

    assert "; residue 4: CTA, not CTG" in kept.stderr
    assert "because of keep" in kept.stderr
    assert told["reasons"][0]["rules"] == ["keep"]


def test_trade_offs_and_the_next_best_mrnas_come_in_order(protein: Path) -> None:
    told = [json.loads(line) for line in asked("mrna", protein, "--pareto", "--json").stdout.splitlines()]
    *front, about = told
    shown = asked("mrna", protein, "--pareto")
    cut = asked("mrna", protein, "--pareto", "--most-labels", 1)
    best = read(asked("mrna", protein, "--alternatives", 2).stdout.encode(), "out").records

    assert [one["energy"] for one in front] == sorted(one["energy"] for one in front)
    assert about == {"name": "short", "whole": True, "open_gaps": [], "corners_known": True}
    assert shown.stdout.count(", supported") == sum(one["supported"] for one in front)
    assert "the front is whole" in shown.stderr
    assert "NOT known to be whole; more may lie between 1 and 2" in cut.stderr
    assert [one.name for one in best] == ["short_mrna_1", "short_mrna_2"]


def test_an_existing_mrna_is_reported_whole(tmp_path: Path) -> None:
    path = tmp_path / "coding.fasta"
    path.write_text(">c\nATGAAAGTGCTGGCTGCTGGTTAA\n")

    words = ("mrna-report", path, "--five-utr", "GGGAAA", "--tail", 40, "--m1psi", "--avoid", "AAAG")
    told = asked(*words).stdout

    assert told.startswith("c: 70 bases, 8 residues")
    assert "with N1-methylpseudouridine" in told
    assert "look: AAAG stands at" in told
    assert json.loads(asked(*words, "--json").stdout)["uridine_fraction"] == pytest.approx(7 / 70)


def test_a_long_wish_is_split_and_made_again(tmp_path: Path) -> None:
    path = tmp_path / "wish.fasta"
    path.write_text(">long\n" + "".join(random.Random(2).choices("ACGT", k=3_000)) + "\n")

    table = asked("fragments", path).stdout
    told = json.loads(asked("fragments", path, "--json", "--days", 20).stdout)

    assert "made again to the base: yes" in table
    assert "made up" in table
    assert told["days"] <= 20
    assert told["plan"]["pieces"][0]["end"] > 0


def test_a_car_is_designed_with_a_binder_of_ones_own(tmp_path: Path) -> None:
    binder, out = tmp_path / "heavy.fasta", tmp_path / "car.gb"
    binder.write_text(">mine\nEVQLVESGGGLVQPGG\n")

    done = asked("construct", "--domain", "heavy", binder, "--most", 2, "-o", out)

    assert done.stdout.startswith("1. CD8A-signal - ")
    assert "mine" in done.stdout
    assert len(read(out.read_bytes(), "car.gb").records) == 2


def test_guides_are_listed_with_their_cuts(tmp_path: Path) -> None:
    genome = tmp_path / "genome.fa"
    genome.write_text(">c\nTTGATTACAGATTACAGATTACAGGTT\n")

    table = asked("guides", genome, "GATTACAGATTACAGATTAC").stdout.splitlines()
    line = json.loads(asked("guides", genome, "GATTACAGATTACAGATTAC", "--json").stdout)

    assert table[1].split("\t") == [
        "GATTACAGATTACAGATTAC",
        "c",
        "3",
        "22",
        "+1",
        "19",
        "0",
        "0",
        "not annotated",
    ]
    assert (line["start"], line["cut"]) == (2, 19)


def test_overhangs_are_told_with_their_fidelity() -> None:
    words, about = asked("overhangs", 4, "--fixed", "AATG").stdout.splitlines()

    assert words.split()[0] == "AATG"
    assert "fidelity" in about


def test_a_construct_is_judged_by_its_reads(tmp_path: Path) -> None:
    text = "".join(random.Random(3).choices("ACGT", k=1200))
    record = Record("pX", text, circular=True)
    changed = replace(record, sequence=text[:600] + ("A" if text[600] != "A" else "C") + text[601:])
    paths = tmp_path / "px.gb", tmp_path / "good.fq", tmp_path / "bad.fq"
    paths[0].write_bytes(write([record], Format.GENBANK))
    for path, held in zip(paths[1:], (record, changed), strict=True):
        path.write_bytes(write(simulated_reads(held, ILLUMINA, depth=40, seed=1), Format.FASTQ))

    good, bad = (asked("verify", paths[0], path, "--technology", "illumina").stdout for path in paths[1:])

    assert good.startswith("pX: pass")
    assert bad.startswith("pX: fail")
    assert "substitution at 601" in bad


def test_a_file_is_converted_and_its_faults_are_told(tmp_path: Path) -> None:
    source, target = tmp_path / "in.fa", tmp_path / "out.gb"
    source.write_text(">good\nACGT\n>bad\nAC!T\n")

    done = asked("convert", source, "--to", "genbank", "-o", target)

    assert "record 2 (bad)" in done.stderr
    assert read(target.read_bytes(), "out.gb").only.sequence == "ACGT"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mrna", "--host", "nobody"), "no codon table named nobody"),
        (("mrna", "--pareto", "--cai-weight", "1"), "a front has no weights"),
        (("gene", "--avoid", "ATG"), "residues 1 to 1: no codons keep these rules: no ATG"),
        (("gene", "--vendor", "nobody"), "there is no product “nobody”"),
        (("gene", "--vendor", "gene-fragments"), "made from 300 to 1800 bases"),
        (("gene", "--keep", "x"), "is not RESIDUE:DNA"),
        (("gene", "--alternatives", "2", "--apart", "0"), "1 at least"),
        (("fragments",), "protein.fasta, short: base 1 of the wish"),
        (("mrna-report",), "coding: “M” at 1"),
    ],
)
def test_a_refusal_is_a_sentence_and_a_code(protein: Path, words: tuple[str, ...], said: str) -> None:
    done = asked(words[0], protein, *words[1:])

    assert done.exit_code == 2
    assert said in done.stderr


def test_proteins_with_stops_and_frames_that_break_are_refused_with_their_place(tmp_path: Path) -> None:
    stops, frame = tmp_path / "stops.fasta", tmp_path / "frame.fasta"
    stops.write_text(">s\nMK*V\n")
    frame.write_text(">f\nATGAAAC\n")

    assert "stops.fasta, s: the protein stops early, at residue 3" in asked("gene", stops).stderr
    assert "from letter 7 on, is cut off" in asked("mrna-report", frame).stderr


def test_a_grammar_or_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("format: xiandao-suppliers/9\n")

    assert "there are second-generation-car" in asked("construct", "fourth").stderr
    assert "mine.yaml: the first line must be" in asked("fragments", path, "--vendors", path).stderr


def test_a_file_that_is_no_sequence_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hello")

    done = asked("mrna", path)

    assert (done.exit_code, "notes.txt" in done.stderr) == (2, True)
