"""A run is asked for, cancelled, asked for again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role, parties_of
from xiandao.zone.audit.api import record
from xiandao.zone.runs.models import Run
from xiandao.zone.runs.operations.carrying import carry_out
from xiandao.zone.runs.permissions import check_knows_of_run, check_reads_run, check_runs_for
from xiandao.zone.runs.queries.computations import computation_named
from xiandao.zone.runs.rules import ENDED, RunState, frozen

LONGEST_TITLE: Final = 200
SEEDS: Final = 2**63
MOST_WAITING: Final = 200  # of one owner; more is a loop that runs away


class RunRefused(Refusal):
    """A run cannot be started, cancelled or repeated."""


@transaction.atomic
def start_run(
    *,
    what: str,
    inputs: Mapping[str, Any],
    by: Account,
    at: datetime,
    seed: int = 1,
    party: str = "",
    title: str = "",
    again_of: Run | None = None,
    sample: bool = False,
) -> Run:
    """Queue a registered computation for an owner: a party that `by` speaks for, or `by` alone.

    The inputs are frozen as JSON now. Returns the run; where tasks run at once, it has ended already.
    """
    computation = computation_named(what)
    check_runs_for(by, party, parties_of(by))
    if not 0 <= seed < SEEDS:
        raise RunRefused(gettext_noop("{seed} is no seed; name a whole number from 0."), seed=seed)
    waiting = Run.objects.filter(party=party, by=by).exclude(state__in=ENDED).count()
    if waiting >= MOST_WAITING:
        raise RunRefused(
            gettext_noop("{number} runs are waiting already. Let some of them end, or cancel some."),
            number=waiting,
        )
    payload, digest = frozen(dict(inputs), "inputs")
    run = Run.objects.create(
        what=computation.key,
        title=" ".join(title.split())[:LONGEST_TITLE],
        inputs=payload,
        inputs_sha256=digest,
        seed=seed,
        party=party,
        by=by,
        queued_at=at,
        again_of=again_of,
        sample=sample,
    )
    record(
        verb=gettext_noop("started a computation"),
        subject=run,
        by=by,
        at=at,
        after={"what": run.what, "inputs": digest, "seed": seed},
    )
    carry_out.enqueue(run.pk)
    run.refresh_from_db()
    return run


@transaction.atomic
def cancel_run(*, run: Run, by: Account, at: datetime) -> None:
    """A waiting run ends now; a running one when its computation next reports its progress."""
    held = Run.objects.select_for_update().get(pk=run.pk)
    check_knows_of_run(by, held, parties_of(by))
    if held.state in ENDED:
        raise RunRefused(gettext_noop("Run {number} has ended; nothing is left to cancel."), number=held.pk)
    if held.state == RunState.QUEUED:
        held.state, held.ended_at = RunState.CANCELLED, at
    held.cancel_asked_at = held.cancel_asked_at or at
    held.save(update_fields=["state", "ended_at", "cancel_asked_at"])
    record(verb=gettext_noop("cancelled a computation"), subject=held, by=by, at=at)


def run_again(*, run: Run, by: Account, at: datetime) -> Run:
    """The same computation with the same inputs and seed, as a run of its own that is compared with this."""
    check_reads_run(by, run, parties_of(by))
    if run.state not in ENDED:
        raise RunRefused(gettext_noop("Run {number} has not ended yet."), number=run.pk)
    return start_run(
        what=run.what,
        inputs=run.inputs,
        seed=run.seed,
        party=run.party,
        title=run.title,
        again_of=run,
        by=by,
        at=at,
        sample=run.sample,
    )


def start_by_hand(
    *, what: str, inputs: Mapping[str, Any], by: Account, at: datetime, seed: int = 1, title: str = ""
) -> Run:
    """Start what its room opened to everybody; everything else is started on its own room's pages."""
    if not computation_named(what).by_hand:
        raise RunRefused(
            gettext_noop("“{what}” is not started by hand, but from the page that it belongs to."), what=what
        )
    party = min((p for p in parties_of(by) if p.startswith("organisation:")), default="")
    return start_run(
        what=what,
        inputs=inputs,
        seed=seed,
        title=title,
        party=party if by.role == Role.MEMBER else "",
        by=by,
        at=at,
    )
