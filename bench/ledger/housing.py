"""Gives the claims' organisations their records, so that the registry's pages have something to show."""

from __future__ import annotations

from typing import Final

from bench.ledger.filling import FIRST_DAY, MAKERS, NOW

BATCH: Final = 5_000
SETTLED: Final = next(maker for maker in MAKERS if maker.kind == "organisation-settled")


def house(size: int) -> int:
    """A record with one statement for every organisation of a ledger of so many claims; gives how many."""
    from xiandao.zone.registry.models import Record, Statement

    wanted = int(size * SETTLED.share / SETTLED.claims_per_subject)
    for first in range(Record.objects.count(), wanted, BATCH):
        records = Record.objects.bulk_create(
            Record(
                key=str(number),
                kind="organisation",
                label=name(number),
                search=name(number),
                current={"sort": {"value": "firm", "on": FIRST_DAY.isoformat()}},
                created_at=NOW,
                changed_at=NOW,
            )
            for number in range(first, min(first + BATCH, wanted))
        )
        Statement.objects.bulk_create(
            Statement(
                record=record,
                values={"name": record.label, "sort": "firm"},
                happened_on=FIRST_DAY,
                recorded_at=NOW,
                source="bench",
                confidence="verified",
                fingerprint="bench",
            )
            for record in records
        )
    return wanted


def name(number: int) -> str:
    """An invented name."""
    return f"示例第{number:06d}号生物科技有限公司"


def busiest() -> str:
    """The key of the housed organisation with the most claims."""
    from django.db.models import Count

    from xiandao.zone.evidence.models import Claim
    from xiandao.zone.registry.models import Record

    counted = Claim.objects.filter(subject__startswith="organisation/").values("subject")
    for row in counted.annotate(claims=Count("pk")).order_by("-claims")[:50]:
        key: str = row["subject"].partition("/")[2]
        if Record.objects.filter(key=key).exists():
            return key
    raise AssertionError("no organisation of the ledger has a record")
