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
        (("gene", "--avoid", "ATG"), "cannot be kept together"),
    ],
)
def test_a_refusal_is_a_sentence_and_a_code(protein: Path, words: tuple[str, ...], said: str) -> None:
    done = asked(words[0], protein, *words[1:])

    assert done.exit_code == 2
    assert said in done.stderr


def test_a_file_that_is_no_sequence_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("hello")

    done = asked("mrna", path)

    assert (done.exit_code, "notes.txt" in done.stderr) == (2, True)
