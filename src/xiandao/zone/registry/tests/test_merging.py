"""Two records become one and two again, and nothing is lost either way."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.audit.api import Entry
from xiandao.zone.evidence.api import Alias, Claim
from xiandao.zone.registry import api
from xiandao.zone.registry.api import Kind
from xiandao.zone.registry.models import Identifier, Name, Relation, Statement
from xiandao.zone.registry.tests.conftest import NOW, account, registered
from xiandao.zone.registry.tests.test_stating import CODE

pytestmark = pytest.mark.django_db


def everything() -> dict[str, Any]:
    """What the registry and the ledger's read model say, but for the moments at which they were told."""
    return {
        "records": sorted(
            api.Record.objects.values_list(
                "key", "label", "search", "merged_into__key", "erased_at", "retracted_at"
            )
        ),
        "current": {r.key: r.current for r in api.Record.objects.all()},
        "statements": sorted(Statement.objects.values_list("pk", "record_id", "fingerprint", "retracted_at")),
        "names": sorted(Name.objects.values_list("pk", "record_id", "text", "retracted_at")),
        "identifiers": sorted(Identifier.objects.values_list("pk", "record_id", "value")),
        "relations": sorted(Relation.objects.values_list("pk", "left_id", "right_id")),
        "claims": sorted(Claim.objects.values_list("pk", "subject", "canonical", "family")),
        "aliases": sorted(Alias.objects.filter(until=None).values_list("subject", "canonical")),
    }


def test_the_kept_record_speaks_for_both_and_unmerging_restores_everything(registrar: Account) -> None:
    kept = registered(Kind.ORGANISATION, name="甲公司", rank="leading", settled_on=date(2025, 1, 2))
    gone = registered(
        Kind.ORGANISATION, name="甲有限公司", phone="1", settled_on=date(2025, 2, 3), rank="leading"
    )
    before = everything()

    merge = api.merge(kept=kept, gone=gone, reason="same firm", by=registrar, at=NOW)
    kept.refresh_from_db()
    together = set(Claim.objects.values_list("canonical", flat=True)), kept.current["phone"]["value"]
    api.unmerge(merge=merge, by=registrar, at=NOW)

    assert together == ({kept.subject}, "1")
    assert everything() == before
    with pytest.raises(Refusal, match="taken apart already"):
        api.unmerge(merge=merge, by=registrar, at=NOW)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=7), st.randoms())
@example([(1, 3), (2, 1), (0, 2)], random.Random(0))
@example([(1, 3), (2, 1), (0, 2)], random.Random(1))
@example([(1, 3), (2, 1), (0, 2)], random.Random(2))
@example([(1, 3), (2, 1), (0, 2)], random.Random(4))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_merges_undone_in_any_order_leave_no_trace(pairs: list[tuple[int, int]], chance: Any) -> None:
    with transaction.atomic():
        registrar = account("keeper", Role.REGISTRAR)
        records = [
            registered(Kind.ORGANISATION, name=f"公司{n}", rank="leading", settled_on=date(2025, 1, n + 1))
            for n in range(5)
        ]
        before, merges = everything(), []
        for kept, gone in pairs:
            try:
                with transaction.atomic():
                    merges.append(api.merge(kept=records[kept], gone=records[gone], by=registrar, at=NOW))
            except Refusal:
                continue
        speakers = api.Record.objects.filter(merged_into=None).count()
        assert len(set(Claim.objects.values_list("canonical", flat=True))) == speakers
        chance.shuffle(merges)
        for merge in merges:
            api.unmerge(merge=merge, by=registrar, at=NOW)
        assert everything() == before
        transaction.set_rollback(True)


def test_a_branch_and_different_numbers_and_other_kinds_are_never_merged(registrar: Account) -> None:
    whole = registered(Kind.ORGANISATION, name="甲公司", uscc=CODE)
    branch = registered(Kind.ORGANISATION, name="甲公司苏州分公司", part_of="甲公司")
    other = registered(
        Kind.ORGANISATION,
        name="甲公司（二）",
        uscc="91310000MA1K00000" + api.check_character("91310000MA1K00000"),
    )
    person = registered(Kind.PERSON, name="张三")

    for gone, said in (
        (branch, "part of"),
        (other, "different numbers"),
        (person, "same kind"),
        (whole, "itself"),
    ):
        with pytest.raises(Refusal, match=said):
            api.merge(kept=whole, gone=gone, by=registrar, at=NOW)


def test_only_who_keeps_the_registry_merges(member: Account, firm: api.Record) -> None:
    with pytest.raises(Refusal, match="kept by registrars"):
        api.merge(kept=firm, gone=registered(Kind.ORGANISATION, name="乙"), by=member, at=NOW)


def test_a_person_is_exported_and_erased_and_still_counts(registrar: Account) -> None:
    person = registered(
        Kind.PERSON, name="张三丰", phone="13900000000", level="professor", arrived_on=date(2025, 3, 1)
    )
    paper = registered(Kind.PAPER, title="论文", authors=api.Named("张三丰", person.key))

    taken = api.export_personal(record=person, by=registrar, at=NOW).decode()
    for _ in range(2):
        api.erase_personal(record=person, reason="his own request", by=registrar, at=NOW)

    assert "13900000000" in taken
    person.refresh_from_db()
    paper.refresh_from_db()
    left = [
        *Statement.objects.values_list("values", flat=True),
        *api.Record.objects.values_list("label", "search", "current"),
        *Name.objects.values_list("text", flat=True),
        *Entry.objects.values_list("subject_label", "before", "after"),
        *Claim.objects.values_list("label", "note"),
    ]
    assert "张三丰" not in str(left)
    assert "13900000000" not in str(left)
    assert person.current["level"]["value"] == "professor"
    assert Claim.objects.filter(kind="person-arrived", withdrawn_at=None).count() == 1
    with pytest.raises(Refusal, match="closed"):
        api.say(
            record=person, values={"name": "x"}, source="x", happened_on=date(2025, 3, 1), by=None, at=NOW
        )
