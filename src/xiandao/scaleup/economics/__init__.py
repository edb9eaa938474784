"""Economics: cash flows, a plant from its fermentation, risk. Amounts may be arrays of samples."""

from __future__ import annotations

from xiandao.scaleup.economics.cashflow import (
    MACRS,
    Account,
    EconomicsRefused,
    Finance,
    Table,
    internal_rate,
    least_price,
    payback,
    straight_line,
    table,
)
from xiandao.scaleup.economics.plant import Plant, Process, plant
from xiandao.scaleup.economics.prices import Equipment, PriceBook, example_book, price_book
from xiandao.scaleup.economics.risk import (
    Swing,
    Uncertain,
    draws,
    sobol,
    tornado,
    worth_of_measuring,
)

__all__ = [
    "MACRS",
    "Account",
    "EconomicsRefused",
    "Equipment",
    "Finance",
    "Plant",
    "PriceBook",
    "Process",
    "Swing",
    "Table",
    "Uncertain",
    "draws",
    "example_book",
    "internal_rate",
    "least_price",
    "payback",
    "plant",
    "price_book",
    "sobol",
    "straight_line",
    "table",
    "tornado",
    "worth_of_measuring",
]
