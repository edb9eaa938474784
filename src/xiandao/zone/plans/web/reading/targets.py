"""The targets of a plan as gauges, and one target with the figures behind its value."""

from __future__ import annotations

from django.http import HttpRequest

from xiandao.zone.accounts.api import zone_only
from xiandao.zone.plans.api import Snapshot, TargetView
from xiandao.zone.plans.queries.history import links_of_target
from xiandao.zone.plans.web.reading.frame import Shown, missing, plan_page


@zone_only
@plan_page("targets")
def targets(_request: HttpRequest, seen: Snapshot) -> Shown:
    """Every target under its group."""
    groups: dict[str, list[TargetView]] = {}
    for shown in seen.targets:
        groups.setdefault(shown.revision.group, []).append(shown)
    return {"groups": [(members[0].revision, members) for members in groups.values()]}


@zone_only
@plan_page("target")
def target(_request: HttpRequest, seen: Snapshot, key: str) -> Shown:
    """One target: what is asked, what was reported, by whom, and what is meant to bring it about."""
    shown = seen.target(key)
    if shown is None:
        raise missing(seen, key)
    measures = {measure.key: measure for measure in seen.measures}
    links = links_of_target(shown.id, seen.as_of)
    return {
        "target": shown,
        "serving": [(measures[link.measure.key], link) for link in links if link.measure.key in measures],
        "has_text": bool(shown.revision.edition.text) and shown.revision.span_start is not None,
    }
