"""The JSON API: what it answers, to whom, and how it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from xiandao.zone.accounts.api import Account
from xiandao.zone.plans.api import Plan, Unit
from xiandao.zone.plans.tests.conftest import DOCUMENT

ClientAs = Callable[[Account | None], Client]
SLUG = "baoshan-2023-2025"


def post(client: Client, address: str, **body: Any) -> Any:
    return client.post(address, body, content_type="application/json")


def test_nobody_reads_nothing(plan: Plan, client_as: ClientAs) -> None:
    assert client_as(None).get(f"/api/plans/{SLUG}").status_code == 401


def test_a_whole_plan_is_answered_as_of_a_day(plan: Plan, viewer: Account, client_as: ClientAs) -> None:
    answer = client_as(viewer).get(f"/api/plans/{SLUG}?as_of=2024-06-30").json()

    assert answer["as_of"] == "2024-06-30"
    assert (len(answer["measures"]), len(answer["targets"]), len(answer["sites"])) == (23, 10, 5)


def test_before_it_was_in_force_a_plan_is_not_there(plan: Plan, viewer: Account, client_as: ClientAs) -> None:
    answer = client_as(viewer).get(f"/api/plans/{SLUG}?as_of=2020-01-01")

    assert answer.status_code == 404
    assert "detail" in answer.json()


def test_filters_narrow_the_list_of_measures(plan: Plan, viewer: Account, client_as: ClientAs) -> None:
    unit = Unit.objects.get(name="区教育局")

    answer = client_as(viewer).get(f"/api/plans/{SLUG}/measures?unit={unit.pk}").json()

    assert len(answer) == 2


def test_a_plan_is_brought_corrected_and_confirmed(office: Account, client_as: ClientAs) -> None:
    client = client_as(office)
    brought = post(client, "/api/editions/text", text=DOCUMENT).json()
    where = f"/api/plans/{brought['plan']}/editions/{brought['number']}"

    wrong = post(client, f"{where}/corrections", item="M01", field="due", value="soon")
    right = post(client, f"{where}/corrections", item="M01", field="due", value="2025-06-30")
    confirmed = post(client, f"{where}/confirm", since="2024-01-01").json()

    assert (wrong.status_code, right.status_code) == (422, 200)
    assert confirmed["state"] == "in_force"
    assert client.get(f"/api/plans/{brought['plan']}/measures/m01").json()["due_on"] == "2025-06-30"


def test_a_file_that_is_no_plan_document_is_refused_with_a_sentence(
    office: Account, client_as: ClientAs, tmp_path: Any
) -> None:
    picture = tmp_path / "plan.docx"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n0000")

    with picture.open("rb") as file:
        answer = client_as(office).post("/api/editions/file", {"file": file})

    assert answer.status_code == 422
    assert "plan.docx" in answer.json()["detail"]
    assert not Plan.objects.exists()


@pytest.mark.usefixtures("by_figures")
def test_an_officer_reports_with_a_figure_and_the_target_moves(
    plan: Plan, officer: Account, client_as: ClientAs
) -> None:
    client = client_as(officer)
    unit = Unit.objects.get(name="区经委")

    answer = post(
        client,
        f"/api/plans/{SLUG}/measures/m01/reports",
        unit=unit.pk,
        status="on_track",
        text="平台揭牌",
        reported_on="2025-06-01",
        figures=[
            {"target": "platforms", "quantity": "1", "happened_on": "2025-05-20", "note": "发酵工艺平台"}
        ],
    )

    assert answer.status_code == 201
    moved = client.get(f"/api/plans/{SLUG}/targets/platforms").json()
    assert (moved["value"], moved["standing"]) == ("1.0000", "met")
    assert moved["figures"][0]["note"] == "发酵工艺平台"


@pytest.mark.parametrize("role", ["viewer", "officer"])
def test_only_the_office_dispatches(
    plan: Plan, role: str, client_as: ClientAs, request: pytest.FixtureRequest
) -> None:
    client = client_as(request.getfixturevalue(role))

    answer = post(client, f"/api/plans/{SLUG}/measures/m01/dispatch", lead=[], support=[], since="2025-01-01")

    assert answer.status_code == 403


def test_search_answers_with_an_excerpt(plan: Plan, viewer: Account, client_as: ClientAs) -> None:
    answer = client_as(viewer).get("/api/search?q=专利").json()

    assert "patents" in [hit["key"] for hit in answer]


def test_the_ledger_goes_out_and_comes_back_unchanged(
    plan: Plan, office: Account, client_as: ClientAs, tmp_path: Any
) -> None:
    client = client_as(office)
    taken = tmp_path / "ledger.xlsx"
    taken.write_bytes(client.get(f"/api/plans/{SLUG}/ledger.xlsx").content)

    with taken.open("rb") as file:
        answer = client.post(f"/api/plans/{SLUG}/ledger?apply=true", {"file": file}).json()

    assert answer == {"applied": True, "dispatches": 0, "reports": 0, "faults": []}


def test_the_quarterly_report_is_a_word_file(plan: Plan, viewer: Account, client_as: ClientAs) -> None:
    answer = client_as(viewer).get(f"/api/plans/{SLUG}/report.docx?as_of=2025-06-30")

    assert answer.content.startswith(b"PK")
    assert "attachment" in answer["Content-Disposition"]


def test_a_review_can_be_done_through_the_api(office: Account, client_as: ClientAs) -> None:
    client = client_as(office)
    brought = post(client, "/api/editions/text", text=DOCUMENT).json()
    where = f"/api/plans/{brought['plan']}/editions/{brought['number']}"
    span = client.get(where).json()["measures"][1]["span"]

    dropped = client.delete(f"{where}/items/M02").json()
    marked = post(client, f"{where}/measures", start=span[0], end=span[1]).json()
    settled = post(client, f"{where}/warnings/0/settle").json()
    discarded = post(client, f"{where}/discard").json()

    assert (dropped["measures"], marked["measures"]) == (2, 3)
    assert settled["open_warnings"] == brought["open_warnings"] - 1
    assert discarded["state"] == "discarded"


def test_a_link_and_an_officer_are_made_through_the_api(
    plan: Plan, office: Account, officer: Account, client_as: ClientAs
) -> None:
    client = client_as(office)
    unit = Unit.objects.get(name="区科委")

    linked = post(
        client,
        f"/api/plans/{SLUG}/links",
        target="platforms",
        measure="m01",
        reason="平台直接计入",
        since="2025-01-01",
    )
    appointed = post(client, f"/api/units/{unit.pk}/officers", account=officer.username)

    assert (linked.status_code, appointed.status_code) == (201, 204)
    assert client.get(f"/api/plans/{SLUG}/measures/m01").json()["targets"] == ["platforms"]
