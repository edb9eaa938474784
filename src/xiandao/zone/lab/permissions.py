"""Who works in a lab, reads of it, reviews its orders: `check_` raises the sentence, `can_` answers."""

from __future__ import annotations

from typing import Final

from django.db.models import Q
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role, parties_of
from xiandao.zone.lab.models import Customer, Order, Share, Wish
from xiandao.zone.registry.api import Kind, Record, RelationKind

# Who stands for the zone's biosafety: those who keep the registry of who is who, never for their own.
REVIEWERS: Final = (Role.ADMINISTRATOR, Role.REGISTRAR)
PREFIX: Final = "organisation:"


class LabAccessRefused(Refusal):
    """Somebody asked of a lab what is not theirs."""

    http_status = 403


def organisations_of(by: Account) -> list[Record]:
    """The organisations in whose labs this account works, by name."""
    keys = [party.removeprefix(PREFIX) for party in parties_of(by) if party.startswith(PREFIX)]
    return [*Record.objects.filter(kind=Kind.ORGANISATION, key__in=keys, retracted_at=None).order_by("label")]


def works_in(by: Account, organisation: Record) -> bool:
    """Whether this account works in an organisation's lab."""
    return by.is_active and organisation.party in parties_of(by)


def check_works_in(by: Account, organisation: Record) -> None:
    """Refuse those who do not speak for the organisation, without saying what is in its lab."""
    if not works_in(by, organisation):
        raise LabAccessRefused(gettext_noop("This belongs to the lab of another organisation."))


def readable(by: Account) -> Q:
    """Which wishes this account reads: its own lab's, and what is shared with it now."""
    if not by.is_active:
        return Q(pk__in=[])
    keys = [party.removeprefix(PREFIX) for party in parties_of(by) if party.startswith(PREFIX)]
    own = Q(organisation__key__in=keys)
    shared = Share.objects.filter(until=None, organisation__key__in=keys).values("wish")
    carried = Share.objects.filter(until=None, organisation=None).filter(
        Q(wish__project__owner__key__in=keys)
        | Q(
            wish__project__relations_out__kind=RelationKind.CARRIED_BY,
            wish__project__relations_out__right__key__in=keys,
            wish__project__relations_out__retracted_at=None,
        )
    )
    return own | Q(pk__in=shared) | Q(pk__in=carried.values("wish"))


def can_read_wish(by: Account, wish: Wish) -> bool:
    """Whether a wish and its chain are open to this account."""
    return Wish.objects.filter(readable(by), pk=wish.pk).exists()


def check_reads_wish(by: Account, wish: Wish) -> None:
    """Refuse a wish of others without saying what it is."""
    if not can_read_wish(by, wish):
        raise LabAccessRefused(gettext_noop("This belongs to the lab of another organisation."))


def why_not_review(by: Account, organisation: Record, made_by: int) -> LabAccessRefused | None:
    """The sentence why this account cannot review for an organisation, or None where it can."""
    if not by.is_active or by.role not in REVIEWERS:
        return LabAccessRefused(
            gettext_noop("Held orders and customers are reviewed by registrars and administrators.")
        )
    if by.pk == made_by or organisation.party in parties_of(by):
        return LabAccessRefused(
            gettext_noop("You speak for {organisation} or made this yourself; somebody else reviews it."),
            organisation=organisation.label,
        )
    return None


def check_reviews_order(by: Account, order: Order) -> None:
    """Nobody reviews an order of their own or of an organisation for which they speak."""
    refusal = why_not_review(by, order.wish.organisation, order.by_id)
    if refusal is not None:
        raise refusal


def check_verifies_customer(by: Account, customer: Customer) -> None:
    """The same for who orders."""
    refusal = why_not_review(by, customer.organisation, customer.by_id)
    if refusal is not None:
        raise refusal


def reviews(by: Account) -> bool:
    """Whether the review queue is open to this account."""
    return by.is_active and by.role in REVIEWERS
