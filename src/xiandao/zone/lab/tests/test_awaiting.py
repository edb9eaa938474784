"""A run may end between two readings of a page: the page shows what it left, not a done run with nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from xiandao.zone.accounts.api import Account
from xiandao.zone.lab.models import Design, Order, PlateReading, Sample, Sequencing
from xiandao.zone.lab.operations import ordering, plates
from xiandao.zone.lab.operations.unpacking import BroughtFile
from xiandao.zone.lab.queries.awaiting import with_its_run
from xiandao.zone.lab.queries.finding import order_numbered
from xiandao.zone.lab.rules.vocabulary import Reads
from xiandao.zone.lab.tests.conftest import DAY, NOW, reads_of, sequenced
from xiandao.zone.lab.web import orders as order_pages
from xiandao.zone.lab.web import plates as plate_pages
from xiandao.zone.lab.web import sequencings as sequencing_pages
from xiandao.zone.runs.operations.carrying import carry_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_worker")]


@pytest.fixture
def plate(clones: list[Sample], design: Design, scientist: Account) -> PlateReading:
    """A plate, one well of which waits for its verdict."""
    container = clones[0].container
    assert container is not None
    return plates.bring_plate(
        container=container,
        technology=Reads.NANOPORE,
        files=[BroughtFile("A01.fastq", io.BytesIO(reads_of(str(design.record["sequence"]))))],
        read_on=DAY,
        by=scientist,
        at=NOW,
    )


@pytest.fixture
def sequencing(design: Design, scientist: Account) -> Sequencing:
    """Reads that wait for their verdict."""
    return sequenced(design, scientist, reads_of(design.record["sequence"]))


def ending_its_run(read: Callable[..., Any]) -> Callable[..., Any]:
    """The reader, whose first reading is of the moment before the run came to its end."""
    ended: list[int] = []

    def reading(*args: Any, **kwargs: Any) -> Any:
        found = read(*args, **kwargs)
        if found.run not in ended:
            ended.append(found.run)
            carry_out.call(found.run)
        return found

    return reading


@pytest.mark.parametrize(
    ("thing", "pages", "reader", "path", "left"),
    [
        ("waiting", order_pages, "order_numbered", "lab:order", "没有安装危害数据库"),
        ("plate", plate_pages, "plate_numbered", "lab:plate", "badge-done"),
        ("sequencing", sequencing_pages, "sequencing_numbered", "lab:sequencing", "每个碱基均有覆盖"),
    ],
)
def test_a_page_shows_what_a_run_left_that_ended_while_the_page_was_read(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    scientist: Account,
    thing: str,
    pages: Any,
    reader: str,
    path: str,
    left: str,
) -> None:
    awaiting = request.getfixturevalue(thing)
    monkeypatch.setattr(pages, reader, ending_its_run(getattr(pages, reader)))
    client = Client()
    client.force_login(scientist)

    page = client.get(reverse(path, args=[awaiting.pk])).content.decode()

    assert left in page
    assert "hx-trigger" not in page


def test_what_was_asked_anew_meanwhile_is_read_with_its_new_run(waiting: Order, scientist: Account) -> None:
    first = waiting.run
    read = ending_its_run(partial(order_numbered, waiting.pk, asking=scientist))
    asked: list[Order] = []

    def meanwhile() -> Order:
        found: Order = read()
        if not asked:
            asked.append(ordering.screen_again(order=found, by=scientist, at=NOW))
        return found

    found, run = with_its_run(meanwhile, lambda one: one.waiting)

    assert run is not None
    assert (found.run, run.pk) == (asked[0].run, asked[0].run)
    assert first != run.pk


def test_what_waits_for_no_run_has_none(waiting: Order) -> None:
    waiting.run = None

    assert with_its_run(lambda: waiting, lambda one: one.waiting) == (waiting, None)


def test_what_does_not_wait_any_more_is_read_once(
    waiting: Order, scientist: Account, django_assert_num_queries: Any
) -> None:
    assert waiting.run is not None
    carry_out.call(waiting.run)
    after = order_numbered(waiting.pk, asking=scientist)

    with django_assert_num_queries(0):
        assert with_its_run(lambda: after, lambda one: one.waiting) == (after, None)
