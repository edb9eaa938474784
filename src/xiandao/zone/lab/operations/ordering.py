"""Orders go through the biosecurity gate: screened, held, reviewed; only a cleared one leaves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.foundry.ordering import Item, Sheet, template_named
from xiandao.foundry.ordering import Order as OrderSheet
from xiandao.foundry.screening import Review, reviewed
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record as note
from xiandao.zone.lab.models import Customer, Design, Order, OrderItem, OrderReview, Wish
from xiandao.zone.lab.operations.screening import ask_screening, designs_of, log_gate, sequences_of
from xiandao.zone.lab.operations.wishes import touch
from xiandao.zone.lab.permissions import check_reviews_order, check_verifies_customer, check_works_in
from xiandao.zone.lab.queries.screening import hazards
from xiandao.zone.lab.rules.screenings import awaited, screening_from, searched_with, state_after, written
from xiandao.zone.lab.rules.vocabulary import OrderState
from xiandao.zone.registry.api import Record as Organisation

FORMS: Final = ("csv", "xlsx")


class LabOrderRefused(Refusal):
    """An order cannot be made, screened, reviewed or taken out as asked."""


@transaction.atomic
def record_customer(
    *, organisation: Organisation, name: str, purpose: str, by: Account, at: datetime, sample: bool = False
) -> Customer:
    """Say who orders and what for; somebody of the zone verifies it."""
    check_works_in(by, organisation)
    name, purpose = " ".join(name.split()), purpose.strip()
    if not name or not purpose:
        raise LabOrderRefused(gettext_noop("Say who orders and what for."))
    customer = Customer.objects.create(
        organisation=organisation,
        name=name[:80],
        purpose=purpose[:400],
        by=by,
        recorded_at=at,
        sample=sample,
    )
    note(verb=gettext_noop("recorded who orders"), subject=customer, by=by, at=at)
    return customer


@transaction.atomic
def verify_customer(*, customer: Customer, how: str, by: Account, at: datetime) -> None:
    """Say that it was checked who this is, and how."""
    check_verifies_customer(by, customer)
    if customer.verified_at is not None or customer.revoked_at is not None:
        raise LabOrderRefused(gettext_noop("This was decided already."))
    if not how.strip():
        raise LabOrderRefused(gettext_noop("Say how it was checked."))
    customer.verified_by, customer.verified_at, customer.verified_how = by, at, how.strip()[:400]
    customer.save()
    note(
        verb=gettext_noop("verified who orders"),
        subject=customer,
        by=by,
        at=at,
        after={"how": customer.verified_how},
    )


@transaction.atomic
def revoke_customer(*, customer: Customer, how: str, by: Account, at: datetime) -> None:
    """Say that orders of theirs are held from now on, and why."""
    check_verifies_customer(by, customer)
    if not how.strip():
        raise LabOrderRefused(gettext_noop("Say how it was checked."))
    customer.verified_by, customer.verified_at = None, None
    customer.verified_how, customer.revoked_at = how.strip()[:400], at
    customer.save()
    note(
        verb=gettext_noop("refused who orders"),
        subject=customer,
        by=by,
        at=at,
        after={"why": customer.verified_how},
    )


@transaction.atomic
def make_order(
    *,
    wish: Wish,
    designs: Sequence[Design],
    template: str,
    customer: Customer | None,
    reference: str,
    by: Account,
    at: datetime,
) -> Order:
    """Order designs of a wish: their screening begins, and they are held unless the gate lets them pass."""
    check_works_in(by, wish.organisation)
    if not designs:
        raise LabOrderRefused(gettext_noop("Choose what to order."))
    if any(design.wish_id != wish.pk for design in designs):
        raise LabOrderRefused(gettext_noop("An order holds designs of one wish."))
    if customer is not None and customer.organisation_id != wish.organisation_id:
        raise LabOrderRefused(gettext_noop("Who orders belongs to another organisation."))
    form = template_named(template)
    for design in designs:
        if not form.least <= design.length <= form.most:
            raise LabOrderRefused(
                gettext_noop("{name} has {length} letters; this form takes {least} to {most}."),
                name=design.name,
                length=design.length,
                least=form.least,
                most=form.most,
            )
    order = Order(
        wish=wish,
        reference=(" ".join(reference.split()) or f"XD-{timezone.localdate(at):%Y%m%d}")[:60],
        template=template,
        customer=customer,
        by=by,
        created_at=at,
        screening=written(awaited(timezone.localdate(at))),
        screened_at=at,
        state=OrderState.HELD,
    )
    order.save()
    for design in designs:
        OrderItem.objects.create(order=order, design=design)
    touch(wish, at)
    note(verb=gettext_noop("made an order"), subject=order, by=by, at=at)
    ask_screening(order, by=by, at=at)
    return order


@transaction.atomic
def screen_again(*, order: Order, by: Account, at: datetime, customer: Customer | None = None) -> Order:
    """Screen once more: a database was installed, a customer verified, or the screening grew old."""
    check_works_in(by, order.wish.organisation)
    held = Order.objects.select_for_update().get(pk=order.pk)
    if held.state not in (OrderState.HELD, OrderState.CLEARED):
        raise LabOrderRefused(gettext_noop("This order was decided; make a new one."))
    if customer is not None:
        if customer.organisation_id != order.wish.organisation_id:
            raise LabOrderRefused(gettext_noop("Who orders belongs to another organisation."))
        held.customer = customer
    ask_screening(held, by=by, at=at)
    return held


@transaction.atomic
def review_order(*, order: Order, released: bool, reason: str, by: Account, at: datetime) -> Order:
    """Release or reject a held order, with the reason. What was not searched nobody can release."""
    held = Order.objects.select_for_update().get(pk=order.pk)
    check_reviews_order(by, held)
    if held.state != OrderState.HELD:
        raise LabOrderRefused(gettext_noop("This order is not held."))
    if held.waiting:
        raise LabOrderRefused(gettext_noop("This order is not screened yet; there is nothing to judge."))
    screening = screening_from(held.screening)
    on = timezone.localdate(at)
    if released and screening.searched and not searched_with(screening, hazards(), on):
        raise LabOrderRefused(
            gettext_noop(
                "The hazard database is missing, too old or another one than this order was screened with. "
                "Nobody can release it before it is screened again with one that is in force."
            )
        )
    judged = reviewed(
        screening,
        Review(reviewer=by.display_name, on=on, released=released, reason=reason.strip()),
    )
    held.screening, held.state = written(judged), state_after(judged)
    held.save(update_fields=["screening", "state"])
    OrderReview.objects.create(
        order=held, by=by, at=at, released=released, reason=reason.strip()[:400], digest=screening.digest
    )
    note(
        verb=gettext_noop("released a held order") if released else gettext_noop("rejected a held order"),
        subject=held,
        by=by,
        at=at,
        after={"reason": reason.strip()[:400], "digest": screening.digest, "state": held.state},
    )
    return held


def take_sheet(*, order: Order, form: str, by: Account, at: datetime) -> bytes:
    """The order sheet as csv or xlsx. Raises OrderRefused of the foundry for what was not cleared.

    Where the hazard database is not the one that was searched, the order is screened again before, and no
    sheet leaves until that has ended; what comes of it stands.
    """
    check_works_in(by, order.wish.organisation)
    if form not in FORMS:
        raise LabOrderRefused(gettext_noop("An order sheet is csv or xlsx."))
    _screen_anew(order, by, at)
    return _taken(order, form, by, at)


@transaction.atomic
def _screen_anew(order: Order, by: Account, at: datetime) -> None:
    """Screen a cleared order once more whose hazard database was changed, removed or grew old."""
    held = Order.objects.select_for_update().get(pk=order.pk)
    screening = screening_from(held.screening)
    if not screening.cleared or searched_with(screening, hazards(), timezone.localdate(at)):
        return
    if held.state == OrderState.LEFT:
        raise LabOrderRefused(
            gettext_noop("The hazard database is no longer the one this order left with; make a new order.")
        )
    ask_screening(held, by=by, at=at)


@transaction.atomic
def _taken(order: Order, form: str, by: Account, at: datetime) -> bytes:
    held = Order.objects.select_for_update().get(pk=order.pk)
    if held.waiting:
        raise LabOrderRefused(gettext_noop("This order waits for its screening; nothing leaves before."))
    if held.customer is not None and held.customer.revoked_at is not None:
        raise LabOrderRefused(
            gettext_noop("{name}, who orders, was refused since; the order does not leave."),
            name=held.customer.name,
        )
    items = tuple(Item(sequence) for sequence in sequences_of(designs_of(held)))
    sheet = Sheet(
        OrderSheet(held.reference, items),
        screening_from(held.screening),
        template_named(held.template),
        timezone.localdate(at),
    )
    content = sheet.csv() if form == "csv" else sheet.xlsx()
    if held.state != OrderState.LEFT:
        held.state, held.left_at = OrderState.LEFT, at
        held.save(update_fields=["state", "left_at"])
    log_gate(gettext_noop("took an order sheet out"), held, screening_from(held.screening), by=by, at=at)
    return content
