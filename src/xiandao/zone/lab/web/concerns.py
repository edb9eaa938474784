"""What the engines say, in the reader's language: the foundry says it in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext, gettext_noop

from xiandao.foundry.screening import Screening
from xiandao.kernel.sentences import Sentence, sentence_from
from xiandao.zone.face.api import say

FINDINGS: Final = {
    "substitution": gettext_noop("substitution"),
    "insertion": gettext_noop("insertion"),
    "deletion": gettext_noop("deletion"),
    "missing stretch": gettext_noop("missing stretch"),
    "replaced stretch": gettext_noop("replaced stretch"),
    "joined otherwise": gettext_noop("joined otherwise"),
    "swapped stretches": gettext_noop("swapped stretches"),
    "break": gettext_noop("break"),
    "turned stretch": gettext_noop("turned stretch"),
    "mates that do not fit": gettext_noop("mates that do not fit"),
    "two in one": gettext_noop("two in one"),
    "not covered": gettext_noop("not covered"),
    "foreign reads": gettext_noop("foreign reads"),
}


def finding_words(found: Mapping[str, Any]) -> str:
    """What was found in the reads; places as a person counts."""
    start, end = found["start"], found["end"]
    place = f"{start + 1}" if end in (start, start + 1) else f"{start + 1}..{end}"
    change = (
        f" {found['expected'] or '-'} > {found['seen'] or '-'}" if found["expected"] or found["seen"] else ""
    )
    effect = say(sentence_from(found["effect"]))
    said = gettext("{kind} at {place}{change}: {percent} % of {depth} reads").format(
        kind=gettext(FINDINGS.get(found["kind"], found["kind"])),
        place=place,
        change=change,
        percent=round(100 * found["share"]),
        depth=found["depth"],
    )
    return f"{said}; {effect}" if effect else said


def told(screening: Screening) -> dict[str, Any]:
    """A screening as its template shows it."""
    return {
        "screening": screening,
        "hits": [(say(hit.sentence), hit.benign) for hit in screening.hits],
        "concerns": [say(one) for one in screening.concerns],
        "unseen": [say(one) for one in screening.unseen],
        "method": say(Sentence(screening.method)),
    }


def guides_told(result: Mapping[str, Any]) -> dict[str, Any]:
    """The result of a search for guides as its page shows it."""
    return {
        **result,
        "said": [say(sentence_from(one)) for one in result["said"]],
        "guides": [
            {
                **one,
                "where": say(sentence_from(one["where"])),
                "reasons": [say(sentence_from(reason)) for reason in one["reasons"]],
                "scores": [
                    {**score, "trained_on": say(sentence_from(score["trained_on"]))}
                    for score in one["scores"]
                ],
            }
            for one in result["guides"]
        ],
    }
