"""The page that a finance officer reads: one page of figures, each of which opens to what it was made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from xiandao.scaleup.economics.cashflow import Values
from xiandao.scaleup.economics.decisions import Flip, Risk, flips, one_at_a_time, pilot_worth, risked
from xiandao.scaleup.economics.plant import Books, Plant, plant
from xiandao.scaleup.economics.risk import Swing, Worth
from xiandao.scaleup.flowsheets import Family, worst_first

LARGEST: Final = 10
EXAMPLE: Final = "; EXAMPLE PRICES, nobody's offers"
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
        float(told["cost"]) / books.yuan,
        (known.now + known.sample) * later,
        tuple(flips(family, risk.inputs, books, first=first)[:FLIPS]),
        tuple(one_at_a_time(family, risk.inputs, books, first=first)[:LARGEST]),
    )


def page(report: Report) -> Iterator[str]:
    """The page, line by line."""
    yield from _heading(report)
    yield ""
    yield from _figures(report)
    yield ""
    yield "Assumptions that flip the decision, alone (likely -> flips at; chance to be past it)"
    for one in report.flips:
        chance = f"{100 * one.chance:3.0f} %"
        yield f"  {one.name:<26} {one.likely:>10.4g} -> {one.flips_at:<10.4g} {one.unit:<24.24} {chance}"
    if not report.flips:
        yield "  none within its range: no single assumption turns this decision"
    yield ""
    yield from _pilot(report)
    yield ""
    yield from _costs(report)


def _heading(report: Report) -> Iterator[str]:
    case = report.case
    here, prices, family = case.books.here, case.books.prices, case.family
    yield family.title
    yield (
        f"{float(case.tonnes[0]):,.6g} t/year; {case.currency} of {here.year} ({here.index_name}), "
        f"{here.place}; prices as of {prices.as_of}"
        + ("; EXAMPLE PRICES, nobody's offers" if prices.example else "")
    )
    ours = sum(one.assumed for one in family.parameters.values())
    yield (
        f"{ours} of {len(family.parameters)} process figures are assumptions of the authors ({family.as_of})"
    )


def _figures(report: Report) -> Iterator[str]:
    case, risk, money = report.case, report.risk, report.case.currency
    many = len(risk.plant.price)
    market = float(np.median(risk.plant.market))
    yield (f"Least selling price   {_three(risk.plant.price)} {money}/kg (P10/P50/P90); market {market:,.4g}")
    yield f"P(price < market)     {100 * risk.chance:.0f} % of {many:,} draws"
    kind = int(case.family.money["estimate_class"])
    below, above = case.books.here.bands[kind]
    yield (
        f"Fixed capital         {_three(risk.plant.fixed_capital / 1000.0)} million {money} (P10/P50/P90), "
        f"AACE class {kind} ({100 * below:+.0f} to {100 * above:+.0f} %)"
    )
    ramp = ", ".join(f"{100 * one:.0f} %" for one in case.finance.ramp)
    yield f"  {100 * (case.growth - 1):+.0f} % cost growth in it; output year by year {ramp}, then 100 %"
    rate, back = (float(np.ravel(one)[0]) for one in case.returns())
    yield (
        f"Likely case           NPV {float(case.npv[0]) / 1000:,.4g} million {money} at "
        f"{100 * case.finance.discount:.0f} %; IRR {_share(rate)}; "
        f"payback {'never' if np.isnan(back) else f'in year {back:.0f}'}"
    )
    yield f"Carbon                {_three(risk.plant.carbon)} kg CO2-eq/kg, the same draws, cradle to gate"
    if risk.infeasible:
        worst = worst_first(risk.plant.reasons)[:3]
        why = "; ".join(f"{reason} ({count})" for reason, count in worst)
        yield f"  {risk.infeasible:,} of {many:,} infeasible, because {why}"


def _pilot(report: Report) -> Iterator[str]:
    told = report.case.family.money["pilot"]
    net = report.worth.sample - report.pilot_cost - report.delayed
    measured = ", ".join(f"{name} to {100 * share:.0f} %" for name, share in told["noise"].items())
    yield f"One more pilot run ({measured}), thousand {report.case.currency}"
    yield f"  without it: {'build now' if report.worth.now > 0 else 'do not build'}"
    yield f"  worth {report.worth.sample:,.0f} (+- {report.worth.error:,.0f})"
    yield (
        f"  less {report.pilot_cost:,.0f} that it costs and {report.delayed:,.0f} "
        f"by {told['months']} months of waiting"
    )
    yield f"  net {net:,.0f}, so {'run it' if net > 0 else 'do not run it'}"
    yield f"  perfect knowledge of everything would be worth {report.worth.perfect:,.0f}"


def _costs(report: Report) -> Iterator[str]:
    case, money = report.case, report.case.currency
    yield f"What moves the price most, {money}/kg (10 % to 90 % of each alone)"
    for swing in report.swings[:5]:
        yield f"  {swing.name:<26} {_number(swing.at_least):>10} to {_number(swing.at_most)}"
    yield f"Cost of a kg, {money}"
    for line in sorted(case.lines, key=lambda one: -abs(float(np.ravel(one.money)[0])))[:6]:
        yield f"  {line.name:<26} {float(np.ravel(line.money)[0]) / float(case.tonnes[0]):>10.4g}"
    if case.flagged:
        yield "Priced beyond the range of their figures: " + ", ".join(sorted(case.flagged))


def _three(values: Values) -> str:
    low, middle, high = tenths(values)
    return f"{low:,.4g} / {middle:,.4g} / {high:,.4g}"


def tenths(values: Values) -> tuple[float, float, float]:
    """The 10 %, 50 % and 90 % values of what is feasible."""
    low, middle, high = np.nanpercentile(values, [10, 50, 90])
    return float(low), float(middle), float(high)


def _share(rate: float) -> str:
    return "none" if np.isnan(rate) else f"{100 * rate:.1f} %"


def _number(value: float) -> str:
    return "not feasible" if np.isnan(value) else f"{value:.4g}"
