"""What a difference does: to the protein that is read over it, or to the features that it lies on."""

from __future__ import annotations

from dataclasses import replace

from Bio.Seq import Seq

from xiandao.foundry.sequences.records import Feature, Record
from xiandao.foundry.verification.findings import NO_DEFECT, SMALL, Finding, Kind
from xiandao.kernel.sentences import Sentence, joined

_NAMED = 4  # features that a large difference names
_WHOLE = ("source",)


def with_effect(expected: Record, text: str, found: Finding) -> Finding:
    """The finding with what it does; unchanged where it touches nothing that is annotated."""
    if found.kind in NO_DEFECT or found.kind is Kind.DIMER:
        return found
    if found.kind not in SMALL:
        return replace(found, effect=_touched(expected, found))
    effects = [
        _on_coding(feature, text, found)
        for feature in expected.features
        if feature.kind == "CDS" and any(place.start <= found.start < place.end for place in feature.places)
    ]
    return replace(found, effect=joined(effects) or _touched(expected, found))


def _on_coding(feature: Feature, text: str, found: Finding) -> Sentence:
    name = feature.label
    size = len(found.seen) - (found.end - found.start)
    if size:
        if size % 3:
            return Sentence("{feature}: frame shift", feature=name)
        many = abs(size) // 3
        if many == 1:
            return (
                Sentence("{feature}: 1 residue more", feature=name)
                if size > 0
                else Sentence("{feature}: 1 residue less", feature=name)
            )
        return (
            Sentence("{feature}: {many} residues more", feature=name, many=many)
            if size > 0
            else Sentence("{feature}: {many} residues less", feature=name, many=many)
        )
    changed = text[: found.start] + found.seen + text[found.end :]
    before, after = (_protein(feature.of(whole)) for whole in (text, changed))
    places = [n for n, (a, b) in enumerate(zip(before, after, strict=True)) if a != b]
    if not places:
        return Sentence("{feature}: silent", feature=name)
    changes = " ".join(f"{before[n]}{n + 1}{after[n]}" for n in places)
    return Sentence("{feature}: {changes}", feature=name, changes=changes)


def _touched(expected: Record, found: Finding) -> Sentence:
    """The features on which a difference lies; over the origin of a circle it ends before it starts."""
    end = found.end if found.end > found.start else found.end + len(expected)
    if found.end == found.start:
        end = found.start + 1
    names = []
    for feature in expected.features:
        if feature.kind in _WHOLE:
            continue
        for place in feature.places:
            shifted = ((place.start, place.end), (place.start + len(expected), place.end + len(expected)))
            if any(start < end and found.start < stop for start, stop in shifted):
                names.append(feature.label)
                break
    names = list(dict.fromkeys(names))
    told = ", ".join(names[:_NAMED])
    if len(names) > _NAMED:
        return Sentence("on {features} and {more} more", features=told, more=len(names) - _NAMED)
    return Sentence("on {features}", features=told) if names else Sentence("")


def _protein(coding: str) -> str:
    return str(Seq(coding[: len(coding) // 3 * 3]).translate())  # type: ignore[no-untyped-call]
