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

__all__ = [
    "MACRS",
    "Account",
    "EconomicsRefused",
    "Finance",
    "Table",
    "internal_rate",
    "least_price",
    "payback",
    "straight_line",
    "table",
]
