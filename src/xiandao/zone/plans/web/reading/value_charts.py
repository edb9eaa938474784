"""A target's value over time with the fan of its forecast, and past forecasts against what came."""

from __future__ import annotations

from django.utils.translation import gettext as _

from xiandao.forecasting import Backtest, Forecast
from xiandao.publishing.charts import FanPoint, FanWords, ProgressPoint, ProgressWords, Spec, forecast_fan
from xiandao.zone.plans.queries.forecasts import value_days
from xiandao.zone.plans.queries.snapshot import Snapshot, TargetView


def value_chart(seen: Snapshot, target: TargetView, forecast: Forecast | None) -> Spec | None:
    """The steps of the value and where it may go; nothing for a target that is judged in words."""
    points = [ProgressPoint(day, value) for day, value in value_days(seen, target)]
    if not points and forecast is None:
        return None
    goal = target.goal
    return forecast_fan(
        points,
        [
            FanPoint(day.day, day.median, day.low50, day.high50, day.low90, day.high90)
            for day in (forecast.fan if forecast else ())
        ],
        low=None if goal.low is None else float(goal.low),
        high=None if goal.high is None or goal.high == goal.low else float(goal.high),
        due_on=goal.due_on,
        as_of=seen.as_of,
        words=_words(target),
        fan_words=_fan_words(),
    )


def back_chart(target: TargetView, found: Backtest) -> Spec:
    """Each past forecast as a band on its own day; the line is the value that came."""
    days = found.days
    return forecast_fan(
        [ProgressPoint(days[0].day, found.actual)],
        [FanPoint(day.day, day.median, day.low50, day.high50, day.low90, day.high90) for day in days],
        low=None,
        high=None,
        due_on=None,
        as_of=days[-1].day,
        words=_words(target),
        fan_words=_fan_words(),
    )


def _words(target: TargetView) -> ProgressWords:
    return ProgressWords(
        unit=target.revision.unit or _("Value"),
        day=_("Day"),
        value=_("Value"),
        series=_("Series"),
        asked=_("Asked"),
        as_of=_("As of"),
        no_figures=_("No figures yet"),
    )


def _fan_words() -> FanWords:
    return FanWords(
        median=_("Middle of the forecast"),
        inner=_("Range with an even chance"),
        outer=_("Range with a chance of nine in ten"),
    )
