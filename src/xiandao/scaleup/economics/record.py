"""A report as plain values and as a workbook: every figure with its source, to be opened elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from xiandao.kernel.sentences import kept
from xiandao.scaleup.economics.capital import Bought
from xiandao.scaleup.economics.cashflow import table
from xiandao.scaleup.economics.details import FLOWS, details
from xiandao.scaleup.economics.plant import Line, Plant
from xiandao.scaleup.economics.report import Report, page, tenths
from xiandao.scaleup.flowsheets import worst_first

VERSION: Final = 1


def record(report: Report) -> Mapping[str, Any]:
    """The report as plain values."""
    case, risk, known = report.case, report.risk, report.worth
    here, prices = case.books.here, case.books.prices
    return {
        "version": VERSION,
        "family": case.family.name,
        "title": case.family.title,
        "currency": case.currency,
        "index": here.index_name,
        "index_year": here.year,
        "place": here.place,
        "location_factor": {"value": here.factor, "source": here.factor_source},
        "rate": {"value": here.rate, "source": here.rate_source},
        "example_prices": prices.example,
        "prices_as_of": prices.as_of.isoformat(),
        "draws": len(risk.plant.price),
        "infeasible": risk.infeasible,
        "reasons": [
            {"said": kept(reason), "samples": many} for reason, many in worst_first(risk.plant.reasons)
        ],
        "chance": risk.chance,
        "price": tenths(risk.plant.price),
        "capital_thousands": tenths(risk.plant.fixed_capital),
        "estimate_class": int(case.family.money["estimate_class"]),
        "carbon": tenths(risk.plant.carbon),
        "worth_thousands": {
            "now": known.now,
            "perfect": known.perfect,
            "sample": known.sample,
            "error": known.error,
            "pilot_cost": report.pilot_cost,
            "delay": report.delayed,
        },
        "flips": [
            {"name": one.name, "likely": one.likely, "at": one.flips_at, "chance": one.chance}
            for one in report.flips
        ],
        "swings": [
            {"name": one.name, "low": _finite(one.at_least), "high": _finite(one.at_most)}
            for one in report.swings
        ],
        "lines": [_line(one) for one in case.lines],
        "machines": [_machine(one) for one in case.capital.lines],
        "parameters": _parameters(case),
        **details(report),
        "balances": _balances(case),
    }


def _parameters(case: Plant) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name,
            "value": one.value,
            "least": one.least,
            "most": one.most,
            "unit": one.unit,
            "source": one.source,
        }
        for one in case.family.parameters.values()
    ]


def _balances(case: Plant) -> dict[str, dict[str, float]]:
    told = {}
    for name, (mass, carbon, energy) in case.flowsheet.gaps.items():
        told[name] = {"mass": mass, "carbon": carbon, "energy": energy}
    return told


def _line(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "kind": line.kind,
        "amount": float(np.ravel(line.amount)[0]),
        "unit": line.unit,
        "thousands": float(np.ravel(line.money)[0]),
        "tonnes_co2": float(np.ravel(line.carbon)[0]),
        "source": line.source,
        "carbon_source": line.carbon_source,
        "as_of": line.as_of.isoformat(),
        "blocks": list(line.blocks),
    }


def _machine(line: Bought) -> dict[str, Any]:
    return {
        "block": line.block,
        "area": line.area,
        "kind": line.kind,
        "size": float(np.ravel(line.size)[0]),
        "unit": line.unit,
        "number": float(np.ravel(line.number)[0]),
        "bought": float(np.ravel(line.bought)[0]),
        "installed": float(np.ravel(line.installed)[0]),
        "source": line.source,
        "year": line.year,
    }


def workbook(report: Report, path: Path) -> None:
    """The page, lines, machines, parameters, balances and the cash flow, a sheet each."""
    from openpyxl import Workbook

    told = record(report)
    book = Workbook()
    front = book.worksheets[0]
    front.title = "page"
    for line in page(report):
        front.append([line])
    for name in ("lines", "machines", "parameters", "flips", "swings"):
        sheet = book.create_sheet(name)
        rows = told[name]
        if rows:
            sheet.append(list(rows[0]))
        for row in rows:
            sheet.append([", ".join(one) if isinstance(one, list) else one for one in row.values()])
    sheet = book.create_sheet("balances")
    sheet.append(["block", "mass", "carbon", "energy"])
    for name, gaps in told["balances"].items():
        sheet.append([name, *gaps.values()])
    flows = table(report.case.account(), report.case.finance, report.case.market)
    sheet = book.create_sheet("cash flow")
    sheet.append(["year", *(int(one) for one in flows.year)])
    for name in FLOWS:
        sheet.append([name, *(float(one) for one in np.atleast_2d(getattr(flows, name))[0])])
    book.save(path)


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None
