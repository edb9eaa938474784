"""The plant through the JSON API: a tenant writes, asks and withdraws; an operator plans."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from xiandao.zone.accounts.api import Account
from xiandao.zone.pilot import api
from xiandao.zone.pilot.tests.conftest import RECIPE
from xiandao.zone.registry.api import Record

pytestmark = pytest.mark.django_db
Tenant = tuple[Record, Account]


def post(client: Client, address: str, told: dict[str, Any], expected: int = 201) -> dict[str, Any]:
    answer = client.post(address, told, content_type="application/json")
    assert answer.status_code == expected, answer.content
    found: dict[str, Any] = answer.json()
    return found


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def test_a_tenant_asks_and_an_operator_plans(plant: None, tenant: Tenant, operator: Account) -> None:
    theirs, ours = client_of(tenant[1]), client_of(operator)
    recipe = post(theirs, "/api/pilot/recipes", {"name": "own", "text": RECIPE, "party": tenant[0].party})
    told = {
        "title": "run", "recipe": recipe["number"], "party": tenant[0].party, "organism": "yeast",
        "wanted_from": "2025-06-30",
    }  # fmt: skip

    campaign = post(theirs, "/api/pilot/campaigns", told)
    plan = post(ours, "/api/pilot/plan", {})

    seen = theirs.get(f"/api/pilot/campaigns/{campaign['number']}").json()
    assert plan["state"] == "in_force"
    assert [one["step"] for one in seen["bookings"]] == ["seed", "run"]
    assert recipe["private"] is True
    gone = post(theirs, f"/api/pilot/campaigns/{campaign['number']}/withdraw", {}, expected=200)
    assert (gone["state"], gone["bookings"]) == ("withdrawn", [])


def test_a_recipe_that_loops_is_refused_naming_its_steps(tenant: Tenant) -> None:
    text = RECIPE.replace("max_hours: 2}]", "max_hours: 2}, {before: run, after: seed}]")

    told = {"name": "loop", "text": text, "party": tenant[0].party}
    answer = client_of(tenant[1]).post("/api/pilot/recipes", told, content_type="application/json")

    assert answer.status_code == 422
    assert "seed" in answer.content.decode()


@pytest.mark.parametrize("party", ["", "organisation:someone-else"])
def test_a_tenant_asks_and_writes_for_itself_only(
    tenant: Tenant, recipe: api.TemplateVersion, party: str
) -> None:
    client = client_of(tenant[1])
    told = {"title": "run", "recipe": recipe.template_id, "party": party, "organism": "x"}
    told["wanted_from"] = "2025-06-30"

    post(client, "/api/pilot/campaigns", told, expected=403)
    post(client, "/api/pilot/recipes", {"name": "n", "text": RECIPE, "party": party}, expected=403)


def test_an_operator_enters_equipment_and_a_tenant_does_not(operator: Account, tenant: Tenant) -> None:
    told = {"name": "F9", "capability": "ferment", "volume_m3": "5"}

    made = post(client_of(operator), "/api/pilot/equipment", told)

    assert made["overdue"] == []
    post(client_of(tenant[1]), "/api/pilot/equipment", told, expected=403)
