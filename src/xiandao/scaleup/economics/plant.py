"""A flowsheet priced: capital, what it uses and emits, the least selling price, and where each figure
is from.

Everything may be an array of samples. A sample that breaks an invariant is not priced: it is NaN, and
the reason is counted. One case alone that breaks one is refused by the flowsheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from xiandao.kernel.sentences import Sentence
from xiandao.scaleup.economics.capital import Capital, capital
from xiandao.scaleup.economics.cashflow import (
    Account,
    Amount,
    EconomicsRefused,
    Finance,
    Values,
    internal_rate,
    least_price,
    payback,
    table,
)
from xiandao.scaleup.economics.equipment import EquipmentBook, Setting, example_equipment, setting
from xiandao.scaleup.economics.pioneer import pioneer
from xiandao.scaleup.economics.prices import PriceBook, example_book
from xiandao.scaleup.economics.rules import finance as terms
from xiandao.scaleup.flowsheets import Family, Flowsheet, summed

UPKEEP: Final = 0.03  # of the fixed capital a year: repair; our assumption
INSURED: Final = 0.007  # of the fixed capital a year (NREL/TP-5100-47764)
OVERHEAD: Final = 0.9  # on top of wages (NREL/TP-5100-47764)
CAPITAL: Final = "capital factor"  # samples of what capital comes to over its estimate
PRICE: Final = "price of "  # samples of a price over that of the book
MARKET: Final = "market price"  # samples of what the product sells for, a kg


@dataclass(frozen=True, slots=True)
class Books:
    """All that a plant is priced with."""

    prices: PriceBook = field(default_factory=example_book)
    equipment: EquipmentBook = field(default_factory=example_equipment)
    here: Setting = field(default_factory=setting)

    def __post_init__(self) -> None:
        """Refuse books that speak of different money or places."""
        if self.prices.currency != self.here.currency:
            raise EconomicsRefused(
                "prices are in {one}, capital in {other}; give both in one currency",
                one=self.prices.currency,
                other=self.here.currency,
            )
        if self.prices.place != self.here.place:
            raise EconomicsRefused(
                "prices are of {one}, capital of {other}; give both for one place",
                one=self.prices.place,
                other=self.here.place,
            )

    @property
    def yuan(self) -> float:
        """Yuan a unit of the currency of the books: families tell money in yuan."""
        return setting(currency="CNY").rate / self.here.rate


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """One figure of a year: units used, thousands of money, tonnes of CO2-equivalent; where from, as of
    when.
    """

    name: str
    kind: str  # variable or fixed
    amount: Values
    unit: str
    money: Values
    carbon: Values
    source: str
    carbon_source: str
    as_of: date
    blocks: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Plant:
    """What came of it; money in thousands of `currency`, `price` a kg. NaN where not feasible.

    `carbon`: kg CO2-equivalent a kg of product, cradle to gate, no credit for carbon stored in it.
    `npv`, `rate`, `payback`: at the market's price.
    """

    family: Family
    flowsheet: Flowsheet
    books: Books
    finance: Finance
    capital: Capital
    growth: float  # that the first plant of its kind costs over its estimate
    lines: tuple[Line, ...]
    tonnes: Values
    fixed_capital: Values
    variable_cost: Values
    fixed_cost: Values
    price: Values
    carbon: Values
    market: Values
    npv: Values
    feasible: npt.NDArray[np.bool_]

    @property
    def currency(self) -> str:
        """Of all money here."""
        return self.books.here.currency

    @property
    def vessels(self) -> Values:
        """Fermenters, or what stands for them."""
        return np.where(self.feasible, self.flowsheet.figures["vessels"], np.nan)

    @property
    def batches(self) -> Values:
        """A year."""
        return np.where(self.feasible, self.flowsheet.figures["batches"], np.nan)

    @property
    def reasons(self) -> Mapping[Sentence, int]:
        """Broken invariants, samples counted."""
        return self.flowsheet.reasons

    @property
    def flagged(self) -> Mapping[str, int]:
        """Machines beyond the range of their figures, samples counted."""
        return self.capital.flagged

    @property
    def shares(self) -> Mapping[str, Values]:
        """Thousands a year for each line, and what capital takes."""
        return {line.name: line.money for line in self.lines}

    def account(self) -> Account:
        """A year of full output, for the cash flow. Only of feasible samples is it worth anything."""
        return Account(self.tonnes, self.variable_cost, self.fixed_cost, self.fixed_capital)

    def returns(self) -> tuple[Values, Values]:
        """Internal rate of return and year of payback at the market's price; NaN where there is none."""
        flows = table(self.account(), self.finance, self.market)
        none = ~self.feasible
        return np.where(none, np.nan, internal_rate(flows)), np.where(none, np.nan, payback(flows))


