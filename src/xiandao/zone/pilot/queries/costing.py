"""Fits and costed plants of the asking account's own organisations, and where each stands."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from xiandao.zone.accounts.api import Account
from xiandao.zone.pilot.models import BenchFit, CostCase
from xiandao.zone.pilot.permissions import owns, tenant_parties
from xiandao.zone.pilot.queries.plant import PilotMissing
from xiandao.zone.runs.api import RunState, runs_numbered


class Standing(StrEnum):
    """Where a fit or a plant stands."""

    WAITING = "waiting"  # for its fit
    COMPUTING = "computing"
    STOPPED = "stopped"  # its run failed or was cancelled
    REFUSED = "refused"
    DONE = "done"


def fits(*, asking: Account) -> QuerySet[BenchFit]:
    """The fits of one's own organisations, the latest first."""
    return BenchFit.objects.filter(party__in=tenant_parties(asking))


def fit_numbered(pk: int, *, asking: Account) -> BenchFit:
    """One fit. Another organisation's looks like a missing one."""
    found = BenchFit.objects.select_related("asked_by").filter(pk=pk).first()
    if found is None or not owns(asking, found.party):
        raise PilotMissing(gettext_noop("There is no fit {number}."), number=pk)
    return found


def costs(*, asking: Account) -> QuerySet[CostCase]:
    """The plants of one's own organisations, the latest first."""
    return CostCase.objects.filter(party__in=tenant_parties(asking))


def cost_numbered(pk: int, *, asking: Account) -> CostCase:
    """One plant."""
    found = CostCase.objects.select_related("asked_by", "fit").filter(pk=pk).first()
    if found is None or not owns(asking, found.party):
        raise PilotMissing(gettext_noop("There is no costed plant {number}."), number=pk)
    return found


def standings(found: list[BenchFit] | list[CostCase]) -> dict[int, Standing]:
    """Where each stands, by number."""
    runs = runs_numbered(one.run for one in found if one.run and one.result is None)
    return {one.pk: _standing(one, runs[one.run].state if one.run in runs else "") for one in found}


def _standing(one: BenchFit | CostCase, state: str) -> Standing:
    if one.result is not None:
        return Standing.REFUSED if "refused" in one.result else Standing.DONE
    if one.run is None:
        return Standing.WAITING
    return Standing.STOPPED if state in (RunState.FAILED, RunState.CANCELLED, "") else Standing.COMPUTING
