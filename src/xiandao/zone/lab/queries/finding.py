"""One thing by its number, if it is this account's to read; a missing one and a hidden one look the same."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.lab.models import Container, Customer, Design, Order, PlateReading, Sample, Sequencing, Wish
from xiandao.zone.lab.permissions import can_read_wish, check_works_in, organisations_of, readable, works_in
from xiandao.zone.lab.rules.barcodes import read_barcode


class LabMissing(Refusal):
    """There is no such thing in a lab that is open to this account."""

    http_status = 404


def _missing(number: object) -> LabMissing:
    return LabMissing(
        gettext_noop("Nothing of that sort has the number {number} in a lab that is open to you."),
        number=number,
    )


def wish_numbered(number: int, *, asking: Account) -> Wish:
    """A wish."""
    found = (
        Wish.objects.select_related("organisation", "project", "by")
        .filter(readable(asking), pk=number)
        .first()
    )
    if found is None:
        raise _missing(number)
    return found


def design_numbered(number: int, *, asking: Account) -> Design:
    """A version of a design."""
    found = (
        Design.objects.select_related("wish__organisation", "wish__project", "by").filter(pk=number).first()
    )
    if found is None or not can_read_wish(asking, found.wish):
        raise _missing(number)
    return found


def order_numbered(number: int, *, asking: Account) -> Order:
    """An order."""
    found = order_anywhere(number)
    if not can_read_wish(asking, found.wish):
        raise _missing(number)
    return found


def order_anywhere(number: int) -> Order:
    """An order for the review queue. The caller checks who reviews."""
    found = (
        Order.objects.select_related("wish__organisation", "customer", "by")
        .prefetch_related("items__design", "reviews__by")
        .filter(pk=number)
        .first()
    )
    if found is None:
        raise _missing(number)
    return found


def customer_anywhere(number: int) -> Customer:
    """Who orders, for those who verify. The caller checks who verifies."""
    found = Customer.objects.select_related("organisation", "by").filter(pk=number).first()
    if found is None:
        raise _missing(number)
    return found


def sample_numbered(number: int, *, asking: Account) -> Sample:
    """A sample: its own lab's, or one that belongs to a shared wish."""
    found = (
        Sample.objects.select_related("organisation", "wish", "design", "order", "parent", "container", "by")
        .filter(pk=number)
        .first()
    )
    if found is None or not is_open(asking, found):
        raise _missing(number)
    return found


def sample_with_barcode(said: str, *, asking: Account) -> Sample:
    """The sample that carries a barcode. Raises BarcodeRefused, LabMissing."""
    barcode = read_barcode(said)
    found = Sample.objects.select_related("organisation", "wish").filter(barcode=barcode).first()
    if found is None or not is_open(asking, found):
        raise _missing(barcode)
    return found


def container_numbered(number: int, *, asking: Account) -> Container:
    """A plate or box of one's own lab."""
    found = Container.objects.select_related("organisation", "by").filter(pk=number).first()
    if found is None:
        raise _missing(number)
    if not works_in(asking, found.organisation):
        raise _missing(number)
    return found


def plate_numbered(number: int, *, asking: Account) -> PlateReading:
    """The reads of a plate of one's own lab."""
    found = PlateReading.objects.select_related("container__organisation", "by").filter(pk=number).first()
    if found is None or not works_in(asking, found.container.organisation):
        raise _missing(number)
    return found


def sequencing_numbered(number: int, *, asking: Account) -> Sequencing:
    """Reads and their verdict."""
    found = (
        Sequencing.objects.select_related("specimen__organisation", "specimen__wish", "design__wish", "by")
        .prefetch_related("files")
        .filter(pk=number)
        .first()
    )
    if found is None or not can_read_wish(asking, found.design.wish):
        raise _missing(number)
    return found


def is_open(asking: Account, sample: Sample) -> bool:
    """Whether a sample is this account's to read: its own lab's, or of a wish that it reads."""
    if works_in(asking, sample.organisation):
        return True
    return sample.wish is not None and can_read_wish(asking, sample.wish)


__all__ = [
    "LabMissing",
    "check_works_in",
    "container_numbered",
    "customer_anywhere",
    "design_numbered",
    "is_open",
    "order_anywhere",
    "order_numbered",
    "organisations_of",
    "plate_numbered",
    "sample_numbered",
    "sample_with_barcode",
    "sequencing_numbered",
    "wish_numbered",
]
