"""Who is asking, and the words of the vocabulary in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from xiandao.zone.evidence.api import Claim, ClaimFilter, State, vocabulary
from xiandao.zone.face.api import page

MOST_LISTED = 10_000  # a ledger has millions of entries, a reader a few minutes: filters do the rest
PER_PAGE = 50

STATES = {
    State.CLAIMED: _("claimed"),
    State.VERIFIED: _("verified"),
    State.REJECTED: _("rejected"),
    State.SUPERSEDED: _("corrected"),
    State.WITHDRAWN: _("taken back"),
}


def reads_chinese() -> bool:
    """Whether the page is in Chinese."""
    return (get_language() or "").startswith("zh")


def kind_words() -> dict[str, str]:
    """The name of each kind of claim."""
    chinese = reads_chinese()
    return {key: kind.zh if chinese else kind.en for key, kind in vocabulary().kinds.items()}


def detail_words(details: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The details of a claim in the reader's language."""
    chinese = reads_chinese()
    return [
        (name.zh, value.zh) if chinese else (name.en, value.en)
        for name, value in vocabulary().worded(details)
    ]


def headline(claim: Claim) -> str:
    """What a claim says in a few words, in the reader's language."""
    words = vocabulary().headline(claim.kind, claim.details)
    return words.zh if reads_chinese() else words.en


def unit_words(unit: str) -> str:
    """A unit in the reader's language."""
    words = vocabulary().unit_of(unit)
    return words.zh if reads_chinese() else words.en


def filter_of(request: HttpRequest) -> ClaimFilter:
    """What the address asks for; what makes no sense narrows nothing."""
    told = request.GET
    state = told.get("state", "")
    return ClaimFilter(
        kind=told.get("kind", "") if told.get("kind", "") in vocabulary().kinds else "",
        subject=told.get("subject", "")[:80],
        party=told.get("party", "")[:120],
        state=State(state) if state in set(State) else None,
        since=_day(told.get("since", "")),
        until=_day(told.get("until", "")),
        target=told.get("target", "")[:160],
        words=told.get("q", "").strip()[:100],
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def page_of(request: HttpRequest, claims: QuerySet[Claim]) -> Page[Claim]:
    """The stretch of the list that the address names."""
    return page(request, claims[:MOST_LISTED], PER_PAGE)
