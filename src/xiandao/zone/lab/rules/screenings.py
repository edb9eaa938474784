"""A screening as an order keeps it, and back: its verdict is always computed, never kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any, Final

from xiandao.foundry.screening import (
    Concern,
    Customer,
    Entry,
    Hit,
    Kind,
    Method,
    OnHit,
    Review,
    Screening,
    Verdict,
)
from xiandao.kernel.sentences import kept, sentence_from
from xiandao.zone.lab.rules.records import SavedFormRefused
from xiandao.zone.lab.rules.vocabulary import OrderState

FORMAT: Final = "xiandao-screening/1"


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
    values = {field.name: told[field.name] for field in fields(Screening)}
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


def _said(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(told: Mapping[str, Any], name: str) -> dict[str, date | None]:
    said = told[name]
    return {name: date.fromisoformat(said) if said else None}
