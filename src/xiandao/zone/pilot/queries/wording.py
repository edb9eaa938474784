"""What the scheduler says, in the reader's language: hours become days, numbers become titles.

The engine is pure and speaks English with hours from an origin; each of its sentences has its form here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiandao.zone.pilot.models import Campaign

# (the engine's sentence, ours): groups h, h1, h2 are hours, c is a campaign's number
FORMS: Final = (
    (r"(?P<c>\d+) can only start from hour (?P<h>\d+)", gettext_noop("{c} can only start from {h}")),
    (
        r"(?P<m>.+) is closed from hour (?P<h1>\d+) to (?P<h2>\d+)",
        gettext_noop("{m} is closed from {h1} to {h2}"),
    ),
    (r"(?P<s>.+) ends at hour (?P<h>\d+)", gettext_noop("{s} ends at {h}")),
    (
        r"what (?P<s>.+) gives keeps only (?P<n>\d+) h from hour (?P<h>\d+)",
        gettext_noop("what {s} gives keeps only {n} h from {h}"),
    ),
    (
        r"(?P<s>.+) starts at hour (?P<h>\d+) and cannot wait longer than (?P<n>\d+) h",
        gettext_noop("{s} starts at {h} and cannot wait longer than {n} h"),
    ),
    (r"so that the plan ends earlier", gettext_noop("so that the plan ends earlier")),
    (
        r"(?P<m>.+) has (?P<c>\d+) from hour (?P<h1>\d+) to (?P<h2>\d+)",
        gettext_noop("{m} has {c} from {h1} to {h2}"),
    ),
    (
        r"(?P<m>.+) needs a changeover around (?P<c>\d+) from hour (?P<h1>\d+) to (?P<h2>\d+)",
        gettext_noop("{m} needs a changeover around {c} from {h1} to {h2}"),
    ),
    (r"no (?P<p>.+) is left at hour (?P<h>\d+)", gettext_noop("no {p} is left at {h}")),
    (
        r"its own steps and waits end at hour (?P<h>\d+) at the earliest, in any plant of this kind",
        gettext_noop("its own steps and waits end at {h} at the earliest, in any plant of this kind"),
    ),
    (
        r"it can: with all others where they are it ends at hour (?P<h>\d+)",
        gettext_noop("it can: with all others where they are it ends at {h}"),
    ),
    (
        r"no placing was found that ends by hour (?P<h>\d+), whatever else is given up",
        gettext_noop("no placing was found that ends by {h}, whatever else is given up"),
    ),
    (
        r"only if others give way: placed first it ends at hour (?P<h>\d+)",
        gettext_noop("only if others give way: placed first it ends at {h}"),
    ),
    (r"(?P<c>\d+) may start before hour (?P<h>\d+)", gettext_noop("{c} may start before {h}")),
    (r"(?P<m>.+) is not closed", gettext_noop("{m} is not closed")),
    (r"no changeover before (?P<p>.+)", gettext_noop("no changeover before {p}")),
    (r"one more (?P<p>.+) like (?P<m>.+)", gettext_noop("one more {p} like {m}")),
    (
        r"(?P<p>.+) work in the hours in which some are away",
        gettext_noop("{p} work in the hours in which some are away"),
    ),
    (r"more of (?P<p>.+)", gettext_noop("more of {p}")),
    (r"(?P<c>\d+) gives way", gettext_noop("{c} gives way")),
    (
        (
            r"(?P<c>\d+), (?P<s>.+): no machine does (?P<p>.+) with (?P<v>\S+) m3, hygiene class (?P<y>\d) "
            r"and biosafety level (?P<n>\d)"
        ),
        gettext_noop("{s}: no equipment does {p} with {v} m³, hygiene class {y} and biosafety level {n}"),
    ),
    (
        r"(?P<c>\d+), (?P<s>.+): needs (?P<n>\d+) of (?P<p>.+), the plant has (?P<v>\d+)",
        gettext_noop("{s}: needs {n} of {p}, the plant has {v}"),
    ),
    (r"the longest way through (?P<c>\d+)", gettext_noop("the longest way through {c}")),
    (r"the (?P<n>\d+) of (?P<p>.+)", gettext_noop("the {n} of {p}")),
)
BEFORE: Final = (
    ("one of these would do: ", gettext_noop("one of these would do: {rest}")),
    ("only together: ", gettext_noop("only together: {rest}")),
)


def why_waits(campaign: Campaign, titles: Mapping[str, str]) -> str:
    """Why a campaign waits, in the reader's words; its own titles only."""
    reason = campaign.reason
    if not reason.get("message"):
        return ""
    return in_words(reason["message"], datetime.fromisoformat(reason["origin"]), titles)


def ways_of(campaign: Campaign, titles: Mapping[str, str]) -> list[str]:
    """What would make its date possible, one by one."""
    reason = campaign.reason
    ways = reason.get("ways", [])
    return [in_words(way, datetime.fromisoformat(reason["origin"]), titles) for way in ways]


def in_words(sentence: str, origin: datetime, titles: Mapping[str, str]) -> str:
    """The engine's sentence as a reader understands it; as it is where it has no form here."""
    parts = re.split(r"\. (?=only|one)", sentence)
    return "; ".join(_part(part, origin, titles) for part in parts)


def _part(part: str, origin: datetime, titles: Mapping[str, str]) -> str:
    for start, ours in BEFORE:
        if part.startswith(start):
            ways = part.removeprefix(start).split("; ")
            return _(ours).format(rest="; ".join(_said(way, origin, titles) for way in ways))
    return _said(part, origin, titles)


def _said(sentence: str, origin: datetime, titles: Mapping[str, str]) -> str:
    for form, ours in FORMS:
        if found := re.fullmatch(form, sentence):
            values = {name: _value(name, text, origin, titles) for name, text in found.groupdict().items()}
            return _(ours).format(**values)
    return sentence


def _value(name: str, text: str, origin: datetime, titles: Mapping[str, str]) -> str:
    if name.startswith("h"):
        return timezone.localtime(origin + timedelta(hours=int(text))).strftime("%m-%d %H:%M")
    if name == "c":
        return titles.get(text, _("another campaign"))
    return text
