"""Recording what happened. Rooms say it here; a correction is a claim that supersedes the old one."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import insert_rows
from xiandao.zone.evidence.models import Alias, Claim, ClaimTarget, StoredFile
from xiandao.zone.evidence.operations.indicators import refresh_subjects
from xiandao.zone.evidence.operations.ledger import append, lock_head
from xiandao.zone.evidence.rules.claims import (
    LONGEST_LABEL,
    LONGEST_REFERENCE,
    ClaimFacts,
    ClaimRefused,
    body_of,
    check_claim,
    seal_of_words,
)
from xiandao.zone.evidence.rules.vocabulary import vocabulary

ROW: Final = (
    "entry",
    "kind",
    "subject",
    "canonical",
    "quantity",
    "unit",
    "happened_on",
    "recorded_at",
    "family",
    "details",
    "source",
    "source_reference",
    "file",
    "party",
    "claimed_by",
    "label",
    "note",
    "salt",
    "sample",
    "supersedes",
)


@dataclass(frozen=True, slots=True)
class ClaimIn(ClaimFacts):
    """A claim as a room brings it: the facts that are sealed, and the words and the file beside them."""

    file: StoredFile | None = None
    label: str = ""
    note: str = ""


@transaction.atomic
def record_claims(*, claims: Sequence[ClaimIn], by: Account | None, at: datetime) -> list[int]:
    """Keep these claims, all or none, and give their entry numbers in the same order."""
    words, today = vocabulary(), timezone.localdate(at)
    for claim in claims:
        check_claim(claim, words, today)
    if not claims:
        return []
    head = lock_head()
    corrected = _corrected(claims)
    others = canonical_of({claim.subject for claim in claims})
    salts = [secrets.token_hex(16) for _ in claims]
    numbers = append(
        [
            body_of(
                claim,
                words_seal=seal_of_words(salt, claim.label[:LONGEST_LABEL], claim.note),
                file=claim.file.sha256 if claim.file else "",
                by=by.pk if by else None,
                at=at.isoformat(),
            )
            for claim, salt in zip(claims, salts, strict=True)
        ],
        head,
    )
    canonical = [others.get(claim.subject, claim.subject) for claim in claims]
    insert_rows(
        Claim, ROW, (_row(*told, by, at) for told in zip(claims, numbers, salts, canonical, strict=True))
    )
    insert_rows(
        ClaimTarget,
        ("claim", "target"),
        (
            (number, target)
            for claim, number in zip(claims, numbers, strict=True)
            for target in sorted(set(claim.targets))
        ),
    )
    Claim.objects.filter(pk__among=corrected).update(superseded_at=at)
    refresh_subjects(set(canonical) | {old.canonical for old in corrected.values()})
    return numbers


def canonical_of(subjects: Iterable[str]) -> dict[str, str]:
    """The record that each of these subjects is today, where it is another one."""
    others = Alias.objects.filter(subject__among=set(subjects), until=None)
    return dict(others.values_list("subject", "canonical"))


def _row(
    claim: ClaimIn, number: int, salt: str, canonical: str, by: Account | None, at: datetime
) -> tuple[Any, ...]:
    """A claim in the order of ROW."""
    return (
        number,
        claim.kind,
        claim.subject,
        canonical,
        claim.quantity,
        claim.unit,
        claim.happened_on,
        at,
        str(claim.details.get("family") or canonical),
        dict(claim.details),
        claim.source,
        claim.source_reference[:LONGEST_REFERENCE],
        claim.file.pk if claim.file else None,
        claim.party,
        by.pk if by else None,
        claim.label[:LONGEST_LABEL],
        claim.note,
        salt,
        claim.sample,
        claim.supersedes,
    )


def _corrected(claims: Sequence[ClaimIn]) -> dict[int, Claim]:
    """The claims that these correct: each is there, still stands, and speaks of the same."""
    by_number = {claim.supersedes: claim for claim in claims if claim.supersedes is not None}
    if len(by_number) < sum(claim.supersedes is not None for claim in claims):
        raise ClaimRefused(gettext_noop("Two corrections of the same entry came at once; send one."))
    found = {
        claim.pk: claim for claim in Claim.objects.select_for_update(of=("self",)).filter(pk__among=by_number)
    }
    for number, claim in by_number.items():
        old = found.get(number)
        if old is None:
            raise ClaimRefused(gettext_noop("There is no claim under entry {number}."), number=number)
        if old.superseded_at is not None or old.withdrawn_at is not None:
            raise ClaimRefused(
                gettext_noop("Entry {number} no longer stands; correct the newer one."), number=number
            )
        if old.kind != claim.kind or old.subject != claim.subject:
            raise ClaimRefused(
                gettext_noop("A correction of entry {number} stays with its kind and its subject."),
                number=number,
            )
    return found
