"""A plant, its templates and campaigns from YAML, campaigns from CSV, a schedule as CSV or JSON.

Read strictly: an unknown word is refused with the place where it stands, never passed over.
"""

from __future__ import annotations

import csv
import io
import json
from dataclasses import MISSING, fields
from typing import Any, Final, TypeVar

import yaml

from xiandao.kernel.refusals import Refusal
from xiandao.scaleup.scheduling.bookings import Schedule
from xiandao.scaleup.scheduling.people import Person, Shift, away_of_week, pools_of
from xiandao.scaleup.scheduling.problem import (
    Campaign,
    CampaignTemplate,
    Lag,
    Machine,
    Plant,
    Pool,
    Step,
    Use,
    Window,
)

T = TypeVar("T")
FORMAT: Final = 1
CALENDAR_H: Final = 24 * 365  # how far the shifts of people are written out
COLUMNS: Final = ("name", "template", "organism", "release_h", "due_h", "hygiene_class")


class PlanFileRefused(Refusal):
    """A file that does not describe a plant, templates or campaigns."""


def read_plan(text: str, name: str) -> tuple[Plant, dict[str, CampaignTemplate], tuple[Campaign, ...]]:
    """The plant, the templates and the campaigns of a YAML file. Raises PlanFileRefused with the place."""
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise PlanFileRefused("{name}: is not YAML: {fault}", name=name, fault=str(error)) from error
    found = _mapping(found, name, {"plant", "templates", "campaigns"})
    plant = _plant(_mapping(found.get("plant"), f"{name}: plant", PLANT_WORDS))
    templates = {
        str(key): _template(str(key), value)
        for key, value in _mapping(found.get("templates"), f"{name}: templates").items()
    }
    campaigns = tuple(
        _campaign(row, f"campaign {number}", templates)
        for number, row in enumerate(_rows(found.get("campaigns") or [], f"{name}: campaigns"), 1)
    )
    return plant, templates, campaigns


def read_campaigns(text: str, templates: dict[str, CampaignTemplate]) -> tuple[Campaign, ...]:
    """The campaigns of a CSV file with the columns COLUMNS. Raises PlanFileRefused with the line."""
    reader = csv.DictReader(io.StringIO(text))
    missing = [column for column in COLUMNS[:3] if column not in (reader.fieldnames or [])]
    unknown = [column for column in reader.fieldnames or [] if column not in COLUMNS]
    if missing or unknown:
        raise PlanFileRefused(
            "line 1: the columns are {columns}; missing {missing}, unknown {unknown}",
            columns=", ".join(COLUMNS),
            missing=", ".join(missing) or "none",
            unknown=", ".join(unknown) or "none",
        )
    campaigns = []
    for line, row in enumerate(reader, 2):
        if None in row or None in row.values():
            raise PlanFileRefused("line {line}: has not as many cells as line 1", line=line)
        filled: dict[str, Any] = {key: value for key, value in row.items() if value}
        for key in ("release_h", "due_h"):
            if key in filled:
                if not filled[key].strip().isdecimal():
                    raise PlanFileRefused("line {line}: {key} is whole hours", line=line, key=key)
                filled[key] = int(filled[key])
        campaigns.append(_campaign(filled, f"line {line}", templates))
    return tuple(campaigns)


