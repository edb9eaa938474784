"""A plate of wells is judged in one go; what is wrong with one well is told there and stops no other."""

from __future__ import annotations

import csv
import gzip
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from defusedxml import ElementTree
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xiandao.foundry.commands import foundry
from xiandao.foundry.sequences import Feature, Place, Record, reverse_complement
from xiandao.foundry.sequences.formats import Format, write
from xiandao.foundry.verification import (
    ILLUMINA,
    ILLUMINA_PAIRED,
    NANOPORE,
    Kind,
    VerificationRefused,
    drawing,
    file_pairs,
    read_sheet,
    simulated_reads,
    verify,
)
from xiandao.foundry.verification.tests.traces import abif

TEXT = "".join(random.Random(3).choices("ACGT", k=1500))
FEATURES = (
    Feature("CDS", (Place(200, 800),), (("gene", "kan<R>"),)),
    Feature("promoter", (Place(120, 190, -1),), (("label", "p"),)),
    Feature("rep_origin", (Place(900, 1400, 0),), (("label", "ori"),)),
)
RECORD = Record("pX", TEXT, circular=True, features=FEATURES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    bad = TEXT[:600] + ("A" if TEXT[600] != "A" else "C") + TEXT[601:]
    (tmp_path / "px.gb").write_bytes(write([RECORD], Format.GENBANK))
    for name, text in (("good", TEXT), ("bad", bad)):
        held = replace(RECORD, sequence=text, features=())
        reads = simulated_reads(held, ILLUMINA, depth=30, seed=1)
        (tmp_path / f"{name}.fq").write_bytes(write(reads, Format.FASTQ))
    pairs = simulated_reads(RECORD, ILLUMINA_PAIRED, depth=40, seed=2)
    for number in (0, 1):
        (tmp_path / f"pair{number + 1}.fq").write_bytes(write(pairs[number::2], Format.FASTQ))
    for number in range(4):
        letters = (TEXT * 2)[number * 400 : number * 400 + 600]
        (tmp_path / f"t{number}.ab1").write_bytes(abif(letters, [40] * 600))
    (tmp_path / "empty.fq").write_text("")
    (tmp_path / "plate.csv").write_text(
        "well,construct,reads,technology\n"
        "A1,px.gb,good.fq,illumina\n"
        "A2,px.gb,bad.fq,\n"
        "B1,px.gb,pair1.fq; pair2.fq,illumina-paired\n"
        "H12,px.gb,t0.ab1;t1.ab1;t2.ab1;t3.ab1,sanger\n"
        "C1,px.gb,empty.fq,illumina\n"
        "C2,none.gb,good.fq,illumina\n"
        "Z9,px.gb,good.fq,illumina\n"
        "A01,px.gb,good.fq,illumina\n"
        "C3,px.gb,good.fq,smoke\n"
    )
    return tmp_path


def test_a_plate_is_judged_in_one_command(folder: Path) -> None:
    words = ["verify-plate", folder / "plate.csv", "-o", folder / "out", "--technology", "illumina"]

    done = CliRunner().invoke(foundry, [str(word) for word in words])

    rows = {
        (row["well"], row["result"])
        for row in csv.DictReader((folder / "out/results.csv").read_text().splitlines())
    }
    told = json.loads((folder / "out/results.json").read_text())
    page = (folder / "out/index.html").read_text()
    assert done.exit_code == 0
    assert rows >= {("A01", "pass"), ("A02", "fail"), ("B01", "pass"), ("H12", "pass")}
    assert rows >= {("C01", "fault"), ("C02", "fault"), ("Z9", "fault"), ("C3", "fault")}
    assert told["counts"] == {"pass": 3, "fail": 1, "fault": 5}
    assert "plate.csv, line 9: the well A01 comes twice" in page
    assert "kan&lt;R&gt;" in page
    assert sorted(path.name for path in (folder / "out/drawings").iterdir()) == [
        "A01.svg", "A02.svg", "B01.svg", "H12.svg",
    ]  # fmt: skip


def test_one_construct_is_judged_by_traces_and_drawn(folder: Path) -> None:
    traces = [str(folder / f"t{number}.ab1") for number in range(3)]
    words = ["verify", str(folder / "px.gb"), *traces, "--technology", "sanger"]

    done = CliRunner().invoke(foundry, [*words, "--drawing", str(folder / "x.svg")])

    assert done.stdout.startswith("pX: look (3 reads")
    assert "not covered at 1401..1500" in done.stdout
    assert ElementTree.fromstring((folder / "x.svg").read_text()).tag.endswith("svg")


def test_a_drawing_shows_every_difference_and_is_the_same_each_time() -> None:
    text = TEXT[:300] + ("A" if TEXT[300] != "A" else "C") + TEXT[301:900] + TEXT[1200:]
    reads = simulated_reads(replace(RECORD, sequence=text, features=()), NANOPORE, depth=40, seed=5)
    verdict = verify(RECORD, reads, NANOPORE)

    picture = drawing(RECORD, verdict)

    root = ElementTree.fromstring(picture)
    titles = [one.text for one in root.iter("{http://www.w3.org/2000/svg}title")]
    assert titles[0] == "pX: fail"
    assert set(titles[1:]) == {one.words for one in verdict.findings}
    assert drawing(RECORD, verdict) == picture


def test_the_cover_that_is_drawn_lies_where_the_reads_lie() -> None:
    held = replace(RECORD, sequence=TEXT[:700] + TEXT[1100:], features=())
    verdict = verify(RECORD, simulated_reads(held, ILLUMINA, depth=40, seed=5), ILLUMINA)

    bare = [n * 1500 / len(verdict.cover) for n, (mean, _) in enumerate(verdict.cover) if mean < 2]

    assert (abs(bare[0] - 700) < 12, abs(bare[-1] - 1100) < 12) == (True, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "well, construct, reads is missing"),
        (b"well,reads\nA1,x\n", "construct is missing"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b"well,construct,reads\n" + b"A1,a,b\n" * 1600, "more than 1536 wells"),
    ],
)
def test_what_is_no_sheet_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "s.csv").write_bytes(content)

    with pytest.raises(VerificationRefused, match=said):
        read_sheet(tmp_path / "s.csv")


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, 80), st.binary(max_size=30))
def test_a_spoiled_sheet_is_read_or_refused_and_nothing_else(tmp_path: Path, at: int, noise: bytes) -> None:
    whole = b"reads,construct,well\nr.fq,c.gb,A1\nr.fq;s.fq,c.gb,B12\nr.fq,c.gb,H7\n"
    (tmp_path / "s.csv").write_bytes(whole[:at] + noise + whole[at + 3 :])

    try:
        wishes, faults = read_sheet(tmp_path / "s.csv", technology="nanopore")
    except VerificationRefused as refusal:
        assert "s.csv" in refusal.sentence  # noqa: PT017
    else:
        assert all("s.csv, line" in one.fault for one in faults)
        assert len({one.well for one in wishes}) == len(wishes)


