"""Taxes, depreciation and terms of a place, from dated files: the Finance that a plant is judged by."""

from __future__ import annotations

from typing import Any, Final

from xiandao.scaleup.economics.cashflow import MACRS, EconomicsRefused, Finance, straight_line
from xiandao.scaleup.economics.prices import DATA, loaded

RULES: Final = {"cn": "rules-cn.yaml", "nrel": "rules-nrel.yaml"}


def finance(rules: str, *, ramp: tuple[float, ...]) -> Finance:
    """The terms of a rule book by name. Raises EconomicsRefused for a name that is none."""
    if rules not in RULES:
        raise EconomicsRefused(
            "no rule book is called {name}; there are {names}", name=rules, names=", ".join(RULES)
        )
    told = loaded(DATA / RULES[rules], what="rule book")

    def value(name: str) -> Any:
        return told[name]["value"]

    method, years = told["depreciation"]["method"], int(told["depreciation"]["years"])
    return Finance(
        discount=float(value("discount")),
        tax=float(value("tax")),
        years=int(value("years")),
        building=tuple(float(one) for one in value("building")),
        ramp=ramp,
        depreciation=MACRS[years] if method == "MACRS" else straight_line(years),
        debt=float(value("debt")),
        interest=float(value("interest")),
        loan_years=int(value("loan_years")),
        interest_while_building=True,
    )


def sources(rules: str) -> dict[str, str]:
    """Where each term is from, for the page."""
    told = loaded(DATA / RULES[rules], what="rule book")
    return {
        name: f"{one.get('value', one.get('method'))}: {one['source']}, {told['as_of']}"
        for name, one in told.items()
        if isinstance(one, dict)
    }
