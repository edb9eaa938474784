"""The one look of all charts; the colours are those of the platform's pages by day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

Spec = dict[str, Any]

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
FONT: Final = "Noto Sans SC, Noto Sans CJK SC, Microsoft YaHei, PingFang SC, sans-serif"
INK: Final = "#15242b"
INK_SOFT: Final = "#4b5d66"
LINE: Final = "#d7e0e3"
NEUTRAL: Final = "#74868e"  # seen on white and on the pages' night colours alike
BAND_OPACITY: Final = 0.35
HEAT: Final = ("#e1f0f2", "#b5d9de", "#7fbac3", "#2f7f8d", "#0a4652")
HEAT_INK: Final = ("#15242b", "#15242b", "#15242b", "#ffffff", "#ffffff")


class Standing(StrEnum):
    """How a measure or a target stands, from good to bad, as everywhere on the platform."""

    DONE = "done"
    ON_TRACK = "on_track"
    NOT_STARTED = "not_started"
    AT_RISK = "at_risk"
    LATE = "late"


# The hues of the pages' badges, of a lightness that keeps 3:1 against white and against the dark sheet, and
# chosen so that any two stay apart for red-, green- and blue-blind eyes (tests hold both).
STANDING_COLOURS: Final[Mapping[Standing, str]] = {
    Standing.DONE: "#2a9d78",
    Standing.ON_TRACK: "#2f7fc1",
    Standing.NOT_STARTED: "#7b8a92",
    Standing.AT_RISK: "#cf7a00",
    Standing.LATE: "#c8323a",
}

# The names down the left side: long ones end in an ellipsis, and no line crosses the drawing.
SUBJECT_AXIS: Final[Spec] = {
    "title": None,
    "labelLimit": 240,
    "ticks": False,
    "domain": False,
    "grid": False,
    "labelPadding": 8,
}

CONFIG: Final[Spec] = {
    "background": "#ffffff",
    "font": FONT,
    "view": {"stroke": None},
    "axis": {
        "domainColor": NEUTRAL,
        "gridColor": LINE,
        "labelColor": INK_SOFT,
        "tickColor": NEUTRAL,
        "titleColor": INK_SOFT,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
    },
    "legend": {"labelColor": INK_SOFT, "titleColor": INK_SOFT, "labelFontSize": 12},
    "title": {"color": INK, "fontSize": 15, "anchor": "start"},
    "text": {"color": INK, "fontSize": 12},
    "mark": {"color": "#0f7285"},
}


def standing_colour(words: Mapping[Standing, str], title: str) -> Spec:
    """The colour channel of standings that are written in the reader's language."""
    return {
        "field": "standing",
        "type": "nominal",
        "title": title,
        "scale": {
            "domain": [words[standing] for standing in Standing],
            "range": [STANDING_COLOURS[standing] for standing in Standing],
        },
        "legend": {"orient": "top", "title": None},
    }


def printed(spec: Spec) -> Spec:
    """The specification as it is drawn on paper; what it says itself goes first."""
    return {**spec, "config": {**CONFIG, **spec.get("config", {})}}


def told_apart(labels: Iterable[str]) -> list[str]:
    """The labels of an axis, equal ones numbered: an axis would lay two rows of one name over each other."""
    seen: dict[str, int] = {}
    apart: list[str] = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        apart.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return apart
