"""Loads an invented zone through the rooms' own doors, all or nothing."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.kernel.batching import batched
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import (
    Account,
    Role,
    account_named,
    create_account,
    deactivate_account,
    reactivate_account,
)
from xiandao.zone.audit.api import record as audit
from xiandao.zone.evidence.api import Claim, verify_claims
from xiandao.zone.registry.api import Kind, Record, Saying, say_many
from xiandao.zone.sample.operations.inventing import SIZES, Invented, zone
from xiandao.zone.sample.operations.plant import load_plant

SOURCE: Final = "示例数据 / sample data"
VERIFIER: Final = "sample-verifier"
LEFT_TO_VERIFY: Final = 6  # of so many claims one stays for the newcomer to verify
AT_ONCE: Final = 2_000


class SampleRefused(Refusal):
    """A sample zone cannot be loaded here."""


@transaction.atomic
def load_sample(*, size: str, seed: int, by: Account | None, at: datetime) -> int:
    """Fill an empty registry with an invented zone, and give the number of its records."""
    if size not in SIZES:
        raise SampleRefused(
            gettext_noop("{size} is no size. There are: {sizes}."), size=size, sizes=", ".join(SIZES)
        )
    if Record.objects.exists():
        raise SampleRefused(
            gettext_noop("The registry has records; a sample zone is loaded into an empty one only.")
        )
    invented = zone(size, seed=seed, until=timezone.localdate(at))
    by_kind: dict[Kind, list[Invented]] = defaultdict(list)
    for one in invented:
        by_kind[one.kind].append(one)
    for kind, ones in by_kind.items():
        _say(kind, ones, by, at)
    _verify(at)
    load_plant(at=at)
    audit(
        verb=gettext_noop("loaded a sample zone"),
        subject=None,
        by=by,
        at=at,
        after={"size": size, "seed": seed, "records": len(invented)},
    )
    return len(invented)


def _say(kind: Kind, ones: list[Invented], by: Account | None, at: datetime) -> None:
    """First what begins each record, then what was said of it later, in the order in which it happened."""
    begun = say_many(
        kind=kind,
        sayings=[Saying(one.sayings[0][1], one.sayings[0][0]) for one in ones],
        source=SOURCE,
        by=by,
        at=at,
        sample=True,
    )
    longest = max(len(one.sayings) for one in ones)
    for place in range(1, longest):
        later = [
            Saying(one.sayings[place][1], one.sayings[place][0], said.record)
            for one, said in zip(ones, begun, strict=True)
            if len(one.sayings) > place
        ]
        say_many(kind=kind, sayings=later, source=SOURCE, by=by, at=at, sample=True)


def _verify(at: datetime) -> None:
    """Most claims are verified, by an account that is closed again."""
    verifier = account_named(VERIFIER)
    if verifier is None:
        verifier = create_account(
            username=VERIFIER,
            display_name="示例核验员 / sample verifier",
            role=Role.REGISTRAR,
            by=None,
            at=at,
        )
    elif not verifier.is_active:
        verifier = reactivate_account(account=verifier, by=None, at=at)
    entries = list(Claim.objects.filter(sample=True).order_by("pk").values_list("pk", flat=True))
    chosen = [entry for number, entry in enumerate(entries) if number % LEFT_TO_VERIFY]
    for some in batched(chosen, AT_ONCE):
        verify_claims(entries=some, by=verifier, at=at)
    deactivate_account(account=verifier, by=None, at=at)
