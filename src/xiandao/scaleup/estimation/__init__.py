"""From runs to parameters: the best fit, what the data cannot tell, and what is going on now."""

from __future__ import annotations

from xiandao.scaleup.estimation.fitting import Fit, Measured, experiment_of, fit, profile
from xiandao.scaleup.estimation.knowledge import (
    Band,
    Choice,
    Interval,
    Trade,
    bands,
    choose,
    intervals,
    ratio_test,
    trades,
)
from xiandao.scaleup.estimation.likelihood import (
    ErrorModel,
    Estimate,
    EstimationRefused,
    Experiment,
    estimate,
)
from xiandao.scaleup.estimation.sensing import SensorRefused, SoftSensor, Track, track

__all__ = [
    "Band",
    "Choice",
    "ErrorModel",
    "Estimate",
    "EstimationRefused",
    "Experiment",
    "Fit",
    "Interval",
    "Measured",
    "SensorRefused",
    "SoftSensor",
    "Track",
    "Trade",
    "bands",
    "choose",
    "estimate",
    "experiment_of",
    "fit",
    "intervals",
    "profile",
    "ratio_test",
    "track",
    "trades",
]
