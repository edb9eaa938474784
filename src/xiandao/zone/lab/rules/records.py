"""Sequences and verdicts in the form in which the lab keeps them, with a version of the form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from xiandao.foundry.sequences import Feature, Molecule, Place, Record
from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import kept

if TYPE_CHECKING:
    from xiandao.foundry.verification import Verdict

FORMAT: Final = "xiandao-design/1"


class SavedFormRefused(Refusal):
    """What was kept has another form than this version reads."""


def written(record: Record) -> dict[str, Any]:
    """The record as JSON; nothing of it is lost but the qualities of reads."""
    return {
        "format": FORMAT,
        "name": record.name,
        "sequence": record.sequence,
        "molecule": record.molecule.value,
        "circular": record.circular,
        "description": record.description,
        "features": [
            {
                "kind": feature.kind,
                "places": [
                    [place.start, place.end, place.strand, place.before_start, place.after_end]
                    for place in feature.places
                ],
                "qualifiers": [list(pair) for pair in feature.qualifiers],
                "operator": feature.operator,
            }
            for feature in record.features
        ],
        "annotations": [list(pair) for pair in record.annotations],
    }


def record_from(kept: Mapping[str, Any]) -> Record:
    """The record that was kept. Raises SavedFormRefused."""
    if kept.get("format") != FORMAT:
        raise SavedFormRefused("A design of the form {format} cannot be read.", format=kept.get("format"))
    return Record(
        name=kept["name"],
        sequence=kept["sequence"],
        molecule=Molecule(kept["molecule"]),
        circular=kept["circular"],
        description=kept["description"],
        features=tuple(
            Feature(
                kind=feature["kind"],
                places=tuple(Place(*place) for place in feature["places"]),
                qualifiers=tuple((name, value) for name, value in feature["qualifiers"]),
                operator=feature["operator"],
            )
            for feature in kept["features"]
        ),
        annotations=tuple((name, value) for name, value in kept["annotations"]),
    )


def told(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON, places counted from 0."""
    return {
        "format": "xiandao-verdict/1",
        "construct": verdict.construct,
        "result": verdict.result.value,
        "reads": verdict.reads,
        "mean_depth": round(verdict.mean_depth, 1),
        "least_depth": verdict.least_depth,
        "technology": verdict.technology,
        "covered": round(verdict.covered, 4),
        "foreign": round(verdict.foreign, 4),
        "mixed": None if verdict.mixed is None else round(verdict.mixed, 4),
        "cover": [[round(mean, 1), least] for mean, least in verdict.cover],
        "findings": [
            {
                "kind": one.kind.value,
                "start": one.start,
                "end": one.end,
                "expected": one.expected,
                "seen": one.seen,
                "share": round(one.share, 4),
                "depth": one.depth,
                "effect": kept(one.effect) if one.effect else "",
                "words": one.words,
            }
            for one in verdict.findings
        ],
    }
