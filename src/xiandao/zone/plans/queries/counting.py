"""What the targets of a plan have come to: counted by an indicator, or summed from the figures reported."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from xiandao.zone.evidence.api import IndicatorVersion, claim_states, indicator_versions, values_ready
from xiandao.zone.plans.models import Plan, ReportedFigure, TargetIndicator
from xiandao.zone.plans.rules.counting import in_unit

VERIFIED: Final = "verified"
GONE: Final = ("rejected", "withdrawn")


@dataclass(frozen=True, slots=True)
class Counted:
    """A target's value on a day. `value` is the one that is judged; both others say how sure it is.

    All are None where nothing was ever claimed: that is not the same as zero.
    """

    value: Decimal | None
    verified: Decimal | None
    claimed: Decimal | None
    version: IndicatorVersion | None = None
    figures: tuple[ReportedFigure, ...] = ()  # what units reported, verified or not


NOTHING: Final = Counted(None, None, None)


def indicators_in_force(plan: Plan, as_of: date) -> dict[int, IndicatorVersion]:
    """The indicator of each target that has one, as both held on a day."""
    chosen = dict(
        TargetIndicator.objects.filter(target__plan=plan, since__lte=as_of)
        .exclude(until__lte=as_of)
        .values_list("target_id", "indicator")
    )
    if not chosen:
        return {}
    versions = {version.indicator.key: version for version in indicator_versions(as_of)}
    return {target: versions[key] for target, key in chosen.items() if key in versions}


def counted(plan: Plan, units: Mapping[int, str], as_of: date) -> dict[int, Counted]:
    """What every target has come to; `units` says in which unit each is stated."""
    figures = _figures(plan, as_of)
    versions = indicators_in_force(plan, as_of)
    ready = values_ready(list(versions.values()), as_of=as_of)
    found: dict[int, Counted] = {}
    for target, unit in units.items():
        behind, version = tuple(figures[target]), versions.get(target)
        if version is None:
            found[target] = _summed(behind)
        elif version.pk not in ready:
            found[target] = Counted(None, None, None, version, behind)
        else:
            counted_in = str(version.definition["unit"]["en"])
            verified = in_unit(ready[version.pk].verified, counted_in, unit)
            claimed = in_unit(ready[version.pk].claimed, counted_in, unit)
            judged = verified if version.definition["confidence"] == VERIFIED else claimed
            found[target] = Counted(judged, verified, claimed, version, behind)
    return found


def _figures(plan: Plan, as_of: date) -> dict[int, list[ReportedFigure]]:
    figures: dict[int, list[ReportedFigure]] = defaultdict(list)
    for figure in (
        ReportedFigure.objects.filter(target__plan=plan, happened_on__lte=as_of, superseded_by__isnull=True)
        .select_related("report__unit", "report__measure", "report__by")
        .order_by("happened_on", "pk")
    ):
        figures[figure.target_id].append(figure)
    return figures


def _summed(figures: Sequence[ReportedFigure]) -> Counted:
    """The sum of what units reported; a figure that was rejected no longer counts."""
    states = claim_states([figure.entry for figure in figures if figure.entry is not None])
    standing = [figure for figure in figures if states.get(figure.entry or 0) not in GONE]
    if not standing:
        return Counted(None, None, None, None, tuple(figures))
    sure = (figure.quantity for figure in standing if states.get(figure.entry or 0) == VERIFIED)
    value = sum((figure.quantity for figure in standing), Decimal(0))
    return Counted(value, sum(sure, Decimal(0)), value, None, tuple(figures))
