"""Cash flows against tables worked out by hand, and laws that hold for every account."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.scaleup.economics import (
    MACRS,
    Account,
    EconomicsRefused,
    Finance,
    internal_rate,
    least_price,
    payback,
    straight_line,
    table,
)

SIMPLE = Finance(
    discount=0.10, tax=0.25, years=3, building=(1.0,), ramp=(), depreciation=straight_line(3),
    working_capital=0.0, loan_years=3,
)  # fmt: skip
ACCOUNT = Account(output=100.0, variable_cost=200.0, fixed_cost=100.0, fixed_capital=900.0)


def test_a_simple_table_is_what_the_hand_gets() -> None:
    # a year: 800 sold, 300 spent, 300 written off: profit 200, tax 50, cash 450; capital 900 in year 0
    found = table(ACCOUNT, SIMPLE, 8.0)

    assert found.year.tolist() == [0, 1, 2, 3]
    assert found.cash.tolist() == [-900.0, 450.0, 450.0, 450.0]
    assert found.npv(0.10) == pytest.approx(-900 + 450 / 1.1 + 450 / 1.21 + 450 / 1.331)
    assert payback(found) == 2
    assert internal_rate(found) == pytest.approx(0.2337519, abs=1e-6)  # 450 x annuity = 900


def test_a_loan_working_capital_ramp_and_macrs_are_what_the_hand_gets() -> None:
    finance = Finance(
        discount=0.08, tax=0.25, years=6, building=(0.5, 0.5), ramp=(0.5,), depreciation=MACRS[5],
        working_capital=0.1, debt=0.5, interest=0.10, loan_years=2,
    )  # fmt: skip
    account = Account(output=10.0, variable_cost=100.0, fixed_cost=50.0, fixed_capital=1000.0)

    found = table(account, finance, 60.0)

    # loan 500 at 10 % over 2 years: 288.0952 a year; interest 50, then 26.1905
    assert found.interest[2:5].tolist() == pytest.approx([-50.0, -26.190476, 0.0])
    assert found.principal[2:5].tolist() == pytest.approx([-238.095238, -261.904762, 0.0])
    assert found.capital.tolist() == [-250.0, -350.0, 0, 0, 0, 0, 0, 100.0]
    # year 1: 300 sold, 100 spent, 200 written off, 50 interest: loss 50, carried
    # year 2: 600 - 150 - 320 - 26.1905 - 50 = 53.8095, tax 13.4524
    assert found.tax[2:5].tolist() == pytest.approx([0.0, -13.452381, -64.5])
    assert found.cash.tolist() == pytest.approx(
        [-250.0, -350.0, -88.095238, 148.452381, 385.5, 366.3, 366.3, 451.9]
    )


@settings(max_examples=40, deadline=None)
@given(
    st.floats(1, 1e4), st.floats(0, 1e5), st.floats(0, 1e5), st.floats(1, 1e6), st.floats(0.01, 0.3),
    st.floats(0, 0.5), st.floats(0, 0.8),
)  # fmt: skip
def test_at_the_least_price_the_plant_is_worth_nothing(
    output: float, variable: float, fixed: float, capital: float, rate: float, tax: float, debt: float
) -> None:
    finance = Finance(rate, tax, 15, debt=debt, interest=0.05)
    account = Account(output, variable, fixed, capital)

    price = least_price(account, finance)

    flows = table(account, finance, price)
    assert flows.npv(rate) == pytest.approx(0, abs=1e-6 * (capital + variable + fixed))
    assert table(account, finance, price * 1.1).npv(rate) > flows.npv(rate)


def test_samples_are_what_each_would_be_alone() -> None:
    capital = np.array([500.0, 900.0, 2000.0])
    together = least_price(Account(100.0, 200.0, 100.0, capital), SIMPLE)

    alone = [least_price(Account(100.0, 200.0, 100.0, one), SIMPLE) for one in capital]

    assert together == pytest.approx(np.array(alone))


def test_without_interest_a_loan_is_paid_back_in_equal_parts() -> None:
    finance = Finance(0.1, 0.0, 3, building=(1.0,), depreciation=straight_line(3), debt=0.6, loan_years=3)

    assert table(ACCOUNT, finance, 8.0).principal[1:].tolist() == pytest.approx([-180.0] * 3)


def test_what_is_never_had_back_has_neither_rate_nor_payback() -> None:
    found = table(ACCOUNT, SIMPLE, 1.0)

    assert np.isnan(payback(found))
    assert np.isnan(internal_rate(found))


def test_published_shares_add_up() -> None:
    assert [round(sum(shares), 4) for shares in MACRS.values()] == [1.0, 1.0]


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"building": (0.5, 0.4)}, "building add up to 0.9"),
        ({"depreciation": (0.5,)}, "depreciation add up to 0.5"),
        ({"years": 0}, "need years"),
        ({"tax": 1.0}, "tax below 1"),
        ({"loan_years": 30}, "a loan runs"),
    ],
)
def test_terms_that_do_not_add_up_are_refused(terms: dict[str, object], said: str) -> None:
    with pytest.raises(EconomicsRefused, match=said):
        Finance(**({"discount": 0.1, "tax": 0.25, "years": 20} | terms))  # type: ignore[arg-type]
    with pytest.raises(EconomicsRefused, match="1 year or more"):
        straight_line(0)


def test_interest_while_building_and_costs_of_starting_are_what_the_hand_gets() -> None:
    # loan of 60 % of 1,000 at 8 %, drawn by 40 % and 60 %: 240 then 600 owed, interest 19.2 then 48
    finance = Finance(
        0.10, 0.25, 4, building=(0.4, 0.6), ramp=(0.5,), depreciation=straight_line(4), working_capital=0.05,
        debt=0.6, interest=0.08, loan_years=4, variable_in_ramp=(0.75,), fixed_at_start=0.9,
        interest_while_building=True,
    )  # fmt: skip

    found = table(Account(100.0, 300.0, 100.0, 1000.0), finance, 10.0)

    assert found.interest[:3].tolist() == pytest.approx([-19.2, -48.0, -48.0])
    # equity 160; then 240 and 50 of working capital
    assert found.capital[:2].tolist() == pytest.approx([-160.0, -290.0])
    # year 1: 500 sold, 225 + 90 spent, 250 written off, 48 interest: a loss of 113, carried
    assert found.costs[2] == pytest.approx(-315.0)
    assert found.tax[2] == 0.0
    # payment 600 x 0.08 / (1 - 1.08^-4) = 181.1525; year 2: 1,000 - 400 - 250 - 37.3478 - 113 = 199.6522
    assert found.principal[2] == pytest.approx(-133.1525, abs=1e-3)
    assert found.tax[3] == pytest.approx(-0.25 * 199.6522, abs=1e-3)
    assert found.cash[2] == pytest.approx(500 - 315 - 48 - 133.1525, abs=1e-3)