def test_mates_are_found_by_the_names_of_their_files(folder: Path) -> None:
    two = [simulated_reads(RECORD, ILLUMINA_PAIRED, depth=25, seed=n, name=f"l{n}r") for n in (3, 4)]
    for lane, reads in enumerate(two, 1):
        for mate in (1, 2):
            path = folder / f"A01_S1_L00{lane}_R{mate}_001.fastq.gz"
            path.write_bytes(gzip.compress(write(reads[mate - 1 :: 2], Format.FASTQ)))
    given = [folder / f"A01_S1_L00{lane}_R{mate}_001.fastq.gz" for mate in (2, 1) for lane in (1, 2)]
    words = ["verify", folder / "px.gb", *given, "--json", "--technology"]

    done = CliRunner().invoke(foundry, [str(word) for word in (*words, "illumina-paired")])
    single = CliRunner().invoke(foundry, [str(word) for word in (*words, "illumina")])
    alone = CliRunner().invoke(foundry, [str(one) for one in (*words[:5], "--technology", "illumina-paired")])

    told = json.loads(done.stdout)
    assert (told["result"], told["reads"]) == ("pass", sum(map(len, two)))
    assert "mates: A01_S1_L001_R1_001.fastq.gz and A01_S1_L001_R2_001.fastq.gz" in done.stderr
    assert "named as mates" in single.stderr
    assert (alone.exit_code, "A01_S1_L002_R2_001.fastq.gz has no mate" in alone.stderr) == (2, True)


def test_mates_that_lie_too_far_apart_are_told_where_single_reads_are_silent() -> None:
    """Half of the molecules lost 250 letters, and every read that would show it is taken out."""
    short = replace(RECORD, sequence=TEXT[:600] + TEXT[850:], features=())
    both = [
        *simulated_reads(RECORD, ILLUMINA_PAIRED, depth=30, seed=6, name="w"),
        *(
            read
            for read in simulated_reads(short, ILLUMINA_PAIRED, depth=30, seed=7, name="s")
            if TEXT[590:600] + TEXT[850:860] not in read.sequence
            and reverse_complement(TEXT[590:600] + TEXT[850:860]) not in read.sequence
        ),
    ]

    pairs, single = verify(RECORD, both, ILLUMINA_PAIRED), verify(RECORD, both, ILLUMINA)

    assert Kind.PAIRS in {one.kind for one in pairs.findings}
    assert Kind.PAIRS not in {one.kind for one in single.findings}


@pytest.mark.parametrize(
    ("names", "pairs", "alone"),
    [
        (["a_R2.fq", "a_R1.fq"], [(1, 0)], []),
        (["a_1.fastq.gz", "b_1.fastq.gz", "a_2.fastq.gz", "b_2.fastq.gz"], [(0, 2), (1, 3)], []),
        (["A1_S1_L001_R1_001.fastq", "A1_S1_L001_R2_001.fastq"], [(0, 1)], []),
        (["x/a_R1.fq", "y/a_R2.fq"], [], [0, 1]),
        (["a_R1.fq", "a_R1.fq", "a_R2.fq"], [(0, 2)], [1]),
        (["a_R1.fq", "a_2.fq"], [], [0, 1]),
        (["pair1.fq", "reads.fq"], [], [0, 1]),
    ],
)
def test_files_are_mates_by_their_names(
    names: list[str], pairs: list[tuple[int, int]], alone: list[int]
) -> None:
    assert file_pairs(names) == (pairs, alone)


def test_mates_in_one_file_are_refused(folder: Path) -> None:
    words = ["verify", str(folder / "px.gb"), str(folder / "pair1.fq"), "--technology", "illumina-paired"]

    done = CliRunner().invoke(foundry, words)

    assert (done.exit_code, "come in two files, here are 1" in done.stderr) == (2, True)
