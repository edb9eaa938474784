"""Finding that two records are one, and that they are not after all. Nothing is moved, so nothing is lost."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record as audit
from xiandao.zone.evidence.api import declare_apart, declare_same
from xiandao.zone.registry.models import Identifier, Merge, Pair, Record, Relation
from xiandao.zone.registry.operations.speaking import refresh_current
from xiandao.zone.registry.permissions import check_keeps_registry
from xiandao.zone.registry.rules.kinds import KINDS
from xiandao.zone.registry.rules.vocabulary import Kind, PairState, RelationKind

ONLY_ONE = ("uscc", "doi", "orcid", "application", "grant", "contract")  # a thing has one of each


class MergeRefused(Refusal):
    """Two records cannot be made one, or apart."""


@transaction.atomic
def merge(*, kept: Record, gone: Record, reason: str = "", by: Account, at: datetime) -> Merge:
    """From now on `kept` speaks for both: on pages, in search and in every count."""
    check_keeps_registry(by)
    locked = Record.objects.select_for_update().in_bulk(sorted({kept.pk, gone.pk}))
    kept, gone = locked[kept.pk], locked[gone.pk]
    _check_merge(kept, gone)
    made = Merge.objects.create(kept=kept, gone=gone, reason=reason.strip()[:400], at=at, by=by)
    Record.objects.filter(merged_into=gone).update(merged_into=kept)
    gone.merged_into = kept
    gone.save(update_fields=["merged_into"])
    declare_same(subject=gone.subject, canonical=kept.subject, by=by, at=at)
    _decide(kept, gone, PairState.MERGED, by, at)
    refresh_current(KINDS[Kind(kept.kind)], [kept, gone], at=at)
    audit(
        verb=gettext_noop("merged two records"),
        subject=kept,
        by=by,
        at=at,
        after={"gone": gone.key, "reason": made.reason},
    )
    return made


@transaction.atomic
def unmerge(*, merge: Merge, by: Account, at: datetime) -> None:
    """Both speak for themselves again, with everything that was said of each."""
    check_keeps_registry(by)
    merge = Merge.objects.select_for_update().select_related("gone", "kept").get(pk=merge.pk)
    if merge.undone_at is not None:
        raise MergeRefused(gettext_noop("These records were taken apart already."))
    gone = merge.gone
    speaker = gone.merged_into
    merge.undone_at, merge.undone_by = at, by
    merge.save(update_fields=["undone_at", "undone_by"])
    declare_apart(subject=gone.subject, by=by, at=at)
    gone.merged_into = None
    gone.save(update_fields=["merged_into"])
    followers = list(_followers(gone))
    for follower in followers:
        follower.merged_into = gone
        follower.save(update_fields=["merged_into"])
        declare_same(subject=follower.subject, canonical=gone.subject, by=by, at=at)
    _decide(merge.kept, gone, PairState.OPEN, None, None)
    touched = [gone, *([speaker] if speaker else [])]
    refresh_current(KINDS[Kind(gone.kind)], touched, at=at)
    audit(
        verb=gettext_noop("took two records apart"),
        subject=merge.kept,
        by=by,
        at=at,
        after={"again": gone.key},
    )


@transaction.atomic
def decide_different(*, pair: Pair, by: Account, at: datetime) -> None:
    """Say that two records are not one; they are not proposed again."""
    check_keeps_registry(by)
    if pair.state == PairState.MERGED:
        raise MergeRefused(gettext_noop("They are merged; take them apart first."))
    pair.state, pair.decided_at, pair.decided_by = PairState.DIFFERENT, at, by
    pair.save(update_fields=["state", "decided_at", "decided_by"])
    audit(
        verb=gettext_noop("found two records to be different"),
        subject=pair.left,
        by=by,
        at=at,
        after={"other": pair.right.key},
    )


def _check_merge(kept: Record, gone: Record) -> None:
    if kept.pk == gone.pk:
        raise MergeRefused(gettext_noop("A record cannot be merged with itself."))
    if kept.kind != gone.kind:
        raise MergeRefused(gettext_noop("Only two records of the same kind can be one."))
    for record in (kept, gone):
        if record.merged_into_id is not None:
            raise MergeRefused(
                gettext_noop("“{record}” is merged into another already; merge that one."),
                record=record.label,
            )
        if record.retracted_at is not None:
            raise MergeRefused(
                gettext_noop("“{record}” was taken back with its import."), record=record.label
            )
    one_whole = Relation.objects.filter(
        left__in=(kept, gone), right__in=(kept, gone), kind=RelationKind.PART_OF, retracted_at=None
    )
    if one_whole.exists():
        raise MergeRefused(
            gettext_noop("One is a part of the other: a branch is an organisation of its own.")
        )
    numbers = Identifier.objects.filter(record__in=(kept, gone), scheme__in=ONLY_ONE, retracted_at=None)
    seen: dict[str, str] = {}
    for scheme, value in numbers.values_list("scheme", "value"):
        if seen.setdefault(scheme, value) != value:
            raise MergeRefused(
                gettext_noop(
                    "They have different numbers, {one} and {other}: take the wrong one back first."
                ),
                one=seen[scheme],
                other=value,
            )


def _followers(gone: Record) -> list[Record]:
    """The records that were merged into this one before it was merged itself, and those merged into them."""
    found: dict[int, Record] = {}
    waiting = [gone]
    while waiting:
        standing = Merge.objects.filter(kept=waiting.pop(), undone_at=None).select_related("gone")
        fresh = [merge.gone for merge in standing if merge.gone_id not in found]
        found |= {record.pk: record for record in fresh}
        waiting += fresh
    return list(found.values())


def _decide(left: Record, right: Record, state: PairState, by: Account | None, at: datetime | None) -> None:
    first, second = sorted((left.pk, right.pk))
    Pair.objects.filter(left=first, right=second).update(state=state, decided_by=by, decided_at=at)
