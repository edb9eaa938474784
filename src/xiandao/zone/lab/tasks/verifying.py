"""Reads against the design: the verdict, kept with its findings and depths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_noop

from xiandao.zone.lab.models import Sequencing
from xiandao.zone.lab.rules.judging import judged
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


def keep_verdict(done: Done) -> None:
    """The verdict stands beside its reads."""
    Sequencing.objects.filter(pk=done.inputs["sequencing"]).update(
        verdict=dict(done.result), result=done.result["result"], run=done.number
    )
