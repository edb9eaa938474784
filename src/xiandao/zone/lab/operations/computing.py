"""Starts what a lab computes in the background, in the name of its organisation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.translation import gettext_noop

from xiandao.foundry.sequences.formats import read
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.lab.models import Design, LabRun, Wish
from xiandao.zone.lab.permissions import check_works_in
from xiandao.zone.lab.rules.vocabulary import RunKind
from xiandao.zone.runs.api import start_run

WHAT: Final[Mapping[RunKind, str]] = {
    RunKind.GENE: "lab.gene/1",
    RunKind.MRNA: "lab.mrna/1",
    RunKind.GUIDES: "lab.guides/1",
    RunKind.PLAN: "lab.plan/1",
    RunKind.VERIFICATION: "lab.verification/1",
    RunKind.SCREENING: "lab.screening/1",
}


class ComputingRefused(Refusal):
    """Nothing can be computed from what there is."""


def compute(
    *,
    kind: RunKind,
    wish: Wish,
    inputs: Mapping[str, Any],
    title: str,
    by: Account,
    at: datetime,
    design: Design | None = None,
    seed: int = 1,
) -> int:
    """Start it, and keep to which wish it belongs; the run's number."""
    check_works_in(by, wish.organisation)
    run = start_run(
        what=WHAT[kind],
        inputs={"wish": wish.pk, "by": by.pk, **inputs},
        seed=seed,
        party=wish.organisation.party,
        title=title,
        by=by,
        at=at,
        sample=wish.sample,
    )
    LabRun.objects.create(wish=wish, design=design, kind=kind, run=run.pk)
    return run.pk


def compute_gene(
    *, wish: Wish, options: Mapping[str, Any], reason: str, by: Account, at: datetime, seed: int = 1
) -> int:
    """Let the genes of the wish's proteins be optimised and joined into one design."""
    return compute(
        kind=RunKind.GENE,
        wish=wish,
        inputs={"proteins": _proteins(wish), "host": wish.host, "reason": reason, **options},
        title=wish.title,
        seed=seed,
        by=by,
        at=at,
    )


def compute_mrna(
    *, wish: Wish, options: Mapping[str, Any], reason: str, by: Account, at: datetime, seed: int = 1
) -> int:
    """Let the mRNA of the wish's one protein be designed."""
    proteins = _proteins(wish)
    if len(proteins) != 1:
        raise ComputingRefused(
            gettext_noop("An mRNA codes for one protein; this wish has {many}."), many=len(proteins)
        )
    return compute(
        kind=RunKind.MRNA,
        wish=wish,
        inputs={"proteins": proteins, "host": wish.host, "reason": reason, **options},
        title=wish.title,
        seed=seed,
        by=by,
        at=at,
    )


def _proteins(wish: Wish) -> list[dict[str, str]]:
    """The proteins by name; a wish without any cannot be computed."""
    if not wish.proteins:
        raise ComputingRefused(
            gettext_noop("The wish has no protein. Add it there, or bring a sequence file.")
        )
    if not wish.host:
        raise ComputingRefused(gettext_noop("The wish names no host whose codons to use."))
    return [
        {"name": one.name, "sequence": one.sequence.upper().rstrip("*")}
        for one in read(wish.proteins.encode(), "proteins").records
    ]
