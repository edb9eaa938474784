"""Runs as they are looked for. Who is asking is an argument."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from xiandao.kernel.content import place_in
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account, Role, parties_of
from xiandao.zone.runs.models import Run, RunFile
from xiandao.zone.runs.permissions import can_know_of_run, check_reads_run
from xiandao.zone.runs.rules import ENDED


class RunMissing(Refusal):
    """There is no such run, or a file of it is gone."""

    http_status = 404


def runs_of(asking: Account) -> QuerySet[Run]:
    """The runs that are this account's to read, the latest first."""
    if not asking.is_active:
        return Run.objects.none()
    own = Q(party="", by=asking) | Q(party__in=parties_of(asking) - {""})
    return Run.objects.filter(own).select_related("by").defer("inputs", "result")


def every_run(*, asking: Account) -> QuerySet[Run]:
    """Every run, for the administrator, who sees that it is there; for others their own."""
    if asking.is_active and asking.role == Role.ADMINISTRATOR:
        return Run.objects.select_related("by").defer("inputs", "result")
    return runs_of(asking)


def run_numbered(number: int, *, asking: Account) -> Run:
    """A run with everything in it, for its owner."""
    run = run_known(number, asking=asking)
    check_reads_run(asking, run, parties_of(asking))
    return run


def run_known(number: int, *, asking: Account) -> Run:
    """A run for those who may know that it exists; the page asks again before it shows what is in it.

    For everybody else it looks like a missing one.
    """
    run = Run.objects.select_related("by", "again_of").filter(pk=number).first()
    if run is None or not can_know_of_run(asking, run, parties_of(asking)):
        raise RunMissing(gettext_noop("There is no run {number}."), number=number)
    return run


def runs_numbered(numbers: Iterable[int]) -> dict[int, Run]:
    """These runs without their inputs and results. The room that started them has checked who asks."""
    return Run.objects.defer("inputs", "result").in_bulk(list(numbers))


def file_of(run: Run, name: str) -> tuple[RunFile, bytes]:
    """A file of a run's result as it was kept. The caller has checked who asks."""
    kept = None if "\0" in name else RunFile.objects.filter(run=run, name=name).first()
    if kept is None:
        raise RunMissing(gettext_noop("Run {number} keeps no file “{name}”."), number=run.pk, name=name)
    try:
        content = place_in(store(), kept.sha256).read_bytes()
    except OSError as gone:
        raise RunMissing(
            gettext_noop("The file {name} of run {number} is missing from the store."),
            number=run.pk,
            name=name,
        ) from gone
    if hashlib.sha256(content).hexdigest() != kept.sha256:
        raise RunMissing(
            gettext_noop("The file {name} of run {number} was changed in the store."),
            number=run.pk,
            name=name,
        )
    return kept, content


def store() -> Path:
    """Where the files of runs lie: apart from those of evidence, which come and go by rules of their own."""
    return Path(settings.MEDIA_ROOT) / "runs"


def has_ended(run: Run) -> bool:
    """Whether nothing more will come of it."""
    return run.state in ENDED


def earlier_result(run: Run) -> bool | None:
    """Whether a repeat came to the result of the run that it repeats; None where that cannot be said yet."""
    first = run.again_of
    if first is None or not first.result_sha256 or not run.result_sha256:
        return None
    return first.result_sha256 == run.result_sha256
