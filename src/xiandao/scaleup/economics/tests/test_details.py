"""What stands behind a report's figures adds up to them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from xiandao.scaleup.economics import Books, plant, record, reported
from xiandao.scaleup.economics.details import carbon_areas
from xiandao.scaleup.flowsheets import FAMILIES, family


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(record(reported(family("pha"), many=400, seed=1))))
    return found


@pytest.mark.parametrize("name", FAMILIES)
def test_the_carbon_of_the_areas_is_that_of_the_plant(name: str) -> None:
    case = plant(family(name), books=Books())

    found = carbon_areas(case)

    assert sum(found.values()) == pytest.approx(float(case.carbon[0]), rel=1e-9)
    assert len(found) > 3


def test_the_years_come_to_the_present_value_and_end_where_all_came_together(told: dict[str, Any]) -> None:
    rows, rate = told["cash_flow"], told["terms"]["discount"]

    worth = sum(row["cash"] * (1 + rate) ** -row["year"] for row in rows)

    assert worth == pytest.approx(told["likely"]["npv"], rel=1e-9)
    assert rows[-1]["together"] == pytest.approx(sum(row["cash"] for row in rows), rel=1e-9)


def test_the_draws_stand_in_the_distribution_but_for_the_dearest(told: dict[str, Any]) -> None:
    counted = sum(one["draws"] for one in told["distribution"])

    assert 0.98 * 400 <= counted + told["infeasible"] <= 400


def test_what_must_be_true_is_easier_with_more_yield(told: dict[str, Any]) -> None:
    row = told["frontier"]["rates"][2]

    assert len(told["frontier"]["titres"]) == len(told["frontier"]["rates"]) == 5
    assert row[-1] <= row[0]
