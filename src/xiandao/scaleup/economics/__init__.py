"""Economics: cash flows, a plant from its flowsheet, risk, decisions. Amounts may be arrays of samples."""

from __future__ import annotations

from xiandao.scaleup.economics.brightway import brightway_workbook, inventory
from xiandao.scaleup.economics.capital import Capital, capital, six_tenths
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
from xiandao.scaleup.economics.decisions import (
    Flip,
    Risk,
    flips,
    frontier,
    one_at_a_time,
    pilot_worth,
    risked,
    unsure,
)
from xiandao.scaleup.economics.equipment import (
    Correlation,
    EquipmentBook,
    Setting,
    equipment_book,
    example_equipment,
    setting,
)
from xiandao.scaleup.economics.pioneer import Pioneer
from xiandao.scaleup.economics.plant import Books, Line, Plant, plant
from xiandao.scaleup.economics.prices import Price, PriceBook, example_book, price_book
from xiandao.scaleup.economics.record import record, workbook
from xiandao.scaleup.economics.report import Report, page, reported
from xiandao.scaleup.economics.risk import (
    Band,
    Swing,
    Uncertain,
    Worth,
    draws,
    sobol,
    tornado,
    worth,
    worth_of_measuring,
)
from xiandao.scaleup.economics.rules import finance

__all__ = [
    "MACRS",
    "Account",
    "Band",
    "Books",
    "Capital",
    "Correlation",
    "EconomicsRefused",
    "EquipmentBook",
    "Finance",
    "Flip",
    "Line",
    "Pioneer",
    "Plant",
    "Price",
    "PriceBook",
    "Report",
    "Risk",
    "Setting",
    "Swing",
    "Table",
    "Uncertain",
    "Worth",
    "brightway_workbook",
    "capital",
    "draws",
    "equipment_book",
    "example_book",
    "example_equipment",
    "finance",
    "flips",
    "frontier",
    "internal_rate",
    "inventory",
    "least_price",
    "one_at_a_time",
    "page",
    "payback",
    "pilot_worth",
    "plant",
    "price_book",
    "record",
    "reported",
    "risked",
    "setting",
    "six_tenths",
    "sobol",
    "straight_line",
    "table",
    "tornado",
    "unsure",
    "workbook",
    "worth",
    "worth_of_measuring",
]
