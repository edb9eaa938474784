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
    Statement.objects.filter(pk__among=keys).update(retracted_at=at)
    for part in (Name, Identifier, Relation):
        part.objects.filter(statement__among=keys, retracted_at=None).update(retracted_at=at)
    if not touched:
        return
    kind = KINDS[Kind(next(iter(touched.values())).kind)]
    claim_what_happened(
        kind=kind, records=list(touched.values()), begun=set(), given={}, by=by, at=at, reason=reason
    )
    speaking = Statement.objects.filter(record__among=touched, retracted_at=None)
    silent = touched.keys() - set(speaking.values_list("record_id", flat=True))
    Record.objects.filter(pk__among=silent).update(retracted_at=at)
    refresh_current(kind, touched.values(), at=at)
