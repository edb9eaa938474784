"""The gate looks at an order in the background; until it has, the order is held and nobody can release it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.foundry.sequences import Record
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record as note
from xiandao.zone.lab.models import Customer, Design, Order
from xiandao.zone.lab.operations.computing import compute
from xiandao.zone.lab.queries.screening import earlier_sequences, hazards
from xiandao.zone.lab.rules.records import record_from
from xiandao.zone.lab.rules.screenings import awaited, screening_from, state_after, together, written
from xiandao.zone.lab.rules.vocabulary import OrderState, RunKind
from xiandao.zone.runs.api import Done, runs_numbered

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xiandao.foundry.screening import Customer as Ordering
    from xiandao.foundry.screening import Screening

TUBE_NAME: Final = re.compile(r"[^\w.-]+")
EDGES: Final = "_.-"
LONGEST_TUBE_NAME: Final = 80


def ask_screening(order: Order, *, by: Account, at: datetime) -> None:
    """Hold the order and start its screening; what an earlier one says does not count any more."""
    on = timezone.localdate(at)
    order.state, order.waiting, order.asked = OrderState.HELD, True, order.asked + 1
    order.screening, order.screened_at = written(awaited(on)), at
    order.save()
    run = compute(
        kind=RunKind.SCREENING,
        wish=order.wish,
        inputs={"order": order.pk, "asked": order.asked, "on": on.isoformat()},
        title=order.reference,
        by=by,
        at=at,
    )
    Order.objects.filter(pk=order.pk).update(run=run)
    order.refresh_from_db()


def screened(inputs: dict[str, Any]) -> dict[str, Any]:
    """The screening of the order as it is now, on the day that was frozen."""
    from xiandao.foundry.screening import screen

    order = Order.objects.select_related("wish__organisation", "customer__organisation").get(
        pk=inputs["order"]
    )
    sequences, database, customer = sequences_of(designs_of(order)), hazards(), _ordering(order.customer)
    on = date.fromisoformat(inputs["on"])
    found = together(
        [screen(sequences, database, customer, on=on, earlier=one) for one in earlier_sequences(order)]
    )
    return written(found)


def keep_screening(done: Done) -> None:
    """The order stands where its screening puts it, unless it was asked anew or decided meanwhile."""
    order = Order.objects.select_for_update().get(pk=done.inputs["order"])
    if not order.waiting or order.asked != done.inputs["asked"]:
        return
    screening = screening_from(done.result["screening"])
    order.screening, order.state, order.waiting = written(screening), state_after(screening), False
    order.screened_at = timezone.now()
    order.save(update_fields=["screening", "state", "waiting", "screened_at"])
    log_gate(
        gettext_noop("screened an order") if order.asked == 1 else gettext_noop("screened an order again"),
        order,
        screening,
        by=runs_numbered([done.number])[done.number].by,
        at=order.screened_at,
    )


def log_gate(verb: str, order: Order, screening: Screening, *, by: Account, at: datetime) -> None:
    """The trail keeps the gate's facts and no sequence."""
    note(
        verb=verb,
        subject=order,
        by=by,
        at=at,
        after={
            "state": order.state,
            "verdict": screening.verdict.value,
            "digest": screening.digest,
            "database": f"{screening.database} {screening.database_version}".strip(),
            "hits": len(screening.hits),
        },
    )


def designs_of(order: Order) -> list[Design]:
    """What is ordered, in the order of the sheet."""
    return [item.design for item in order.items.select_related("design")]


def sequences_of(designs: Sequence[Design]) -> list[Record]:
    """The sequences under names that fit on a tube and are their own."""
    found = []
    for design in designs:
        record = record_from(design.record)
        found.append(
            Record(
                tube_name(design.name, design.version),
                record.sequence.upper(),
                record.molecule,
                record.circular,
            )
        )
    return found


def tube_name(said: str, version: int) -> str:
    """A name that begins with a letter or a digit and ends with the version, whatever was said."""
    ending = f"_v{version}"
    name = TUBE_NAME.sub("_", said).strip(EDGES)[: LONGEST_TUBE_NAME - len(ending)].rstrip(EDGES)
    return f"{name or 'design'}{ending}"


def _ordering(customer: Customer | None) -> Ordering | None:
    from xiandao.foundry.screening import Customer as Ordering

    if customer is None or customer.revoked_at is not None:
        return None
    verified = customer.verified_by
    return Ordering(
        name=customer.name,
        organisation=customer.organisation.label,
        purpose=customer.purpose,
        verified_by=verified.display_name if verified else "",
        verified_on=timezone.localdate(customer.verified_at) if customer.verified_at else None,
    )
