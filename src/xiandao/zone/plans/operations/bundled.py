"""Puts a plan in force that comes with Xiandao: facts and figures of a public plan, in our own words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from importlib import resources
from typing import Any

import yaml
from django.db import transaction
from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.accounts.api import Account
from xiandao.zone.audit.api import record
from xiandao.zone.evidence.api import ensure_indicators
from xiandao.zone.plans.models import Edition, Plan
from xiandao.zone.plans.operations.counting import count_bundled
from xiandao.zone.plans.operations.enforcing import put_in_force
from xiandao.zone.plans.permissions import check_office
from xiandao.zone.plans.queries.plans import bundled_names
from xiandao.zone.plans.rules.bundled import reading_of
from xiandao.zone.plans.rules.states import EditionState


class BundledPlanRefused(Refusal):
    """There is no such bundled plan."""


@transaction.atomic
def load_bundled(*, name: str, by: Account | None, at: datetime) -> Plan:
    """The bundled plan, put in force since the first day of its period unless it is there already."""
    if by is not None:
        check_office(by)
    if name not in bundled_names():
        raise BundledPlanRefused(
            gettext_noop("There is no bundled plan “{name}”. There are: {names}."),
            name=name,
            names=", ".join(bundled_names()),
        )
    known = Plan.objects.filter(slug=name).first()
    if known is not None:
        return known  # what people made of it since is theirs
    written = _written(name)
    reading = reading_of(written)
    plan = Plan.objects.create(slug=name, created_at=at)
    edition = Edition(
        plan=plan,
        number=1,
        state=EditionState.REVIEW,
        title=reading["title"],
        status=reading["status"],
        period_start=reading["period"]["start"],
        period_end=reading["period"]["end"],
        source_name=f"{name}.yaml",
        source_note=written["source"]["note"]["zh"],
        reading=reading,
        brought_at=at,
        brought_by=by,
    )
    since = date(reading["period"]["start"], 1, 1)
    put_in_force(edition, since=since, by=by, at=at)
    ensure_indicators(at=at)
    count_bundled(plan=plan, since=since, at=at)
    record(verb=gettext_noop("loaded a bundled plan"), subject=edition, by=by, at=at, after={"name": name})
    return plan


def _written(name: str) -> Mapping[str, Any]:
    text = (resources.files("xiandao.zone.plans") / "bundled" / f"{name}.yaml").read_text("utf-8")
    content: Mapping[str, Any] = yaml.safe_load(text)
    return content
