"""Who sees a run, cancels it and runs it again: `check_` raises the sentence, `can_` answers."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role
from xiandao.zone.runs.models import Run


class RunAccessRefused(Refusal):
    """Somebody asked of a run what is not theirs."""

    http_status = 403


def can_read_run(by: Account, run: Run, parties: frozenset[str]) -> bool:
    """A run is its owner's alone: the organisation's people, or the one account where it has none."""
    if not by.is_active:
        return False
    return run.party in parties if run.party else run.by_id == by.pk


def can_know_of_run(by: Account, run: Run, parties: frozenset[str]) -> bool:
    """An administrator knows that a run exists and how it stands, and reads nothing of it."""
    return can_read_run(by, run, parties) or (by.is_active and by.role == Role.ADMINISTRATOR)


def check_reads_run(by: Account, run: Run, parties: frozenset[str]) -> None:
    """Refuse a run of somebody else without saying what it is."""
    if not can_read_run(by, run, parties):
        raise RunAccessRefused(
            gettext_noop("Run {number} belongs to somebody else; only its owner reads it."), number=run.pk
        )


def check_knows_of_run(by: Account, run: Run, parties: frozenset[str]) -> None:
    """Refuse even its existence to those who neither own it nor run the house."""
    if not can_know_of_run(by, run, parties):
        raise RunAccessRefused(
            gettext_noop("Run {number} belongs to somebody else; only its owner reads it."), number=run.pk
        )


def check_runs_for(by: Account, party: str, parties: frozenset[str]) -> None:
    """Somebody computes for themselves or for whom they speak."""
    if not by.is_active or (party and party not in parties):
        raise RunAccessRefused(gettext_noop("You can compute only for yourself and for whom you speak."))
