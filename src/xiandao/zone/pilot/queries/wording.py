"""What the engines say, in the reader's language: hours become days, numbers become titles."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from xiandao.kernel.sentences import Sentence, reworded, sentence_from
from xiandao.scaleup.scheduling import HOUR
from xiandao.zone.face.api import say
from xiandao.zone.pilot.models import Campaign

COMPUTED: Final = (
    gettext_noop("measured"),
    gettext_noop("computed: liquid height of the description"),
    gettext_noop("computed from the oxygen uptake"),
)
# what the names of laws say besides authors and years
LAW_WORDS: Final = (
    gettext_noop("not coalescing"),
    gettext_noop("coalescing"),
    gettext_noop("power number"),
    gettext_noop("times (H/T)^2"),
)
_LAW_WORD: Final = re.compile("|".join(map(re.escape, LAW_WORDS)))
_BAND: Final = re.compile(r"[\d.e+-]+–[\d.e+-]+( \(!\))?: ")


def in_words(told: object, origin: datetime, titles: Mapping[str, str]) -> str:
    """A kept sentence of the scheduler as a reader understands it."""
    return say(reworded(sentence_from(told), partial(_value, origin, titles)))


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


def source_words(source: str) -> str:
    """Where a figure comes from; what a person wrote stays as it is."""
    if source in COMPUTED:
        return gettext(source)
    if _BAND.match(source):
        return _LAW_WORD.sub(lambda found: gettext(found[0]), source)
    return source


def _value(origin: datetime, titles: Mapping[str, str], name: str, value: object) -> object:
    """A day in the place of an hour, a title in that of a campaign."""
    if name in ("campaign", "other"):
        return titles.get(str(value), _("another campaign"))
    if isinstance(value, Sentence) and value.template == HOUR:
        hour = timedelta(hours=int(str(value.values["hour"])))
        return timezone.localtime(origin + hour).strftime("%m-%d %H:%M")
    return value
