"""What `xiandao scaleup plant` says without draws: the families, one case, a changed family."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from xiandao.scaleup.economics import Books, frontier, plant
from xiandao.scaleup.flowsheets import FAMILIES, Family, FlowsheetRefused, family


def listed() -> Iterator[str]:
    """The families and what each is."""
    for name in FAMILIES:
        yield f"{name:<12} {family(name).title}"


def wanted(name: str, changes: tuple[str, ...]) -> Family:
    """A family with other values of parameters, NAME=VALUE each. Raises FlowsheetRefused for what is
    neither.
    """
    found = family(name)
    parameters = dict(found.parameters)
    for change in changes:
        key, _, text = change.partition("=")
        if key not in parameters:
            raise FlowsheetRefused(
                "{family} has no parameter {name}; it has {names}",
                family=name,
                name=key or change,
                names=", ".join(sorted(parameters)),
            )
        try:
            value = float(text)
        except ValueError as fault:
            raise FlowsheetRefused("{change}: write NAME=VALUE, as in titre=100", change=change) from fault
        old = parameters[key]
        parameters[key] = replace(
            old,
            value=value,
            least=min(value, old.least),
            most=max(value, old.most),
            source="given",
            assumed=False,
        )
    return replace(found, parameters=parameters)


def summary(chosen: Family, books: Books, *, first: bool) -> Iterator[str]:
    """One case at its likely values: vessels, areas, lines, price, carbon, balances."""
    found = plant(chosen, books=books, first=first)
    money, here = found.currency, books.here
    example = "; example prices" if books.prices.example else ""
    yield chosen.title
    yield f"{here.place}, {money} of {here.year} ({here.index_name}){example}"
    yield (
        f"{float(found.vessels[0]):.0f} vessels, {float(found.batches[0]):,.0f} batches a year, "
        f"{float(found.tonnes[0]):,.6g} t/year"
    )
    capital = float(found.fixed_capital[0]) / 1000
    yield f"fixed capital {capital:,.4g} million {money}; installed by area, million:"
    for area, installed in sorted(found.capital.areas.items(), key=lambda one: -float(one[1][0])):
        yield f"  {area:<20} {float(installed[0]) / 1000:>10.2f}"
    yield f"a year, thousand {money} (amount, unit, source):"
    for line in found.lines:
        cost, amount = float(np.ravel(line.money)[0]), float(np.ravel(line.amount)[0])
        yield (
            f"  {line.name:<20} {cost:>12,.0f}  {amount:>14,.4g} {line.unit:<12} {line.source}, {line.as_of}"
        )
    price, carbon = float(found.price[0]), float(found.carbon[0])
    yield f"least selling price {price:,.4g} {money}/kg; carbon {carbon:.3g} kg CO2-eq/kg"
    worst, block = max((max(gaps), name) for name, gaps in found.flowsheet.gaps.items())
    yield f"mass, carbon and energy close in every block to {worst:.0e} of what goes in ({block})"
    if found.flagged:
        yield "priced beyond the range of their figures: " + ", ".join(sorted(found.flagged))


def must_be_true(chosen: Family, books: Books, target: float, *, first: bool) -> Iterator[str]:
    """The least productivity, g/(L h), at which the price is at most the target, by titre and yield."""
    titres, yields = (
        [share * chosen.parameters[name].value for share in (0.8, 0.9, 1.0, 1.1, 1.2)]
        if name in chosen.parameters
        else [0.0]
        for name in ("titre", "yield_product")
    )
    found = frontier(chosen, target, titres=titres, yields=yields, books=books, first=first)
    yield f"least productivity, g/(L h), for {target:g} {books.here.currency}/kg; - where none will do"
    yield "titre \\ yield " + " ".join(f"{one:>8.3g}" for one in yields)
    for row, titre in enumerate(titres):
        cells = " ".join(f"{'-' if np.isnan(one) else f'{one:.2f}':>8}" for one in found[row])
        yield f"{titre:>13.4g} {cells}"
