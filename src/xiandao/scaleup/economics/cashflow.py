"""Discounted cash flow of a plant: building, loan, depreciation, tax, working capital, start-up.

Every money figure is in thousands of one currency of one year's worth (no inflation). Any of them may be an
array of samples; results then are arrays of the same shape.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from xiandao.kernel.refusals import Refusal

Values = npt.NDArray[np.float64]
Amount = Any  # a float, or an array of samples

# Shares of the cost written off each year, half-year convention (IRS Publication 946, table A-1).
MACRS: Final = {
    5: (0.2000, 0.3200, 0.1920, 0.1152, 0.1152, 0.0576),
    7: (0.1429, 0.2449, 0.1749, 0.1249, 0.0893, 0.0892, 0.0893, 0.0446),
}


class EconomicsRefused(Refusal):
    """A plant or an account that cannot be."""


@dataclass(frozen=True, slots=True)
class Finance:
    """Terms: shares are 0..1, years whole. `building`: share of the capital spent in each year before.

    `ramp`: share of full output in each year from the first on; after the last it is 1.
    """

    discount: float
    tax: float
    years: int
    building: tuple[float, ...] = (0.4, 0.6)
    ramp: tuple[float, ...] = (0.5, 0.8)
    depreciation: tuple[float, ...] = MACRS[7]
    working_capital: float = 0.05  # of fixed capital, spent at start-up and had back at the end
    debt: float = 0.0  # share of fixed capital
    interest: float = 0.0
    loan_years: int = 10
    fixed_at_start: float = 1.0  # share of fixed costs in the years of the ramp
    variable_in_ramp: tuple[
        float, ...
    ] = ()  # share of variable costs in each year of the ramp; else as output
    interest_while_building: bool = False  # the loan is drawn as capital is spent, its interest paid at once

    def __post_init__(self) -> None:
        """Refuse terms that do not add up."""
        for name, shares in (("building", self.building), ("depreciation", self.depreciation)):
            if abs(sum(shares) - 1.0) > 1e-6:
                raise EconomicsRefused(
                    "the shares of {name} add up to {sum}, not to 1", name=name, sum=round(sum(shares), 6)
                )
        if self.years < 1 or self.discount <= -1 or not 0 <= self.tax < 1 or not 0 <= self.debt <= 1:
            raise EconomicsRefused("the terms need years, a discount rate, tax below 1, debt to 1")
        if self.loan_years < 1 or self.loan_years > self.years:
            raise EconomicsRefused("a loan runs from 1 year to the {years} of the plant", years=self.years)


def straight_line(years: int) -> tuple[float, ...]:
    """Equal shares of the cost written off over so many years."""
    if years < 1:
        raise EconomicsRefused("an asset is written off over 1 year or more, not {years}", years=years)
    return (1.0 / years,) * years


@dataclass(frozen=True, slots=True)
class Account:
    """A year of full output: what is sold (units), what varies with it and what does not; the capital."""

    output: Amount
    variable_cost: Amount
    fixed_cost: Amount
    fixed_capital: Amount


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows of the cash flow, years along the last axis, from the first of building to the last of sale."""

    year: npt.NDArray[np.int64]
    capital: Values
    revenue: Values
    costs: Values
    depreciation: Values
    interest: Values
    principal: Values
    tax: Values
    cash: Values

    def npv(self, rate: float) -> Values:
        """The net present value in the first year of operation's start (year 0)."""
        return np.asarray((self.cash * (1.0 + rate) ** -self.year.astype(np.float64)).sum(axis=-1))


def table(account: Account, finance: Finance, price: Amount) -> Table:
    """The cash flow to equity at a price a unit of output. Losses are carried forward without limit."""
    output, variable, fixed, capital, price = np.broadcast_arrays(
        *(np.asarray(one, dtype=np.float64) for one in (
            account.output, account.variable_cost, account.fixed_cost, account.fixed_capital, price
        ))
    )  # fmt: skip
    before, years = len(finance.building), finance.years
    year = np.arange(1 - before, years + 1)
    shape = (*capital.shape, before + years)
    equity = 1.0 - finance.debt
    spent, revenue, costs = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    written, interest, principal = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    spent[..., :before] = -capital[..., None] * equity * np.array(finance.building)
    spent[..., before - 1] -= capital * finance.working_capital
    spent[..., -1] += capital * finance.working_capital
    share = np.ones(years)
    share[: len(finance.ramp)] = finance.ramp[:years]
    revenue[..., before:] = (price * output)[..., None] * share
    steady = np.where(np.arange(years) < len(finance.ramp), finance.fixed_at_start, 1.0)
    varies = share.copy()
    varies[: len(finance.variable_in_ramp)] = finance.variable_in_ramp[:years]
    costs[..., before:] = -variable[..., None] * varies - fixed[..., None] * steady
    off = np.zeros(years)
    off[: len(finance.depreciation)] = finance.depreciation[:years]
    written[..., before:] = -capital[..., None] * off
    _loan(finance, capital * finance.debt, interest[..., before:], principal[..., before:])
    if finance.interest_while_building:
        drawn = np.cumsum(finance.building) * finance.interest
        interest[..., :before] = -(capital * finance.debt)[..., None] * drawn
    tax = np.zeros(shape)
    tax[..., before:] = -_taxes(finance, (revenue + costs + written + interest)[..., before:])
    cash = spent + revenue + costs + interest + principal + tax
    return Table(year, spent, revenue, costs, written, interest, principal, tax, cash)


