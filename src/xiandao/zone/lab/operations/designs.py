"""Keeping versions of designs, and what is predicted of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_noop

from xiandao.foundry.sequences import Molecule, Record
from xiandao.foundry.sequences.formats import read
from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record as note
from xiandao.zone.lab.models import Design, Wish
from xiandao.zone.lab.operations.wishes import touch
from xiandao.zone.lab.permissions import check_works_in
from xiandao.zone.lab.rules.records import written
from xiandao.zone.lab.rules.vocabulary import DesignWay

MOST_LETTERS: Final = 1_000_000
MOST_FEATURES: Final = 5_000


class DesignRefused(Refusal):
    """A design cannot be kept as it is."""


def design_from(content: bytes, file: str) -> Record:
    """The one sequence of a file. Raises DesignRefused, or the reader's refusal with its place."""
    reading = read(content, file)
    if not reading.records and reading.faults:
        raise DesignRefused("{fault}", fault=reading.faults[0].sentence)
    if len(reading.records) != 1:
        raise DesignRefused(
            gettext_noop("{file} holds {many} sequences; a design is one. Bring them one by one."),
            file=file,
            many=len(reading.records),
        )
    return reading.records[0]


@transaction.atomic
def keep_design(
    *,
    wish: Wish,
    record: Record,
    way: DesignWay,
    by: Account,
    at: datetime,
    name: str = "",
    reason: str = "",
    run: int | None = None,
    about: Mapping[str, Any] | None = None,
) -> Design:
    """Keep a sequence as the next version of the wish's design."""
    check_works_in(by, wish.organisation)
    if record.molecule is Molecule.PROTEIN:
        raise DesignRefused(
            gettext_noop("{name} is a protein; a design is DNA or RNA. Let its gene be computed."),
            name=record.name,
        )
    if not 0 < len(record) <= MOST_LETTERS or len(record.features) > MOST_FEATURES:
        raise DesignRefused(
            gettext_noop("A design has 1 to {most} letters and at most {features} features."),
            most=MOST_LETTERS,
            features=MOST_FEATURES,
        )
    Wish.objects.select_for_update().get(pk=wish.pk)  # one version after the other
    last = wish.designs.aggregate(last=Max("version"))["last"] or 0
    design = Design.objects.create(
        wish=wish,
        version=last + 1,
        name=(" ".join(name.split()) or record.name)[:120],
        way=way,
        record=written(record),
        length=len(record),
        sha256=hashlib.sha256(record.sequence.upper().encode()).hexdigest(),
        run=run,
        about=dict(about or {}),
        reason=reason.strip()[:400],
        by=by,
        created_at=at,
    )
    touch(wish, at)
    note(
        verb=gettext_noop("kept a design"),
        subject=design,
        by=by,
        at=at,
        after={"wish": wish.pk, "version": design.version, "sha256": design.sha256},
    )
    return design


@transaction.atomic
def predict(
    *,
    design: Design,
    what: str,
    value: float,
    unit: str,
    low: float | None,
    high: float | None,
    by: Account,
    at: datetime,
) -> None:
    """Say what is expected of a design before it is measured; once it was measured, that stays."""
    check_works_in(by, design.wish.organisation)
    if design.measurements.exists():
        raise DesignRefused(gettext_noop("It has been measured already; a prediction is made before."))
    if not what.strip() or not unit.strip():
        raise DesignRefused(gettext_noop("A prediction names its quantity and its unit."))
    if (low is None) != (high is None) or (low is not None and high is not None and low > high):
        raise DesignRefused(gettext_noop("Give both ends of the interval, the lower one first, or none."))
    design.predicted_what, design.predicted_unit = what.strip()[:80], unit.strip()[:24]
    design.predicted_value, design.predicted_low, design.predicted_high = value, low, high
    design.save()
    note(verb=gettext_noop("predicted a figure of a design"), subject=design, by=by, at=at)
