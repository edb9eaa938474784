"""Why the gate holds an order, in the reader's language: the foundry says it in English templates."""

from __future__ import annotations

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


def told(screening: Screening) -> dict[str, Any]:
    """A screening as its template shows it."""
    return {
        "screening": screening,
        "hits": [(hit_words(hit), hit.benign) for hit in screening.hits],
        "concerns": [concern_words(one) for one in screening.concerns],
        "unseen": [concern_words(one) for one in screening.unseen],
    }
