"""What things cost: a book of prices and of carbon, each with its day and its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml

from xiandao.scaleup.economics.cashflow import EconomicsRefused

DATA: Final = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Price:
    """Money a unit as of a day, and kg of CO2-equivalent a unit; where both are from."""

    price: float
    unit: str
    as_of: date
    source: str
    carbon: float
    carbon_source: str


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Prices in one currency, in one place; `example` where they are nobody's offers."""

    currency: str
    as_of: date
    place: str
    source: str
    example: bool
    prices: Mapping[str, Price]

    def of(self, name: str) -> Price:
        """The price of a thing. Raises EconomicsRefused where the book has none."""
        if name not in self.prices:
            raise EconomicsRefused("the price book has no price of {name}; add one with its day", name=name)
        return self.prices[name]

    def price(self, name: str) -> float:
        """The money of a unit."""
        return self.of(name).price

    def into(self, currency: str, rate: float) -> PriceBook:
        """The same book in another currency, of which a unit is worth so many of this one."""
        if not rate > 0:
            raise EconomicsRefused("a rate of {rate} cannot be", rate=rate)
        prices = {name: replace(one, price=one.price / rate) for name, one in self.prices.items()}
        return replace(self, currency=currency, prices=prices)


def loaded(path: Path, *, what: str) -> dict[str, Any]:
    """A dated YAML file. Raises EconomicsRefused for one that is damaged or has no day."""
    try:
        told = yaml.safe_load(path.read_text("utf-8"))
        day = told["as_of"]
    except (OSError, yaml.YAMLError, KeyError, TypeError) as fault:
        raise EconomicsRefused(
            "{file} is no {what}: {reason}",
            file=path.name,
            what=what,
            reason=str(fault) or type(fault).__name__,
        ) from fault
    if not isinstance(day, date):
        raise EconomicsRefused("{file}: a price without a day; write as_of: 2026-01-31", file=path.name)
    return dict(told)


def price_book(path: Path) -> PriceBook:
    """Read a book from YAML. Raises EconomicsRefused for a price without a day, or a book that is damaged."""
    told = loaded(path, what="price book")
    try:
        return PriceBook(
            currency=told["currency"],
            as_of=told["as_of"],
            place=told["place"],
            source=told["source"],
            example=bool(told.get("example", False)),
            prices={name: _price(name, row, told) for name, row in told["prices"].items()},
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise EconomicsRefused(
            "{file} is no price book: {reason}", file=path.name, reason=str(fault) or type(fault).__name__
        ) from fault


def _price(name: str, row: list[Any], told: Mapping[str, Any]) -> Price:
    money, unit, carbon, carbon_source, *own = row
    day = own[0] if own else told["as_of"]
    if not isinstance(day, date):
        raise ValueError(f"the day of {name} is no day: {day}")
    return Price(float(money), str(unit), day, str(told["source"]), float(carbon), str(carbon_source))


@lru_cache(maxsize=1)
def example_book() -> PriceBook:
    """The book that comes with the package: round figures to try things with, nobody's offers."""
    return price_book(DATA / "prices.yaml")
