"""The measures of a plan as a list to filter, and one measure with everything said of it."""

from __future__ import annotations

from django.http import HttpRequest

from xiandao.zone.accounts.api import caller, zone_only
from xiandao.zone.plans.api import (
    MeasureView,
    Snapshot,
    can_open_attachment,
    units_of,
    units_to_report_for,
)
from xiandao.zone.plans.queries.history import links_of_measure, with_claims
from xiandao.zone.plans.web.reading.frame import Shown, missing, plan_page
from xiandao.zone.plans.web.reading.words import STANDINGS


@zone_only
@plan_page("measures")
def measures(request: HttpRequest, seen: Snapshot) -> Shown:
    """The measures under their groups; the filters stand in the address."""
    chosen = {name: request.GET.get(name, "").strip() for name in ("group", "unit", "standing", "q")}
    found = [measure for measure in seen.measures if _matches(measure, chosen)]
    wanted = {measure.id for measure in found}
    groups = [(name, [m for m in members if m.id in wanted]) for name, members in seen.groups]
    return {
        "chosen": chosen,
        "filtered": any(chosen.values()),
        "found": len(found),
        "groups": [(name, members) for name, members in groups if members],
        "all_groups": [(name, members[0].revision.group_en) for name, members in seen.groups],
        "all_units": sorted(seen.units, key=lambda unit: unit.name),
        "standings": STANDINGS.items(),
    }


@zone_only
@plan_page("measure")
def measure(request: HttpRequest, seen: Snapshot, key: str) -> Shown:
    """One measure: its words, who does it, what was promised, and all that was ever reported."""
    shown = seen.measure(key)
    if shown is None:
        raise missing(seen, key)
    by = caller(request)
    own_units = units_of(by)
    reports = with_claims(shown.reports)
    order = [m.key for m in seen.measures]
    at = order.index(key)
    return {
        "measure": shown,
        "reports": reports,
        "targets": [target for target in seen.targets if target.key in shown.targets],
        "links": links_of_measure(shown.id, seen.as_of),
        "opened_units": {r.unit_id for r in reports if can_open_attachment(by, r.unit_id, own_units)},
        "may_report": bool(units_to_report_for(by, shown.unit_ids)),
        "before": seen.measures[at - 1] if at else None,
        "after": seen.measures[at + 1] if at + 1 < len(order) else None,
        "has_text": bool(shown.revision.edition.text) and shown.revision.span_start is not None,
    }


def _matches(measure: MeasureView, chosen: dict[str, str]) -> bool:
    revision, words = measure.revision, chosen["q"].casefold()
    said = (
        revision.title,
        revision.title_en,
        revision.text,
        revision.text_en,
        revision.owner,
        measure.number,
    )
    return (
        chosen["group"] in ("", revision.group)
        and chosen["standing"] in ("", measure.standing.value)
        and (not chosen["unit"] or chosen["unit"] in {str(pk) for pk in measure.unit_ids})
        and (not words or any(words in part.casefold() for part in said))
    )
