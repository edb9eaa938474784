"""A number in an address that no database can hold is answered as one that is not there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from xiandao.zone.accounts.api import Account, Role, create_account
from xiandao.zone.evidence.api import ensure_indicators
from xiandao.zone.evidence.tests.telling import START

pytestmark = pytest.mark.django_db
ODD = ["0", "-1", "²", "9" * 19, "9" * 6000]


@pytest.fixture
def office() -> Client:
    by: Account = create_account(
        username="office", display_name="Office", role=Role.PLAN_OFFICE, by=None, at=START
    )
    ensure_indicators(at=START)
    client = Client()
    client.force_login(by)
    return client


@pytest.mark.parametrize("page", ODD)
def test_an_odd_page_of_an_explanation_is_answered(office: Client, page: str) -> None:
    shown = office.get(reverse("evidence:indicator", args=["papers"]), {"page": page})

    assert shown.status_code == 200


@pytest.mark.parametrize("entry", ODD)
def test_an_odd_entry_is_not_judged(office: Client, entry: str) -> None:
    told = office.post(reverse("evidence:judge"), {"entry": entry, "verdict": "verify"})

    assert told.status_code in {302, 403}
