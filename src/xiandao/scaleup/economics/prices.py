"""What things cost: a book of prices and equipment, each with its day, its source and its range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from xiandao.scaleup.economics.cashflow import Amount, EconomicsRefused, Values


@dataclass(frozen=True, slots=True)
class Equipment:
    """Installed cost = `cost` x (size / `size`) ^ `exponent` x `installed`, sound from `least` to `most`."""

    cost: float  # thousands of the book's currency, delivered
    size: float
    unit: str
    exponent: float
    installed: float
    least: float
    most: float
    source: str

    def installed_cost(self, size: Amount) -> Values:
        """Thousands of the book's currency for one piece of this size."""
        return np.asarray(self.cost * (np.asarray(size) / self.size) ** self.exponent * self.installed)

    def fits(self, size: Amount) -> Any:
        """Whether the size is within the range of the figures."""
        return (np.asarray(size) >= self.least) & (np.asarray(size) <= self.most)


@dataclass(frozen=True, slots=True)
class PriceBook:
    """Prices a unit in one currency as of a day, in one place; `example` where they are nobody's offers."""

    currency: str
    as_of: date
    place: str
    source: str
    example: bool
    prices: Mapping[str, float]
    carbon: Mapping[str, float]  # kg CO2-equivalent a unit
    equipment: Mapping[str, Equipment]

    def price(self, name: str) -> float:
        """The price of a thing. Raises EconomicsRefused where the book has none."""
        if name not in self.prices:
            raise EconomicsRefused("the price book has no price of {name}; add one with its day", name=name)
        return self.prices[name]


def price_book(path: Path) -> PriceBook:
    """Read a book from YAML. Raises EconomicsRefused for a price without a day, or a book that is damaged."""
    try:
        told: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        day = told["as_of"]
        if not isinstance(day, date):
            raise EconomicsRefused("{file}: a price without a day; write as_of: 2026-01-31", file=path.name)
        return PriceBook(
            currency=told["currency"],
            as_of=day,
            place=told["place"],
            source=told["source"],
            example=bool(told.get("example", False)),
            prices={name: float(one["price"]) for name, one in told["prices"].items()},
            carbon={name: float(one.get("carbon", 0.0)) for name, one in told["prices"].items()},
            equipment={name: Equipment(**one) for name, one in told["equipment"].items()},
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as fault:
        raise EconomicsRefused(
            "{file} is no price book: {reason}", file=path.name, reason=str(fault) or type(fault).__name__
        ) from fault


def example_book() -> PriceBook:
    """The book that comes with the package: round figures to try things with, nobody's offers."""
    return price_book(Path(__file__).with_name("example-prices.yaml"))
