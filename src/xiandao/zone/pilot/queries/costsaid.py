"""What the plant engine says, in the reader's language: its names, its units, and why a plant cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from xiandao.kernel.sentences import Sentence, reworded, sentence_from
from xiandao.zone.face.api import say
from xiandao.zone.pilot.queries import costwords

PRICE: Final = "price of "
SHARE: Final = "share"
# what a value of one of the engine's sentences names
NAMES: Final = {"place": costwords.BLOCKS, "recycle": costwords.BLOCKS, "thing": costwords.THINGS}


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
    if isinstance(reasons, Sentence):
        return _("Such a plant cannot be: {reasons}.").format(reasons=in_words(reasons))
    return say(told)


def in_words(told: Sentence) -> str:
    """What the engine says of a plant, and what lies in it, as a reader knows the names."""
    return say(reworded(told, _value))


def _value(name: str, value: object) -> object:
    words = NAMES.get(name)
    return value if words is None else named(words, str(value))
