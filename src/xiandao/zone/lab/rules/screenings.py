"""A screening as an order keeps it, and back: its verdict is always computed, never kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any, Final

from xiandao.foundry.screening import (
    Concern,
    Customer,
    Entry,
    HazardDatabase,
    Hit,
    Kind,
    Method,
    OnHit,
    Review,
    Screening,
    Unusable,
    Verdict,
)
from xiandao.kernel.sentences import kept, sentence_from
from xiandao.zone.lab.rules.records import SavedFormRefused
from xiandao.zone.lab.rules.vocabulary import OrderState

FORMAT: Final = "xiandao-screening/1"


def awaited(on: date) -> Screening:
    """What an order has while it is being screened: nothing was searched, so nobody can release it."""
    return Screening(
        digest="",
        names=(),
        on=on,
        customer=None,
        database="",
        database_version="",
        database_digest="",
        method="",
        searched=False,
        hits=(),
        concerns=(),
        unseen=(),
    )


def written(screening: Screening) -> dict[str, Any]:
    """The screening as JSON."""
    told = {"format": FORMAT, **asdict(screening), "on": screening.on.isoformat()}
    if screening.customer is not None:
        told["customer"]["verified_on"] = _said(screening.customer.verified_on)
    if screening.review is not None:
        told["review"]["on"] = screening.review.on.isoformat()
    for name in ("concerns", "unseen"):
        told[name] = [kept(one) for one in getattr(screening, name)]
    return told


def screening_from(told: Mapping[str, Any]) -> Screening:
    """The screening that was told. Raises SavedFormRefused."""
    if told.get("format") != FORMAT:
        raise SavedFormRefused("A screening of the form {format} cannot be read.", format=told.get("format"))
    # the first screenings do not say the digest of their database
    values = {
        "database_digest": "",
        **{one.name: told[one.name] for one in fields(Screening) if one.name in told},
    }
    customer, review = told["customer"], told["review"]
    return Screening(
        **values
        | {
            "names": tuple(told["names"]),
            "on": date.fromisoformat(told["on"]),
            "customer": None if customer is None else Customer(**customer | _day(customer, "verified_on")),
            "review": None if review is None else Review(**review | _day(review, "on")),
            "hits": tuple(_hit(hit) for hit in told["hits"]),
            "concerns": _concerns(told["concerns"]),
            "unseen": _concerns(told["unseen"]),
        }
    )


def together(found: Sequence[Screening]) -> Screening:
    """One screening out of several of one order, each beside another stretch of what was ordered before."""
    first = found[0]
    if len(found) == 1:
        return first
    unseen = Concern(
        "what was ordered before was laid beside this order in {many} stretches; what only pieces of several "
        "stretches make together was not seen",
        many=len(found),
    )
    return replace(
        first,
        hits=tuple(dict.fromkeys(hit for one in found for hit in one.hits)),
        concerns=_each_once(concern for one in found for concern in one.concerns),
        unseen=(*_each_once(concern for one in found for concern in one.unseen), unseen),
    )


def searched_with(screening: Screening, database: HazardDatabase | Unusable | None, on: date) -> bool:
    """Whether the database in force on a day is usable, and the very one that the screening searched."""
    return (
        isinstance(database, HazardDatabase)
        and not database.too_old(on)
        and database.digest == screening.database_digest
    )


def state_after(screening: Screening) -> OrderState:
    """Where an order stands by its screening and the review in it."""
    if screening.cleared:
        return OrderState.CLEARED
    if screening.verdict is Verdict.REFUSED:
        return OrderState.REFUSED
    rejected = screening.review is not None and not screening.review.released
    return OrderState.REJECTED if rejected else OrderState.HELD


def _hit(told: Mapping[str, Any]) -> Hit:
    entry = told["entry"]
    return Hit(
        **dict(told)
        | {
            "sequences": tuple(told["sequences"]),
            "method": Method(told["method"]),
            "entry": Entry(**entry | {"kind": Kind(entry["kind"]), "on_hit": OnHit(entry["on_hit"])}),
        }
    )


def _concerns(told: Sequence[Mapping[str, Any]]) -> tuple[Concern, ...]:
    return tuple(Concern(one.template, **one.values) for one in map(sentence_from, told))


def _each_once(concerns: Iterable[Concern]) -> tuple[Concern, ...]:
    return tuple({str(one): one for one in concerns}.values())


def _said(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(told: Mapping[str, Any], name: str) -> dict[str, date | None]:
    said = told[name]
    return {name: date.fromisoformat(said) if said else None}
