"""Who does what, and where: units with their measures, and the sites of a plan."""

from __future__ import annotations

from django.http import HttpRequest

from xiandao.zone.accounts.api import zone_only
from xiandao.zone.plans.api import Snapshot, officers_of
from xiandao.zone.plans.web.reading.frame import Shown, counts_of, missing, plan_page
from xiandao.zone.plans.web.reading.overview import unit_shares


@zone_only
@plan_page("units")
def units(_request: HttpRequest, seen: Snapshot) -> Shown:
    """Every unit with a part in the plan."""
    return {"units": unit_shares(seen)}


@zone_only
@plan_page("unit")
def unit(_request: HttpRequest, seen: Snapshot, pk: int) -> Shown:
    """One unit: what it leads, what it supports, who speaks for it."""
    shown = next((u for u in seen.units if u.pk == pk), None)
    if shown is None:
        raise missing(seen, pk)
    measures = seen.of_unit(pk)
    leading = [m for m in measures if any(part.unit.pk == pk for part in m.leads)]
    return {
        "unit": shown,
        "leading": leading,
        "supporting": [m for m in measures if m not in leading],
        "total": len(measures),
        "counts": counts_of(measures),
        "officers": officers_of(shown),
    }


@zone_only
@plan_page("site")
def site(_request: HttpRequest, seen: Snapshot, key: str) -> Shown:
    """One place and its role, with the measures that name it."""
    shown = next((s for s in seen.sites if s.key == key), None)
    if shown is None:
        raise missing(seen, key)
    named = [m for m in seen.measures if shown.name in m.revision.title or shown.name in m.revision.text]
    return {"site": shown, "measures": named, "has_text": bool(seen.edition.text)}
