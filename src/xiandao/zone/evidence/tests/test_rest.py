"""The evidence ledger through the JSON API: claimed by one, verified by another, sealed for everybody."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from xiandao.zone.accounts.api import Account
from xiandao.zone.evidence.api import ensure_indicators
from xiandao.zone.evidence.tests.telling import START, UNITS, people

pytestmark = pytest.mark.django_db
PAPER = {
    "kind": "paper-published",
    "subject": "paper/p1",
    "label": "An invented paper",
    "happened_on": "2025-03-01",
}


def client_of(by: Account) -> Client:
    found = Client()
    found.force_login(by)
    return found


def post(client: Client, address: str, **body: Any) -> Any:
    return client.post(address, body, content_type="application/json")


@pytest.fixture
def clients(db: None) -> tuple[Client, Client, Client]:
    """A registrar's, and those of two officers of different units."""
    registrar, first, second = (client_of(one) for one in people())
    return registrar, first, second


@pytest.mark.parametrize("address", ["claims", "kinds", "head", "chain"])
def test_nobody_reads_nothing(address: str) -> None:
    assert Client().get(f"/api/evidence/{address}").status_code == 401


def test_the_kinds_of_claims_are_told_with_their_details(clients: tuple[Client, Client, Client]) -> None:
    kinds = clients[0].get("/api/evidence/kinds").json()

    assert PAPER["kind"] in kinds
    assert all({"zh", "en", "subject", "details"} <= set(kind) for kind in kinds.values())


def test_what_one_claims_another_verifies(clients: tuple[Client, Client, Client]) -> None:
    registrar, officer, _ = clients
    claimed = post(officer, "/api/evidence/claims", **PAPER).json()

    by_itself = post(officer, "/api/evidence/verify", entries=[claimed["entry"]])
    by_another = post(registrar, "/api/evidence/verify", entries=[claimed["entry"]])

    assert (claimed["state"], claimed["party"]) == ("claimed", UNITS[0])
    assert (by_itself.status_code, by_another.status_code) == (403, 204)
    told = officer.get(f"/api/evidence/claims/{claimed['entry']}").json()
    assert (told["state"], [act["what"] for act in told["acts"]]) == ("verified", ["verified"])


def test_a_claim_is_rejected_with_a_reason(clients: tuple[Client, Client, Client]) -> None:
    registrar, officer, _ = clients
    entry = post(officer, "/api/evidence/claims", **PAPER).json()["entry"]

    answer = post(registrar, "/api/evidence/reject", entries=[entry], reason="Not found in the journal.")

    assert answer.status_code == 204
    (act,) = officer.get(f"/api/evidence/claims/{entry}").json()["acts"]
    assert act["reason"] == "Not found in the journal."


def test_only_who_claimed_takes_back(clients: tuple[Client, Client, Client]) -> None:
    _, officer, other = clients
    entry = post(officer, "/api/evidence/claims", **PAPER).json()["entry"]

    refused = post(other, f"/api/evidence/claims/{entry}/withdraw", reason="mine is better")
    done = post(officer, f"/api/evidence/claims/{entry}/withdraw", reason="twice")

    assert (refused.status_code, done.status_code) == (403, 204)
    assert [c["state"] for c in officer.get("/api/evidence/claims").json()] == ["withdrawn"]


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"kind": "paper.imagined"}, "paper.imagined"),
        ({"happened_on": "2999-01-01"}, "2999-01-01"),
        ({"subject": "paper"}, "paper"),
        ({"details": {"colour": "green"}}, "colour"),
    ],
)
def test_what_cannot_be_claimed_is_refused_by_name(
    clients: tuple[Client, Client, Client], change: dict[str, Any], word: str
) -> None:
    answer = post(clients[1], "/api/evidence/claims", **(PAPER | change))

    assert answer.status_code == 422
    assert word in answer.json()["detail"]
    assert clients[0].get("/api/evidence/head").json()["number"] == 0


def test_the_list_is_filtered_and_goes_on(clients: tuple[Client, Client, Client]) -> None:
    registrar, officer, _ = clients
    numbers = [
        post(officer, "/api/evidence/claims", **(PAPER | {"subject": f"paper/p{n}"})).json()["entry"]
        for n in range(3)
    ]

    first = registrar.get("/api/evidence/claims?subject=paper/p1").json()
    rest = registrar.get(f"/api/evidence/claims?before={numbers[2]}").json()

    assert [claim["entry"] for claim in first] == [numbers[1]]
    assert [claim["entry"] for claim in rest] == [numbers[1], numbers[0]]


def test_the_seal_can_be_checked_by_hand(clients: tuple[Client, Client, Client]) -> None:
    registrar, officer, _ = clients
    entry = post(officer, "/api/evidence/claims", **PAPER).json()["entry"]
    told = registrar.get(f"/api/evidence/claims/{entry}").json()

    digest = hashlib.new(told["algorithm"], told["body"].encode()).hexdigest()
    chain = registrar.get(f"/api/evidence/chain?expect={told['digest']}").json()

    assert registrar.get("/api/evidence/head").json() == {"number": entry, "digest": told["digest"]}
    assert (chain["entries"], chain["digest"], chain["faults"]) == (1, told["digest"], [])
    assert digest == told["digest"]


def test_a_digest_that_the_chain_never_had_is_a_fault(clients: tuple[Client, Client, Client]) -> None:
    registrar, officer, _ = clients
    post(officer, "/api/evidence/claims", **PAPER)

    assert registrar.get(f"/api/evidence/chain?expect={'0' * 64}").json()["faults"] != []


def test_an_indicator_counts_what_is_verified_and_tells_why(
    clients: tuple[Client, Client, Client],
) -> None:
    ensure_indicators(at=START)
    registrar, officer, _ = clients
    entry = post(officer, "/api/evidence/claims", **PAPER).json()["entry"]
    post(registrar, "/api/evidence/verify", entries=[entry])
    keys = [one["key"] for one in registrar.get("/api/indicators").json()]
    values = {key: registrar.get(f"/api/indicators/{key}/value").json() for key in keys}

    moved = [key for key, value in values.items() if float(value["verified"]) > 0]
    line = registrar.get(f"/api/indicators/{moved[0]}/explanation").json()["lines"][0]
    series = registrar.get(f"/api/indicators/{moved[0]}/series?since=2025-01-01").json()

    assert (line["entry"], line["why_not"]) == (entry, "")
    assert Decimal(series[-1]["verified"]) == Decimal(values[moved[0]]["verified"]) == 1
    assert registrar.get("/api/indicators/unheard-of").status_code == 404
