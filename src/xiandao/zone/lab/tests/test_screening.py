"""An order is screened in the background: held until the gate has spoken; what came late is dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import Entry
from xiandao.zone.lab.models import Order
from xiandao.zone.lab.operations import ordering
from xiandao.zone.lab.operations.ordering import LabOrderRefused
from xiandao.zone.lab.queries.chains import own_orders_held, steps_of
from xiandao.zone.lab.rules.steps import Step
from xiandao.zone.lab.tests.conftest import NOW
from xiandao.zone.runs.api import cancel_run, run_again, run_numbered
from xiandao.zone.runs.operations.carrying import carry_out

pytestmark = pytest.mark.django_db


def carried(order: Order) -> Order:
    """The order after a worker took its run up."""
    order.refresh_from_db()
    assert order.run is not None
    carry_out.call(order.run)
    order.refresh_from_db()
    return order


def shown(by: Account, order: Order) -> str:
    client = Client()
    client.force_login(by)
    return client.get(reverse("lab:order", args=[order.pk])).content.decode()


def test_an_order_that_waits_for_its_screening_is_held_and_nobody_decides_about_it(
    waiting: Order, scientist: Account, registrar: Account, install: Callable[..., None]
) -> None:
    install()

    assert (waiting.state, waiting.waiting) == ("held", True)
    with pytest.raises(LabOrderRefused, match="waits for its screening"):
        ordering.take_sheet(order=waiting, form="csv", by=scientist, at=NOW)
    for released in (True, False):
        with pytest.raises(LabOrderRefused, match="not screened yet"):
            ordering.review_order(order=waiting, released=released, reason="x", by=registrar, at=NOW)
    assert not own_orders_held(registrar).exists()
    assert steps_of([waiting.wish])[waiting.wish_id] is Step.COMPUTING

    after = carried(waiting)

    assert (after.state, after.waiting) == ("cleared", False)
    assert Entry.objects.filter(verb="screened an order").count() == 1


def test_the_page_says_what_it_waits_for_and_then_what_was_found(
    waiting: Order, scientist: Account, install: Callable[..., None]
) -> None:
    install(dated=timezone.localdate())

    before, after = shown(scientist, waiting), shown(scientist, carried(waiting))

    assert reverse("runs:run", args=[waiting.run]) in before
    assert ("正在与危害数据库比对" in before, 'hx-trigger="every 2s"' in before) == (True, True)
    assert reverse("lab:screen", args=[waiting.pk]) not in before
    assert ("没有发现" in after, "hx-trigger" in after) == (True, False)


def test_a_screening_that_was_asked_anew_drops_the_earlier_one(
    waiting: Order, scientist: Account, install: Callable[..., None]
) -> None:
    first = waiting.run
    again = ordering.screen_again(order=waiting, by=scientist, at=NOW + timedelta(minutes=1))
    install()

    assert first is not None
    carry_out.call(first)
    waiting.refresh_from_db()
    dropped = (waiting.state, waiting.waiting, waiting.run)

    assert dropped == ("held", True, again.run)
    assert carried(waiting).state == "cleared"


def test_a_repeated_run_does_not_undo_what_a_person_decided(
    waiting: Order, scientist: Account, registrar: Account, install: Callable[..., None]
) -> None:
    held = carried(waiting)
    ordering.review_order(order=held, released=False, reason="no", by=registrar, at=NOW)
    install()

    again = run_again(run=run_numbered(held.run or 0, asking=scientist), by=scientist, at=NOW)
    carry_out.call(again.pk)

    held.refresh_from_db()
    assert run_numbered(again.pk, asking=scientist).state == "done"
    assert held.state == "rejected"


def test_a_screening_that_was_cancelled_leaves_the_order_held_until_it_is_screened_again(
    waiting: Order, scientist: Account, install: Callable[..., None]
) -> None:
    install()
    run = run_numbered(waiting.run or 0, asking=scientist)
    cancel_run(run=run, by=scientist, at=NOW)

    page = shown(scientist, carried(waiting))

    assert (waiting.state, waiting.waiting) == ("held", True)
    assert "没有完成" in page
    assert reverse("lab:screen", args=[waiting.pk]) in page
    ordering.screen_again(order=waiting, by=scientist, at=NOW)
    assert carried(waiting).state == "cleared"


def test_an_order_that_is_cleared_is_held_again_while_it_is_screened_again(
    waiting: Order, scientist: Account, install: Callable[..., None]
) -> None:
    install()
    cleared = carried(waiting)

    held = ordering.screen_again(order=cleared, by=scientist, at=NOW)

    assert (held.state, held.waiting) == ("held", True)
    with pytest.raises(LabOrderRefused, match="waits for its screening"):
        ordering.take_sheet(order=held, form="csv", by=scientist, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Order.objects.filter(pk=held.pk).update(state="cleared")
