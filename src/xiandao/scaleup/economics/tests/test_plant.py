"""Plants: money by hand, laws of cost, what is counted or refused, and where each figure is from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from xiandao.scaleup.economics import (
    Books,
    EconomicsRefused,
    Pioneer,
    equipment_book,
    example_book,
    example_equipment,
    finance,
    plant,
    price_book,
    setting,
    six_tenths,
)
from xiandao.scaleup.economics.plant import CAPITAL, PRICE
from xiandao.scaleup.flowsheets import FAMILIES, family

PHA = family("pha")
NTH = finance("cn", ramp=(0.75,))


def test_glucose_is_paid_for_what_the_yields_tell() -> None:
    # a kg sold takes 1 / (0.37 x 0.98 x share extracted) kg of glucose, and a little for the inoculum
    found = plant(PHA)

    sugar = next(line for line in found.lines if line.name == "glucose")
    assert float(sugar.amount[0] / found.tonnes[0] / 1000) == pytest.approx(1 / (0.37 * 0.98), rel=0.01)
    assert float(sugar.money[0]) == pytest.approx(float(sugar.amount[0]) * 3.0 / 1000)


def test_dearer_sugar_is_paid_in_full() -> None:
    cheap, dear = plant(PHA, finance=NTH), plant(PHA, {PRICE + "glucose": 2.0}, finance=NTH)

    sugar = next(line for line in cheap.lines if line.name == "glucose")
    # a unit's cost is its price where costs follow output, so the price rises by as much
    assert float(dear.price[0] - cheap.price[0]) == pytest.approx(
        float(sugar.money[0] / cheap.tonnes[0]), rel=1e-6
    )


def test_at_the_least_price_the_plant_is_worth_nothing() -> None:
    found = plant(PHA)

    again = plant(PHA, {"market price": found.price})

    assert float(again.npv[0]) == pytest.approx(0, abs=1e-5 * float(found.fixed_capital[0]))
    assert float(again.returns()[0][0]) == pytest.approx(found.finance.discount, abs=1e-6)


@pytest.mark.parametrize(
    ("name", "better"),
    [("titre", 140.0), ("yield_product", 0.41), ("caught", 0.99), ("hours", 8100.0), ("ferment_h", 38.0)],
)
def test_what_is_better_is_never_dearer(name: str, better: float) -> None:
    assert float(plant(PHA, {name: better}).price[0]) <= float(plant(PHA).price[0])


def test_samples_that_break_an_invariant_are_not_priced() -> None:
    found = plant(PHA, {"our": np.array([0.17, 0.3])})

    assert np.isnan(found.price).tolist() == [False, True]
    assert np.isnan(found.npv).tolist() == [False, True]
    assert sum(found.reasons.values()) >= 1


@pytest.mark.parametrize("name", FAMILIES)
def test_every_line_of_every_family_has_a_source_and_a_day(name: str) -> None:
    found = plant(family(name))

    assert all(line.source and isinstance(line.as_of, date) for line in found.lines)
    assert all(line.source and line.year for line in found.capital.lines)
    assert float(found.price[0]) > 0


def test_the_least_price_and_capital_factors_move_as_told() -> None:
    found = plant(PHA, {CAPITAL: np.array([1.0, 2.0])})

    assert float(found.fixed_capital[1]) == pytest.approx(2 * float(found.fixed_capital[0]))


def test_a_machine_beyond_its_largest_is_several_and_one_below_its_least_is_flagged() -> None:
    found = plant(family("enzyme"), {"vessel_m3": 250.0})

    fermenter = next(
        line for line in found.capital.lines if line.block == "fermentation" and line.kind == "fermenter"
    )
    assert float(fermenter.size[0]) <= 100.0
    assert any("compressor" in name for name in found.flagged)


def test_money_is_brought_by_index_place_and_rate() -> None:
    here = setting(place="Shanghai", currency="CNY", year=2025)

    # 549.5 in 2010, 819.2 in 2025 (opci 1.1.0); 0.80 and 7.1 yuan a dollar are the book's
    assert float(here.brought(1000.0, 2010)) == pytest.approx(1000 * 819.2 / 549.5 * 0.80 * 7.1)
    with pytest.raises(EconomicsRefused, match="has no 1995; it has 2008 to 2026"):
        here.brought(1.0, 1995)
    with pytest.raises(EconomicsRefused, match="no location factor of Atlantis"):
        setting(place="Atlantis")
    with pytest.raises(EconomicsRefused, match="no rate of EUR"):
        setting(currency="EUR")


def test_a_correlation_is_the_published_one_and_six_tenths_stand_beside_it() -> None:
    # Towler & Sinnott (2013), table 7.2: agitated jacketed reactor, 61,500 + 32,500 x 10^0.8 dollars of 2010
    reactor = Books().equipment.of("fermenter")

    assert float(reactor.bought(10.0)) == pytest.approx(61_500 + 32_500 * 6.30957, rel=1e-5)
    assert float(six_tenths(100.0, 10.0, 80.0)) == pytest.approx(100 * 8**0.6)


def test_a_table_in_short_tons_and_gallons_a_minute_costs_the_same_in_our_units() -> None:
    book, ton, gallon_a_minute = example_equipment(), 0.90718474, 0.227124707  # t; m3/h

    centrifuge = float(book.of("scroll centrifuge").bought(10 * ton))
    crystalliser = float(book.of("crystalliser").bought(100 * ton))
    waste = book.of("waste water plant")

    assert centrifuge == pytest.approx(68_040 * 10**0.5, rel=1e-3)
    assert crystalliser == pytest.approx(39_575 * 100**0.56, rel=1e-3)
    assert float(waste.bought(1000 * gallon_a_minute)) == pytest.approx(48_760 * 1000**0.64, rel=1e-3)
    assert waste.installed == 1.0  # the table gives it installed


def test_the_first_plant_of_its_kind_is_what_the_regression_gives() -> None:
    # worked by hand from the coefficients
    told = Pioneer(41, 4, 6, 33, 5, 3, 0, 2, 1)

    assert 1 / told.growth == pytest.approx(
        1.12196 - 0.00297 * 41 - 0.02125 * 4 - 0.01137 * 6 + 0.00111 * 33 - 0.06361 * 5
    )
    assert told.output == pytest.approx((85.77 - 9.69 * 3 - 4.12 * 2 - 17.91) / 100)
    assert all(0 < one < 1 for one in told.ramp)
    assert list(told.ramp) == sorted(told.ramp)
    with pytest.raises(EconomicsRefused, match="definition is 9; it runs from 2 to 8"):
        replace(told, definition=9)


def test_the_first_plant_is_never_cheaper_than_the_nth() -> None:
    for name in FAMILIES:
        assert float(plant(family(name)).price[0]) >= float(plant(family(name), first=False).price[0]) * 0.999


def test_books_of_different_money_or_place_are_refused() -> None:
    with pytest.raises(EconomicsRefused, match="prices are in CNY, capital in USD"):
        Books(here=setting(currency="USD"))
    with pytest.raises(EconomicsRefused, match="prices are of Shanghai"):
        Books(here=setting(place="US Gulf Coast"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("currency: CNY", "no price book"),
        ("{", "no price book"),
        ("as_of: last year\ncurrency: CNY", "a price without a day"),
        (
            "as_of: 2026-01-01\ncurrency: CNY\nplace: X\nsource: s\nprices: {a: [1, kg, 0, s, today]}",
            "the day of a is no day",
        ),
    ],
)
def test_a_book_that_is_none_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "prices.yaml"
    path.write_text(text)

    with pytest.raises(EconomicsRefused, match=f"prices.yaml.*{said}"):
        price_book(path)


def test_equipment_without_a_source_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "machines.yaml"
    path.write_text("as_of: 2026-01-01\nsources: {}\nmachines: {pump: [1, 1, 1, m, 1, 2, 2010, 1, nowhere]}")

    with pytest.raises(EconomicsRefused, match=r"machines\.yaml is no equipment book"):
        equipment_book(path)


def test_a_price_that_is_not_in_the_book_is_asked_for() -> None:
    with pytest.raises(EconomicsRefused, match="no price of glucose"):
        plant(PHA, books=Books(prices=replace(example_book(), prices={})))
    with pytest.raises(EconomicsRefused, match="no rule book is called mars"):
        finance("mars", ramp=())


def test_the_same_plant_in_dollars_is_worth_the_same() -> None:
    dollars = Books(prices=example_book().into("USD", 7.1), here=setting(currency="USD"))

    yuan, told = plant(PHA), plant(PHA, books=dollars)

    assert float(yuan.price[0]) == pytest.approx(7.1 * float(told.price[0]), rel=1e-9)
    assert float(yuan.npv[0]) == pytest.approx(7.1 * float(told.npv[0]), rel=1e-6)
    with pytest.raises(EconomicsRefused, match="a rate of 0 cannot be"):
        example_book().into("USD", 0)
