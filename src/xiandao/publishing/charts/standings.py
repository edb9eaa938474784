"""How many measures stand where: by group as divided bars, by unit as a board."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xiandao.publishing.charts.theme import (
    HEAT,
    HEAT_INK,
    SCHEMA,
    SUBJECT_AXIS,
    Spec,
    Standing,
    standing_colour,
)


@dataclass(frozen=True, slots=True)
class StandingCount:
    """So many measures of a subject (a group, a unit) stand like this."""

    subject: str
    standing: Standing
    count: int


@dataclass(frozen=True, slots=True)
class StandingWords:
    """The charts' words in the reader's language."""

    standings: dict[Standing, str]
    subject: str = "分组"
    standing: str = "状态"
    count: str = "举措数"


def measures_by_status(counts: Sequence[StandingCount], words: StandingWords) -> Spec:
    """One divided bar a subject, in the order given; a subject without measures keeps its empty line."""
    order = {standing: number for number, standing in enumerate(Standing)}
    values = [
        {
            "subject": count.subject,
            "standing": words.standings[count.standing],
            "count": count.count,
            "order": order[count.standing],
        }
        for count in counts
    ]
    subject = _subject(counts, words.subject)
    amount = {"field": "count", "type": "quantitative", "title": words.count, "stack": "zero"}
    return {
        "$schema": SCHEMA,
        "width": 420,
        "height": {"step": 30},
        "data": {"values": values},
        "encoding": {"y": subject, "order": {"field": "order"}, "x": amount},
        "layer": [
            {
                "mark": {"type": "bar", "height": 18, "tooltip": True},
                "encoding": {
                    "x": {**amount, "axis": {"tickMinStep": 1, "format": "d"}},
                    "color": standing_colour(words.standings, words.standing),
                    "tooltip": _said(words),
                },
            },
            {
                "transform": [{"filter": "datum.count > 0"}],
                "mark": {"type": "text", "color": "#ffffff", "align": "right", "dx": -4},
                "encoding": {"text": {"field": "count"}},
            },
        ],
    }


def board_heat_map(counts: Sequence[StandingCount], words: StandingWords) -> Spec:
    """Subjects by standings: the more measures, the darker. A cell with none says nothing."""
    found = {(count.subject, count.standing): count.count for count in counts}
    most = max(found.values(), default=0)
    values = [
        {
            "subject": subject,
            "standing": words.standings[standing],
            "count": found.get((subject, standing), 0),
            "shade": _shade(found.get((subject, standing), 0), most),
        }
        for subject in _in_order(counts)
        for standing in Standing
    ]
    return {
        "$schema": SCHEMA,
        "width": 420,
        "height": {"step": 28},
        "data": {"values": values},
        "transform": [{"filter": "datum.count > 0"}],
        "encoding": {
            "y": _subject(counts, words.subject),
            "x": {
                "field": "standing",
                "type": "nominal",
                "sort": None,
                "title": words.standing,
                "scale": {"domain": [words.standings[standing] for standing in Standing]},
                "axis": {"orient": "top", "labelAngle": 0, "title": None, "ticks": False, "domain": False},
            },
        },
        "layer": _cells(words),
        "resolve": {"scale": {"color": "independent"}},
    }


def _said(words: StandingWords) -> list[Spec]:
    return [
        {"field": "subject", "title": words.subject},
        {"field": "standing", "title": words.standing},
        {"field": "count", "title": words.count},
    ]


def _cells(words: StandingWords) -> list[Spec]:
    """A shaded cell and the number in it, whose ink is seen on the shade."""
    shades = list(range(len(HEAT)))
    ink = {"field": "shade", "type": "ordinal", "scale": {"domain": shades, "range": list(HEAT_INK)}}
    return [
        {
            "mark": {"type": "rect", "cornerRadius": 2, "tooltip": True},
            "encoding": {
                "color": {
                    "field": "shade",
                    "type": "ordinal",
                    "scale": {"domain": shades, "range": list(HEAT)},
                    "legend": None,
                },
                "tooltip": _said(words),
            },
        },
        {
            "mark": {"type": "text"},
            "encoding": {
                "text": {"field": "count", "title": words.count},
                "color": {**ink, "legend": None},
            },
        },
    ]


def _subject(counts: Iterable[StandingCount], title: str) -> Spec:
    return {
        "field": "subject",
        "type": "nominal",
        "title": title,
        "scale": {"domain": _in_order(counts)},
        "axis": SUBJECT_AXIS,
    }


def _in_order(counts: Iterable[StandingCount]) -> list[str]:
    return list(dict.fromkeys(count.subject for count in counts))


def _shade(count: int, most: int) -> int:
    """Five even steps up to the largest count."""
    return 0 if most == 0 else min(len(HEAT) - 1, (count * len(HEAT) - 1) // most)
