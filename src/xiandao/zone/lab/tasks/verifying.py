"""Reads against the design: the verdict, kept with its findings and depths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop

from xiandao.foundry.sequences import Record
from xiandao.kernel.refusals import Refusal
from xiandao.zone.lab.models import Sequencing
from xiandao.zone.lab.rules.records import record_from, told
from xiandao.zone.lab.rules.vocabulary import Reads
from xiandao.zone.lab.tasks.reading import brought
from xiandao.zone.runs.api import Done, Work


class ReadsUnusableRefused(Refusal):
    """The files hold no reads that can be judged."""


def judge(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Read every file, map the reads onto the design, judge.

    Inputs: expected (a design as it is kept), technology, files [{name, sha256}], sequencing (its number).
    """
    from xiandao.foundry.verification import TECHNOLOGIES, verify

    expected, technology = record_from(inputs["expected"]), Reads(inputs["technology"])
    reads: list[Record] = []
    for number, file in enumerate(inputs["files"]):
        work.say(0.3 * number / len(inputs["files"]), gettext_noop("Reading {file}"), file=file["name"])
        reads += _reads_in(brought(file["sha256"], file["name"]), file["name"], technology)
    if not reads:
        raise ReadsUnusableRefused(gettext_noop("The files hold no reads."))
    work.say(
        0.35,
        gettext_noop("Mapping {many} reads onto {letters} letters"),
        many=len(reads),
        letters=len(expected),
    )
    verdict = verify(expected, reads, TECHNOLOGIES[technology.value])
    work.say(0.95, gettext_noop("Judged"))
    return told(verdict)


def keep_verdict(done: Done) -> None:
    """The verdict stands beside its reads."""
    Sequencing.objects.filter(pk=done.inputs["sequencing"]).update(
        verdict=dict(done.result), result=done.result["result"], run=done.number
    )


def _reads_in(content: bytes, name: str, technology: Reads) -> list[Record]:
    from xiandao.foundry.sequences.formats import read
    from xiandao.foundry.verification import trace_in

    if technology is Reads.SANGER:
        return [trace_in(content, name)]
    reading = read(content, name)
    if not reading.records and reading.faults:
        raise ReadsUnusableRefused("{fault}", fault=reading.faults[0].sentence)
    return list(reading.records)
