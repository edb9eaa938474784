"""Which words around an amount say what is counted: an amount becomes a statement."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from xiandao.planreader.model import Comparator, Span
from xiandao.planreader.quantities.amounts import Amount
from xiandao.planreader.quantities.clauses import Piece
from xiandao.planreader.quantities.comparators import Cue
from xiandao.planreader.quantities.naming import (
    change_words,
    clean,
    compact,
    is_dependent,
    joined,
    trimmed,
    without_dependent,
    without_finish,
    without_light,
)
from xiandao.planreader.quantities.phrases import CONTINUING
from xiandao.planreader.quantities.sides import Sides, read_sides
from xiandao.planreader.quantities.units import Sort
from xiandao.planreader.quantities.verbs import verbs_in
from xiandao.planreader.quantities.wordlists import words


class Place(StrEnum):
    """Where the object stands."""

    BEFORE = "before"  # 企业总数50家
    AFTER = "after"  # 引进50家企业
    AROUND = "around"  # 规模超50亿的产业区: the number qualifies a noun that follows
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Statement:
    """An amount with the words that belong to it. `verb` opens the phrase, `noun` is the object alone."""

    amount: Amount
    span: Span
    name: str
    noun: str
    place: Place
    verb: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was said before and may be meant again: the object, and the verb of a list that goes on."""

    noun: str = ""  # of this sentence
    distant: str = ""  # of the sentence before
    name: str = ""
    verb: str = ""
    amount: Amount | None = None


LONGEST_BARE_VERB: Final = 2  # characters: 新增 alone needs an object, 完成投资 is its own
_LEAST: Final = words("至少 最少 起码")


def state(text: str, piece: Piece, amount: Amount, earlier: Earlier) -> Statement:
    """The statement that a piece makes with one of its amounts."""
    sides = read_sides(text, piece, amount)
    left = text[sides.floor : sides.left_end]
    amount = _promised(text, amount, sides)
    has_noun = sides.left_end > sides.floor and not sides.direct
    if sides.right and text.startswith("的", amount.end) and amount.sort is not Sort.COUNT:
        return _around(text, amount, sides, left)
    if sides.right and not (has_noun and _is_valued(amount, sides)):
        return _after(text, amount, sides, left, earlier)
    if has_noun:
        return _before(text, amount, sides, left, earlier)
    if sides.direct and sides.verb is not None and sides.verb.start > sides.floor:
        return _before(text, amount, replace(sides, verb=None), left, earlier)
    return _missing(text, amount, sides, left, earlier)


def _promised(text: str, amount: Amount, sides: Sides) -> Amount:
    """至少建设1个平台: the comparator stands before the verb."""
    verb_start = sides.verb.start if sides.verb is not None else sides.floor
    before = text[max(0, verb_start - LONGEST_BARE_VERB) : verb_start]
    if amount.comparator is Comparator.EXACTLY and before.endswith(_LEAST):
        return replace(amount, comparator=Comparator.AT_LEAST, high=None)
    return amount


def _is_valued(amount: Amount, sides: Sides) -> bool:
    """产业规模达到500亿元……: what follows the value is not its object."""
    if sides.tail is not None and amount.sort is Sort.COUNT and sides.verb is None:
        return False
    return amount.is_reached or amount.sort in (Sort.MONEY, Sort.SCALE, Sort.MEASURED)


def _around(text: str, amount: Amount, sides: Sides, left: str) -> Statement:
    """形成行业规模超50亿的产业区: the metric before the number names it, with the head where it must."""
    verb = sides.verb
    words_of_verb = text[verb.start : verb.end] if verb is not None else ""
    metric = trimmed(clean(text[verb.end if verb is not None else sides.floor : sides.left_end]))
    head = without_finish(compact(sides.right))
    name = metric or joined(words_of_verb, head)
    noun = metric or head
    if is_dependent(metric):
        name, noun = head + metric, head
    start = verb.start if verb is not None else sides.start
    span = Span(start, sides.right_end)
    return Statement(amount, span, name or head, noun, Place.AROUND, words_of_verb, left, sides.right)


def _after(text: str, amount: Amount, sides: Sides, left: str, earlier: Earlier) -> Statement:
    """引进50家企业: the object follows; a list keeps the verb of its first member."""
    start, verb = sides.start, ""
    if sides.direct and sides.verb is not None:
        start, verb = sides.verb.start, text[sides.verb.start : sides.verb.end]
    elif sides.tail is None:
        start = min(start, amount.start)
        own = any(one.strong for one in verbs_in(sides.right, 0, len(sides.right)))
        verb = "" if own else earlier.verb
    if sides.tail is not None:
        verb += sides.tail
        amount = _counted_by_tail(amount, sides.tail)
    noun = compact(sides.right)
    described = noun if sides.direct else clean(left) + noun
    name = sides.frequency + joined(verb, described)
    span = Span(min(start, sides.start) if sides.frequency else start, sides.right_end)
    return Statement(amount, span, name, noun, Place.AFTER, verb, left, sides.right)


def _counted_by_tail(amount: Amount, tail: str) -> Amount:
    """突破30项技术 is thirty, not more than thirty: the comparator was the verb."""
    if tail in ("突破", "破") and amount.comparator is Comparator.MORE_THAN and amount.sort is Sort.COUNT:
        at_least = Cue.AT_LEAST in amount.cues
        comparator = Comparator.AT_LEAST if at_least else Comparator.EXACTLY
        return replace(amount, comparator=comparator, high=None if at_least else amount.low)
    return amount


def _before(text: str, amount: Amount, sides: Sides, left: str, earlier: Earlier) -> Statement:
    """企业总数50家: the object stands before its value."""
    start, verb = sides.start, ""
    noun_start = sides.floor
    if sides.verb is not None and sides.verb.end < sides.left_end:
        noun_start = sides.verb.end
        start, verb = sides.verb.start, text[sides.verb.start : sides.verb.end]
    noun = trimmed(clean(text[noun_start : sides.left_end]))
    listed = earlier.amount is not None and not amount.is_reached and amount.sort is Sort.COUNT
    verb = verb or (earlier.verb if listed and noun_start == sides.floor else "")
    name = joined(verb, compact(noun)) if noun else earlier.name
    if earlier.noun and not verb and noun.startswith(CONTINUING):
        name = earlier.noun + noun
    elif earlier.noun and not verb and is_dependent(noun):
        name = without_dependent(earlier.noun) + noun
    name = sides.frequency + name + _change(text, amount)
    span = Span(sides.start if sides.frequency else start, amount.end)
    return Statement(amount, span, name, noun or earlier.noun, Place.BEFORE, verb, left, "")


def _missing(text: str, amount: Amount, sides: Sides, left: str, earlier: Earlier) -> Statement:
    """Nothing but a verb, or nothing at all: what was named before is meant, or the verb is the name."""
    own = clean(left)
    bare_verb = sides.verb is not None and sides.verb.strong and len(own) <= LONGEST_BARE_VERB
    named = not own or bare_verb
    before = earlier.noun or earlier.distant
    noun = before if named else without_light(own)
    if named:
        said = earlier.name if earlier.amount is not None and not own else before
        name = joined(own, said) + _change(text, amount)
    else:
        name = own + _change(text, amount)
    place = Place.BEFORE if noun else Place.MISSING
    span = Span(min(sides.start, amount.start), amount.end)
    verb = own if sides.direct else earlier.verb
    return Statement(amount, span, name, noun, place, verb, left, "")


def _change(text: str, amount: Amount) -> str:
    if amount.comparator is not Comparator.GROWS_BY and not amount.is_growth:
        return ""
    return change_words(text[amount.start : amount.core])
