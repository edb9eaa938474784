"""Guides for a gene of a genome, every site that they could bind counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_noop

from xiandao.foundry.sequences import Record
from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import kept
from xiandao.zone.lab.rules.records import record_from
from xiandao.zone.lab.tasks.reading import brought
from xiandao.zone.runs.api import Work

if TYPE_CHECKING:
    from xiandao.foundry.editing import RankedGuide

MOST_TOLD: Final = 100  # guides in a result
MOST_SITES: Final = 50  # off-targets told of each


class GuidesRefused(Refusal):
    """Nothing can be searched in what was brought."""


def find_guides(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Inputs: genome {name, sha256} or design (as it is kept), gene or "", purpose or "", host, nuclease,
    mismatches, bulges.
    """
    from xiandao.foundry.editing import NUCLEASES, GuideWish, Host, Purpose, design, library_of

    nuclease = NUCLEASES.get(inputs["nuclease"])
    if nuclease is None:
        raise GuidesRefused(gettext_noop("There is no nuclease {name}."), name=inputs["nuclease"])
    work.say(0.05, gettext_noop("Indexing the genome"))
    library = library_of(_genome(inputs), nuclease)
    work.say(0.4, gettext_noop("Searching every site"))
    found = design(
        library,
        GuideWish(
            gene=inputs.get("gene", ""),
            purpose=Purpose(inputs["purpose"]) if inputs.get("purpose") else None,
            host=Host(inputs.get("host", "bacterium")),
            mismatches=int(inputs.get("mismatches", 3)),
            bulges=int(inputs.get("bulges", 0)),
        ),
    )
    work.say(0.95, gettext_noop("Putting {many} guides in order"), many=len(found.guides))
    return {
        "said": [kept(one) for one in found.said],
        "many": len(found.guides),
        "guides": [_told(one) for one in found.guides[:MOST_TOLD]],
    }


def _told(one: RankedGuide) -> dict[str, Any]:
    """A guide as it is kept."""
    return {
        "guide": one.target.guide,
        "pam": one.target.pam,
        "chromosome": one.target.chromosome,
        "start": one.target.start,
        "strand": one.target.strand,
        "cut": one.target.cut,
        "where": kept(one.where.words),
        "counts": list(one.counts),
        "bulged": one.bulged,
        "scores": [
            {"name": s.name, "value": round(s.value, 4), "trained_on": s.trained_on} for s in one.scores
        ],
        "reasons": [kept(reason) for reason in one.reasons],
        "off_targets": [
            {
                "letters": other.letters,
                "pam": other.pam,
                "chromosome": other.site.chromosome,
                "start": other.site.start,
                "mismatches": other.site.mismatches,
                "where": kept(other.where.words),
            }
            for other in one.off_targets[:MOST_SITES]
        ],
    }


def _genome(inputs: Mapping[str, Any]) -> list[Record]:
    from xiandao.foundry.sequences.formats import read

    if inputs.get("design"):
        return [record_from(inputs["design"])]
    file = inputs["genome"]
    reading = read(brought(file["sha256"], file["name"]), file["name"])
    if not reading.records:
        raise GuidesRefused("{fault}", fault=reading.faults[0].sentence)
    return list(reading.records)
