"""Pure decisions of the face: the day of a page, the geometry of a gauge, a chart's figures as a table."""

from __future__ import annotations

from xiandao.zone.face.rules.charts import FiguresTable, figures_of
from xiandao.zone.face.rules.days import DayRefused, day_from
from xiandao.zone.face.rules.gauges import Bullet, GaugeState, bullet

__all__ = [
    "Bullet",
    "DayRefused",
    "FiguresTable",
    "GaugeState",
    "bullet",
    "day_from",
    "figures_of",
]
