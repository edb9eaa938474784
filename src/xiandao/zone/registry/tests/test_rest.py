"""The registry through the JSON API: what programs read and change, and how they are refused."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.registry import api
from xiandao.zone.registry.api import Kind
from xiandao.zone.registry.tests.conftest import account, registered

pytestmark = pytest.mark.django_db
TOLD = {"source": "园区登记表", "happened_on": "2025-06-01"}
CSV = "单位名称,引领/关联\n上海甲生物有限公司,引领性\n上海乙生物有限公司,没有这一级\n"


def client_of(by: Account | None) -> Client:
    found = Client()
    if by is not None:
        found.force_login(by)
    return found


def post(client: Client, address: str, **body: Any) -> Any:
    return client.post(address, body, content_type="application/json")


@pytest.mark.parametrize("address", ["/api/registry/organisation", "/api/registry-pairs", "/api/imports"])
def test_nobody_reads_nothing(address: str) -> None:
    assert client_of(None).get(address).status_code == 401


def test_what_can_be_said_of_a_kind_is_told(member: Account) -> None:
    kinds = {kind["kind"]: kind for kind in client_of(member).get("/api/registry/kinds").json()}

    rank = next(field for field in kinds["organisation"]["fields"] if field["key"] == "rank")
    assert set(kinds) == set(Kind)
    assert "leading" in rank["choices"]


def test_a_list_is_searched_and_filtered(registrar: Account, firm: api.Record) -> None:
    registered(Kind.ORGANISATION, name="别家生物科技有限公司", sort="firm", rank="affiliated")
    client = client_of(registrar)

    found = client.get("/api/registry/organisation?q=示例&chosen=rank:leading&column=name").json()

    assert [(line["key"], line["cells"]) for line in found] == [(firm.key, {"name": firm.label})]
    assert client.get("/api/registry/organisation?offset=2").json() == []


def test_a_record_tells_who_said_what(registrar: Account, firm: api.Record) -> None:
    told = client_of(registrar).get(f"/api/registry/organisation/{firm.key}").json()

    rank = told["fields"]["rank"]
    assert (rank["value"], rank["source"], rank["confidence"]) == ("leading", "园区登记表", "claimed")


@pytest.mark.parametrize("address", ["/api/registry/spaceship", "/api/registry/organisation/unknown"])
def test_what_is_not_there_is_refused_with_a_sentence(registrar: Account, address: str) -> None:
    answer = client_of(registrar).get(address)

    assert answer.status_code == 404
    assert "detail" in answer.json()


def test_a_record_is_registered_and_spoken_of(registrar: Account) -> None:
    client = client_of(registrar)
    made = post(client, "/api/registry/organisation", values={"name": "上海丙生物有限公司"}, **TOLD).json()
    where = f"/api/registry/organisation/{made['key']}"

    said = post(client, f"{where}/statements", values={"rank": "leading"}, **TOLD).json()
    again = post(client, f"{where}/statements", values={"rank": "leading"}, **TOLD).json()

    assert (said["changed"], again["changed"]) == (True, False)
    assert client.get(where).json()["fields"]["rank"]["value"] == "leading"


def test_a_wrong_value_is_refused_and_nothing_is_kept(registrar: Account) -> None:
    answer = post(
        client_of(registrar),
        "/api/registry/organisation",
        values={"name": "上海丙生物有限公司", "rank": "tallest"},
        **TOLD,
    )

    assert answer.status_code == 422
    assert "tallest" in answer.json()["detail"]
    assert not api.Record.objects.exists()


def test_a_member_changes_its_own_organisation_only(member: Account, firm: api.Record) -> None:
    other = registered(Kind.ORGANISATION, name="别家生物科技有限公司")
    client = client_of(member)

    own, others = (
        post(client, f"/api/registry/organisation/{key}/statements", values={"phone": "02166667777"}, **TOLD)
        for key in (firm.key, other.key)
    )

    assert (own.status_code, others.status_code) == (200, 403)


def test_two_records_are_merged_and_taken_apart(registrar: Account) -> None:
    left, right = (registered(Kind.ORGANISATION, name=f"上海示例生物{x}有限公司") for x in ("", "科技"))
    client = client_of(registrar)
    assert post(client, "/api/registry-pairs/find/organisation").json() == {"found": 1}
    (pair,) = client.get("/api/registry-pairs").json()

    made = post(client, f"/api/registry-pairs/{pair['number']}", verdict="left").json()
    gone = next(key for key in (left.key, right.key) if key != made["kept"])
    merged_into = client.get(f"/api/registry/organisation/{gone}").json()["merged_into"]
    undone = post(client, f"/api/registry-merges/{made['number']}/undo")

    assert merged_into == made["kept"]
    assert undone.status_code == 204
    assert client.get(f"/api/registry/organisation/{gone}").json()["merged_into"] == ""


@pytest.mark.parametrize("address", ["/api/registry-pairs/7", "/api/registry-merges/7/undo"])
def test_a_pair_or_merge_that_is_not_there_is_refused(registrar: Account, address: str) -> None:
    assert post(client_of(registrar), address, verdict="left").status_code == 404


def test_a_member_decides_about_no_pair(member: Account) -> None:
    assert client_of(member).get("/api/registry-pairs").status_code == 403


def test_a_file_is_brought_checked_applied_and_undone(registrar: Account) -> None:
    client = client_of(registrar)
    file = SimpleUploadedFile("firms.csv", CSV.encode())
    brought = client.post("/api/imports/organisation", {"file": file, **TOLD}).json()
    where = f"/api/imports/{brought['number']}"
    columns = {column["heading"]: column["field"] for column in client.get(f"{where}/columns").json()}

    checked = post(client, f"{where}/columns", columns=columns).json()
    faulty = client.get(f"{where}/rows?state=faulty").json()["rows"]
    applied = post(client, f"{where}/apply").json()
    obstacles = client.get(f"{where}/obstacles").json()
    undone = post(client, f"{where}/undo").json()

    assert columns["单位名称"] == "name"
    assert (checked["rows"]["new"], checked["rows"]["faulty"]) == (1, 1)
    assert "没有这一级" in faulty[0]["faults"][0]
    assert (applied["state"], obstacles, undone["state"]) == ("applied", [], "undone")


def test_a_row_is_left_out_and_a_file_forgotten(registrar: Account) -> None:
    client = client_of(registrar)
    file = SimpleUploadedFile("firms.csv", CSV.encode())
    brought = client.post("/api/imports/organisation", {"file": file, **TOLD}).json()
    where = f"/api/imports/{brought['number']}"
    post(client, f"{where}/columns", columns=brought["columns"])
    row = client.get(f"{where}/rows?state=new").json()["rows"][0]["number"]

    left = post(client, f"{where}/rows/{row}", left_out=True)
    states = {one["number"]: one["state"] for one in client.get(f"{where}/rows").json()["rows"]}
    forgotten = post(client, f"{where}/discard")

    assert (left.status_code, states[row], forgotten.status_code) == (204, "left_out", 204)
    assert client.get("/api/imports").json() == []


def test_somebody_elses_import_is_not_there(registrar: Account, member: Account) -> None:
    file = SimpleUploadedFile("firms.csv", CSV.encode())
    brought = client_of(registrar).post("/api/imports/organisation", {"file": file, **TOLD}).json()
    stranger = client_of(member)

    assert stranger.get("/api/imports").json() == []
    assert stranger.get(f"/api/imports/{brought['number']}/rows").status_code == 404


def test_a_viewer_brings_no_file(db: None) -> None:
    viewer = client_of(account("viewer", Role.VIEWER))
    file = SimpleUploadedFile("firms.csv", CSV.encode())

    assert viewer.post("/api/imports/organisation", {"file": file, **TOLD}).status_code == 403
