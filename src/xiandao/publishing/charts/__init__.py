"""Charts as plain Vega-Lite: the same drawing on a page, in a Word report and in a picture file."""

from __future__ import annotations

from xiandao.publishing.charts.bundle import page_bundle
from xiandao.publishing.charts.drawing import to_png, to_svg
from xiandao.publishing.charts.forecast import FanPoint, FanWords, forecast_fan
from xiandao.publishing.charts.progress import ProgressPoint, ProgressWords, progress_over_time
from xiandao.publishing.charts.standings import (
    StandingCount,
    StandingWords,
    board_heat_map,
    measures_by_status,
)
from xiandao.publishing.charts.targets import GaugeRow, GaugeWords, target_gauges
from xiandao.publishing.charts.theme import STANDING_COLOURS, Spec, Standing
from xiandao.publishing.charts.timeline import TimelineMark, TimelineRow, TimelineWords, timeline

__all__ = [
    "STANDING_COLOURS",
    "FanPoint",
    "FanWords",
    "GaugeRow",
    "GaugeWords",
    "ProgressPoint",
    "ProgressWords",
    "Spec",
    "Standing",
    "StandingCount",
    "StandingWords",
    "TimelineMark",
    "TimelineRow",
    "TimelineWords",
    "board_heat_map",
    "forecast_fan",
    "measures_by_status",
    "page_bundle",
    "progress_over_time",
    "target_gauges",
    "timeline",
    "to_png",
    "to_svg",
]
