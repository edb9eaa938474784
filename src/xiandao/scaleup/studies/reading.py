"""From a study's file to strain, measured runs, candidates and the feed to plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from math import inf
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from xiandao.scaleup.estimation import ErrorModel, Measured, experiment_of
from xiandao.scaleup.estimation.fitting import SEEN
from xiandao.scaleup.experiments import Candidate
from xiandao.scaleup.feeding import FeedTask, Goal, Limits
from xiandao.scaleup.kinetics import Feed, Start, Strain, operation_of, storing
from xiandao.scaleup.runs import confirm, import_run, propose, tables
from xiandao.scaleup.studies.sections import StudyRefused, figure, figures, listed, loaded, made, mapping

Values = npt.NDArray[np.float64]
_RUN: Final = frozenset({"name", "start", "feed", "samples", "file", "most_otr", "cost", "hours"})
_FEEDING: Final = frozenset({"start", "until_h", "from_h", "contents", "species", "goal", "pieces", "limits"})


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """What a file describes; `candidates` are runs without samples, with what each costs."""

    strain: Strain
    free: Mapping[str, tuple[float, float]]
    errors: Mapping[str, float]
    runs: tuple[Measured, ...]
    candidates: tuple[tuple[Measured, float], ...]
    feeding: Mapping[str, Any] | None

    def feed_task(self, strain: Strain) -> FeedTask:
        """The feed to plan, for this strain. Raises StudyRefused: the file does not ask for one."""
        if self.feeding is None:
            raise StudyRefused("the study has no section `feeding`: write start, until_h, contents, limits")
        told = self.feeding
        _known(told, _FEEDING, "feeding")
        goal, species = str(told.get("goal", "amount")), str(told.get("species", "product"))
        if goal not in {one.value for one in Goal}:
            raise StudyRefused("feeding.goal is {goal}; it is amount or titre", goal=goal)
        until = figure(told.get("until_h"), "feeding.until_h")
        return FeedTask(
            storing(strain),
            operation_of(made(Start, told.get("start"), "feeding.start"), until, None),
            figures(told.get("contents"), "feeding.contents"),
            species,
            made(Limits, told.get("limits"), "feeding.limits"),
            figure(told.get("from_h", 0.0), "feeding.from_h"),
            int(figure(told.get("pieces", 6), "feeding.pieces")),
            Goal(goal),
        )


def example() -> str:
    """An invented study, to write others like it."""
    return (resources.files("xiandao.scaleup.studies") / "study-example.yaml").read_text("utf-8")


def read_study(text: str, name: str = "study", *, folder: Path | None = None) -> Study:
    """The study of a file; tables that it names stand in `folder`.

    Raises StudyRefused, EstimationRefused, KineticsRefused, RunRefused: by section and field, row and column.
    """
    told = loaded(text, name)
    errors = figures(told.get("errors"), "errors")
    free = {
        str(one): (_limit(limits, f"free.{one}", 0), _limit(limits, f"free.{one}", 1))
        for one, limits in mapping(told.get("free"), "free").items()
    }
    runs = tuple(
        _run(one, f"runs, entry {place}", errors, folder)
        for place, one in enumerate(listed(told.get("runs"), "runs"), 1)
    )
    candidates = tuple(
        (_run(one, f"candidates, entry {place}", errors, None), figure(one.get("cost", 1.0), "cost"))
        for place, one in enumerate(told.get("candidates") or (), 1)
    )
    feeding = mapping(told["feeding"], "feeding") if "feeding" in told else None
    return Study(made(Strain, told.get("strain"), "strain"), free, errors, runs, candidates, feeding)


def candidate_of(strain: Strain, run: Measured, cost: float, errors: Mapping[str, float]) -> Candidate:
    """A run that could be done as a candidate for this strain."""
    return Candidate(
        run.name,
        experiment_of(strain, run).predict,
        {name: ErrorModel(size) for name, size in errors.items()},
        cost,
    )


def _limit(told: object, place: str, side: int) -> float:
    if not isinstance(told, Sequence) or isinstance(told, str) or len(told) != 2:
        raise StudyRefused("{place} needs two bounds, as in [0.05, 1.0]", place=place)
    return figure(told[side], place)


def _run(told: object, place: str, errors: Mapping[str, float], folder: Path | None) -> Measured:
    one = mapping(told, place)
    _known(one, _RUN, place)
    name = str(one.get("name", place))
    start = made(Start, one.get("start"), f"{place}, start")
    feed = made(Feed, one["feed"], f"{place}, feed") if "feed" in one else None
    most = figure(one["most_otr"], f"{place}, most_otr") if "most_otr" in one else inf
    seen: dict[str, Values] = {}
    if "hours" in one:
        hours = _row(one["hours"], f"{place}, hours")
    elif "file" in one and folder is not None:
        hours, seen = _from_tables(name, folder / str(one["file"]), start.volume)
    else:
        samples = mapping(one.get("samples"), f"{place}, samples")
        hours = _row(samples.get("hours"), f"{place}, samples.hours")
        seen = {key: _row(row, f"{place}, samples.{key}") for key, row in samples.items() if key != "hours"}
    return Measured(name, start, hours, seen, {key: errors.get(key, 0.0) for key in seen}, feed, most)


def _row(told: object, place: str) -> Values:
    return np.array([np.nan if one is None else figure(one, place) for one in listed(told, place)])


def _from_tables(name: str, path: Path, volume_l: float) -> tuple[Values, dict[str, Values]]:
    """Hours and samples of the tables of a file, columns as proposed."""
    if not path.is_file():
        raise StudyRefused("{run}: there is no file {path} beside the study", run=name, path=path.name)
    parts = [(one, confirm(one, propose(one))) for one in tables(path.name, path.read_bytes())]
    run = import_run(name, parts, volume_l=volume_l, gaps_known=True)
    found = {key: run.channel(key).known() for key in SEEN if key in run.offline or key in run.online}
    if not found:
        raise StudyRefused("{run}: {path} has none of {known}", run=name, path=path.name,
                           known=", ".join(SEEN))  # fmt: skip
    hours = np.unique(np.concatenate([one.hours for one in found.values()]))
    seen = {}
    for key, one in found.items():
        seen[key] = np.full(len(hours), np.nan)
        seen[key][np.searchsorted(hours, one.hours)] = one.values
    return hours, seen


def _known(told: Mapping[str, Any], known: frozenset[str], place: str) -> None:
    for name in told:
        if name not in known:
            raise StudyRefused("{place} has no {name}; it has {known}", place=place, name=name,
                               known=", ".join(sorted(known)))  # fmt: skip
