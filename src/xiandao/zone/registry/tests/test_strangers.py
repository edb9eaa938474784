"""A stranger walks every page and export of the registry and the ledger, and finds nothing of others' own."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.audit.api import Entry
from xiandao.zone.registry import api
from xiandao.zone.registry.api import Kind
from xiandao.zone.registry.tests.conftest import account, registered

pytestmark = pytest.mark.django_db
SECRETS = ("13900001111", "秘密联系人", "欧阳隐名", "secret@example.org")


@pytest.fixture
def other(firm: api.Record) -> api.Record:
    """Another organisation, with what only it and the registry's keepers may see."""
    found = registered(
        Kind.ORGANISATION,
        name="别家生物科技有限公司",
        rank="leading",
        settled_on=date(2025, 1, 2),
        phone=SECRETS[0],
        contact=SECRETS[1],
        email=SECRETS[3],
    )
    registered(Kind.PERSON, owner=found, name=SECRETS[2], level="professor", arrived_on=date(2025, 2, 3))
    return found


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    content = b"".join(answer) if answer.streaming else answer.content
    if content[:2] == b"PK":
        sheets = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        return str([[cell.value for cell in row] for sheet in sheets for row in sheet.iter_rows()])
    return content.decode("utf-8", errors="replace")


def addresses() -> list[str]:
    found = [reverse("registry:home"), reverse("registry:queue"), reverse("registry:imports")]
    for kind in Kind:
        columns = "".join(f"&c={field.key}" for field in api.KINDS[kind].fields)
        found.append(f"{reverse('registry:list', args=[kind])}?q={columns}")
        found += [reverse("registry:export", args=[kind, form]) for form in ("csv", "xlsx")]
    for record in api.Record.objects.all():
        found.append(reverse("registry:record", args=[record.kind, record.key]))
        found.append(reverse("registry:state", args=[record.kind, record.key]))
    for kind in Kind:
        columns = "".join(f"&column={field.key}" for field in api.KINDS[kind].fields)
        found.append(f"/api/registry/{kind}?{columns}")
    found += [f"/api/registry/{record.kind}/{record.key}" for record in api.Record.objects.all()]
    found += ["/api/registry-pairs", "/api/imports", "/api/evidence/claims"]
    found += [f"/api/evidence/claims/{number}" for number in range(1, 6)]
    found += [reverse("evidence:ledger"), reverse("evidence:export"), reverse("evidence:to_verify")]
    return [*found, *(reverse("evidence:entry", args=[number]) for number in range(1, 6))]


@pytest.mark.parametrize("who", ["member", Role.VIEWER, Role.UNIT_OFFICER])
def test_a_stranger_finds_nothing_that_is_restricted(who: str, member: Account, other: api.Record) -> None:
    client = Client()
    client.force_login(member if who == "member" else account(str(who), Role(who)))
    hidden = SECRETS if who == "member" else tuple(s for s in SECRETS if s != SECRETS[2])

    leaks = [
        (address, secret) for address in addresses() for secret in hidden if secret in shown(client, address)
    ]

    assert leaks == []


def test_a_keeper_sees_it_and_leaves_a_line_in_the_trail(registrar: Account, other: api.Record) -> None:
    client = Client()
    client.force_login(registrar)

    page = shown(client, reverse("registry:record", args=[other.kind, other.key]))

    assert SECRETS[0] in page
    line = Entry.objects.filter(verb="read restricted fields").get()
    assert line.after == {"fields": ["contact", "email", "phone"]}


def test_a_member_sees_what_is_its_own(member: Account, firm: api.Record) -> None:
    api.say(
        record=firm,
        values={"phone": "02188889999"},
        source="x",
        happened_on=date(2025, 6, 1),
        by=None,
        at=firm.created_at,
    )
    client = Client()
    client.force_login(member)

    assert "02188889999" in shown(client, reverse("registry:record", args=[firm.kind, firm.key]))
    assert not Entry.objects.filter(verb="read restricted fields").exists()
