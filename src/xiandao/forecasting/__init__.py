"""Event histories in, chances and ranges out. Pure computing, seeded; README.md states the model."""

from __future__ import annotations

from xiandao.forecasting.answering import METHOD, final_values, forecast
from xiandao.forecasting.comparing import Backtest, BacktestDay, backtest, linear, poisson
from xiandao.forecasting.question import (
    Aim,
    BetterConversion,
    Change,
    FanDay,
    FasterStage,
    Forecast,
    History,
    Message,
    MoreSubjects,
    Observed,
    Pipeline,
    Question,
    QuestionRefused,
    StageEffect,
    Step,
)
from xiandao.forecasting.scoring import brier, crps

__all__ = [
    "METHOD",
    "Aim",
    "Backtest",
    "BacktestDay",
    "BetterConversion",
    "Change",
    "FanDay",
    "FasterStage",
    "Forecast",
    "History",
    "Message",
    "MoreSubjects",
    "Observed",
    "Pipeline",
    "Question",
    "QuestionRefused",
    "StageEffect",
    "Step",
    "backtest",
    "brier",
    "crps",
    "final_values",
    "forecast",
    "linear",
    "poisson",
]
