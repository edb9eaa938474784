"""Taking back what was said: the statement stays readable, and neither it nor its claims count any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record as audit
from xiandao.zone.registry.models import Identifier, Name, Record, Relation, Statement
from xiandao.zone.registry.operations.claiming import claim_what_happened
from xiandao.zone.registry.operations.speaking import refresh_current
from xiandao.zone.registry.operations.stating import StatementRefused
from xiandao.zone.registry.permissions import check_states
from xiandao.zone.registry.rules.kinds import KINDS
from xiandao.zone.registry.rules.vocabulary import Kind

ASKED = 400


@transaction.atomic
def retract_statement(*, statement: Statement, reason: str, by: Account, at: datetime) -> None:
    """Take one statement back."""
    record = statement.record
    check_states(by, record.owner, record)
    if statement.retracted_at is not None:
        raise StatementRefused(gettext_noop("This was taken back already."))
    if not reason.strip():
        raise StatementRefused(gettext_noop("Say why, in a few words."))
    if not record.statements.filter(retracted_at=None).exclude(pk=statement.pk).exists():
        raise StatementRefused(gettext_noop("It is all that is known of this record; state what is right."))
    retract_many([statement], reason=reason, by=by, at=at)
    audit(
        verb=gettext_noop("took a statement back"),
        subject=record,
        by=by,
        at=at,
        before={"fields": sorted(statement.values)},
        after={"reason": reason.strip()[:200]},
    )


def retract_many(statements: Sequence[Statement], *, reason: str, by: Account | None, at: datetime) -> None:
    """Take these back, of one kind of record; records that nothing speaks for any more are retracted too."""
    keys = [statement.pk for statement in statements]
    touched: dict[int, Record] = {statement.record_id: statement.record for statement in statements}
    for start in range(0, len(keys), ASKED):
        some = keys[start : start + ASKED]
        Statement.objects.filter(pk__in=some).update(retracted_at=at)
        for part in (Name, Identifier, Relation):
            part.objects.filter(statement__in=some, retracted_at=None).update(retracted_at=at)
    if not touched:
        return
    kind = KINDS[Kind(next(iter(touched.values())).kind)]
    claim_what_happened(
        kind=kind, records=list(touched.values()), begun=set(), given={}, by=by, at=at, reason=reason
    )
    silent = [
        record
        for start in range(0, len(touched), ASKED)
        for record in Record.objects.filter(pk__in=list(touched)[start : start + ASKED]).exclude(
            statements__retracted_at=None
        )
    ]
    for start in range(0, len(silent), ASKED):
        Record.objects.filter(pk__in=[r.pk for r in silent[start : start + ASKED]]).update(retracted_at=at)
    refresh_current(kind, touched.values(), at=at)
