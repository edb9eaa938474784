"""The hazard database that the operator installed, read once for as long as it stays the same."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from xiandao.foundry.screening import HazardDatabase, Unusable, database_at
from xiandao.foundry.sequences import Record
from xiandao.zone.lab.models import Design, Order, OrderItem
from xiandao.zone.lab.rules.records import record_from
from xiandao.zone.lab.rules.vocabulary import OrderState

# may have left, or may still: a hazard split over orders that wait together is seen too
OPEN = (OrderState.LEFT, OrderState.CLEARED, OrderState.HELD)
MANIFEST = "manifest.json"
STRETCH = 200  # earlier sequences that are pooled with a new order at a time; more fit by chance alone


def hazards() -> HazardDatabase | Unusable | None:
    """The database in force; None where there is none, and the gate holds every order."""
    folder = Path(settings.XIANDAO_HAZARDS)
    manifest = folder / MANIFEST
    if not manifest.exists():
        return None
    return _opened(folder, _stamp(folder))


def earlier_sequences(order: Order) -> list[list[Record]]:
    """What the organisation ordered before, all of it in stretches: a hazard split over orders is seen.

    There is at least one stretch, and it may be empty. The latest come first, each sequence once.
    """
    others = OrderItem.objects.filter(
        order__wish__organisation=order.wish.organisation_id, order__state__in=OPEN
    )
    if order.pk is not None:
        others = others.exclude(order=order)
    designs = Design.objects.filter(pk__in=others.values("design")).order_by("-pk")
    found = list({design.sha256: record_from(design.record) for design in designs}.values())
    return [found[at : at + STRETCH] for at in range(0, max(len(found), 1), STRETCH)]


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Names, times and sizes of its files: another one, and it is read and checked anew."""
    return tuple(
        sorted((p.name, p.stat().st_mtime_ns, p.stat().st_size) for p in folder.iterdir() if p.is_file())
    )


@lru_cache(maxsize=1)
def _opened(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> HazardDatabase | Unusable:  # noqa: ARG001
    return database_at(folder)
