"""Plans, primers and the whole demonstration from a terminal."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from xiandao.foundry.assembly import canonical
from xiandao.foundry.catalogues import starter
from xiandao.foundry.commands import foundry
from xiandao.foundry.demonstration import OPERON, _operon
from xiandao.foundry.sequences import translate
from xiandao.foundry.sequences.formats import read_file


def asked(*words: object) -> Result:
    return CliRunner().invoke(foundry, [str(word) for word in words])


@pytest.fixture
def wish(tmp_path: Path) -> Path:
    path = tmp_path / "wish.fa"
    path.write_text(">wish\n" + "".join(random.Random(77).choices("ACGT", k=4000)) + "\n")
    return path


def test_a_plan_comes_with_protocol_and_files(wish: Path, tmp_path: Path) -> None:
    done = asked("assemble", wish, "--circular", "--longest", 2500, "-o", tmp_path / "out")

    assert done.exit_code == 0, done.output
    assert "pick" in done.output
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names >= {"protocol.md", "plan.json", "intermediates.gb", "intermediates.nt", "pieces.fasta"}
    records = read_file(tmp_path / "out" / "intermediates.gb").records
    assert canonical(records[-1].sequence) == canonical(read_file(wish).records[0].sequence)
    assert json.loads((tmp_path / "out" / "plan.json").read_text())["options"]


def test_own_prices_are_used_and_faulty_ones_refused(wish: Path, tmp_path: Path) -> None:
    prices = tmp_path / "prices.yaml"
    prices.write_text(
        "gene_per_base: 1\ngene_least: 1\nprimer_per_base: 1\ncopy: 1\nreaction: 7\n"
        "currency: EUR\nas_of: 2026-01-01\n"
    )

    done = asked("assemble", wish, "--circular", "--prices", prices, "--method", "gibson")
    prices.write_text("gene_per_base: 1\n")
    faulty = asked("assemble", wish, "--circular", "--prices", prices)

    assert "EUR" in done.output
    assert "Golden Gate" not in done.output
    assert (faulty.exit_code, "it needs gene_per_base" in faulty.stderr) == (2, True)


def test_a_line_is_refused_as_a_wish(wish: Path) -> None:
    done = asked("assemble", wish)

    assert (done.exit_code, "wish" in done.stderr) == (2, True)


def test_primers_are_told_for_each_purpose(wish: Path) -> None:
    copied = asked("primers", "copy", wish, 101, 900, "--golden-gate", "BsaI", "AATG", "GCTT")
    plain = asked("primers", "copy", wish, 3901, 4200, "--circular", "--json")
    reading = asked("primers", "read", wish, "--circular")
    colony = asked("primers", "colony", wish, 1001, 2000, "--circular")

    assert "GGTCTC" in copied.output
    assert "product\t" in copied.output
    assert len(json.loads(plain.output)["product"]["sequence"]) == 300
    assert len(reading.output.splitlines()) > 5
    assert "with the insert" in colony.output
    assert asked("primers", "copy", wish, 3901, 4200).exit_code == 2


def test_the_operon_of_the_demonstration_makes_the_enzymes_of_the_catalogue() -> None:
    library, told = starter(), list[str]()

    wish = _operon(library, {}, 1, told)

    genes = {one.label: wish.sequence[one.places[0].start : one.places[0].end] for one in wish.features}
    for name, identity in OPERON:
        assert translate(genes[name]) == library.part(identity).sequence + "*"
    assert [said.partition(":")[0] for said in told[:3]] == [
        "phaC (UniProt P23608)", "phaA (UniProt P14611)", "phaB (UniProt P14697)",
    ]  # fmt: skip


def test_the_demonstration_goes_from_wish_to_verdict(tmp_path: Path) -> None:
    short = tmp_path / "short.fa"
    short.write_text(">r\nMRKGEELFTGVVPILVEL\n")
    given = [f"{name}={short}" for name in ("phaC", "phaA", "phaB")]
    (tmp_path / "long.fa").write_text(
        ">c\nM" + "".join(random.Random(1).choices("ADEFGHIKLNPQRSTVWY", k=200)) + "\n"
    )
    given[0] = f"phaC={tmp_path / 'long.fa'}"

    done = asked(
        "demo", "-o", tmp_path / "out", "--on", "2026-03-01", "--reporter", short,
        *(word for said in given for word in ("--protein", said)),
    )  # fmt: skip

    assert done.exit_code == 0, done.output
    assert "phaA (given): 18 residues" in done.output
    assert "of the wish pass; with one base of phaC changed fail" in done.output
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"operon.gb", "mrna.fasta", "protocol.md", "screening.json", "verdicts.json"} <= names
    assert {"demonstration-pieces.csv", "demonstration-pieces.xlsx", "README.md"} <= names
    assert asked("demo", "--protein", "phaC").exit_code == 2
