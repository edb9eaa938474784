"""The page that a finance officer reads: one page of figures, each of which opens to what it was made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from xiandao.scaleup.economics.decisions import Flip, Risk, flips, one_at_a_time, pilot_worth, risked
from xiandao.scaleup.economics.plant import Books, Plant, plant
from xiandao.scaleup.economics.risk import Swing, Worth
from xiandao.scaleup.flowsheets import Family

LARGEST: Final = 10
FLIPS: Final = 5


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """One case at its likely values and the same with everything drawn."""

    case: Plant
    risk: Risk
    worth: Worth
    pilot_cost: float  # thousands
    delayed: float  # what waiting for the pilot run costs, thousands
    flips: tuple[Flip, ...]
    swings: tuple[Swing, ...]


def reported(
    family: Family, *, many: int, seed: int, books: Books | None = None, first: bool = True, jobs: int = 1
) -> Report:
    """Run the case and the draws. Raises what `plant` raises."""
    books = books or Books()
    case = plant(family, books=books, first=first)
    risk = risked(family, many, seed=seed, books=books, first=first, jobs=jobs)
    known = pilot_worth(risk, seed=seed)
    told = family.money["pilot"]
    later = 1.0 - (1.0 + case.finance.discount) ** (-float(told["months"]) / 12.0)
    return Report(
        case,
        risk,
        known,
        float(told["cost"]) / _yuan(books),
        (known.now + known.sample) * later,
        tuple(flips(family, risk.inputs, books, first=first)[:FLIPS]),
        tuple(one_at_a_time(family, risk.inputs, books, first=first)[:LARGEST]),
    )


def _yuan(books: Books) -> float:
    return 1.0 if books.here.currency == "CNY" else 7.1


def page(report: Report) -> Iterator[str]:
    """The page, line by line."""
    case, risk = report.case, report.risk
    family, money = case.family, case.currency
    yield f"{family.title}"
    yield (
        f"{float(case.tonnes[0]):,.6g} t/year; {money} of {case.books.here.year}, {case.books.here.place}; prices as of "
        f"{case.books.prices.as_of}"
        + ("; EXAMPLE PRICES, nobody's offers" if case.books.prices.example else "")
    )
    ours = sum(one.assumed for one in family.parameters.values())
    yield f"{ours} of {len(family.parameters)} process figures are assumptions of the authors ({family.as_of})"
    yield ""
    low, middle, high = _tenths(risk.plant.price)
    market = float(np.median(risk.plant.market))
    yield f"Least selling price   {low:,.4g} / {middle:,.4g} / {high:,.4g} {money}/kg (P10/P50/P90); market {market:,.4g}"
    yield f"P(price < market)     {100 * risk.chance:.0f} % of {len(risk.plant.price):,} draws"
    low, middle, high = (one / 1000.0 for one in _tenths(risk.plant.fixed_capital))
    kind = int(family.money["estimate_class"])
    below, above = case.books.here.bands[kind]
    yield (
        f"Fixed capital         {low:,.4g} / {middle:,.4g} / {high:,.4g} million {money} (P10/P50/P90), "
        f"AACE class {kind} ({100 * below:+.0f} to {100 * above:+.0f} %)"
    )
    ramp = ", ".join(f"{100 * one:.0f} %" for one in case.finance.ramp)
    yield f"  first of its kind: {100 * (case.growth - 1):+.0f} % cost growth, output {ramp}, then 100 %"
    rate, back = (float(np.ravel(one)[0]) for one in case.returns())
    yield (
        f"Likely case           NPV {float(case.npv[0]) / 1000:,.4g} million {money} at {100 * case.finance.discount:.0f} %; "
        f"IRR {_share(rate)}; payback {'never' if np.isnan(back) else f'year {back:.0f}'}"
    )
    low, middle, high = _tenths(risk.plant.carbon)
    yield f"Carbon                {low:,.3g} / {middle:,.3g} / {high:,.3g} kg CO2-eq/kg, the same draws, cradle to gate"
    yield from _why(risk)
    yield ""
    yield "Assumptions that flip the decision, alone (likely -> flips at; chance to be past it)"
    for one in report.flips:
        yield f"  {one.name:<26} {one.likely:>10.4g} -> {one.flips_at:<10.4g} {one.unit:<24.24} {100 * one.chance:3.0f} %"
    if not report.flips:
        yield "  none within its range: no single assumption turns this decision"
    yield ""
    yield from _pilot(report)
    yield ""
    yield f"What moves the price most, {money}/kg (10 % to 90 % of each alone)"
    for swing in report.swings[:5]:
        yield f"  {swing.name:<26} {_number(swing.at_least):>10} to {_number(swing.at_most)}"
    yield f"Cost of a kg, {money}"
    for line in sorted(case.lines, key=lambda one: -abs(float(np.ravel(one.money)[0])))[:6]:
        yield f"  {line.name:<26} {float(np.ravel(line.money)[0]) / float(case.tonnes[0]):>10.4g}"
    yield from _flagged(case)


def _why(risk: Risk) -> Iterator[str]:
    if risk.infeasible:
        why = "; ".join(
            f"{reason} ({many})"
            for reason, many in sorted(risk.plant.reasons.items(), key=lambda x: -x[1])[:3]
        )
        yield f"  {risk.infeasible:,} of {len(risk.plant.price):,} infeasible, because {why}"


def _pilot(report: Report) -> Iterator[str]:
    money = report.case.currency
    told = report.case.family.money["pilot"]
    net = report.worth.sample - report.pilot_cost - report.delayed
    measured = ", ".join(f"{name} to {100 * share:.0f} %" for name, share in told["noise"].items())
    better = "build now" if report.worth.now > 0 else "do not build"
    yield f"One more pilot run ({measured}), thousand {money}; without it: {better}"
    yield (
        f"  worth {report.worth.sample:,.0f} (+- {report.worth.error:,.0f}) before its cost of {report.pilot_cost:,.0f} and "
        f"{report.delayed:,.0f} of waiting {told['months']} months: net {net:,.0f}, so {'run it' if net > 0 else 'do not run it'}"
    )
    yield f"  perfect knowledge of everything would be worth {report.worth.perfect:,.0f}"


def _flagged(case: Plant) -> Iterator[str]:
    if case.flagged:
        yield "Priced beyond the range of their figures: " + ", ".join(sorted(case.flagged))


def _tenths(values: Any) -> tuple[float, float, float]:
    low, middle, high = np.nanpercentile(values, [10, 50, 90])
    return float(low), float(middle), float(high)


def _share(rate: float) -> str:
    return "none" if np.isnan(rate) else f"{100 * rate:.1f} %"


def _number(value: float) -> str:
    return "not feasible" if np.isnan(value) else f"{value:.4g}"


def record(report: Report) -> Mapping[str, Any]:
    """The report as plain values: every figure with where it came from."""
    case, risk = report.case, report.risk
    return {
        "version": 1,
        "family": case.family.name,
        "title": case.family.title,
        "currency": case.currency,
        "index_year": case.books.here.year,
        "place": case.books.here.place,
        "example_prices": case.books.prices.example,
        "prices_as_of": case.books.prices.as_of.isoformat(),
        "draws": len(risk.plant.price),
        "infeasible": risk.infeasible,
        "reasons": dict(risk.plant.reasons),
        "chance": risk.chance,
        "price": _tenths(risk.plant.price),
        "capital_thousands": _tenths(risk.plant.fixed_capital),
        "estimate_class": int(case.family.money["estimate_class"]),
        "carbon": _tenths(risk.plant.carbon),
        "worth_thousands": {
            "now": report.worth.now, "perfect": report.worth.perfect, "sample": report.worth.sample,
            "error": report.worth.error, "pilot_cost": report.pilot_cost, "delay": report.delayed,
        },
        "flips": [{"name": o.name, "likely": o.likely, "at": o.flips_at, "chance": o.chance} for o in report.flips],
        "swings": [{"name": o.name, "low": o.at_least, "high": o.at_most} for o in report.swings],
        "lines": [_line(one) for one in case.lines],
        "machines": [_machine(one) for one in case.capital.lines],
        "parameters": [
            {"name": o.name, "value": o.value, "least": o.least, "most": o.most, "unit": o.unit, "source": o.source}
            for o in case.family.parameters.values()
        ],
        "balances": {name: dict(zip(("mass", "carbon", "energy"), gaps, strict=True)) for name, gaps in case.flowsheet.gaps.items()},
    }  # fmt: skip


def _line(line: Any) -> dict[str, Any]:
    return {
        "name": line.name, "kind": line.kind, "amount": float(np.ravel(line.amount)[0]), "unit": line.unit,
        "thousands": float(np.ravel(line.money)[0]), "tonnes_co2": float(np.ravel(line.carbon)[0]),
        "source": line.source, "as_of": line.as_of.isoformat(), "blocks": list(line.blocks),
    }  # fmt: skip


def _machine(line: Any) -> dict[str, Any]:
    return {
        "block": line.block, "area": line.area, "kind": line.kind, "size": float(np.ravel(line.size)[0]),
        "unit": line.unit, "number": float(np.ravel(line.number)[0]), "bought": float(np.ravel(line.bought)[0]),
        "installed": float(np.ravel(line.installed)[0]), "source": line.source, "year": line.year,
    }  # fmt: skip


def workbook(report: Report, path: Path) -> None:
    """The same as sheets of a workbook: the page, lines, machines, parameters, balances, cash flow."""
    from openpyxl import Workbook

    from xiandao.scaleup.economics.cashflow import table

    told = record(report)
    book = Workbook()
    front = book.active
    front.title = "page"
    for line in page(report):
        front.append([line])
    for name in ("lines", "machines", "parameters", "flips", "swings"):
        sheet = book.create_sheet(name)
        rows = told[name]
        if rows:
            sheet.append(list(rows[0]))
        for row in rows:
            sheet.append([", ".join(one) if isinstance(one, list) else _cell(one) for one in row.values()])
    sheet = book.create_sheet("balances")
    sheet.append(["block", "mass", "carbon", "energy"])
    for name, gaps in told["balances"].items():
        sheet.append([name, *gaps.values()])
    flows = table(report.case.account(), report.case.finance, report.case.market)
    sheet = book.create_sheet("cash flow")
    sheet.append(["year", *(int(one) for one in flows.year)])
    for name in ("capital", "revenue", "costs", "depreciation", "interest", "principal", "tax", "cash"):
        sheet.append([name, *(float(one) for one in np.atleast_2d(getattr(flows, name))[0])])
    book.save(path)


def _cell(value: Any) -> Any:
    return None if isinstance(value, float) and not np.isfinite(value) else value
