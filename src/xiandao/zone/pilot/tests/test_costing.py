"""From a tenant's bench runs to a costed plant: computed, refused in words, and nobody else's to see."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest
import yaml
from django.test import Client
from django.urls import reverse
from django.utils import translation

from xiandao.kernel.sentences import kept
from xiandao.scaleup.flowsheets import FlowsheetRefused, family
from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.pilot import api, tasks
from xiandao.zone.pilot.permissions import PilotAccessRefused
from xiandao.zone.pilot.queries import costwords
from xiandao.zone.pilot.queries.costsaid import why_not
from xiandao.zone.pilot.rules.costing import FROM_RUNS, PLACES, PROCESSES, Asked, CostRefused, costed, process
from xiandao.zone.pilot.rules.fitting import StudyRefusal, check_study, fitted, starter
from xiandao.zone.pilot.tests.conftest import NOW, account
from xiandao.zone.registry.api import Record

Tenant = tuple[Record, Account]
SECRET = "secret strain"
PLANT = Asked("pha", 100.0, "Shanghai", 33.0, 10_000.0)


@pytest.fixture(autouse=True)
def _few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "DRAWS", 300)


def small() -> str:
    """A study that is fitted in a second: one run, two free figures near their values."""
    told = yaml.safe_load(starter())
    told["strain"] |= {"without_growth": 0.22, "full": 8.0, "yield_biomass": 0.48}
    told["free"] = {name: told["free"][name] for name in ("growth", "yield_product")}
    told["runs"] = told["runs"][1:]
    return yaml.safe_dump(told)


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    """The small study, fitted once."""
    found: dict[str, Any] = json.loads(json.dumps(fitted(small(), seed=1), allow_nan=False))
    return found


def fit_of(tenant: Tenant, result: dict[str, Any] | None) -> api.BenchFit:
    """A fit as its run leaves it; None: as it stands while it is computed."""
    return api.BenchFit.objects.create(
        title=SECRET, party=tenant[0].party, study=small(), result=result, asked_by=tenant[1], asked_at=NOW
    )


@pytest.fixture(scope="module")
def plant(result: dict[str, Any]) -> dict[str, Any]:
    """A plant built on it, costed once."""
    told = costed(PLANT, result, on=NOW.date(), many=300, seed=1)
    found: dict[str, Any] = json.loads(json.dumps(told, allow_nan=False))
    return found


def kept_of(tenant: Tenant, fit: api.BenchFit, plant: dict[str, Any]) -> api.CostCase:
    """A plant as its run leaves it."""
    return api.CostCase.objects.create(
        title=SECRET, party=tenant[0].party, fit=fit, process="pha", asked=asdict(PLANT), result=plant,
        asked_by=tenant[1], asked_at=NOW,
    )  # fmt: skip


def cost_of(tenant: Tenant, fit: api.BenchFit | None, asked: Asked = PLANT) -> api.CostCase:
    return api.ask_cost(title=SECRET, asked=asked, fit=fit, party=tenant[0].party, by=tenant[1], at=NOW)


def client_of(found: Account, language: str = "en") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(found)
    return client


@pytest.mark.django_db
def test_a_tenant_fits_its_runs_and_costs_a_plant_on_them(tenant: Tenant) -> None:
    client, party = client_of(tenant[1]), tenant[0].party

    client.post(reverse("pilot:ask_fit"), {"title": SECRET, "party": party, "study": small()})
    fit = api.BenchFit.objects.get()
    told: dict[str, Any] = {f"price_{one.name}": one.value for one in process("pha").prices} | {
        "price_glucose": 2.5
    }
    told |= {"title": SECRET, "party": party, "fit": fit.pk, "vessel_m3": 50, "tonnes": 5000}
    client.post(reverse("pilot:ask_cost", args=["pha"]), {**told, "market": 33, "place": "Shanghai"})

    case = api.CostCase.objects.get()
    assert case.fit == fit
    assert case.result
    assert 0 < case.result["chance"] < 1
    sources = {one["name"]: one["source"] for one in case.result["lines"]}
    assert sources["glucose"] == "given by the tenant"
    assert sources["ammonia"] != "given by the tenant"
    titre = next(one for one in case.result["parameters"] if one["name"] == "titre")
    assert titre["least"] < titre["value"] < titre["most"]
    assert "fitted model" in titre["source"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_pages_show_every_plot_and_table(
    tenant: Tenant, result: dict[str, Any], plant: dict[str, Any], language: str
) -> None:
    client, fit = client_of(tenant[1], language), fit_of(tenant, result)
    case = kept_of(tenant, fit, plant)

    pages = {
        name: client.get(reverse(f"pilot:{name}", args=args)).content.decode()
        for name, args in (
            ("fits", ()), ("ask_fit", ()), ("fit", (fit.pk,)), ("costs", ()), ("choose", ()),
            ("ask_cost", ("pha",)), ("ask_cost", ("corn-stover",)), ("ask_cost", ("mrna",)),
            ("cost", (case.pk,)),
        )
    }  # fmt: skip

    assert pages["fit"].count('class="chart-drawing"') == 1
    assert pages["cost"].count('class="chart-drawing"') == 6
    assert pages["cost"].count("<table") > 7
    for name in ("lines", "areas", "years", "figures", "frontier", "flips", "terms"):
        file = client.get(reverse("pilot:cost_table", args=[case.pk, name]))
        assert file.status_code == 200
        assert file.content.count(b"\n") > 1


@pytest.mark.django_db
def test_the_same_stands_in_the_json_api(tenant: Tenant, result: dict[str, Any]) -> None:
    client, fit = client_of(tenant[1]), fit_of(tenant, result)
    told = {"title": "t", "party": tenant[0].party, **asdict(PLANT)}
    told |= {"figures": {}, "prices": {}}

    made = client.post("/api/pilot/plants", told, content_type="application/json")

    assert made.status_code == 201, made.content
    number = made.json()["number"]
    seen = client.get(f"/api/pilot/plants/{number}").json()
    assert seen["standing"] == "done"
    assert seen["result"]["price"][0] < seen["result"]["price"][2]
    assert [one["number"] for one in client.get("/api/pilot/plants").json()] == [number]
    assert client.get(f"/api/pilot/fits/{fit.pk}").json()["result"]["points"] == result["points"]


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["operator", "other tenant", "administrator", "plan office"])
def test_what_a_plant_costs_is_its_organisations_alone(
    tenant: Tenant,
    stranger: Account,
    operator: Account,
    administrator: Account,
    result: dict[str, Any],
    plant: dict[str, Any],
    who: str,
) -> None:
    fit = fit_of(tenant, result)
    case = kept_of(tenant, fit, plant)
    others = {"operator": operator, "other tenant": stranger, "administrator": administrator}
    other = others.get(who) or account("office", Role.PLAN_OFFICE)
    client = client_of(other)

    found = [
        client.get(address)
        for address in (
            reverse("pilot:fit", args=[fit.pk]),
            reverse("pilot:cost", args=[case.pk]),
            reverse("pilot:cost_table", args=[case.pk, "lines"]),
            f"/api/pilot/fits/{fit.pk}",
            f"/api/pilot/plants/{case.pk}",
        )
    ]
    lists = [client.get(reverse(f"pilot:{name}")) for name in ("fits", "costs", "home")]

    assert {one.status_code for one in found} == {404}
    assert all(SECRET not in one.content.decode() for one in (*found, *lists))
    with pytest.raises(PilotAccessRefused):
        api.ask_cost(title="t", asked=PLANT, fit=None, party=tenant[0].party, by=other, at=NOW)
    with pytest.raises(PilotAccessRefused):
        api.ask_fit(title="t", study=small(), party=tenant[0].party, by=other, at=NOW)


@pytest.mark.django_db
def test_a_plant_that_cannot_be_is_refused_in_words(tenant: Tenant) -> None:
    case = cost_of(tenant, None, Asked("pha", 100.0, "Shanghai", 33.0, 10_000.0, {"titre": 5.0}))

    page = client_of(tenant[1], "zh-hans").get(reverse("pilot:cost", args=[case.pk])).content.decode()

    assert case.result
    assert "refused" in case.result
    assert "发酵：" in page
    assert "超过 60" in page


@pytest.mark.django_db
def test_a_plant_asked_while_its_fit_is_computed_begins_when_that_is_done(
    tenant: Tenant, result: dict[str, Any]
) -> None:
    fit = fit_of(tenant, None)
    case = cost_of(tenant, fit)
    assert api.standings([case])[case.pk] == api.Standing.WAITING

    api.keep_fit(number=fit.pk, result=result)

    case.refresh_from_db()
    assert api.standings([case])[case.pk] == api.Standing.DONE


@pytest.mark.django_db
def test_a_plant_that_waited_for_a_refused_fit_is_refused_with_it(tenant: Tenant) -> None:
    fit = fit_of(tenant, None)
    case = cost_of(tenant, fit)

    api.keep_fit(number=fit.pk, result={"refused": {"sentence": "no"}})

    case.refresh_from_db()
    assert api.standings([case])[case.pk] == api.Standing.REFUSED
    with pytest.raises(CostRefused, match="was refused"):
        cost_of(tenant, api.BenchFit.objects.get())


@pytest.mark.django_db
def test_a_study_that_cannot_be_fitted_says_why(tenant: Tenant) -> None:
    told = yaml.safe_load(small())
    told["free"]["growth"] = [1.0, 0.05]

    fit = api.ask_fit(title="t", study=yaml.safe_dump(told), party=tenant[0].party, by=tenant[1], at=NOW)

    page = client_of(tenant[1], "zh-hans").get(reverse("pilot:fit", args=[fit.pk])).content.decode()
    assert "growth 从 1.0 到 0.05" in page


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("strain: [", "not YAML from line"),
        ("format: other", "begins with the line"),
        ("format: xiandao-study/1\nstrain: {growth: 1}", "lacks its part “free”"),
    ],
)
def test_what_is_no_study_is_refused_before_anything_is_computed(text: str, said: str) -> None:
    with pytest.raises(StudyRefusal, match=said):
        check_study(text)


@pytest.mark.parametrize(
    "told",
    [
        {"process": "steel"},
        {"place": "Mars"},
        {"vessel_m3": 0.0},
        {"vessel_m3": 1e9},
        {"market": float("nan")},
        {"figures": {"hours": 9000.0}},
        {"prices": {"glucose": float("inf")}},
    ],
)
def test_a_plant_is_not_asked_for_with_what_no_plant_is(told: dict[str, Any]) -> None:
    with pytest.raises(CostRefused):
        Asked(**{"process": "pha", "vessel_m3": 1.0, "place": "Shanghai", "market": 1.0, **told})


@pytest.mark.django_db
def test_another_place_wants_prices_of_that_place(tenant: Tenant) -> None:
    with pytest.raises(CostRefused, match="price book is of Shanghai"):
        cost_of(tenant, None, Asked("pha", 100.0, "US Gulf Coast", 33.0, 10_000.0))

    prices = {one.name: one.value for one in process("pha").prices}
    case = cost_of(tenant, None, Asked("pha", 100.0, "US Gulf Coast", 33.0, 10_000.0, {}, prices, local=True))

    assert case.result
    assert case.result["place"] == "US Gulf Coast"
    variable = [one for one in case.result["lines"] if one["kind"] == "variable" and one["amount"]]
    assert {one["source"] for one in variable} == {"given by the tenant"}


@pytest.mark.django_db
def test_runs_are_carried_into_processes_that_store_their_product_only(
    tenant: Tenant, result: dict[str, Any]
) -> None:
    fit = fit_of(tenant, result)

    with pytest.raises(CostRefused, match="carried into pha only"):
        cost_of(tenant, fit, Asked("enzyme", 100.0, "Shanghai", 250.0, 500.0))
    with pytest.raises(CostRefused, match="not both"):
        cost_of(tenant, fit, Asked("pha", 100.0, "Shanghai", 33.0, 10_000.0, {"titre": 90.0}))


def test_every_name_of_the_engine_has_words() -> None:
    from xiandao.scaleup import carrying
    from xiandao.scaleup.economics import Books, plant, setting
    from xiandao.scaleup.economics.rules import sources
    from xiandao.scaleup.flowsheets import FAMILIES, family

    things, areas, figures, units, origins = set(), set(), set(), set(), set()
    for name in FAMILIES:
        case = plant(family(name), books=Books())
        things |= {one.name for one in case.lines}
        areas |= set(case.capital.areas) | {one.area for one in case.flowsheet.outcomes}
        parameters = case.family.parameters.values()
        figures |= {one.name for one in parameters}
        units |= {one.unit for one in parameters} | {one.unit for one in case.lines}
        origins |= {one.source for one in case.lines}

    assert tuple(FAMILIES) == PROCESSES == tuple(costwords.PROCESSES)
    assert carrying.FAMILIES == FROM_RUNS
    assert all(setting(place) for place in PLACES)
    assert things <= set(costwords.THINGS)
    assert areas <= set(costwords.AREAS)
    assert figures <= set(costwords.FIGURES)
    wordy = {unit for unit in units if len(unit.split()) > 1 and not unit.startswith("share")}
    assert wordy <= {*costwords.UNITS, "mol/(L h)"}
    assert origins <= set(costwords.SOURCES)
    assert set(sources("cn")) <= set(costwords.TERMS)


def test_broken_invariants_are_told_in_chinese_with_their_places_and_figures() -> None:
    with pytest.raises(FlowsheetRefused) as refused, translation.override("zh-hans"):
        family("pha").run({"our": np.array(0.4)})

    with translation.override("zh-hans"):
        told = why_not(kept(refused.value))

    assert "发酵：需氧量 0.4 mol/(L h)" in told
    assert "（1/1）" in told
    assert not re.search(r"oxygen|more than|of \d", told)


def test_the_form_of_a_process_needs_no_heavy_library() -> None:
    program = (
        "import sys; from xiandao.zone.pilot.rules.costing import process; process('pha'); "
        "print([name for name in ('scipy', 'numba', 'ortools') if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
