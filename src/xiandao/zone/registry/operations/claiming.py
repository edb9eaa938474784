"""What records say has happened goes into the evidence ledger, and follows them when they say otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import insert_rows
from xiandao.zone.evidence.api import ClaimIn, claim_states, record_claims, withdraw_claims
from xiandao.zone.evidence.api import State as ClaimState
from xiandao.zone.registry.models import Record, Statement, StatementClaim
from xiandao.zone.registry.rules.happenings import Happening, Stated, happenings
from xiandao.zone.registry.rules.kinds import KindOfRecord
from xiandao.zone.registry.rules.vocabulary import Kind

GONE = (ClaimState.SUPERSEDED, ClaimState.WITHDRAWN)


def claim_what_happened(
    *,
    kind: KindOfRecord,
    records: Sequence[Record],
    begun: set[int],
    given: Mapping[int, Sequence[Statement]],
    by: Account | None,
    at: datetime,
    reason: str = "The registry no longer says so.",
) -> None:
    """Bring the ledger in step with these records: new claims, corrections, and claims taken back.

    Records that have just begun have no past to ask for; `given` holds their statements.
    """
    older = [record.pk for record in records if record.pk not in begun]
    said = {**_statements(older), **{pk: list(given[pk]) for pk in begun if pk in given}}
    standing = _standing(older)
    owners = {record.pk: record for record in records}
    claims: list[ClaimIn] = []
    causes: list[tuple[int, str]] = []
    gone: list[int] = []
    for pk, record in owners.items():
        happened = happenings(kind, [stated(statement) for statement in said.get(pk, ())])
        known = standing.get(pk, {})
        for occurrence, happening in happened.items():
            old, cause = known.get(occurrence, (None, None))
            if old is None or cause != happening.statement:
                claims.append(_claim(record, happening, old))
                causes.append((happening.statement, occurrence))
        gone += [entry for occurrence, (entry, _) in known.items() if occurrence not in happened]
    numbers = record_claims(claims=claims, by=by, at=at)
    insert_rows(
        StatementClaim,
        ("statement", "event", "entry"),
        ((*cause, number) for cause, number in zip(causes, numbers, strict=True)),
    )
    if gone:
        withdraw_claims(entries=gone, reason=reason, by=None, at=at)


def stated(statement: Statement) -> Stated:
    """A statement as the rules read it."""
    return Stated(statement.pk, statement.values, statement.happened_on, statement.confidence)


def _statements(records: Sequence[int]) -> dict[int, list[Statement]]:
    found: dict[int, list[Statement]] = defaultdict(list)
    for statement in Statement.objects.filter(record__among=records, retracted_at=None):
        found[statement.record_id].append(statement)
    return found


def _standing(records: Sequence[int]) -> dict[int, dict[str, tuple[int, int]]]:
    """For each record and occurrence the entry that stands, and the statement that gave rise to it."""
    claims = StatementClaim.objects.filter(statement__record__among=records)
    rows = list(claims.values_list("statement__record_id", "event", "entry", "statement_id"))
    states = claim_states([entry for _, _, entry, _ in rows])
    found: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for record, occurrence, entry, statement in rows:
        if states[entry] not in GONE:
            found[record][occurrence] = (entry, statement)
    return found


def _claim(record: Record, happening: Happening, old: int | None) -> ClaimIn:
    subject = f"{Kind.ACHIEVEMENT}/{happening.subject_key}" if happening.subject_key else record.subject
    return ClaimIn(
        kind=happening.claim,
        subject=subject,
        happened_on=happening.happened_on,
        quantity=happening.quantity,
        unit=happening.unit,
        details=happening.details,
        source="record",
        source_reference=record.subject,
        party=record.owner.party if record.owner else _own_party(record),
        label="" if record.kind == Kind.PERSON else record.label,
        sample=record.sample,
        supersedes=old,
    )


def _own_party(record: Record) -> str:
    return record.party if record.kind == Kind.ORGANISATION else ""
