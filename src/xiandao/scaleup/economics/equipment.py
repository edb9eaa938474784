"""What machines cost: correlations with their range, year and source, brought to a year and a place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from xiandao.scaleup.economics.cashflow import Amount, EconomicsRefused, Values
from xiandao.scaleup.economics.prices import DATA, loaded


@dataclass(frozen=True, slots=True)
class Correlation:
    """Bought for a + b x size^n dollars of `year`, installed for `installed` times that; sound from
    least to most.
    """

    kind: str
    a: float
    b: float
    n: float
    unit: str
    least: float
    most: float
    year: int
    installed: float
    source: str

    def bought(self, size: Amount) -> Values:
        """Dollars of the year of the figures for one of this size, never below the cost of the least size."""
        sized = np.asarray(size, dtype=np.float64)
        floor = self.a + self.b * self.least**self.n if self.a < 0 else 0.0
        return np.maximum(self.a + self.b * sized**self.n, floor)

    def fits(self, size: Amount) -> Any:
        """Whether the size is within the range of the figures."""
        return (np.asarray(size) >= self.least * (1 - 1e-9)) & (np.asarray(size) <= self.most * (1 + 1e-9))


@dataclass(frozen=True, slots=True)
class EquipmentBook:
    """Correlations by kind of machine, in dollars on the US Gulf Coast."""

    as_of: date
    correlations: Mapping[str, Correlation]

    def of(self, kind: str) -> Correlation:
        """The figures for a kind. Raises EconomicsRefused where the book has none."""
        if kind not in self.correlations:
            raise EconomicsRefused("the equipment book has no {kind}; add one with its source", kind=kind)
        return self.correlations[kind]


@dataclass(frozen=True, slots=True)
class Setting:
    """Year, place and currency that costs are told in, each with its source. `band`: of the class of
    estimate.
    """

    year: int
    place: str
    currency: str
    index: Mapping[int, float]
    index_name: str
    factor: float
    factor_source: str
    rate: float  # units of the currency a dollar
    rate_source: str
    direct: Mapping[str, float]
    indirect: Mapping[str, float]
    outside: tuple[str, ...]
    working_capital: float
    bands: Mapping[int, tuple[float, float]]

    def brought(self, dollars: Amount, year: int) -> Values:
        """Dollars of a year on the US Gulf Coast as money here and now.

        Raises EconomicsRefused for a year that the index does not hold.
        """
        for one in (year, self.year):
            if one not in self.index:
                raise EconomicsRefused(
                    "{index} has no {year}; it has {first} to {last}",
                    index=self.index_name,
                    year=one,
                    first=min(self.index),
                    last=max(self.index),
                )
        return np.asarray(dollars) * self.index[self.year] / self.index[year] * self.factor * self.rate


def equipment_book(path: Path) -> EquipmentBook:
    """Read correlations from YAML. Raises EconomicsRefused for a damaged book or a row without source."""
    told = loaded(path, what="equipment book")
    try:
        sources = told["sources"]
        rows = {kind: _row(kind, row, sources) for kind, row in told["machines"].items()}
    except (KeyError, TypeError, ValueError) as fault:
        raise EconomicsRefused(
            "{file} is no equipment book: {reason}", file=path.name, reason=str(fault) or type(fault).__name__
        ) from fault
    return EquipmentBook(told["as_of"], rows)


def _row(kind: str, row: list[Any], sources: Mapping[str, str]) -> Correlation:
    a, b, n, unit, least, most, year, installed, source = row
    return Correlation(
        kind, float(a), float(b), float(n), str(unit), float(least), float(most), int(year), float(installed),
        sources[source],
    )  # fmt: skip


@lru_cache(maxsize=1)
def example_equipment() -> EquipmentBook:
    """The correlations that come with the package."""
    return equipment_book(DATA / "equipment.yaml")


@lru_cache(maxsize=8)
def setting(place: str = "Shanghai", currency: str = "CNY", year: int = 2025) -> Setting:
    """Where and when a plant is priced. Raises EconomicsRefused for a place or a currency without a
    figure.
    """
    told, index = (
        loaded(DATA / "places.yaml", what="book of places"),
        loaded(DATA / "index.yaml", what="index"),
    )
    if place not in told["places"]:
        raise EconomicsRefused("no location factor of {place}; add one with its source", place=place)
    here = told["places"][place]
    rate, rate_source = 1.0, "dollars"
    if currency != "USD":
        key = f"{currency}/USD"
        if key not in told["rates"]:
            raise EconomicsRefused(
                "no rate of {currency} to dollars; add one with its day", currency=currency
            )
        rate = float(told["rates"][key]["rate"])
        rate_source = f"{told['rates'][key]['source']}, {told['rates'][key]['as_of']}"
    return Setting(
        year, place, currency, {int(one): float(value) for one, value in index["values"].items()},
        f"{index['name']}, {index['as_of']}",
        float(here["factor"]), here["source"], rate, rate_source, told["direct"], told["indirect"],
        tuple(told["outside"]), float(told["working_capital"]),
        {int(one): (float(low), float(high)) for one, (low, high) in told["classes"].items()},
    )  # fmt: skip
