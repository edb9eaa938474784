"""INSDC locations: the text of a feature's place, as GenBank and EMBL share it."""

from __future__ import annotations

import re
from typing import Final

from xiandao.foundry.sequences.formats.reading import FormatRefusal
from xiandao.foundry.sequences.records import Feature, Place

SPAN: Final = re.compile(r"(<?)(\d{1,12})\.\.(>?)(\d{1,12})")
SINGLE: Final = re.compile(r"([<>]?)(\d{1,12})")
BETWEEN: Final = re.compile(r"(\d{1,12})\^(\d{1,12})")
DEEPEST: Final = 4  # order(complement(join(...))) is as deep as the standard goes


def parse_location(text: str, length: int, *, circular: bool) -> tuple[str, tuple[Place, ...]]:
    """The operator and the places of a location of the INSDC feature table (version 11, section 3.4).

    Places come in the feature's own 5' to 3' order. Raises FormatRefusal for what a place cannot say:
    a stretch of another entry, `one-of`, a point within a range.
    """
    operator, places = _parsed("".join(text.split()), length, circular, 0)
    return operator or "join", tuple(places)


def _parsed(text: str, length: int, circular: bool, depth: int) -> tuple[str, list[Place]]:
    if depth > DEEPEST:
        raise FormatRefusal("the location is nested more than {depth} deep; write it flatter", depth=DEEPEST)
    opened, bracket, inner = text.partition("(")
    if not bracket:
        return "", _stretch(text, length, circular)
    if not inner.endswith(")") or opened not in {"complement", "join", "order"}:
        raise _unheld(text)
    inner = inner[:-1]
    if opened == "complement":
        operator, places = _parsed(inner, length, circular, depth + 1)
        return operator, [
            Place(place.start, place.end, -place.strand, place.before_start, place.after_end)
            for place in reversed(places)
        ]
    gathered: list[Place] = []
    for piece in _pieces(inner):
        operator, places = _parsed(piece, length, circular, depth + 1)
        if operator not in {"", opened}:
            raise _unheld(text)
        gathered.extend(places)
    return opened, gathered


def _pieces(text: str) -> list[str]:
    """What stands between commas outside brackets."""
    pieces, depth, begun = [], 0, 0
    for index, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            raise _unheld(text)
        if letter == "," and not depth:
            pieces.append(text[begun:index])
            begun = index + 1
    pieces.append(text[begun:])
    return pieces


def _stretch(text: str, length: int, circular: bool) -> list[Place]:
    if span := SPAN.fullmatch(text):
        start, end = int(span[2]) - 1, int(span[4])
        before, after = bool(span[1]), bool(span[3])
    elif single := SINGLE.fullmatch(text):
        end = int(single[2])
        start, before, after = end - 1, single[1] == "<", single[1] == ">"
    elif (between := BETWEEN.fullmatch(text)) and int(between[2]) in {int(between[1]) + 1, 1}:
        start = end = int(between[1])
        before = after = False
    else:
        raise _unheld(text)
    if start < 0 or max(start, end) > length:
        raise FormatRefusal(
            "the location {location} lies outside the sequence of {length} letters; mend it",
            location=text,
            length=length,
        )
    if start < end or "^" in text:
        return [Place(start, end, 1, before, after)]
    if not circular:
        raise FormatRefusal(
            "the location {location} ends before it begins on a linear sequence; "
            "where the sequence is a circle, say `circular` in its first line",
            location=text,
        )
    return [Place(start, length, 1, before_start=before), Place(0, end, 1, after_end=after)]


def _unheld(text: str) -> FormatRefusal:
    return FormatRefusal(
        "the location {location} cannot be held: "
        "write it with numbers, .., ^, <, >, join, order and complement, on this sequence alone",
        location=text[:200],
    )


def location_text(feature: Feature, length: int, *, circular: bool) -> str:
    """The feature's places as INSDC text. Raises FormatRefusal for a gap before the first linear letter."""
    places = feature.places
    if not places:
        raise FormatRefusal("the feature {feature} has no place; give it one", feature=feature.label)
    if all(place.strand == -1 for place in places):
        spans = [_span(feature, place, length, circular) for place in reversed(places)]
        return f"complement({_joined(feature, spans)})"
    spans = [
        f"complement({_span(feature, place, length, circular)})"
        if place.strand == -1
        else _span(feature, place, length, circular)
        for place in places
    ]
    return _joined(feature, spans)


def _joined(feature: Feature, spans: list[str]) -> str:
    return spans[0] if len(spans) == 1 else f"{feature.operator}({','.join(spans)})"


def _span(feature: Feature, place: Place, length: int, circular: bool) -> str:
    before, after = "<" * place.before_start, ">" * place.after_end
    if place.start == place.end:
        if circular and place.start in {0, length}:
            return f"{length}^1"
        if place.start in {0, length}:
            raise FormatRefusal(
                "the feature {feature} lies beyond the end of a linear sequence, between no two letters; "
                "this format cannot say so: give it a letter",
                feature=feature.label,
            )
        return f"{place.start}^{place.start + 1}"
    if place.end == place.start + 1 and not before and not after:
        return str(place.end)
    return f"{before}{place.start + 1}..{after}{place.end}"
