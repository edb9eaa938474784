"""Who a person is can be erased wherever it lies: in doubles, in imported rows, in the files they came in."""

from __future__ import annotations

from datetime import date

import pytest

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.uploads import FileType, Upload
from xiandao.zone.accounts.api import Account
from xiandao.zone.evidence.api import Claim, StoredFile, file_content, place_of
from xiandao.zone.registry import api
from xiandao.zone.registry.api import Kind
from xiandao.zone.registry.models import ImportRow, Statement
from xiandao.zone.registry.tests.conftest import NOW, registered

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_erased_person_is_gone_from_doubles_and_from_the_file_that_brought_them(
    registrar: Account,
) -> None:
    sheet = "姓名,电话\n张三丰,13900000000\n李四光,13800000000\n".encode()
    brought = _imported(sheet, registrar)
    person, other = api.Record.objects.filter(kind=Kind.PERSON).order_by("pk")
    double = registered(Kind.PERSON, name="張三豐", phone="13700000000")
    api.merge(kept=person, gone=double, by=registrar, at=NOW)

    api.erase_personal(record=person, reason="his own request", by=registrar, at=NOW)

    said = str(
        [*Statement.objects.values_list("values", flat=True), *ImportRow.objects.values_list("values")]
    )
    assert not [word for word in ("张三丰", "張三豐", "13900000000", "13700000000") if word in said]
    assert "李四光" in said
    stored = StoredFile.objects.get(sha256=brought.file_sha256)
    assert not place_of(stored.sha256).exists()
    with pytest.raises(Refusal, match="was erased on 2025-06-30"):
        file_content(stored)
    other.refresh_from_db()
    assert other.label == "李四光"


def test_a_file_that_proves_a_claim_outlives_the_erasing(registrar: Account) -> None:
    sheet = "姓名,电话\n张三丰,13900000000\n".encode()
    brought = _imported(sheet, registrar)
    (person,) = api.Record.objects.filter(kind=Kind.PERSON)
    Claim.objects.filter(pk=_claimed(person)).update(file=StoredFile.objects.get(sha256=brought.file_sha256))

    api.erase_personal(record=person, reason="his own request", by=registrar, at=NOW)

    assert place_of(brought.file_sha256).read_bytes() == sheet


def _imported(sheet: bytes, by: Account) -> api.Import:
    brought = api.begin_import(
        upload=Upload("people.csv", FileType.TEXT, sheet),
        kind=Kind.PERSON,
        source="名册",
        happened_on=date(2025, 6, 1),
        owner=None,
        by=by,
        at=NOW,
    )
    brought = api.settle_columns(brought=brought, columns=dict(brought.columns), by=by, at=NOW)
    return api.apply_import(brought=brought, by=by, at=NOW)


def _claimed(person: api.Record) -> int:
    api.say(
        record=person,
        values={"level": "professor", "arrived_on": date(2025, 3, 1)},
        source="名册",
        happened_on=date(2025, 6, 2),
        by=None,
        at=NOW,
    )
    number: int = Claim.objects.get(kind="person-arrived").pk
    return number
