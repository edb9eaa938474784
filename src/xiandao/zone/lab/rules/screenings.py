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
from xiandao.zone.lab.rules.records import SavedFormRefused
from xiandao.zone.lab.rules.vocabulary import OrderState

FORMAT: Final = "xiandao-screening/1"


def written(screening: Screening) -> dict[str, Any]:
    """The screening as JSON."""
    kept = {"format": FORMAT, **asdict(screening), "on": screening.on.isoformat()}
    if screening.customer is not None:
        kept["customer"]["verified_on"] = _said(screening.customer.verified_on)
    if screening.review is not None:
        kept["review"]["on"] = screening.review.on.isoformat()
    for name in ("concerns", "unseen"):
        kept[name] = [
            {"template": one.template, "values": {key: str(value) for key, value in one.values.items()}}
            for one in getattr(screening, name)
        ]
    return kept


def screening_from(kept: Mapping[str, Any]) -> Screening:
    """The screening that was kept. Raises SavedFormRefused."""
    if kept.get("format") != FORMAT:
        raise SavedFormRefused("A screening of the form {format} cannot be read.", format=kept.get("format"))
    values = {field.name: kept[field.name] for field in fields(Screening)}
    customer, review = kept["customer"], kept["review"]
    return Screening(
        **values
        | {
            "names": tuple(kept["names"]),
            "on": date.fromisoformat(kept["on"]),
            "customer": None if customer is None else Customer(**customer | _day(customer, "verified_on")),
            "review": None if review is None else Review(**review | _day(review, "on")),
            "hits": tuple(_hit(hit) for hit in kept["hits"]),
            "concerns": _concerns(kept["concerns"]),
            "unseen": _concerns(kept["unseen"]),
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


def _hit(kept: Mapping[str, Any]) -> Hit:
    entry = kept["entry"]
    return Hit(
        **dict(kept)
        | {
            "sequences": tuple(kept["sequences"]),
            "method": Method(kept["method"]),
            "entry": Entry(**entry | {"kind": Kind(entry["kind"]), "on_hit": OnHit(entry["on_hit"])}),
        }
    )


def _concerns(kept: Sequence[Mapping[str, Any]]) -> tuple[Concern, ...]:
    return tuple(Concern(one["template"], one["values"]) for one in kept)


def _said(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(kept: Mapping[str, Any], name: str) -> dict[str, date | None]:
    said = kept[name]
    return {name: date.fromisoformat(said) if said else None}
