"""Runs as controllers and labs record them: read, cleaned, aligned, and tested against the elements."""

from __future__ import annotations

from xiandao.scaleup.runs.balance import Balance, balance
from xiandao.scaleup.runs.cleaning import Flag, bridge, clean
from xiandao.scaleup.runs.clocks import Lag, from_inoculation, lag, shift
from xiandao.scaleup.runs.columns import Mapped, Proposal, confirm, propose
from xiandao.scaleup.runs.columns import from_text as columns_from_text
from xiandao.scaleup.runs.gas import GasExchange, exchange
from xiandao.scaleup.runs.importing import import_run
from xiandao.scaleup.runs.rates import Made, Slopes, fed, made, slopes, specific, yields
from xiandao.scaleup.runs.reconciliation import CARBON_DIOXIDE, OXYGEN, Rate, Verdict, reconcile
from xiandao.scaleup.runs.record import (
    Alteration,
    Channel,
    Event,
    Happening,
    Run,
    RunRefused,
    from_text,
    to_text,
)
from xiandao.scaleup.runs.tables import Table, tables
from xiandao.scaleup.runs.volumes import volume

__all__ = [
    "CARBON_DIOXIDE",
    "OXYGEN",
    "Alteration",
    "Balance",
    "Channel",
    "Event",
    "Flag",
    "GasExchange",
    "Happening",
    "Lag",
    "Made",
    "Mapped",
    "Proposal",
    "Rate",
    "Run",
    "RunRefused",
    "Slopes",
    "Table",
    "Verdict",
    "balance",
    "bridge",
    "clean",
    "columns_from_text",
    "confirm",
    "exchange",
    "fed",
    "from_inoculation",
    "from_text",
    "import_run",
    "lag",
    "made",
    "propose",
    "reconcile",
    "shift",
    "slopes",
    "specific",
    "tables",
    "to_text",
    "volume",
    "yields",
]
