"""Transfers as far as the asking account may see them."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account, parties_of
from xiandao.zone.pilot.models import OpenQuestion, TechTransfer
from xiandao.zone.pilot.permissions import can_see, operates
from xiandao.zone.pilot.queries.plant import PilotMissing

RELATED = ("donor__campaign__version__template", "receiver__campaign__version__template")


def transfers(*, asking: Account) -> QuerySet[TechTransfer]:
    """The transfers that somebody may see."""
    found = TechTransfer.objects.select_related(*RELATED)
    return found if operates(asking) else found.filter(party__in=parties_of(asking))


def transfer_numbered(pk: int, *, asking: Account) -> TechTransfer:
    """One transfer. Another tenant's looks like a missing one."""
    found = TechTransfer.objects.select_related(*RELATED, "donor__closed_by").filter(pk=pk).first()
    if found is None or not can_see(asking, found.party):
        raise PilotMissing(gettext_noop("There is no transfer {number}."), number=pk)
    return found


def question_numbered(transfer: TechTransfer, pk: int) -> OpenQuestion:
    """One open question."""
    found = OpenQuestion.objects.select_related("transfer").filter(transfer=transfer, pk=pk).first()
    if found is None:
        raise PilotMissing(gettext_noop("There is no question {number}."), number=pk)
    return found
