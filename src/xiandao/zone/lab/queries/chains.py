"""The chain of a wish from design to evidence, and what each wish of a lab waits for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from xiandao.zone.accounts.api import Account, parties_of
from xiandao.zone.lab.models import (
    Customer,
    Design,
    LabRun,
    Measurement,
    Note,
    Order,
    Sample,
    Sequencing,
    Share,
    Wish,
)
from xiandao.zone.lab.permissions import readable
from xiandao.zone.lab.rules.steps import Standing, Step, next_step
from xiandao.zone.lab.rules.vocabulary import OrderState, ReadingResult, WishState
from xiandao.zone.runs.api import Run, has_ended, runs_numbered

FURTHEST = (
    OrderState.LEFT,
    OrderState.CLEARED,
    OrderState.HELD,
    OrderState.REFUSED,
    OrderState.REJECTED,
)
BEST = (ReadingResult.PASS, ReadingResult.LOOK, ReadingResult.FAIL)


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything that hangs on a wish, in the order in which it came about."""

    wish: Wish
    designs: Sequence[Design]
    orders: Sequence[Order]
    samples: Sequence[Sample]
    sequencings: Sequence[Sequencing]
    measurements: Sequence[Measurement]
    notes: Sequence[Note]
    shares: Sequence[Share]
    runs: Sequence[tuple[LabRun, Run]]
    step: Step


def wishes_of(asking: Account) -> QuerySet[Wish]:
    """The wishes that are this account's to read, the latest first."""
    return Wish.objects.filter(readable(asking)).select_related("organisation", "project")


def chain_of(wish: Wish) -> Chain:
    """The whole chain. The caller has found the wish for who asks."""
    kept = [*wish.runs.all()]
    runs = runs_numbered(one.run for one in kept)
    return Chain(
        wish=wish,
        designs=[*wish.designs.defer("record").order_by("-version")],
        orders=[*wish.orders.select_related("by").prefetch_related("items__design")],
        samples=[*wish.samples.select_related("design", "container")],
        sequencings=[
            *Sequencing.objects.filter(design__wish=wish)
            .select_related("specimen", "design")
            .defer("verdict")
        ],
        measurements=[*wish.measurements.select_related("design", "specimen")],
        notes=[*wish.notes.select_related("by")],
        shares=[*wish.shares.filter(until=None).select_related("organisation")],
        runs=[(one, runs[one.run]) for one in kept if one.run in runs],
        step=steps_of([wish])[wish.pk],
    )


def steps_of(wishes: Iterable[Wish]) -> dict[int, Step]:
    """What each of these wishes waits for, in a fixed number of queries."""
    asked = [*wishes]
    numbers = [wish.pk for wish in asked]
    designs = _counted(Design.objects.filter(wish__in=numbers), "wish")
    samples = _counted(Sample.objects.filter(wish__in=numbers), "wish")
    notes = _counted(Note.objects.filter(wish__in=numbers), "wish")
    orders: dict[int, set[str]] = defaultdict(set)
    for number, state in Order.objects.filter(wish__in=numbers).values_list("wish", "state"):
        orders[number].add(state)
    results: dict[int, list[str]] = defaultdict(list)
    read = Sequencing.objects.filter(design__wish__in=numbers, fault__isnull=True)
    for number, result in read.values_list("design__wish", "result"):
        results[number].append(result)
    computing = _computing(numbers)
    customers = set(
        Customer.objects.filter(
            organisation__in={wish.organisation_id for wish in asked}, revoked_at=None
        ).values_list("organisation", flat=True)
    )
    return {
        wish.pk: next_step(
            Standing(
                open=wish.state == WishState.OPEN,
                designs=designs.get(wish.pk, 0),
                computing=wish.pk in computing,
                order=next((state for state in FURTHEST if state in orders[wish.pk]), None),
                customer=wish.organisation_id in customers,
                samples=samples.get(wish.pk, 0),
                readings=len(results[wish.pk]),
                reading=next((one for one in BEST if one in results[wish.pk]), None),
                has_project=wish.project_id is not None,
                has_evidence=wish.entry is not None,
                notes=notes.get(wish.pk, 0),
            )
        )
        for wish in asked
    }


def own_orders_held(asking: Account) -> QuerySet[Order]:
    """The orders that wait for a review, for those who review; never those of whom they speak for."""
    keys = [p.removeprefix("organisation:") for p in parties_of(asking) if p.startswith("organisation:")]
    return (
        Order.objects.filter(state=OrderState.HELD, waiting=False)
        .exclude(wish__organisation__key__in=keys)
        .exclude(by=asking)
        .select_related("wish__organisation", "customer", "by")
        .order_by("created_at")
    )


def _computing(wishes: Sequence[int]) -> set[int]:
    kept = dict(LabRun.objects.filter(wish__in=wishes).values_list("run", "wish"))
    return {kept[number] for number, run in runs_numbered(kept).items() if not has_ended(run)}


def _counted(found: QuerySet[Design] | QuerySet[Sample] | QuerySet[Note], by: str) -> dict[int, int]:
    return dict(found.order_by().values_list(by).annotate(Count("pk")))
