"""No two standing bookings share a vessel: the database refuses it, however many write at once."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from xiandao.zone.accounts.api import Account, Role, create_account
from xiandao.zone.pilot import api
from xiandao.zone.pilot.tests.conftest import NOW, RECIPE, equip
from xiandao.zone.registry.api import Kind, Record, register

WRITERS = 8


def staged() -> tuple[api.Equipment, api.Plan, list[api.Campaign]]:
    """One vessel, a plan, and as many campaigns as there are writers."""
    administrator = create_account(
        username="chief", display_name="chief", role=Role.ADMINISTRATOR, by=None, at=NOW
    )
    api.appoint_operator(account=administrator, by=administrator, at=NOW)
    equip(administrator)
    version = api.save_template(name="r", text=RECIPE, description="", party="", by=administrator, at=NOW)
    firm: Record = register(
        kind=Kind.ORGANISATION, values={"name": "一家公司", "sort": "firm", "rank": "other"}, source="t",
        happened_on=NOW.date(), by=None, at=NOW,
    )  # fmt: skip
    campaigns = [_campaign(number, version, firm, administrator) for number in range(WRITERS)]
    plan = api.Plan.objects.create(made_at=NOW, made_by=administrator, origin=NOW, state="replaced")
    return api.Equipment.objects.get(name="F1"), plan, campaigns


def _campaign(number: int, version: api.TemplateVersion, firm: Record, by: Account) -> api.Campaign:
    values = {"organism": "x", "wanted_from": NOW.date()}
    return api.ask_campaign(
        title=f"c{number}", version=version, party=firm.party, values=values, by=by, at=NOW
    )


def book(campaign: api.Campaign, vessel: api.Equipment, plan: api.Plan, start: datetime) -> None:
    api.Booking.objects.create(
        campaign=campaign, step="run", equipment=vessel, plan=plan,
        starts_at=start, ends_at=start + timedelta(hours=10), free_at=start + timedelta(hours=12),
    )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("shift_h", "fits"), [(0, False), (11, False), (-11, False), (12, True), (-12, True)]
)
def test_a_booking_that_overlaps_is_refused_and_one_that_touches_is_not(shift_h: int, fits: bool) -> None:
    vessel, plan, campaigns = staged()
    book(campaigns[0], vessel, plan, NOW)

    if fits:
        book(campaigns[1], vessel, plan, NOW + timedelta(hours=shift_h))
    else:
        with pytest.raises(IntegrityError), transaction.atomic():
            book(campaigns[1], vessel, plan, NOW + timedelta(hours=shift_h))

    assert api.Booking.objects.count() == (2 if fits else 1)


@pytest.mark.django_db
def test_a_booking_cannot_be_moved_onto_another() -> None:
    vessel, plan, campaigns = staged()
    book(campaigns[0], vessel, plan, NOW)
    book(campaigns[1], vessel, plan, NOW + timedelta(hours=20))
    second = api.Booking.objects.get(campaign=campaigns[1])
    second.starts_at = NOW + timedelta(hours=5)

    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


@pytest.mark.django_db(transaction=True)
def test_of_many_writers_at_once_one_gets_the_vessel() -> None:
    vessel, plan, campaigns = staged()
    start, won, lost = threading.Barrier(WRITERS), [], []

    def write(campaign: api.Campaign) -> None:
        try:
            start.wait()
            with transaction.atomic():
                book(campaign, vessel, plan, NOW + timedelta(hours=campaign.pk % 5))
            won.append(campaign.pk)
        except DatabaseError as fault:
            lost.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=(campaign,)) for campaign in campaigns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(won) == 1
    assert len(lost) == WRITERS - 1
    assert api.Booking.objects.filter(standing=True).count() == 1
