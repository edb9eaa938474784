"""Plants: balances by hand, invariants that are counted or refused, and laws of cost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from xiandao.scaleup.economics import (
    EconomicsRefused,
    Finance,
    Process,
    example_book,
    plant,
    price_book,
)

BOOK = example_book()
FINANCE = Finance(discount=0.10, tax=0.25, years=15)
PHA = Process(
    tonnes=2000.0, titre=120.0, ferment_h=48.0, turnaround_h=12.0, yield_product=0.35, biomass=30.0,
    our=0.12, oxygen=4.0, vessel_m3=100.0, working=0.75, recovery=0.9,
)  # fmt: skip


def test_batches_vessels_and_sugar_are_what_the_hand_gets() -> None:
    # a batch: 75 m3 x 120 kg/m3 x 0.9 = 8.1 t, so 247 batches; 132 a vessel and year, so 2 vessels
    found = plant(PHA, BOOK, FINANCE)

    assert (float(found.batches), float(found.vessels)) == (247, 2)
    assert found.carbon_source == pytest.approx(2000 / (0.35 * 0.9))
    assert found.electricity == pytest.approx(247 * 75 * 3 * 48 / 1000 + 800)
    assert found.shares["carbon source"] == pytest.approx(found.carbon_source * 3.5)
    assert found.reasons == {}


def test_a_plant_that_is_priced_at_cost_is_worth_nothing_and_dearer_sugar_is_paid_in_full() -> None:
    cheap = plant(PHA, BOOK, FINANCE)
    dear = plant(
        PHA, replace(BOOK, prices={**BOOK.prices, "carbon source": BOOK.prices["carbon source"] + 1}), FINANCE
    )

    assert dear.price - cheap.price == pytest.approx(1 / (0.35 * 0.9), rel=1e-6)


@pytest.mark.parametrize(("name", "better"), [("titre", 150.0), ("yield_product", 0.4), ("recovery", 0.95)])
def test_what_is_better_is_never_dearer(name: str, better: float) -> None:
    changed = plant(replace(PHA, **{name: better}), BOOK, FINANCE)

    assert changed.price <= plant(PHA, BOOK, FINANCE).price


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"working": 12.0}, "more of a vessel is filled than there is"),
        ({"our": 0.3}, "oxygen demand exceeds"),
        ({"our": 0.3, "otr": 0.5, "cooling": 30.0}, "heat exceeds"),
        ({"recovery": 1.1}, "more is recovered"),
        ({"vessel_m3": 0.9}, "more than 60 fermenters"),
        ({"ferment_h": 9000.0}, "not one batch"),
        ({"yield_product": 0.6}, "more carbon in product and biomass"),
        ({"titre": 0.0}, "nothing is made"),
        ({"oxygen": 50.0}, "less than on average"),
    ],
)
def test_a_plant_that_breaks_an_invariant_is_refused_with_its_reason(
    changes: dict[str, float], reason: str
) -> None:
    with np.errstate(all="ignore"), pytest.raises(EconomicsRefused, match=reason):
        plant(replace(PHA, **changes), BOOK, FINANCE)


def test_samples_that_break_one_are_counted_and_not_priced() -> None:
    found = plant(replace(PHA, our=np.array([0.1, 0.12, 0.3, 0.4])), BOOK, FINANCE)

    assert found.feasible.tolist() == [True, True, False, False]
    assert np.isnan(found.price).tolist() == [False, False, True, True]
    assert found.reasons["oxygen demand exceeds what is transferred"] == 2


def test_samples_are_what_each_would_be_alone() -> None:
    titres = np.array([80.0, 120.0, 160.0])

    together = plant(replace(PHA, titre=titres), BOOK, FINANCE)

    alone = [float(plant(replace(PHA, titre=one), BOOK, FINANCE).price) for one in titres]
    assert together.price == pytest.approx(np.array(alone))


def test_a_size_beyond_the_figures_is_flagged_not_hidden() -> None:
    assert plant(PHA, BOOK, FINANCE).flagged == {}
    assert "fermenter" in plant(replace(PHA, vessel_m3=600.0), BOOK, FINANCE).flagged


def test_a_value_below_nothing_is_refused() -> None:
    with pytest.raises(EconomicsRefused, match="titre has a value"):
        plant(replace(PHA, titre=-1.0), BOOK, FINANCE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("currency: CNY", "no price book"),
        ("{", "no price book"),
        ("as_of: last year\ncurrency: CNY", "a price without a day"),
    ],
)
def test_a_book_that_is_none_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "prices.yaml"
    path.write_text(text)

    with pytest.raises(EconomicsRefused, match=f"prices.yaml.*{said}"):
        price_book(path)


def test_a_price_that_is_not_in_the_book_is_asked_for() -> None:
    with pytest.raises(EconomicsRefused, match="no price of carbon source"):
        plant(PHA, replace(BOOK, prices={}), FINANCE)
    with pytest.raises(EconomicsRefused, match="has no fermenter"):
        plant(PHA, replace(BOOK, equipment={}), FINANCE)
