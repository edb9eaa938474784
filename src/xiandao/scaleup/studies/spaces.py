"""The space of a design out of a file, and results of its runs out of a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from xiandao.scaleup.experiments import Factor, Kind, Space
from xiandao.scaleup.studies.sections import StudyRefused, figure, figures, listed, loaded, made, mapping

Values = np.ndarray[Any, np.dtype[np.float64]]


def read_space(text: str, name: str = "study") -> Space:
    """The `space` of a study's file: factors, kinds, and sums that may not pass a value."""
    told = mapping(loaded(text, name).get("space"), "space")
    for one in told:
        if one not in ("factors", "kinds", "sums"):
            raise StudyRefused("space has no {name}; it has factors, kinds, sums", name=one)
    factors = tuple(
        made(Factor, one, f"space.factors, entry {place}")
        for place, one in enumerate(told.get("factors") or (), 1)
    )
    kinds = tuple(
        Kind(str(name), tuple(str(one) for one in listed(some, f"space.kinds.{name}")))
        for name, some in mapping(told.get("kinds") or {}, "space.kinds").items()
    )
    names = {one.name for one in factors}
    sums = []
    for place, one in enumerate(told.get("sums") or (), 1):
        where = f"space.sums, entry {place}"
        weights = figures(mapping(one, where).get("of"), f"{where}, of")
        for factor in weights:
            if factor not in names:
                raise StudyRefused("{where}: {name} is not a factor", where=where, name=factor)
        sums.append(partial(_within, weights, figure(one.get("most"), f"{where}, most")))
    return Space(factors, kinds, tuple(sums))


def results_of(space: Space, text: str, name: str) -> tuple[Values, Values, tuple[int, ...] | None]:
    """Coded rows, results and (where there is such a column) cycles of a CSV with one row a run.

    Columns are the factors and kinds by name, `result`, and perhaps `cycle`. Rows without a result are left
    out: they are still to be run. Raises StudyRefused: a column or a number is missing, by row.
    """
    rows, seen, cycles = [], [], []
    reader = csv.DictReader(io.StringIO(text))
    wanted = [one.name for one in space.factors] + [one.name for one in space.kinds] + ["result"]
    missing = [one for one in wanted if one not in (reader.fieldnames or [])]
    if missing:
        raise StudyRefused("{name} has no column {missing}", name=name, missing=", ".join(missing))
    factors = {one.name for one in space.factors}
    for number, row in enumerate(reader, 2):
        if not (row["result"] or "").strip():
            continue
        settings = {
            key: _number(row[key], f"{name}, row {number}, column {key}") if key in factors else row[key]
            for key in wanted[:-1]
        }
        rows.append(space.code(settings))
        seen.append(_number(row["result"], f"{name}, row {number}, column result"))
        if "cycle" in row:
            cycles.append(int(_number(row["cycle"], f"{name}, row {number}, column cycle")))
    if not rows:
        raise StudyRefused("{name} has no row with a result", name=name)
    return np.array(rows), np.array(seen), tuple(cycles) if cycles else None


def _within(weights: Mapping[str, float], most: float, settings: Mapping[str, float | str]) -> bool:
    return sum(weight * float(settings[name]) for name, weight in weights.items()) <= most + 1e-9


def _number(text: str | None, where: str) -> float:
    try:
        return float(text or "")
    except ValueError:
        raise StudyRefused("{where}: {text} is not a number", where=where, text=repr(text)) from None
