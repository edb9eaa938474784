"""What the pages and the API show, and to whom."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from xiandao.zone.accounts.api import Account
from xiandao.zone.runs import api
from xiandao.zone.runs.models import Run
from xiandao.zone.runs.tests.conftest import NOW, OURS

pytestmark = pytest.mark.django_db
SECRETS = ("秘密设计", "31415", "92653")


@pytest.fixture
def run(scientist: Account) -> Run:
    """A run of our organisation, whose inputs and result nobody else may see."""
    return api.start_run(
        what="test.add/1",
        inputs={"numbers": [31415, 61238]},
        by=scientist,
        party=OURS,
        title=SECRETS[0],
        at=NOW,
    )


def client_of(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def addresses(run: Run) -> list[str]:
    pages = [reverse(f"runs:{name}", args=[run.pk]) for name in ("run", "progress", "result")]
    return [
        reverse("runs:mine"),
        reverse("runs:mine") + "?all=1",
        *pages,
        reverse("runs:file", args=[run.pk, "total.txt"]),
        "/api/runs",
        f"/api/runs/{run.pk}",
    ]


def test_its_owners_read_all_of_it(colleague: Account, run: Run) -> None:
    client = client_of(colleague)

    page = client.get(reverse("runs:run", args=[run.pk])).content.decode()

    assert all(secret in page for secret in SECRETS)
    assert client.get(reverse("runs:file", args=[run.pk, "total.txt"])).content == b"92653"
    assert client.get(f"/api/runs/{run.pk}").json()["result"]["total"] == 92653


def test_a_stranger_finds_nothing_of_it(stranger: Account, run: Run) -> None:
    client = client_of(stranger)

    found = {address: client.get(address) for address in addresses(run)}

    leaks = [a for a, answer in found.items() if any(s in answer.content.decode() for s in SECRETS)]
    assert leaks == []
    assert found[reverse("runs:run", args=[run.pk])].status_code == 404
    assert f"#{run.pk}<" not in found[reverse("runs:mine") + "?all=1"].content.decode()


def test_an_administrator_knows_that_it_exists_and_no_more(administrator: Account, run: Run) -> None:
    client = client_of(administrator)

    found = {address: client.get(address) for address in addresses(run)}

    leaks = [a for a, answer in found.items() if any(s in answer.content.decode() for s in SECRETS)]
    assert leaks == []
    assert f"#{run.pk}<" in found[reverse("runs:mine") + "?all=1"].content.decode()
    assert found[reverse("runs:run", args=[run.pk])].status_code == 200
    assert found[reverse("runs:result", args=[run.pk])].status_code == 403


def test_who_has_left_the_organisation_no_longer_reads_its_runs(scientist: Account, run: Run) -> None:
    from xiandao.zone.accounts.api import stop_acting

    stop_acting(account=scientist, party=OURS, by=None, at=NOW)

    assert client_of(scientist).get(reverse("runs:run", args=[run.pk])).status_code == 404


def test_a_run_is_repeated_from_its_page(scientist: Account, run: Run) -> None:
    answer = client_of(scientist).post(reverse("runs:again", args=[run.pk]), follow=True)

    assert answer.status_code == 200
    assert "结果逐字节相同" in answer.content.decode()


def test_an_ended_run_is_not_cancelled(scientist: Account, run: Run) -> None:
    assert client_of(scientist).post(reverse("runs:cancel", args=[run.pk])).status_code == 422


def test_a_waiting_page_asks_again_and_an_ended_one_does_not(scientist: Account, run: Run) -> None:
    client, address = client_of(scientist), reverse("runs:progress", args=[run.pk])

    ended = client.get(address)
    Run.objects.filter(pk=run.pk).update(state="running", ended_at=None)
    running = client.get(address)

    assert ended["HX-Refresh"] == "true"
    assert "hx-get" not in ended.content.decode()
    assert "hx-get" in running.content.decode()
    assert "HX-Refresh" not in running


def test_an_empty_page_says_what_it_is_for(scientist: Account) -> None:
    page = client_of(scientist).get(reverse("runs:mine")).content.decode()

    assert "还没有计算" in page


def test_a_rehearsal_is_started_from_the_page(scientist: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xiandao.zone.runs.tasks.time.sleep", lambda _: None)

    answer = client_of(scientist).post(reverse("runs:rehearse"), follow=True)

    assert "计算进程演练" in answer.content.decode()
    assert Run.objects.get().party == OURS


def test_a_program_starts_only_what_is_open_to_it(scientist: Account) -> None:
    client = client_of(scientist)

    started = client.post(
        "/api/runs", {"what": "test.add/1", "inputs": {"numbers": [1, 2]}}, content_type="application/json"
    )
    refused = client.post(
        "/api/runs", {"what": "test.refuse/1", "inputs": {}}, content_type="application/json"
    )

    assert (started.status_code, started.json()["result"]["total"]) == (201, 3)
    assert refused.status_code == 422


def test_the_list_asks_the_database_a_fixed_number_of_times(
    scientist: Account, django_assert_num_queries: object
) -> None:
    for number in range(12):
        api.start_run(what="test.add/1", inputs={"numbers": [number]}, by=scientist, party=OURS, at=NOW)
    client = client_of(scientist)

    with django_assert_num_queries(6):  # type: ignore[operator]
        client.get(reverse("runs:mine"))
