"""Parts, places and maps from a terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from defusedxml.ElementTree import fromstring

from xiandao.foundry.catalogues import starter
from xiandao.foundry.commands import foundry
from xiandao.foundry.sequences.formats import Format, read_file, write, write_file

OWN = """format: xiandao-catalogue
version: 1
name: mine
parts:
- {identity: X1, name: my part, role: "SO:0000110", sequence: GCTCACTCATTAGGCACC, version: "1",
   provenance: {source: me, reference: x}, licence: none, owner: me}
"""


def asked(*words: object) -> Result:
    return CliRunner().invoke(foundry, [str(word) for word in words])


@pytest.fixture
def plasmid(tmp_path: Path) -> Path:
    """pUC19 from another letter and the other strand."""
    record = starter().part("pUC19").record()
    turned = replace(record, name="mine", sequence=record.sequence[300:] + record.sequence[:300], features=())
    path = tmp_path / "mine.gb"
    write_file(path, [turned.reverse_complement()])
    return path


def test_parts_are_listed_by_words_and_role() -> None:
    lines = asked("parts", "anderson", "--role", "promoter").stdout.splitlines()
    told = json.loads(asked("parts", "BBa_J23100", "--json").stdout)

    assert len(lines) == 20
    assert lines[0].startswith("BBa_J23100\tpromoter\t35\t")
    assert "red fluorescence 2547" in lines[0]
    assert told["provenance"]["reference"] == "BBa_J23100"
    assert told["measured"][0]["value"] == 2547
    assert "no part is like that" in asked("parts", "unobtainium").stderr


def test_parts_that_lie_in_a_plasmid_are_written_as_records(plasmid: Path, tmp_path: Path) -> None:
    out, own = tmp_path / "held.fa", tmp_path / "own.yaml"
    own.write_text(OWN)

    done = asked("parts", "--in", plasmid, "-o", out, "--catalogue", own)

    assert {"bla", "pUC_ori", "pUC19", "X1"} <= {record.name for record in read_file(out).records}
    assert done.exit_code == 0


def test_letters_are_found_in_files_and_in_the_library(plasmid: Path) -> None:
    table = asked("find", "GAATTCACTGGCCGTCGTTTTACAAC", plasmid).stdout.splitlines()
    near = json.loads(asked("find", "GAATTCACTGGCCGTCGATTTACAAC", plasmid, "--edits", 1, "--json").stdout)
    held = asked("find", "TTGACGGCTAGCTCAGTCCTAGGTACAGTGCTAGC").stdout

    assert table[0] == "target\tstart\tend\tstrand\tedits"
    assert table[1].endswith("\t-1\t0")
    assert near["edits"] == 1
    assert "BBa_J23100\t1\t35\t+1\t0" in held


def test_the_same_plasmid_is_found_whatever_its_first_letter(plasmid: Path) -> None:
    assert asked("find", plasmid, "--same").stdout.startswith("pUC19\tDNA-circular-2686-")
    assert json.loads(asked("find", plasmid, "--same", "--json").stdout)["target"] == "pUC19"


def test_a_map_is_drawn_and_told(plasmid: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.svg"

    asked("map", plasmid, "-o", out, "--annotate", "--enzyme", "EcoRI", "--zh")
    told = json.loads(asked("map", plasmid, "--annotate", "--json", "--no-frames").stdout)
    printed = asked("map", plasmid, "--shape", "linear").stdout

    assert fromstring(out.read_text()).get("role") == "img"
    assert "环状" in out.read_text()
    assert "lac operator O1" in out.read_text()
    assert any(one["label"].startswith("beta-lactamase") for one in told["stretches"])
    assert told["frames"] == []
    assert fromstring(printed).tag.endswith("svg")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("find", "ACG"), "6 letters or more"),
        (("map", "{file}", "--enzyme", "Nope"), "no enzyme Nope"),
        (("parts", "--catalogue", "{file}"), "YAML"),
    ],
)
def test_what_cannot_be_is_refused(plasmid: Path, words: tuple[str, ...], said: str) -> None:
    done = asked(*(word.format(file=plasmid) for word in words))

    assert done.exit_code == 2
    assert said in done.stderr


def test_a_conversion_tells_what_it_read(plasmid: Path, tmp_path: Path) -> None:
    source = tmp_path / "in.fa"
    source.write_bytes(b">good\nACGT\n>bad\nAC!T\n")

    told = json.loads(asked("convert", source, "-o", tmp_path / "out.embl.gz", "--json").stdout)

    assert told["format"] == "fasta"
    assert told["records"] == [{"name": "good", "length": 4, "features": 0}]
    assert [(fault["number"], fault["line"], fault["kept"]) for fault in told["faults"]] == [(2, 3, False)]
    assert read_file(tmp_path / "out.embl.gz").format is Format.EMBL


def test_every_format_that_is_written_is_converted_back(plasmid: Path, tmp_path: Path) -> None:
    for name in ("a.embl", "a.nt", "a.gb.gz"):
        asked("convert", plasmid, "-o", tmp_path / name)

        assert write(read_file(tmp_path / name).records, Format.GENBANK) == plasmid.read_bytes()
