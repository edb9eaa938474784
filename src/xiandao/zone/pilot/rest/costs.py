"""Fits and costed plants through the JSON API: for the people of their organisation alone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from xiandao.zone.accounts.api import Allowed, caller
from xiandao.zone.pilot import api

MOST = 200
router = Router(auth=Allowed(), tags=["pilot plant"])


class FitIn(Schema):
    """A study of bench runs as YAML text, for an organisation."""

    title: str = Field(min_length=1, max_length=120)
    study: str = Field(max_length=200_000)
    party: str


class PlantIn(Schema):
    """A plant: process, size, place, market in yuan a kg; a fit, or figures and prices of one's own."""

    title: str = Field(min_length=1, max_length=120)
    party: str
    process: str
    vessel_m3: float
    market: float
    place: str = "Shanghai"
    tonnes: float | None = None
    fit: int | None = None
    figures: dict[str, float] = {}
    prices: dict[str, float] = {}
    local: bool = False


class ListedOut(Schema):
    """Where a fit or a plant stands."""

    number: int
    title: str
    party: str
    standing: str
    asked_at: datetime
    sample: bool


class FitOut(ListedOut):
    """A fit, once it is computed with what it tells."""

    study: str
    result: dict[str, Any] | None


class PlantOut(ListedOut):
    """A plant, once it is computed with every figure, its unit and its source."""

    fit: int | None
    asked: dict[str, Any]
    result: dict[str, Any] | None


@router.get("/pilot/fits", response=list[ListedOut], summary="Fits of bench runs")
def fits(request: HttpRequest) -> list[dict[str, Any]]:
    """Those of the caller's organisations."""
    return _listed(list(api.fits(asking=caller(request))[:MOST]))


@router.get("/pilot/fits/{number}", response=FitOut, summary="One fit")
def fit(request: HttpRequest, number: int) -> dict[str, Any]:
    """What the runs tell."""
    return _fit(api.fit_numbered(number, asking=caller(request)))


@router.post("/pilot/fits", response={201: FitOut}, summary="Fit bench runs")
def ask_fit(request: HttpRequest, told: FitIn) -> Status[dict[str, Any]]:
    """Computed in the background."""
    made = api.ask_fit(**told.dict(), by=caller(request), at=timezone.now())
    return Status(201, _fit(made))


@router.get("/pilot/plants", response=list[ListedOut], summary="Costed plants")
def plants(request: HttpRequest) -> list[dict[str, Any]]:
    """Those of the caller's organisations."""
    return _listed(list(api.costs(asking=caller(request))[:MOST]))


@router.get("/pilot/plants/{number}", response=PlantOut, summary="One costed plant")
def plant(request: HttpRequest, number: int) -> dict[str, Any]:
    """Every figure of it."""
    return _plant(api.cost_numbered(number, asking=caller(request)))


@router.post("/pilot/plants", response={201: PlantOut}, summary="Cost a plant")
def ask_plant(request: HttpRequest, told: PlantIn) -> Status[dict[str, Any]]:
    """Computed in the background; an invariant that breaks is told in its result."""
    by = caller(request)
    asked = api.Asked(**told.dict(exclude={"title", "party", "fit"}))
    known = None if told.fit is None else api.fit_numbered(told.fit, asking=by)
    made = api.ask_cost(title=told.title, asked=asked, fit=known, party=told.party, by=by, at=timezone.now())
    return Status(201, _plant(made))


def _listed(found: list[api.BenchFit] | list[api.CostCase]) -> list[dict[str, Any]]:
    stand = api.standings(found)
    return [_line(one, stand[one.pk]) for one in found]


def _line(one: api.BenchFit | api.CostCase, standing: str) -> dict[str, Any]:
    return {
        "number": one.pk,
        "title": one.title,
        "party": one.party,
        "standing": standing,
        "asked_at": one.asked_at,
        "sample": one.sample,
    }


def _fit(one: api.BenchFit) -> dict[str, Any]:
    return {**_listed([one])[0], "study": one.study, "result": one.result}


def _plant(one: api.CostCase) -> dict[str, Any]:
    return {**_listed([one])[0], "fit": one.fit_id, "asked": one.asked, "result": one.result}
