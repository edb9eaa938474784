"""Bench runs fitted and plants costed: asked for, computed in the background, kept when their run ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import kept
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record
from xiandao.zone.pilot.models import BenchFit, CostCase
from xiandao.zone.pilot.permissions import check_computes_for
from xiandao.zone.pilot.rules.costing import FROM_RUNS, Asked, CostRefused, check_prices
from xiandao.zone.pilot.rules.fitting import check_study
from xiandao.zone.runs.api import start_run

FIT: Final = "pilot.fit/1"
COST: Final = "pilot.plant-cost/1"
SEED: Final = 1


@transaction.atomic
def ask_fit(
    *, title: str, study: str, party: str, by: Account, at: datetime, sample: bool = False
) -> BenchFit:
    """Fit a strain to the bench runs of a study, in the background."""
    check_computes_for(by, party)
    check_study(study)
    found = BenchFit.objects.create(
        title=_titled(title), party=party, study=study, asked_by=by, asked_at=at, sample=sample
    )
    record(verb=gettext_noop("asked for a fit of bench runs"), subject=found, by=by, at=at)
    run = start_run(
        what=FIT,
        inputs={"fit": found.pk, "study": study},
        seed=SEED,
        party=party,
        title=found.title,
        by=by,
        at=at,
        sample=sample,
    )
    BenchFit.objects.filter(pk=found.pk).update(run=run.pk)
    found.refresh_from_db()
    return found


@transaction.atomic
def keep_fit(*, number: int, result: Mapping[str, Any]) -> None:
    """Keep what came of the fit; plants that waited for it begin, or are refused with it."""
    found = BenchFit.objects.select_for_update().get(pk=number)
    found.result = dict(result)
    found.save(update_fields=["result"])
    waiting = CostCase.objects.select_for_update(of=("self",)).select_related("asked_by").filter(fit=found)
    for case in waiting.filter(run=None, result__isnull=True).order_by("pk"):
        try:
            _begin(case, found, timezone.now())
        except Refusal as refusal:
            case.result = {"refused": kept(refusal)}
            case.save(update_fields=["result"])


@transaction.atomic
def ask_cost(
    *,
    title: str,
    asked: Asked,
    fit: BenchFit | None,
    party: str,
    by: Account,
    at: datetime,
    sample: bool = False,
) -> CostCase:
    """Cost a plant, in the background; where its fit is still computed it begins when that has ended."""
    check_computes_for(by, party)
    check_prices(asked)
    if fit is not None:
        _check_fit(fit, asked, party)
    found = CostCase.objects.create(
        title=_titled(title),
        party=party,
        fit=fit,
        process=asked.process,
        asked=asdict(asked),
        asked_by=by,
        asked_at=at,
        sample=sample,
    )
    record(verb=gettext_noop("asked what a plant costs"), subject=found, by=by, at=at)
    if fit is None or fit.result is not None:
        _begin(found, fit, at)
        found.refresh_from_db()
    return found


@transaction.atomic
def keep_cost(*, number: int, result: Mapping[str, Any]) -> None:
    """Keep what came of the plant."""
    CostCase.objects.filter(pk=number).update(result=dict(result))


def _check_fit(fit: BenchFit, asked: Asked, party: str) -> None:
    if fit.party != party:
        raise CostRefused("A plant is costed from runs of the same organisation.")
    if asked.process not in FROM_RUNS:
        raise CostRefused("Runs are carried into {names} only. Give the figures of this process yourself.",
                          names=", ".join(FROM_RUNS))  # fmt: skip
    if asked.figures:
        raise CostRefused("Give either runs or figures of your own, not both.")
    _check_fitted(fit)


def _check_fitted(fit: BenchFit) -> None:
    if fit.result is not None and "refused" in fit.result:
        raise CostRefused("The fit “{title}” was refused; a plant cannot rest on it.", title=fit.title)


def _begin(case: CostCase, fit: BenchFit | None, at: datetime) -> None:
    if fit is not None:
        _check_fitted(fit)
    strain = fit.result if fit else None
    run = start_run(
        what=COST,
        inputs={
            "case": case.pk,
            "asked": case.asked,
            "fit": {name: value for name, value in strain.items() if name != "runs"} if strain else None,
            "on": timezone.localdate(case.asked_at).isoformat(),
        },
        seed=SEED,
        party=case.party,
        title=case.title,
        by=case.asked_by,
        at=at,
        sample=case.sample,
    )
    CostCase.objects.filter(pk=case.pk).update(run=run.pk)


def _titled(title: str) -> str:
    told = " ".join(title.split())[:120]
    if not told:
        raise CostRefused("Give it a title.")
    return told