def written_csv(plan: Schedule) -> str:
    """The bookings as CSV, in time."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("campaign", "step", "machine", "start_h", "end_h", "free_h"))
    for one in plan.bookings:
        writer.writerow((one.campaign, one.step, one.machine, one.start_h, one.end_h, one.free_h))
    return out.getvalue()


def written_json(plan: Schedule) -> str:
    """The schedule with what is proved about it, as JSON of version FORMAT."""
    return json.dumps(
        {
            "format": FORMAT,
            "method": plan.method,
            "makespan_h": plan.makespan_h,
            "as_soon_as_possible_h": plan.asap_h,
            "bound_h": plan.bound_h,
            "own_bound_h": plan.own_bound_h,
            "solver_bound_h": plan.solver_bound_h,
            "gap": round(plan.gap, 6),
            "bookings": [
                {
                    "campaign": one.campaign,
                    "step": one.step,
                    "machine": one.machine,
                    "start_h": one.start_h,
                    "end_h": one.end_h,
                    "free_h": one.free_h,
                }
                for one in plan.bookings
            ],
        },
        ensure_ascii=False,
        indent=1,
    )


PLANT_WORDS: Final = {
    "machines",
    "pools",
    "people",
    "changeovers_h",
    "class_changeovers_h",
    "first_hour_of_week",
}


def _plant(found: dict[str, Any]) -> Plant:
    machines = tuple(
        _made(
            Machine, {**row, "closed": _windows(row.get("closed"), f"machine {number}")}, f"machine {number}"
        )
        for number, row in enumerate(_rows(found.get("machines"), "machines"), 1)
    )
    pools = tuple(
        _made(
            Pool,
            {**row, "absent": _windows(row.get("absent"), f"pool {number}"), "serves": ()},
            f"pool {number}",
        )
        for number, row in enumerate(_rows(found.get("pools") or [], "pools"), 1)
    )
    start = found.get("first_hour_of_week", 0)
    people = tuple(
        _person(row, f"person {number}", start)
        for number, row in enumerate(_rows(found.get("people") or [], "people"), 1)
    )
    changes = {
        key: tuple(_triple(row, key) for row in found.get(key) or ())
        for key in ("changeovers_h", "class_changeovers_h")
    }
    return Plant(machines, pools + pools_of(people), **changes)


def _person(row: dict[str, Any], place: str, first_hour_of_week: int) -> Person:
    row = _mapping(row, place, {"name", "qualifications", "shifts", "away"})
    away = _windows(row.get("away"), place)
    if row.get("shifts"):
        shifts = tuple(Shift(window.start_h, window.end_h) for window in _windows(row["shifts"], place))
        away += away_of_week(shifts, first_hour_of_week=first_hour_of_week, horizon_h=CALENDAR_H)
    return Person(str(row.get("name", place)), frozenset(map(str, row.get("qualifications") or ())), away)


def _template(name: str, found: object) -> CampaignTemplate:
    body = _mapping(found, name, {"steps", "lags"})
    steps = tuple(
        _made(
            Step,
            {**row, "uses": _uses(row.get("uses")), "cleaning_uses": _uses(row.get("cleaning_uses"))},
            f"{name}, step {number}",
        )
        for number, row in enumerate(_rows(body.get("steps"), f"{name}: steps"), 1)
    )
    lags = tuple(
        _made(Lag, row, f"{name}, lag {number}")
        for number, row in enumerate(_rows(body.get("lags") or [], f"{name}: lags"), 1)
    )
    return CampaignTemplate(name, steps, lags)


def _campaign(row: dict[str, Any], place: str, templates: dict[str, CampaignTemplate]) -> Campaign:
    template = str(row.get("template", ""))
    if template not in templates:
        raise PlanFileRefused(
            "{place}: there is no template {wanted}; known: {known}",
            place=place,
            wanted=template or "(none)",
            known=", ".join(templates),
        )
    return _made(Campaign, {**row, "template": templates[template]}, place)


def _made(kind: type[T], row: dict[str, Any], place: str) -> T:
    """The record of a row: every word known, all that is needed there, numbers where numbers belong."""
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    for key in row:
        if key not in known:
            raise PlanFileRefused(
                "{place}: {word} is not known; known: {known}", place=place, word=key, known=", ".join(known)
            )
    for name, field in known.items():
        if name not in row and field.default is MISSING:
            raise PlanFileRefused("{place}: {word} is missing", place=place, word=name)
        value = row.get(name, field.default)
        wanted = {"int": (int,), "float": (int, float), "str": (str,), "int | None": (int, type(None))}
        kinds = wanted.get(str(field.type))
        if kinds and (not isinstance(value, kinds) or isinstance(value, bool)):
            raise PlanFileRefused(
                "{place}: {word} is {value!r}; a {kind} is expected",
                place=place,
                word=name,
                value=value,
                kind=field.type,
            )
    return kind(**row)


def _mapping(found: object, place: str, known: set[str] | None = None) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise PlanFileRefused("{place}: names with values are expected", place=place)
    for key in found:
        if known is not None and key not in known:
            raise PlanFileRefused(
                "{place}: {word} is not known; known: {known}",
                place=place,
                word=key,
                known=", ".join(sorted(known)),
            )
    return found


def _rows(found: object, place: str) -> list[dict[str, Any]]:
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise PlanFileRefused("{place}: a list of entries is expected", place=place)
    return found


def _windows(found: object, place: str) -> tuple[Window, ...]:
    windows = []
    for row in found if isinstance(found, list) else [] if found is None else [found]:
        if not isinstance(row, list) or len(row) not in (2, 3) or not all(type(part) is int for part in row):
            raise PlanFileRefused(
                "{place}: a window is [from, to] or [from, to, amount] in hours", place=place
            )
        windows.append(Window(*row))
    return tuple(windows)


def _triple(row: object, place: str) -> tuple[str, str, int]:
    if not isinstance(row, list) or len(row) != 3 or type(row[2]) is not int:
        raise PlanFileRefused("{place}: [from, to, hours] is expected", place=place)
    return str(row[0]), str(row[1]), row[2]


def _uses(found: object) -> tuple[Use, ...]:
    return tuple(Use(str(pool), amount) for pool, amount in _mapping(found or {}, "uses").items())
