"""Recording, correcting, verifying and taking back claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role, create_account, let_act
from xiandao.zone.evidence import api
from xiandao.zone.evidence.api import ClaimIn, State

pytestmark = pytest.mark.django_db
NOW = datetime(2025, 6, 30, 8, tzinfo=UTC)
ARRIVED = ClaimIn("person-arrived", "person/a1", date(2025, 3, 1), details={"level": "professor"})
OUTPUT = ClaimIn(
    "output-reported",
    "organisation/o1",
    date(2025, 3, 1),
    quantity=Decimal("1200000.50"),
    unit="CNY",
    details={"year": 2024},
)


def account(name: str, role: Role = Role.REGISTRAR) -> Account:
    return create_account(username=name, display_name=name, role=role, by=None, at=NOW)


def recorded(*claims: ClaimIn, by: Account | None = None, at: datetime = NOW) -> list[int]:
    return api.record_claims(claims=claims, by=by, at=at)


def state(number: int) -> State:
    return api.claim_states([number])[number]


def test_claims_are_numbered_without_a_gap_and_chained() -> None:
    first, second = recorded(ARRIVED, OUTPUT)
    (third,) = recorded(replace(ARRIVED, subject="person/a2"))

    assert (first, second, third) == (1, 2, 3)
    assert api.head() == (3, api.Entry.objects.get(pk=3).digest)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "rain"}, "no kind of claim"),
        ({"subject": "organisation/o1"}, "speaks of"),
        ({"subject": "person/"}, "speaks of"),
        ({"happened_on": date(2025, 7, 1)}, "still to come"),
        ({"details": {}}, "lacks “level”"),
        ({"details": {"level": "king"}}, "Expected: academician"),
        ({"details": {"level": "professor", "phone": "1"}}, "keeps no “phone”"),
        ({"quantity": Decimal(2)}, "takes no figure"),
        ({"quantity": Decimal("NaN")}, "no figure to count with"),
        ({"unit": "kg"}, "counted in"),
        ({"source": "rumour"}, "no source"),
        ({"supersedes": 99}, "no claim under entry 99"),
    ],
)
def test_a_claim_that_cannot_be_counted_is_refused_with_its_reason(wrong: dict[str, Any], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        recorded(OUTPUT, replace(ARRIVED, **wrong))

    assert api.head() == (0, "")


def test_a_stage_must_be_on_its_pipeline() -> None:
    claim = ClaimIn(
        "stage-reached",
        "project/p1",
        date(2025, 3, 1),
        details={"pipeline": "talent", "stage": "pilot"},
    )

    with pytest.raises(Refusal, match="no stage of talent"):
        recorded(claim)


def test_the_database_refuses_to_change_or_delete_an_entry() -> None:
    recorded(ARRIVED)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        api.Entry.objects.update(body="{}")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        connection.cursor().execute("DELETE FROM evidence_entry")


def test_a_correction_supersedes_and_cannot_be_made_twice() -> None:
    (old,) = recorded(ARRIVED)

    (new,) = recorded(replace(ARRIVED, details={"level": "associate"}, supersedes=old))

    assert (state(old), state(new)) == (State.SUPERSEDED, State.CLAIMED)
    with pytest.raises(Refusal, match="no longer stands"):
        recorded(replace(ARRIVED, supersedes=old))
    with pytest.raises(Refusal, match="its kind and its subject"):
        recorded(replace(ARRIVED, subject="person/a9", supersedes=new))


def test_a_claim_is_verified_by_somebody_else_only() -> None:
    claimant, other = account("claimant"), account("other")
    (number,) = recorded(ARRIVED, by=claimant)

    with pytest.raises(Refusal, match="your own claim"):
        api.verify_claims(entries=[number], by=claimant, at=NOW)
    api.verify_claims(entries=[number], by=other, at=NOW)

    assert state(number) is State.VERIFIED
    with pytest.raises(Refusal, match="judged already"):
        api.reject_claims(entries=[number], reason="no", by=other, at=NOW)


def test_who_speaks_for_the_claiming_party_verifies_nothing_of_it() -> None:
    claimant, colleague = account("one", Role.UNIT_OFFICER), account("two", Role.UNIT_OFFICER)
    for officer in (claimant, colleague):
        let_act(account=officer, party="unit:区科委", by=None, at=NOW)
    (number,) = recorded(replace(ARRIVED, party="unit:区科委"), by=claimant)

    with pytest.raises(Refusal, match="You speak for 区科委"):
        api.verify_claims(entries=[number], by=colleague, at=NOW)

    assert state(number) is State.CLAIMED


@pytest.mark.parametrize("role", [Role.VIEWER, Role.MEMBER])
def test_viewers_and_members_verify_nothing(role: Role) -> None:
    (number,) = recorded(ARRIVED)

    with pytest.raises(Refusal, match="plan office"):
        api.verify_claims(entries=[number], by=account("reader", role), at=NOW)


def test_a_member_reads_only_the_claims_of_its_own_organisation() -> None:
    member = account("member", Role.MEMBER)
    let_act(account=member, party="organisation:o1", by=None, at=NOW)
    own, foreign = recorded(
        replace(OUTPUT, party="organisation:o1"), replace(ARRIVED, party="organisation:o2")
    )

    seen = [claim.pk for claim in api.claims(api.ClaimFilter(), asking=member)]

    assert seen == [own]
    with pytest.raises(Refusal, match="another organisation"):
        api.claim_numbered(foreign, asking=member)


def test_a_claim_is_taken_back_by_its_claimant_with_a_reason() -> None:
    claimant, stranger = account("claimant", Role.UNIT_OFFICER), account("stranger", Role.UNIT_OFFICER)
    (number,) = recorded(ARRIVED, by=claimant)

    with pytest.raises(Refusal, match="not yours"):
        api.withdraw_claims(entries=[number], reason="wrong", by=stranger, at=NOW)
    with pytest.raises(Refusal, match="Say why"):
        api.withdraw_claims(entries=[number], reason=" ", by=claimant, at=NOW)
    api.withdraw_claims(entries=[number], reason="wrong person", by=claimant, at=NOW)

    assert state(number) is State.WITHDRAWN


def test_a_merged_subject_counts_for_the_other_and_apart_again() -> None:
    (number,) = recorded(ARRIVED)
    api.declare_same(subject="person/a1", canonical="person/a2", by=None, at=NOW)
    (later,) = recorded(replace(ARRIVED, happened_on=date(2025, 4, 1)))

    canonical = set(api.Claim.objects.values_list("canonical", flat=True))
    api.declare_apart(subject="person/a1", by=None, at=NOW + timedelta(days=1))

    assert canonical == {"person/a2"}
    assert set(api.Claim.objects.filter(pk__in=[number, later]).values_list("canonical", flat=True)) == {
        "person/a1"
    }


def test_merges_end_at_the_record_that_speaks_for_all() -> None:
    recorded(ARRIVED)
    api.declare_same(subject="person/a1", canonical="person/a2", by=None, at=NOW)
    api.declare_same(subject="person/a2", canonical="person/a3", by=None, at=NOW)

    assert api.Claim.objects.get().canonical == "person/a3"
    with pytest.raises(Refusal, match="one already"):
        api.declare_same(subject="person/a3", canonical="person/a1", by=None, at=NOW)


def test_erased_words_leave_the_count() -> None:
    (number,) = recorded(replace(ARRIVED, label="张三", note="到岗证明"))

    api.erase_words(subject="person/a1", by=None, at=NOW)

    claim = api.Claim.objects.get(pk=number)
    assert (claim.label, claim.note, claim.quantity) == ("", "", Decimal(1))
    assert "张三" not in "".join(api.Entry.objects.values_list("body", flat=True))


def test_histories_give_the_first_day_of_each_stage_and_the_day_of_leaving() -> None:
    def stage(subject: str, name: str, day: date) -> ClaimIn:
        return ClaimIn("stage-reached", subject, day, details={"pipeline": "talent", "stage": name})

    recorded(
        stage("person/a1", "offer", date(2025, 2, 1)),
        stage("person/a1", "contact", date(2025, 1, 1)),
        stage("person/a1", "contact", date(2025, 3, 1)),
        stage("person/a2", "contact", date(2025, 1, 5)),
        ClaimIn("pipeline-left", "person/a2", date(2025, 4, 1), details={"pipeline": "talent"}),
    )

    first, second = api.histories("talent", as_of=date(2025, 6, 1))

    assert first.steps == (("contact", date(2025, 1, 1)), ("offer", date(2025, 2, 1)))
    assert second.left_on == date(2025, 4, 1)
    assert api.histories("talent", as_of=date(2025, 3, 31))[1].left_on is None
    assert api.histories("talent", as_of=date(2025, 6, 1), known_at=NOW - timedelta(days=1)) == []
