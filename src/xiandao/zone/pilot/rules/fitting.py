"""Bench runs of a strain, written as a study: fitted, as JSON that a plant is later computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import yaml

from xiandao.kernel.refusals import Refusal

if TYPE_CHECKING:
    from xiandao.scaleup.carrying import Fitted
    from xiandao.scaleup.estimation import Fit, Measured

FORMAT: Final = "xiandao-study/1"
LONGEST: Final = 200_000  # characters of a study
MOST_RUNS: Final = 30
STARTS: Final = 3  # searches
POINTS: Final = 61  # of a fitted line


class StudyRefusal(Refusal):
    """A text that is no study of bench runs."""


def starter() -> str:
    """An invented study, to write others like it."""
    return Path(__file__).with_name("study.yaml").read_text("utf-8")


def check_study(text: str) -> None:
    """Refuse what is plainly no study, before anything is computed. The computation checks the rest."""
    if len(text) > LONGEST:
        raise StudyRefusal(
            "The study has {many} characters; at most {most} are read.", many=len(text), most=LONGEST
        )
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        raise StudyRefusal(
            "The study is not YAML from line {line} on.", line=mark.line + 1 if mark else 1
        ) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise StudyRefusal("A study begins with the line “format: {format}”.", format=FORMAT)
    for name in ("strain", "free", "errors", "runs"):
        if not told.get(name):
            raise StudyRefusal("The study lacks its part “{name}”.", name=name)
    if not isinstance(told["runs"], list) or len(told["runs"]) > MOST_RUNS:
        raise StudyRefusal("The runs of a study are a list, of {most} runs at most.", most=MOST_RUNS)


def fitted(text: str, *, seed: int) -> dict[str, Any]:
    """The fit of a study as JSON: parameters with intervals, misfit, runs with their lines, the strain.

    Raises a Refusal naming section and field, or the run that cannot be followed.
    """
    from xiandao.scaleup.estimation import experiment_of, fit, intervals, trades
    from xiandao.scaleup.studies import read_study

    study = read_study(text)
    found = fit(study.strain, study.free, study.runs, starts=STARTS, seed=seed)
    told = intervals(found.estimate, [experiment_of(study.strain, run) for run in study.runs])
    evenly = {
        one.name: [one.low or study.free[one.name][0], one.high or study.free[one.name][1]]
        for one in told
        if one.low is None or one.high is None
    }
    return {
        "strain": _strain(found),
        "names": list(found.estimate.names),
        "covariance": found.estimate.covariance.tolist(),
        "bounds": {name: list(bounds) for name, bounds in study.free.items()},
        "evenly": evenly,
        "parameters": [
            {
                "name": one.name,
                "value": one.value,
                "low": one.low,
                "high": one.high,
                "spread": _finite(found.spread[one.name]),
            }
            for one in told
        ],
        "trades": [dict(one.parts) for one in trades(found.estimate)],
        "points": found.points,
        "misfit": found.misfit,
        "agreeing": found.agreeing,
        "starts": found.starts,
        "runs": [_run(found, run) for run in study.runs],
    }


def known(found: Mapping[str, Any]) -> Fitted:
    """The strain of a kept fit, with what the runs allow."""
    import numpy as np

    from xiandao.scaleup.carrying import Fitted
    from xiandao.scaleup.kinetics import Strain

    return Fitted(
        Strain(**found["strain"]),
        found["names"],
        np.array(found["covariance"]),
        {name: (low, high) for name, (low, high) in found["bounds"].items()},
        {name: (low, high) for name, (low, high) in found["evenly"].items()},
    )


def _strain(found: Fit) -> dict[str, float]:
    from dataclasses import fields

    told = {one.name: getattr(found.strain, one.name) for one in fields(found.strain)}
    return {name: float(value) for name, value in told.items() if isinstance(value, float | int)}


def _run(found: Fit, run: Measured) -> dict[str, Any]:
    """What was measured, and the fitted line through it."""
    import numpy as np

    from xiandao.scaleup.kinetics import simulate

    hours = np.linspace(0.0, float(run.hours[-1]), POINTS)
    line = simulate(
        found.strain, run.start, until_h=float(hours[-1]), feed=run.feed, most_otr=run.most_otr, at_h=hours
    )
    return {
        "name": run.name,
        "seen": {name: _pairs(run.hours, values) for name, values in run.seen.items()},
        "line": {name: _pairs(hours, getattr(line, name)) for name in run.seen},
    }


def _pairs(hours: Iterable[float], values: Iterable[float]) -> list[list[float]]:
    """Hour and value where there is one."""
    return [[float(hour), float(value)] for hour, value in zip(hours, values, strict=True) if isfinite(value)]


def _finite(value: float) -> float | None:
    return value if isfinite(value) else None