def plant(
    family: Family,
    samples: Mapping[str, Amount] | None = None,
    *,
    books: Books | None = None,
    finance: Finance | None = None,
    first: bool = True,
) -> Plant:
    """Balance, size and price a plant. `first`: the first of its kind, with cost growth and slow
    start-up.

    `samples`: of the family's parameters, of `capital factor`, `market price`, and of `price of
    <thing>` (times the book's). Raises FlowsheetRefused where no sample is feasible, EconomicsRefused
    for what no book has.
    """
    told, money = _parted(samples or {})
    flowsheet = family.run(told)
    books = books or Books()
    start = pioneer(family.money["pioneer"])
    finance = finance or terms("cn", ramp=start.ramp if first else (0.75,))
    found = capital(flowsheet, books.equipment, books.here)
    growth = start.growth if first else 1.0
    fixed_capital = found.fixed * growth * money.get(CAPITAL, 1.0)
    lines = _lines(family, flowsheet, books, money, fixed_capital)
    variable = summed(line.money for line in lines if line.kind == "variable")
    fixed = summed(line.money for line in lines if line.kind == "fixed")
    tonnes = flowsheet.sold[family.product] * flowsheet.hours / 1000.0
    market = np.asarray(money.get(MARKET, _market(family, books)), dtype=np.float64)
    shape = np.broadcast_shapes(variable.shape, fixed.shape, market.shape)
    account = Account(tonnes, variable, fixed, fixed_capital)
    none = ~np.broadcast_to(flowsheet.feasible, shape)
    flows = table(account, finance, np.broadcast_to(market, shape))
    return Plant(
        family=family,
        flowsheet=flowsheet,
        books=books,
        finance=finance,
        capital=found,
        growth=growth,
        lines=lines,
        tonnes=np.broadcast_to(tonnes, shape),
        fixed_capital=np.broadcast_to(fixed_capital, shape),
        variable_cost=np.broadcast_to(variable, shape),
        fixed_cost=np.broadcast_to(fixed, shape),
        price=np.where(none, np.nan, np.broadcast_to(least_price(account, finance), shape)),
        carbon=np.where(none, np.nan, summed(line.carbon for line in lines) / tonnes),
        market=np.broadcast_to(market, shape),
        npv=np.where(none, np.nan, flows.npv(finance.discount)),
        feasible=~none,
    )


def _parted(samples: Mapping[str, Amount]) -> tuple[dict[str, Amount], dict[str, Values]]:
    """Samples of the process, and of money."""
    money = {
        name: np.asarray(one, dtype=np.float64)
        for name, one in samples.items()
        if name in (CAPITAL, MARKET) or name.startswith(PRICE)
    }
    return {name: one for name, one in samples.items() if name not in money}, money


def _market(family: Family, books: Books) -> float:
    """What the product sells for a kg, in the currency of the books."""
    told = family.money["market"]
    if told["currency"] != "CNY":
        raise EconomicsRefused(
            "the market's price of {product} is in {currency}; give it in CNY",
            product=family.product,
            currency=told["currency"],
        )
    return float(told["price"]) / books.yuan


def _lines(
    family: Family, flowsheet: Flowsheet, books: Books, money: Mapping[str, Amount], fixed_capital: Values
) -> tuple[Line, ...]:
    lines = []
    used = {**flowsheet.bought, **flowsheet.consumed}
    used.update({name: flow for name, flow in flowsheet.sold.items() if name != family.product})
    for name, flow in used.items():
        told = books.prices.of(name)
        amount = flow * flowsheet.hours
        factor = money.get(PRICE + name, 1.0)
        lines.append(
            Line(name, "variable", amount, told.unit, amount * told.price * factor / 1000.0,
                 amount * told.carbon / 1000.0, told.source, told.carbon_source, told.as_of,
                 _blocks(flowsheet, name))
        )  # fmt: skip
    wage = books.prices.of("operator")
    many = np.full(flowsheet.feasible.shape, float(family.money["operators"]))
    still = np.zeros(flowsheet.feasible.shape)
    paid = many * wage.price / 1000.0
    fixed = (
        ("operators", many, wage.unit, paid, wage.source),
        ("overhead", many, wage.unit, paid * OVERHEAD, "90 % of wages (NREL/TP-5100-47764)"),
        (
            "repair",
            fixed_capital,
            "thousands",
            fixed_capital * UPKEEP,
            "3 % of fixed capital, our assumption",
        ),
        (
            "insurance",
            fixed_capital,
            "thousands",
            fixed_capital * INSURED,
            "0.7 % of fixed capital (NREL/TP-5100-47764)",
        ),
    )
    lines += [
        Line(name, "fixed", amount, unit, cost, still, source, "none", wage.as_of, ())
        for name, amount, unit, cost, source in fixed
    ]
    return tuple(lines)


def _blocks(flowsheet: Flowsheet, name: str) -> tuple[str, ...]:
    """The blocks that a thing bought goes to, by what they consume; streams are named by the family's
    file.
    """
    return tuple(one.name for one in flowsheet.outcomes if any(key == name for key, _ in one.consumed))
