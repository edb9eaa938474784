"""Decisions: worth of measuring against closed forms and nested draws, flips, the frontier, pages and
files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from joblib import parallel_config
from openpyxl import load_workbook
from scipy import stats

from xiandao.scaleup.economics import (
    Band,
    Books,
    EconomicsRefused,
    brightway_workbook,
    flips,
    frontier,
    one_at_a_time,
    page,
    pieces,
    pilot_worth,
    plant,
    record,
    reported,
    risked,
    unsure,
    workbook,
    worth,
)
from xiandao.scaleup.flowsheets import family

BOOKS = Books()
PHA = family("pha")


@pytest.mark.parametrize(
    ("mean", "spread", "noise"), [(0.0, 1.0, 1.0), (0.5, 1.0, 0.5), (-0.8, 2.0, 1.0), (1.0, 1.0, 3.0)]
)
def test_worth_of_a_normal_measurement_is_the_closed_form(mean: float, spread: float, noise: float) -> None:
    # preposterior deviation s = spread^2 / sqrt(spread^2 + noise^2); E max(0, N(mean, s)) - max(0, mean)
    value = np.random.default_rng(5).normal(mean, spread, 200_000)
    s = spread**2 / np.hypot(spread, noise)
    closed = s * stats.norm.pdf(mean / s) + mean * stats.norm.cdf(mean / s) - max(mean, 0.0)

    found = worth(value, {"value": value}, ["value"], {"value": noise}, seed=6)

    assert found.sample == pytest.approx(closed, abs=5 * found.error + 1e-3)
    perfect = spread * stats.norm.pdf(mean / spread) + mean * stats.norm.cdf(mean / spread) - max(mean, 0.0)
    assert found.perfect == pytest.approx(perfect, rel=0.03)


def test_worth_is_what_draws_within_draws_give() -> None:
    # value = 3 a^2 - 4 + b, a measured with noise: the slow twin averages over the posterior of
    # each measurement
    chance = np.random.default_rng(7)
    a, b = chance.normal(1.0, 0.5, 100_000), chance.normal(0.0, 1.0, 100_000)

    fast = worth(3 * a**2 - 4 + b, {"a": a, "b": b}, ["a"], {"a": 0.3}, seed=8)

    seen = chance.normal(1.0, 0.5, 3000) + chance.normal(0.0, 0.3, 3000)
    shrink = 0.25 / (0.25 + 0.09)
    means, deviation = 1.0 + shrink * (seen - 1.0), np.sqrt(0.25 * 0.09 / 0.34)
    inner = 3 * chance.normal(means[:, None], deviation, (3000, 400)) ** 2 - 4
    slow = np.maximum(inner.mean(axis=1), 0).mean() - max(0.0, float((3 * a**2 - 4 + b).mean()))
    assert fast.sample == pytest.approx(slow, abs=0.06)


def test_the_worth_of_a_run_is_between_nothing_and_perfect_knowledge() -> None:
    found = pilot_worth(risked(PHA, 2000, seed=1, books=BOOKS), seed=1)

    assert 0 <= found.sample <= found.perfect


def test_measuring_what_is_no_input_is_refused() -> None:
    with pytest.raises(EconomicsRefused, match="a is measured, but is no input"):
        worth(np.zeros(500), {}, ["a"], {"a": 1.0}, seed=1)
    with pytest.raises(EconomicsRefused, match="tell nothing"):
        worth(np.zeros(5), {"a": np.zeros(5)}, ["a"], {"a": 1.0}, seed=1)


def test_a_band_has_its_tenths_where_they_were_put() -> None:
    band = Band(0.7, 1.0, 1.5)

    assert band.at(np.array([0.1, 0.5, 0.9])).tolist() == pytest.approx([0.7, 1.0, 1.5])
    with pytest.raises(EconomicsRefused, match="above 0"):
        Band(-1.0, 1.0, 2.0)


def test_the_same_seed_gives_the_same_draws_alone_and_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE", 1_000)
    alone = risked(PHA, 2_600, seed=2, books=BOOKS)
    with parallel_config("threading"):  # processes and clusters are chosen the same way
        shared = risked(PHA, 2_600, seed=2, books=BOOKS, jobs=2)

    assert np.allclose(alone.plant.price, shared.plant.price, rtol=1e-9, equal_nan=True)
    assert sum(alone.plant.reasons.values()) == sum(shared.plant.reasons.values())
    assert alone.chance == shared.chance


def test_an_assumption_just_past_the_value_that_flips_it_turns_the_decision() -> None:
    inputs = unsure(PHA, BOOKS)
    likely = {name: one.likely for name, one in inputs.items()}

    found = flips(PHA, inputs, BOOKS)

    assert found
    for flip in found:
        near = flip.flips_at * np.array([0.995, 1.005])
        pays = np.nan_to_num(plant(PHA, {**likely, flip.name: near}, books=BOOKS).npv, nan=-1.0) > 0
        assert pays[0] != pays[1]


def test_the_widest_swing_comes_first() -> None:
    found = one_at_a_time(PHA, unsure(PHA, BOOKS), BOOKS)

    widths = [abs(one.at_most - one.at_least) for one in found if not np.isnan(one.at_most)]
    assert widths == sorted(widths, reverse=True)


def test_on_the_frontier_the_price_is_the_target_and_better_needs_less() -> None:
    succinic = family("succinic")

    found = frontier(succinic, 15.0, titres=[60.0, 80.0, 100.0], yields=[0.6, 0.8, 0.9], books=BOOKS)

    assert np.isnan(found[0, 0])  # no productivity makes a yield of 0.6 cheap enough
    assert found[2, 2] <= found[1, 2]
    rate = float(found[1, 2])
    told = plant(succinic, {"titre": 80.0, "yield_product": 0.9, "ferment_h": 80.0 / rate}, books=BOOKS)
    assert float(told.price[0]) <= 15.0
    with pytest.raises(EconomicsRefused, match="mrna has no yield_product"):
        frontier(family("mrna"), 1.0, titres=[1.0], yields=[1.0], books=BOOKS)


def test_the_page_is_one_page_and_its_record_opens_every_figure(tmp_path: Path) -> None:
    found = reported(PHA, many=400, seed=1, books=BOOKS)

    lines, told = list(page(found)), json.loads(json.dumps(record(found)))
    workbook(found, tmp_path / "plant.xlsx")

    assert len(lines) <= 60
    assert any(line.startswith("P(price < market)") for line in lines)
    assert "EXAMPLE PRICES" in lines[1]
    assert all(one["source"] and one["as_of"] for one in told["lines"])
    assert {"page", "lines", "machines", "cash flow"} <= set(
        load_workbook(tmp_path / "plant.xlsx").sheetnames
    )


def test_the_inventory_adds_up_to_the_carbon_of_the_plant(tmp_path: Path) -> None:
    path = tmp_path / "inventory.xlsx"
    brightway_workbook(PHA, BOOKS, path)

    rows: list[tuple[Any, ...]] = list(load_workbook(path).worksheets[0].iter_rows(values_only=True))
    used = {row[0]: row[1] for row in rows if row[5] == "technosphere"}
    each: dict[str, float] = {}
    name = ""
    for row in rows:
        name = row[1] if row[0] == "Activity" else name
        if row[5] == "biosphere":
            each[name] = row[1]

    assert rows[0][0] == "Database"
    assert sum(used[key] * each[key] for key in used) == pytest.approx(
        float(plant(PHA, books=BOOKS).carbon[0]), rel=1e-9
    )
