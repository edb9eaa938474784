"""Histories of a ledger, told act by act, and a hand that changes what must not be changed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from hypothesis import strategies as st

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role, create_account, let_act
from xiandao.zone.evidence import api, models
from xiandao.zone.evidence.api import ClaimIn

START = datetime(2025, 6, 30, 8, tzinfo=UTC)
SUBJECTS = ("person/a1", "person/a2", "person/a3", "person/a4")
UNITS = ("unit:甲", "unit:乙")
ACTS = ("claim", "claim", "correct", "verify", "reject", "withdraw", "same", "apart", "erase")
TABLES = (models.Claim, models.ClaimTarget, models.Alias, models.GroupStep, models.DayTotal)


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody tries with the ledger; `which` and `other` choose among what there is."""

    name: str
    which: int
    other: int
    by: int


histories = st.lists(
    st.builds(Act, st.sampled_from(ACTS), st.integers(0, 11), st.integers(0, 11), st.integers(0, 2)),
    max_size=14,
)


def people() -> list[Account]:
    """A registrar and one officer of each unit."""
    found = []
    for place, role in enumerate((Role.REGISTRAR, Role.UNIT_OFFICER, Role.UNIT_OFFICER)):
        name = f"person{place}"
        found.append(create_account(username=name, display_name=name, role=role, by=None, at=START))
    for officer, unit in zip(found[1:], UNITS, strict=True):
        let_act(account=officer, party=unit, by=None, at=START)
    return found


def tell(acts: Sequence[Act], who: Sequence[Account]) -> list[str]:
    """Try every act a minute after the one before; what is refused leaves nothing. Gives what was done."""
    done = []
    for minute, act in enumerate(acts):
        with suppress(Refusal):
            _try(act, who[act.by], START + timedelta(minutes=minute))
            done.append(act.name)
    return done


def a_claim(act: Act, **more: Any) -> ClaimIn:
    """A claim of the subject that the act chose."""
    return ClaimIn(
        "person-arrived",
        SUBJECTS[act.which % len(SUBJECTS)],
        date(2025, 1, 1 + act.other),
        details={"level": ("professor", "associate")[act.other % 2]},
        party=("", *UNITS)[act.other % 3],
        label=f"某{act.other}",
        note="合同" * (act.which % 2),
        targets=("p/t1", "p/t2")[: act.which % 3],
        **more,
    )


def _try(act: Act, by: Account, at: datetime) -> None:
    subject, other = SUBJECTS[act.which % len(SUBJECTS)], SUBJECTS[act.other % len(SUBJECTS)]
    entry = act.which + 1
    match act.name:
        case "claim":
            api.record_claims(claims=[a_claim(act)], by=by, at=at)
        case "correct":
            api.record_claims(claims=[a_claim(act, supersedes=act.other + 1)], by=by, at=at)
        case "verify":
            api.verify_claims(entries=[entry], by=by, at=at)
        case "reject":
            api.reject_claims(entries=[entry], reason="无凭证", by=by, at=at)
        case "withdraw":
            api.withdraw_claims(entries=[entry], reason="重复", by=by, at=at)
        case "same":
            api.declare_same(subject=subject, canonical=other, by=by, at=at)
        case "apart":
            api.declare_apart(subject=subject, by=by, at=at)
        case "erase":
            api.erase_words(subject=subject, by=by, at=at)


def tables() -> dict[str, list[str]]:
    """Everything that is read from the ledger, without the rows' own keys where they say nothing."""
    found = {}
    for table in TABLES:
        columns = [field.attname for field in table._meta.concrete_fields if field.attname not in {"id"}]
        found[table.__name__] = sorted(map(repr, table.objects.values_list(*columns)))
    return found


def unguarded(statement: str, *values: str | int) -> None:
    """Change the ledger as somebody would who holds the database and takes its guards away."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for act in ("updated", "deleted"):
                cursor.execute(f"DROP TRIGGER IF EXISTS evidence_entry_is_never_{act}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DROP TRIGGER IF EXISTS evidence_entry_is_never_changed ON evidence_entry")
        cursor.execute(statement, values)
