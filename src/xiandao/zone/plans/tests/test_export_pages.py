"""Files are taken along by everyone who sees the plan; only the office brings the ledger back."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from xiandao.zone.accounts.api import Account
from xiandao.zone.plans.models import Plan, ProgressReport
from xiandao.zone.plans.rules.ledger import LAYOUT

ClientAs = Callable[[Account | None], Client]
DAY = {"as_of": "2025-06-30"}
PLACES = {column.key: place for place, column in enumerate(LAYOUT.columns, 1)}


def _edited(content: bytes, cells: dict[str, str]) -> bytes:
    book = load_workbook(io.BytesIO(content))
    for key, value in cells.items():
        book.worksheets[0].cell(2, PLACES[key]).value = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _address(name: str, plan: Plan) -> str:
    return f"{reverse(f'plans:{name}', args=[plan.slug])}?as_of=2025-06-30"


def _brought(client: Client, plan: Plan, content: bytes) -> str:
    file = SimpleUploadedFile("台账.xlsx", content)
    return client.post(_address("ledger_import", plan), {"ledger": file}).content.decode()


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("name", "suffix"), [("ledger", "xlsx"), ("quarterly", "docx")])
def test_everyone_signed_in_takes_the_files_along(
    plan: Plan, viewer: Account, client_as: ClientAs, name: str, suffix: str, language: str
) -> None:
    address = reverse(f"plans:{name}", args=[plan.slug])

    answer = client_as(viewer).get(address, DAY | {"language": language})

    assert answer.status_code == 200
    assert answer.content.startswith(b"PK")
    assert suffix in answer["Content-Disposition"]


def test_the_page_offers_the_way_back_only_to_the_office(
    plan: Plan, viewer: Account, office: Account, client_as: ClientAs
) -> None:
    address = reverse("plans:exports", args=[plan.slug])

    pages = [client_as(account).get(address, DAY).content.decode() for account in (viewer, office)]

    assert ['type="file"' in page for page in pages] == [False, True]


def test_a_ledger_is_shown_before_it_is_kept(plan: Plan, office: Account, client_as: ClientAs) -> None:
    client = client_as(office)
    ledger = client.get(reverse("plans:ledger", args=[plan.slug]), DAY).content
    content = _edited(ledger, {"new_status": "按计划推进", "new_text": "平台已投入运行"})

    preview = _brought(client, plan, content)
    before = ProgressReport.objects.count()
    carried = re.search(r'name="content" value="([^"]+)"', preview)
    assert carried
    client.post(_address("ledger_import", plan), {"content": carried[1], "name": "台账.xlsx"})

    assert "平台已投入运行" in preview
    assert (before, ProgressReport.objects.count()) == (0, 1)


def test_faults_are_listed_by_cell(plan: Plan, office: Account, client_as: ClientAs) -> None:
    client = client_as(office)
    ledger = client.get(reverse("plans:ledger", args=[plan.slug]), DAY).content

    page = _brought(client, plan, _edited(ledger, {"due": "年底", "lead": "某单位"}))

    assert "G2" in page
    assert 'name="content"' not in page


@pytest.mark.parametrize("content", [b"", b"no workbook", b"PK\x03\x04 cut off"])
def test_what_is_no_workbook_is_refused_at_the_field(
    plan: Plan, office: Account, client_as: ClientAs, content: bytes
) -> None:
    file = SimpleUploadedFile("台账.xlsx", content)

    answer = client_as(office).post(_address("ledger_import", plan), {"ledger": file})

    assert answer.status_code == 422
    assert "台账.xlsx" in answer.content.decode()


def test_a_file_changed_on_its_way_through_the_preview_is_refused(
    plan: Plan, office: Account, client_as: ClientAs
) -> None:
    answer = client_as(office).post(_address("ledger_import", plan), {"content": "%%%", "name": "a.xlsx"})

    assert answer.status_code == 422


def test_others_than_the_office_cannot_bring_a_ledger(
    plan: Plan, viewer: Account, client_as: ClientAs
) -> None:
    answer = client_as(viewer).post(_address("ledger_import", plan), {})

    assert answer.status_code == 403
