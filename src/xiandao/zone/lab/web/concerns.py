"""What the gate and the reads say, in the reader's language: the foundry says it in English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext, gettext_noop

from xiandao.foundry.screening import Concern, Hit, Method, Screening

KNOWN: Final = (
    gettext_noop("no hazard database is installed"),
    gettext_noop("the hazard database cannot be used: {reason}"),
    gettext_noop("the hazard database is of {dated}, older than {days} days; renew it"),
    gettext_noop("the hazard database is dated {dated}, after this order"),
    gettext_noop("it is not recorded who orders this, and what for"),
    gettext_noop("the customer's {part} is not recorded"),
    gettext_noop("nobody verified the customer {name}"),
    gettext_noop("the customer {name} is verified on a later day"),
    gettext_noop("{name} has {many} letters that stand for several; what they can become was not screened"),
    gettext_noop("the fragments fit each other in too many ways to be read; a person must look"),
    gettext_noop("nothing was searched"),
    gettext_noop(
        "{many} sequences are shorter than {window} bases: seen only where they overlap by 12 letters or "
        "lie side by side on a hazard with 16 equal bases or 6 equal residues each"
    ),
    gettext_noop(
        "what was ordered before was laid beside this order in {many} stretches; what only pieces of several "
        "stretches make together was not seen"
    ),
)
BY: Final = {
    Method.NUCLEOTIDE: gettext_noop("nucleotides"),
    Method.PROTEIN: gettext_noop("translation"),
    Method.PROFILE: gettext_noop("profile"),
    Method.POOL: gettext_noop("pieces side by side"),
}


def concern_words(concern: Concern) -> str:
    """A reason to hold; a database's own words stay as they are."""
    values = {
        name: gettext(str(value)) if name == "reason" else value for name, value in concern.values.items()
    }
    return gettext(concern.template).format(**values)


def hit_words(hit: Hit) -> str:
    """A stretch that is like a hazard, in one sentence."""
    return gettext(
        "{sequences} {start}..{end}: {percent} % of {length} bases as in {hazard} ({id}, {list}), by {method}"
    ).format(
        sequences=" + ".join(hit.sequences),
        start=hit.start + 1,
        end=hit.end,
        percent=round(100 * hit.identity),
        length=hit.length,
        hazard=hit.entry.name,
        id=hit.entry.id,
        list=hit.entry.control_list,
        method=gettext(BY[hit.method]),
    )


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
    said = gettext("{kind} at {place}{change}: {percent} % of {depth} reads").format(
        kind=gettext(FINDINGS.get(found["kind"], found["kind"])),
        place=place,
        change=change,
        percent=round(100 * found["share"]),
        depth=found["depth"],
    )
    return f"{said}; {found['effect']}" if found["effect"] else said


def told(screening: Screening) -> dict[str, Any]:
    """A screening as its template shows it."""
    return {
        "screening": screening,
        "hits": [(hit_words(hit), hit.benign) for hit in screening.hits],
        "concerns": [concern_words(one) for one in screening.concerns],
        "unseen": [concern_words(one) for one in screening.unseen],
    }
