"""What stands behind the figures of a report, as values: spread, years, areas, what must be true."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from xiandao.scaleup.economics.cashflow import Values, table
from xiandao.scaleup.economics.decisions import frontier
from xiandao.scaleup.economics.plant import Plant
from xiandao.scaleup.economics.report import Report
from xiandao.scaleup.economics.rules import sources
from xiandao.scaleup.flowsheets.blocks.utilities import cooled_by, power_for

BINS: Final = 40
SHOWN: Final = 99.0  # percent of the draws; a few very dear ones would flatten the rest
SHARES: Final = (0.8, 0.9, 1.0, 1.1, 1.2)  # of the likely titre and yield
FLOWS: Final = ("capital", "revenue", "costs", "depreciation", "interest", "principal", "tax", "cash")
SUPPLIED: Final = {  # what the block of utilities uses up -> what of a block's duties it is for
    "electricity": power_for,
    "electricity sold": power_for,
    "fuel gas": lambda duties: duties.steam,
    "cooling water lost": cooled_by,
}
MATERIALS: Final = "materials"  # the area of what is bought for the whole plant


def details(report: Report, *, rules: str = "cn") -> Mapping[str, Any]:
    """The likely case, the draws by price, years, areas, terms and frontier. Money in thousands."""
    case = report.case
    rate, back = (_one(each) for each in case.returns())
    return {
        "likely": {
            "price": _one(case.price),
            "market": _one(case.market),
            "npv": _one(case.npv),
            "rate": rate,
            "payback": back,
            "carbon": _one(case.carbon),
            "tonnes": _one(case.tonnes),
            "vessels": _one(case.vessels),
            "batches": _one(case.batches),
            "fixed_capital": _one(case.fixed_capital),
            "growth": case.growth,
        },
        "distribution": distribution(report.risk.plant.price),
        "cash_flow": years(case),
        "areas": {name: _one(installed) for name, installed in case.capital.areas.items()},
        "direct": _one(case.capital.direct),
        "fixed": _one(case.capital.fixed),
        "carbon_areas": carbon_areas(case),
        "frontier": must_be_true(case),
        "terms": {
            "discount": case.finance.discount,
            "years": case.finance.years,
            "ramp": list(case.finance.ramp),
            "sources": sources(rules),
        },
        "market": {name: str(value) for name, value in case.family.money["market"].items()},
        "pilot": {
            "noise": dict(case.family.money["pilot"]["noise"]),
            "months": case.family.money["pilot"]["months"],
        },
    }


def distribution(prices: Values) -> list[dict[str, float]]:
    """The feasible draws by price, in equal steps; the dearest are left out."""
    sound = prices[np.isfinite(prices)]
    counts, edges = np.histogram(sound[sound <= np.percentile(sound, SHOWN)], bins=BINS)
    return [
        {"from": float(low), "to": float(high), "draws": int(many)}
        for low, high, many in zip(edges, edges[1:], counts, strict=False)
    ]


def years(case: Plant) -> list[dict[str, float]]:
    """The cash flow of the likely case at the market's price, and what has come together by then."""
    flows = table(case.account(), case.finance, case.market)
    rows = {name: np.atleast_2d(getattr(flows, name))[0] for name in FLOWS}
    rows["together"] = np.cumsum(rows["cash"])
    return [
        {"year": int(year), **{name: float(row[place]) for name, row in rows.items()}}
        for place, year in enumerate(flows.year)
    ]


def carbon_areas(case: Plant) -> dict[str, float]:
    """kg CO2-equivalent a kg of product by area: what it wears out, and its heat, cold and power.

    What is bought for the whole plant stands by itself.
    """
    flowsheet, prices = case.flowsheet, case.books.prices
    a_kilo = _one(flowsheet.hours) / (_one(case.tonnes) * 1000.0)
    found: dict[str, float] = {}
    for outcome in flowsheet.outcomes:
        for name, amount in outcome.consumed:
            kilos = _one(np.asarray(amount)) * prices.of(name).carbon * a_kilo
            for area, share in _takers(case, name, outcome.area).items():
                found[area] = found.get(area, 0.0) + share * kilos
    for name, flow in {**flowsheet.bought, **flowsheet.sold}.items():
        if name != case.family.product:
            kilos = _one(flow) * prices.of(name).carbon * a_kilo
            found[MATERIALS] = found.get(MATERIALS, 0.0) + kilos
    return {name: value for name, value in found.items() if value}


def _takers(case: Plant, name: str, area: str) -> dict[str, float]:
    """Which areas take what the utilities use up, and what share each."""
    if name not in SUPPLIED:
        return {area: 1.0}
    taken: dict[str, float] = {}
    for outcome in case.flowsheet.outcomes:
        size = _one(np.asarray(SUPPLIED[name](outcome.duties)))
        taken[outcome.area] = taken.get(outcome.area, 0.0) + size
    whole = sum(taken.values())
    return {one: size / whole for one, size in taken.items() if size} if whole else {area: 1.0}


def must_be_true(case: Plant) -> Mapping[str, Any] | None:
    """The least productivity, g/(L h), at which the plant earns its discount rate; None: no such family."""
    parameters = case.family.parameters
    if not {"titre", "yield_product", "ferment_h"} <= set(parameters):
        return None
    titres, yields = (
        [share * parameters[name].value for share in SHARES] for name in ("titre", "yield_product")
    )
    target = _one(case.market)
    found = frontier(
        case.family,
        target,
        titres=titres,
        yields=yields,
        books=case.books,
        finance=case.finance,
        first=case.growth > 1.0,
    )
    rates = [[None if np.isnan(one) else float(one) for one in row] for row in found]
    likely = parameters["titre"].value / parameters["ferment_h"].value
    return {"target": target, "titres": titres, "yields": yields, "rates": rates, "likely": likely}


def _one(values: Values) -> Any:
    """The first sample; None where there is no figure."""
    found = float(np.ravel(values)[0])
    return found if np.isfinite(found) else None
