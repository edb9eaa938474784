"""Any tampering is found and named; what is read can always be read anew from the entries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from django.db import connection, transaction
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xiandao.zone.evidence import api
from xiandao.zone.evidence.management import evidence
from xiandao.zone.evidence.models import Alias, Claim, ClaimTarget, Entry, Head
from xiandao.zone.evidence.rules.chain import Algorithm, canonical, seal
from xiandao.zone.evidence.tests.telling import (
    START,
    Act,
    a_claim,
    histories,
    people,
    tables,
    tell,
    unguarded,
)

pytestmark = pytest.mark.django_db
lawful = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CHANGES = {
    "body": "UPDATE evidence_entry SET body = %s WHERE number = %s",
    "digest": "UPDATE evidence_entry SET digest = %s WHERE number = %s",
    "algorithm": "UPDATE evidence_entry SET algorithm = %s WHERE number = %s",
}
STORY = [
    Act("claim", 0, 1, 0),
    Act("claim", 1, 2, 1),
    Act("verify", 0, 0, 2),
    Act("correct", 1, 1, 1),
    Act("same", 0, 1, 0),
    Act("claim", 2, 3, 2),
    Act("reject", 5, 0, 0),
    Act("erase", 2, 0, 0),
    Act("claim", 2, 4, 0),
]


@contextmanager
def undone() -> Iterator[None]:
    """Whatever an example does is taken back, so that each begins with an empty ledger."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Commands answer in the language of the house; these tests read English."""
    with translation.override("en"):
        yield


def faults() -> list[tuple[int, str]]:
    """Everything that is wrong with the ledger."""
    return [(fault.number, fault.sentence) for fault in (*api.verify_chain().faults, *api.compare_tables())]


@lawful
@given(histories)
def test_whatever_people_do_the_chain_holds_and_the_tables_say_what_it_says(acts: list[Act]) -> None:
    with undone():
        done = tell(acts, people())

        assert api.verify_chain().entries == len(done)
        assert faults() == []


@lawful
@given(histories)
def test_what_is_read_anew_is_what_was_read(acts: list[Act]) -> None:
    with undone():
        api.ensure_indicators(at=START - timedelta(days=1))
        tell(acts, people())
        before = tables()
        Claim.objects.update(quantity=7, verified_at=None, canonical="person/x", superseded_at=START)
        ClaimTarget.objects.all().delete()
        Alias.objects.all().delete()

        api.rebuild_tables()

        assert tables() == before


@lawful
@given(histories)
def test_nobody_verifies_what_they_claimed_or_what_their_party_claimed(acts: list[Act]) -> None:
    with undone():
        who = people()
        tell(acts, who)
        spoken = {who[1].pk: "unit:甲", who[2].pk: "unit:乙"}

        judged = Claim.objects.exclude(verified_by=None, rejected_by=None)

        for claim in judged:
            judge = claim.verified_by_id or claim.rejected_by_id
            assert judge != claim.claimed_by_id
            assert spoken.get(judge or 0, "nobody") != claim.party


@lawful
@given(histories)
def test_of_a_claim_and_its_corrections_at_most_one_stands(acts: list[Act]) -> None:
    with undone():
        tell(acts, people())

        corrected = Claim.objects.filter(corrections__isnull=False)

        assert all(claim.superseded_at is not None for claim in corrected)
        assert corrected.count() == corrected.distinct().count()


@lawful
@given(st.integers(0, len(STORY) - 1), st.sampled_from(sorted(CHANGES)), st.integers(0, 999), st.booleans())
def test_any_changed_byte_of_any_entry_is_found_and_the_entry_named(
    which: int, column: str, far: int, wide: bool
) -> None:
    with undone():
        tell(STORY, people())
        entry = Entry.objects.order_by("number")[which]
        text: str = getattr(entry, column)
        place = far * len(text) // 1000
        letter = "王" if wide else "0" if text[place] != "0" else "1"

        unguarded(CHANGES[column], text[:place] + letter + text[place + 1 :], entry.pk)

        assert api.verify_chain().faults[0].number == entry.pk


def resealed(number: int, body: str) -> None:
    """Change an entry and seal it again, and no other."""
    before = Entry.objects.filter(pk=number - 1).values_list("digest", flat=True).first() or ""
    unguarded(
        "UPDATE evidence_entry SET body = %s, digest = %s WHERE number = %s",
        body,
        seal(before, body, Algorithm.SHA256),
        number,
    )


def gone(number: int) -> None:
    """Take the claim and its entry out."""
    ClaimTarget.objects.filter(claim=number).delete()
    Claim.objects.filter(supersedes=number).update(supersedes=None)
    Claim.objects.filter(pk=number).delete()
    unguarded("DELETE FROM evidence_entry WHERE number = %s", number)


