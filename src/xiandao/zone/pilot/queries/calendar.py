"""Bookings as iCalendar and as a Gantt drawing; what is another tenant's is only “taken”."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from xiandao.scaleup.scheduling import Booking, Schedule, icalendar
from xiandao.scaleup.scheduling import Plant as EnginePlant
from xiandao.zone.pilot.queries.campaigns import Taken
from xiandao.zone.pilot.queries.problem import HOUR


@dataclass(frozen=True, slots=True)
class Occupancy:
    """How much of a time a piece of equipment is taken."""

    equipment: str
    hours: float
    share: float


def occupancy(
    rows: Sequence[Taken], names: Sequence[str], since: datetime, until: datetime
) -> list[Occupancy]:
    """The hours taken of each piece of equipment within a time, cleaning included."""
    span = (until - since) / HOUR
    taken = dict.fromkeys(names, 0.0)
    for one in rows:
        inside = (min(one.free_at, until) - max(one.starts_at, since)) / HOUR
        taken[one.equipment] = taken.get(one.equipment, 0.0) + max(0.0, inside)
    return [Occupancy(name, hours, hours / span) for name, hours in taken.items()]


def calendar_of(rows: Sequence[Taken], *, stamp: datetime) -> str:
    """The bookings as iCalendar text."""
    origin = min((one.starts_at for one in rows), default=stamp)
    bookings = tuple(
        Booking(
            one.campaign.title if one.campaign else _("taken"),
            one.step or f"{number}",
            one.equipment,
            (one.starts_at - origin) // HOUR,
            (one.ends_at - origin) // HOUR,
            (one.free_at - origin) // HOUR,
        )
        for number, one in enumerate(rows, 1)
    )
    plan = Schedule((), EnginePlant(()), bookings, 0, None, 0, 0, "")
    return icalendar(plan, origin=origin, stamp=stamp)


def gantt(rows: Sequence[Taken], since: datetime, until: datetime) -> dict[str, Any]:
    """Equipment down the side, time along the top; cleaning is drawn lighter after its step."""
    values = []
    for one in rows:
        whose = one.campaign.title if one.campaign else _("taken")
        for kind, begin, end in (
            (_("step"), one.starts_at, one.ends_at),
            (_("cleaning"), one.ends_at, one.free_at),
        ):
            if end > begin:
                values.append(
                    {
                        "equipment": one.equipment,
                        "campaign": whose,
                        "step": one.step or "—",
                        "what": kind,
                        "from": _local(begin),
                        "to": _local(end),
                    }
                )
    return _drawn(values, since, until)


def _drawn(values: list[dict[str, str]], since: datetime, until: datetime) -> dict[str, Any]:
    names = sorted({value["equipment"] for value in values})
    x = {
        "field": "from",
        "type": "temporal",
        "title": None,
        "scale": {"domain": [_local(since), _local(until)]},
        "axis": {"format": "%m-%d", "labelOverlap": True},
    }
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": {"step": 30},
        "data": {"values": values},
        "mark": {"type": "bar", "height": 20, "tooltip": True, "clip": True, "stroke": "#ffffff"},
        "encoding": {
            "y": {
                "field": "equipment",
                "type": "nominal",
                "title": None,
                "scale": {"domain": names},
            },
            "x": x,
            "x2": {"field": "to"},
            "color": {
                "field": "campaign",
                "type": "nominal",
                "title": _("Campaign"),
                "scale": {"range": COLOURS},
                "legend": {"orient": "bottom", "columns": 3, "labelLimit": 180},
            },
            "opacity": {
                "field": "what",
                "type": "nominal",
                "title": None,
                "scale": {"domain": [_("step"), _("cleaning")], "range": [1.0, 0.45]},
                "legend": None,
            },
            "tooltip": [
                {"field": "equipment", "title": _("Equipment")},
                {"field": "campaign", "title": _("Campaign")},
                {"field": "step", "title": _("Step")},
                {"field": "what", "title": _("What")},
                {"field": "from", "type": "temporal", "title": _("From"), "format": "%m-%d %H:%M"},
                {"field": "to", "type": "temporal", "title": _("To"), "format": "%m-%d %H:%M"},
            ],
        },
    }


# hues that stay apart on the day and the night sheet
COLOURS = ["#2f7fc1", "#2a9d78", "#cf7a00", "#8a5fb5", "#c8323a", "#5d7f1e", "#b0518c", "#7b8a92"]


def _local(moment: datetime) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M:%S")
