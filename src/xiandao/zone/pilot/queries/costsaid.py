"""What the plant engine says, in the reader's language: its names, its units, and why a plant cannot be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from xiandao.kernel.sentences import sentence_from
from xiandao.zone.face.api import say
from xiandao.zone.pilot.queries import costwords

PRICE: Final = "price of "
SHARE: Final = "share"
MOST_REASONS: Final = 6
# (the engine's sentence, ours) of an invariant that breaks
BROKEN: Final = (
    (
        r"more of a vessel is filled than there is, (?P<v>\S+) of it",
        gettext_noop("{v} of a vessel is filled"),
    ),
    (r"(?P<v>\S+) vessels, more than (?P<m>\d+)", gettext_noop("{v} vessels, more than {m}")),
    (r"a vessel of (?P<v>\S+) m3 is not built", gettext_noop("a vessel of {v} m³ is not built")),
    (
        r"oxygen demand of (?P<v>\S+) mol/\(L h\) is more than is transferred",
        gettext_noop("an oxygen demand of {v} mol/(L h) is more than is transferred"),
    ),
    (
        r"heat of (?P<v>\S+) kW/m3 is more than is taken away",
        gettext_noop("heat of {v} kW/m³ is more than is taken away"),
    ),
    (
        r"stirring of (?P<v>\S+) kW/m3 is more than the motor has",
        gettext_noop("stirring of {v} kW/m³ is more than the motor has"),
    ),
    (
        r"oxygen taken up on average, (?P<v>\S+) mol/\(L h\), is more than at the peak",
        gettext_noop("oxygen taken up on average, {v} mol/(L h), is more than at the peak"),
    ),
    (
        r"electrons do not suffice: product and cells hold more than was fed",
        gettext_noop("electrons do not suffice: product and cells hold more than was fed"),
    ),
    (
        r"more was made than the carbon source allows",
        gettext_noop("more was made than the carbon source allows"),
    ),
    (
        r"the broth is (?P<v>\S+) thinner than its titre: the feed is too weak",
        gettext_noop("the broth is {v} thinner than its titre: the feed is too weak"),
    ),
    (r"the medium lacks (?P<s>.+)", gettext_noop("the medium lacks {s}")),
    (r"a retentate of (?P<v>\S+) kg/m3 gels", gettext_noop("a retentate of {v} kg/m³ gels")),
    (
        r"an extract of (?P<v>\S+) kg/m3 is too thick to stir",
        gettext_noop("an extract of {v} kg/m³ is too thick to stir"),
    ),
    (r"(?P<v>\S+) columns, more than 40", gettext_noop("{v} columns, more than 40")),
    (r"(?P<v>\S+) mixers, more than 20", gettext_noop("{v} mixers, more than 20")),
    (r"nucleotides do not suffice", gettext_noop("nucleotides do not suffice")),
    (
        r"the juice is thinner than the titre allows, by (?P<v>\S+) kg/h",
        gettext_noop("the juice is thinner than the titre allows, by {v} kg/h"),
    ),
    (
        r"(?P<v>mass|carbon|energy) does not close, (?P<m>\S+) of what goes in",
        gettext_noop("{v} does not close, {m} of what goes in"),
    ),
)


def named(words: costwords.Words, name: str) -> str:
    """The engine's name as a reader knows it; as it is where it has no words here."""
    return str(words.get(name, name))


def figure_named(name: str) -> str:
    """A parameter, a price or the market, as a reader knows it."""
    if name.startswith(PRICE):
        return _("price of {thing}").format(thing=named(costwords.THINGS, name.removeprefix(PRICE)))
    return named(costwords.FIGURES, name)


def unit_of(unit: str) -> str:
    """A unit as it is written."""
    if unit == SHARE or unit.startswith(f"{SHARE} "):
        return _("share")
    return named(costwords.UNITS, unit)


def source_of(source: str) -> str:
    """Where a figure is from."""
    return named(costwords.SOURCES, source)


def why_not(refused: Mapping[str, Any]) -> str:
    """Why nothing came of it, in words: the invariants that break, or the refusal's own sentence."""
    told = sentence_from(refused)
    reasons = told.values.get("reasons")
    if reasons is None:
        return say(told)
    found = str(reasons).split("; ")[:MOST_REASONS]
    return _("Such a plant cannot be: {reasons}.").format(
        reasons="; ".join(reason_in_words(one) for one in found)
    )


def reason_in_words(reason: str) -> str:
    """A broken invariant, its place before it: `fermentation: 394 vessels, more than 60 (1356 of 1356)`."""
    text = re.sub(r" \(\d+ of \d+\)$", "", reason)
    place, sep, rest = text.partition(": ")
    said = _said(rest) if sep else None
    if said is None:
        return _said(text) or text
    return _("{place}: {said}").format(place=named(costwords.BLOCKS, place), said=said)


def _said(sentence: str) -> str | None:
    for form, ours in BROKEN:
        if found := re.fullmatch(form, sentence):
            values = {name: named(costwords.BALANCES, text) for name, text in found.groupdict().items()}
            return str(_(ours).format(**values))
    return None
