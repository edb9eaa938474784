"""Reads against the design: the verdict, kept with its findings and depths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop

from xiandao.kernel.content import place_in
from xiandao.zone.lab.models import PlateReading, Sequencing
from xiandao.zone.lab.queries.files import store
from xiandao.zone.lab.rules.judging import judged, judged_well
from xiandao.zone.lab.rules.vocabulary import Reads
from xiandao.zone.lab.tasks.reading import brought
from xiandao.zone.runs.api import Done, Work


def judge(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Read every file, map the reads onto the design, judge.

    Inputs: expected (a design as it is kept), technology, files [{name, sha256}], sequencing (its number).
    """
    files = []
    for number, file in enumerate(inputs["files"]):
        work.say(0.3 * number / len(inputs["files"]), gettext_noop("Reading {file}"), file=file["name"])
        files.append((file["name"], brought(file["sha256"], file["name"])))
    letters = len(inputs["expected"]["sequence"])

    def say(many: int) -> None:
        work.say(
            0.35, gettext_noop("Mapping {many} reads onto {letters} letters"), many=many, letters=letters
        )

    verdict = judged(inputs["expected"], Reads(inputs["technology"]), files, say)
    work.say(0.95, gettext_noop("Judged"))
    return verdict


def judge_plate(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Judge every well, each kept as it comes; a fault in one stops no other.

    Inputs: plate (its number), technology, designs {number: a design as it is kept}, wells [{sequencing,
    place, design, files [{name, sha256}]}].
    """
    asked = [
        {
            "expected": inputs["designs"][well["design"]],
            "technology": inputs["technology"],
            "files": [{**file, "path": str(place_in(store(), file["sha256"]))} for file in well["files"]],
        }
        for well in inputs["wells"]
    ]
    work.say(0.01, gettext_noop("Judging {many} wells"), many=len(asked))
    found = work.spread(judged_well, asked, gettext_noop("Judged well {at} of {all}"), keep_as="well")
    return {"wells": found}


def keep_verdicts(done: Done) -> None:
    """Each verdict stands beside the reads of its well, or what was wrong with them."""
    for well, found in zip(done.inputs["wells"], done.result["wells"], strict=True):
        verdict = found.get("verdict")
        Sequencing.objects.filter(pk=well["sequencing"]).update(
            verdict=verdict,
            result=verdict["result"] if verdict else "",
            fault=found.get("fault"),
            run=done.number,
        )
    PlateReading.objects.filter(pk=done.inputs["plate"]).update(run=done.number)


def keep_verdict(done: Done) -> None:
    """The verdict stands beside its reads."""
    Sequencing.objects.filter(pk=done.inputs["sequencing"]).update(
        verdict=dict(done.result), result=done.result["result"], run=done.number
    )