@pytest.mark.parametrize(
    ("harm", "number", "said"),
    [
        (lambda: resealed(2, canonical({"act": "erase", "subject": "x"})), 3, "does not bear out"),
        (lambda: gone(6), 7, "missing before entry 7"),
        (lambda: gone(9), 9, "ends at entry 9; it ends at entry 8"),
        (lambda: Head.objects.update(digest="0" * 64), 9, "another digest"),
        (lambda: Head.objects.update(number=8), 9, "ends at entry 8; it ends at entry 9"),
        (lambda: Head.objects.all().delete(), 1, "ends at entry 0; it ends at entry 9"),
        (lambda: Claim.objects.filter(pk=2).update(quantity=2), 2, "in: quantity"),
        (lambda: Claim.objects.filter(pk=1).update(verified_at=None, verified_by=None), 1, "verified_at"),
        (lambda: Claim.objects.filter(pk=9).update(label="李四"), 9, "in: words"),
        (lambda: Claim.objects.filter(pk=6).update(note="谁"), 6, "in: words"),
        (lambda: Claim.objects.filter(pk=6).update(erased_at=None), 6, "in: erased_at"),
        (lambda: ClaimTarget.objects.filter(claim=2).delete(), 2, "in: targets"),
        (lambda: Alias.objects.update(canonical="person/a4"), 5, "merge of entry 5"),
        (lambda: Alias.objects.all().delete(), 5, "merge of entry 5"),
    ],
)
def test_harm_is_named_by_its_entry(harm: Any, number: int, said: str) -> None:
    assert len(tell(STORY, people())) == len(STORY)

    harm()

    found = faults()
    assert found[0][0] == number
    assert said in found[0][1]


def test_a_body_that_is_no_text_is_named_too() -> None:
    tell(STORY, people())

    if connection.vendor == "sqlite":
        unguarded("UPDATE evidence_entry SET body = CAST(x'ff' AS TEXT) WHERE number = 4")
    else:
        unguarded("UPDATE evidence_entry SET body = '[]' WHERE number = 4")

    assert {number for number, _ in faults()} >= {4}


@pytest.mark.parametrize("algorithm", list(Algorithm))
def test_a_ledger_is_kept_with_either_digest(settings: Any, algorithm: Algorithm) -> None:
    who = people()
    tell(STORY, who)

    settings.XIANDAO_LEDGER_DIGEST = algorithm.value
    api.record_claims(claims=[a_claim(Act("claim", 3, 3, 0))], by=None, at=START + timedelta(days=1))

    assert Entry.objects.get(pk=api.head()[0]).algorithm == algorithm
    assert faults() == []


def test_the_digests_are_the_published_ones() -> None:
    assert seal("", "abc", Algorithm.SHA256).startswith("ba7816bf8f01cfea414140de5dae2223")
    assert seal("a", "bc", Algorithm.SM3) == (
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"  # GB/T 32905-2016, example 1
    )


def test_a_digest_that_was_published_stays_in_the_chain() -> None:
    tell(STORY, people())
    _, published = api.head()
    api.record_claims(claims=[a_claim(Act("claim", 3, 3, 0))], by=None, at=START + timedelta(days=1))

    assert api.verify_chain(expect=published).faults == ()
    assert "history was rewritten" in api.verify_chain(expect="0" * 64).faults[0].sentence


def test_the_command_tells_the_head_the_harm_and_the_way_back() -> None:
    tell(STORY, people())
    run = CliRunner().invoke

    holds = run(evidence, ["verify"])
    ends = run(evidence, ["head"])
    Claim.objects.filter(pk=2).update(quantity=2)
    chain_only, harmed = run(evidence, ["verify", "--chain-only"]), run(evidence, ["verify"])
    rebuilt, again = run(evidence, ["rebuild"]), run(evidence, ["verify"])

    assert [r.exit_code for r in (holds, ends, chain_only, harmed, rebuilt, again)] == [0, 0, 0, 1, 0, 0]
    assert ends.output.strip() == " ".join(map(str, api.head()))
    assert "entry 2" in harmed.output


def test_entries_that_cannot_be_read_are_not_rebuilt_from() -> None:
    tell(STORY, people())
    resealed(9, "{}")

    done = CliRunner().invoke(evidence, ["rebuild"])

    assert done.exit_code == 1
    assert "Entry 9" in done.output


def test_claims_that_no_column_holds_are_refused() -> None:
    claim = a_claim(Act("claim", 0, 0, 0))

    for wrong in ({"subject": "person/" + "a" * 80}, {"targets": ("t" * 161,)}, {"party": "unit:\0"}):
        with pytest.raises(api.ClaimRefused, match="at most"):
            api.record_claims(claims=[replace(claim, **wrong)], by=None, at=START)
