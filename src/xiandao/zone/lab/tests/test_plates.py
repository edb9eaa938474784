"""A plate's reads find their wells, are judged in one run, and are shown well by well."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from xiandao.foundry.sequences import Record as Sequence_
from xiandao.foundry.sequences.formats import Format, write
from xiandao.foundry.verification import ILLUMINA, ILLUMINA_PAIRED, simulated_reads
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.lab.models import Container, Design, PlateReading, Sample
from xiandao.zone.lab.operations import plates, verifying
from xiandao.zone.lab.operations.unpacking import BroughtFile
from xiandao.zone.lab.queries.chains import steps_of
from xiandao.zone.lab.rules.plates import barcode_in, place_named, sheet_of
from xiandao.zone.lab.rules.steps import Step
from xiandao.zone.lab.rules.vocabulary import ContainerKind, Reads
from xiandao.zone.lab.tests.conftest import DAY, NOW, reads_of
from xiandao.zone.runs.api import run_numbered

pytestmark = pytest.mark.django_db


def plate_of(clones: Sequence[Sample]) -> Container:
    container = clones[0].container
    assert container is not None
    return container


def brought(
    clones: Sequence[Sample], by: Account, files: Mapping[str, bytes], technology: Reads = Reads.NANOPORE
) -> PlateReading:
    return plates.bring_plate(
        container=plate_of(clones),
        technology=technology,
        files=[BroughtFile(name, io.BytesIO(content)) for name, content in files.items()],
        read_on=DAY,
        by=by,
        at=NOW,
    )


def pairs_of(sequence: str, *, seed: int = 1) -> tuple[bytes, bytes]:
    """The mates of simulated pairs, in two files."""
    reads = simulated_reads(
        Sequence_("construct", sequence, circular=True), ILLUMINA_PAIRED, depth=40, seed=seed
    )
    one, other = (gzip.compress(write(reads[mate::2], Format.FASTQ)) for mate in (0, 1))
    return one, other


def zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def standings(reading: PlateReading) -> dict[str, str]:
    return {one.place: one.standing for one in reading.wells.all()}


def test_a_plate_is_judged_in_one_run_and_a_fault_stops_no_other_well(
    clones: list[Sample], design: Design, scientist: Account
) -> None:
    text = str(design.record["sequence"])
    changed = text[:450] + text[600:]

    reading = brought(
        clones,
        scientist,
        {
            "plate.zip": zipped(
                {
                    "run/A01_reads.fastq": reads_of(text),
                    "B1/reads.fastq": reads_of(changed, seed=2),
                    "run/.DS_Store": b"x",
                }
            ),
            f"{clones[2].barcode}.fastq.gz": gzip.compress(reads_of(text, seed=3)),
            "barcode04.fastq": reads_of(text, seed=4),
            "E01.fastq": b"@r\nACGT\n+\nII\n",
            "sheet.csv": b"well,reads\nD1,barcode04.fastq\n",
            "H12.fastq": reads_of(text, seed=5),
            "Undetermined.fastq": reads_of(text, seed=6),
            "F01.txt": b"no reads",
        },
    )

    assert standings(reading) == {"A1": "pass", "B1": "fail", "C1": "pass", "D1": "pass", "E1": "fault"}
    assert [one["values"]["name"] for one in reading.left_out] == [
        "H12.fastq",
        "Undetermined.fastq",
        "F01.txt",
    ]
    assert reading.run is not None
    run = run_numbered(reading.run, asking=scientist)
    assert (run.state, len(run.inputs["designs"]), len(run.inputs["wells"])) == ("done", 1, 5)
    assert {one.run for one in reading.wells.all()} == {run.pk}
    assert steps_of([design.wish])[design.wish_id] is not Step.COMPUTING


def test_mates_in_the_files_of_a_well_are_judged_as_pairs(
    clones: list[Sample], design: Design, scientist: Account
) -> None:
    text = str(design.record["sequence"])
    names = [f"A1_S1_L001_R{mate}_001.fastq.gz" for mate in (1, 2)]
    one, other = pairs_of(text)
    libraries = (reads_of(text, seed=seed, name=f"lib{seed}-", technology=ILLUMINA) for seed in (2, 3))
    files = {
        names[1]: other,
        names[0]: one,
        **{f"B1_{number}.fastq": next(libraries) for number in (1, 2)},
    }

    reading = brought(clones, scientist, files, Reads.ILLUMINA)

    assert standings(reading) == {"A1": "pass", "B1": "pass"}
    well = reading.wells.get(place="A1")
    assert well.verdict is not None
    assert (well.verdict["mates"], well.verdict["technology"]) == ([names], "Illumina-like, paired")
    many = gzip.decompress(one).count(b"\n") // 4
    assert well.verdict["reads"] == 2 * many
    single = reading.wells.get(place="B1").verdict
    assert single is not None
    assert (single["mates"], single["technology"]) == ([], "Illumina-like")


def test_mates_of_one_sample_are_named_on_its_page_and_refused_where_they_do_not_fit(
    clones: list[Sample], design: Design, scientist: Account
) -> None:
    one, other = pairs_of(str(design.record["sequence"]))
    lines = gzip.decompress(other).split(b"\n")
    short = gzip.compress(b"\n".join(lines[:-9]) + b"\n")

    def judged(second: bytes) -> Any:
        return verifying.bring_reads(
            specimen=clones[0],
            design=design,
            technology=Reads.ILLUMINA,
            files=[verifying.ReadsFile("x_R2.fq.gz", second), verifying.ReadsFile("x_R1.fq.gz", one)],
            read_on=DAY,
            by=scientist,
            at=NOW,
        )

    whole, broken = judged(other), judged(short)

    client = Client()
    client.force_login(scientist)
    page = client.get(reverse("lab:sequencing", args=[whole.pk])).content.decode()
    assert (whole.result, "x_R1.fq.gz + x_R2.fq.gz" in page) == ("pass", True)
    run = run_numbered(broken.run, asking=scientist)
    assert (run.state, run.said_values["file"], run.said_values["mate"]) == (
        "failed",
        "x_R1.fq.gz",
        "x_R2.fq.gz",
    )


def test_the_page_of_a_plate_opens_every_well(
    clones: list[Sample], design: Design, scientist: Account, rival: Account
) -> None:
    text = str(design.record["sequence"])
    container = plate_of(clones)
    client = Client()
    client.force_login(scientist)
    files = [
        SimpleUploadedFile("A1.fastq", reads_of(text)),
        SimpleUploadedFile("b01.fastq", b"@r\nACGT\n+\nII\n"),
        SimpleUploadedFile("x.fastq", b"@"),
    ]

    form = client.get(reverse("lab:plate_new", args=[container.pk])).content.decode()
    answer = client.post(
        reverse("lab:plate_new", args=[container.pk]),
        {"technology": "nanopore", "reads": files, "read_on": "2025-06-30"},
        follow=True,
    )

    page = answer.content.decode()
    reading = PlateReading.objects.get()
    assert "A01_R1.fastq.gz" in form
    assert answer.redirect_chain[-1][0] == reverse("lab:plate", args=[reading.pk])
    for well in reading.wells.all():
        assert reverse("lab:sequencing", args=[well.pk]) in page
        opened = client.get(reverse("lab:sequencing", args=[well.pk]))
        assert reverse("lab:plate", args=[reading.pk]) in opened.content.decode()
    assert re.search(r'aria-label="A1: clone[^"]*通过', page)
    assert "x.fastq" in page
    assert "hx-get" not in page
    assert (
        reverse("lab:plate", args=[reading.pk])
        in client.get(reverse("lab:container", args=[container.pk])).content.decode()
    )
    client.force_login(rival)
    for name, number in (("plate", reading.pk), ("plate_new", container.pk)):
        assert client.get(reverse(f"lab:{name}", args=[number])).status_code == 404


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"x.fastq": b"@r\n"}, "names no well and no barcode"),
        ({"H1.fastq": b"@r\n"}, "no sample stands in H1"),
        ({"a.zip": b"PK\x03\x04 cut off"}, "a.zip is damaged"),
        ({"A1.ab1": b"ABIF"}, "does not fit the way of sequencing"),
        ({"s.csv": b"well,file\n", "A1.fastq": b"@r\n"}, "reads is missing"),
        ({"s.csv": b"well,reads\nZ9,a.fastq\n", "A1.fastq": b"@r\n"}, "Z9"),
    ],
)
def test_what_belongs_to_no_well_is_refused_by_name(
    clones: list[Sample], scientist: Account, files: dict[str, bytes], said: str
) -> None:
    with pytest.raises(Refusal) as caught:
        brought(clones, scientist, files)

    assert said in caught.value.sentence


def test_another_lab_brings_no_reads(clones: list[Sample], rival: Account) -> None:
    with pytest.raises(Refusal, match="lab of another organisation"):
        brought(clones, rival, {"A1.fastq": b"@r\nACGT\n+\nIIII\n"})

    assert not PlateReading.objects.exists()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("A1.fastq", "A1"),
        ("a01_S1_L001_R1_001.fastq.gz", "A1"),
        ("plate7_B12.ab1", "B12"),
        ("C03/reads.fastq", "C3"),
        ("run\\D04\\reads.fastq", "D4"),
        ("A1_B2.fastq", "A1"),
        ("x_A1_B2.fastq", ""),
        ("sample.fastq", ""),
        ("H13.fastq", ""),
    ],
)
def test_a_file_names_its_well(name: str, place: str) -> None:
    assert place_named(name, ContainerKind.PLATE_96) == place


def test_a_barcode_in_a_name_is_read_whatever_its_case(clones: list[Sample]) -> None:
    barcode = clones[0].barcode

    assert barcode_in(f"run_{barcode.lower().replace('-', '_')}_R1.fastq.gz") == barcode
    assert barcode_in(f"{barcode}/pass.fastq") == barcode
    assert barcode_in("xd-1234567-8.fastq") == ""


def test_a_sheet_names_several_files_of_a_well() -> None:
    said = sheet_of("s.csv", "\ufeffReads,Well\na.fq; b.fq,A01\n".encode(), ContainerKind.PLATE_96)

    assert said == {"a.fq": "A1", "b.fq": "A1"}