def _loan(finance: Finance, owed: Values, interest: Values, principal: Values) -> None:
    """Equal payments over the loan's years; what they pay of interest and of the loan."""
    if finance.debt == 0:
        return
    rate, left = finance.interest, finance.loan_years
    payment = owed / left if rate == 0 else owed * rate / (1.0 - (1.0 + rate) ** -left)
    remaining = owed.copy()
    for year in range(left):
        interest[..., year] = -remaining * rate
        principal[..., year] = -(payment - remaining * rate)
        remaining = remaining - (payment - remaining * rate)


def _taxes(finance: Finance, profit: Values) -> Values:
    found = np.zeros_like(profit)
    carried = np.zeros(profit.shape[:-1])
    for year in range(profit.shape[-1]):
        taxable = profit[..., year] + carried
        carried = np.minimum(taxable, 0.0)
        found[..., year] = np.maximum(taxable, 0.0) * finance.tax
    return found


def least_price(account: Account, finance: Finance) -> Values:
    """The price a unit at which the net present value is 0, to 1e-9 of itself.

    Samples for which no price up to 2^60 times the first guess will do are NaN: they are counted, not
    hidden.
    """
    output = np.asarray(account.output, dtype=np.float64)
    guess = np.asarray(
        (np.asarray(account.variable_cost) + account.fixed_cost + np.asarray(account.fixed_capital)) / output
    )

    def worth(price: Values) -> Values:
        return table(account, finance, price).npv(finance.discount)

    high = np.abs(guess) + 1e-9
    low = -high
    for _ in range(60):
        short = worth(high) < 0
        if not short.any():
            break
        high = np.where(short, 2.0 * high, high)
    return np.where(worth(high) >= 0, _root(worth, low, high), np.nan)


def _root(worth: Callable[[Values], Values], low: Values, high: Values) -> Values:
    """Where a rising function is 0: regula falsi of the Illinois kind, each sample on its own."""
    below, above = worth(low), worth(high)
    scale = np.abs(high) + np.abs(low)
    before, side = high, np.zeros_like(high)
    for _ in range(100):
        with np.errstate(divide="ignore", invalid="ignore"):
            middle = low - below * (high - low) / (above - below)
        middle = np.where(np.isfinite(middle), np.clip(middle, low, high), 0.5 * (low + high))
        if (np.abs(middle - before) <= 1e-13 * scale).all():
            break
        found = worth(middle)
        enough = found >= 0
        above = np.where(enough, found, np.where(side < 0, 0.5 * above, above))
        below = np.where(enough, np.where(side > 0, 0.5 * below, below), found)
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
        side, before = np.where(enough, 1.0, -1.0), middle
    return np.asarray(middle)


def internal_rate(flows: Table) -> Values:
    """The rate at which the net present value is 0, from -99 % to 1,000 %; NaN where there is none."""
    shape = flows.cash.shape[:-1]
    low, high = np.full(shape, -0.99), np.full(shape, 10.0)

    def worth(rate: Values) -> Values:
        return np.asarray((flows.cash * (1.0 + rate[..., None]) ** -flows.year).sum(axis=-1))

    crossing = (worth(low) > 0) & (worth(high) < 0)
    for _ in range(80):
        middle = 0.5 * (low + high)
        above = worth(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    found: Values = np.where(crossing, 0.5 * (low + high), np.nan)
    return found


def payback(flows: Table) -> Values:
    """The year of operation in which what was spent is had back, undiscounted; NaN if never."""
    summed = np.cumsum(flows.cash, axis=-1)
    never = summed[..., -1] < 0
    first = np.argmax(summed >= 0, axis=-1)
    found: Values = np.where(never, np.nan, flows.year[first])
    return found
