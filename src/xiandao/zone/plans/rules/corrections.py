"""What a person may correct in a reading before it is in force, field by field, each value checked."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from xiandao.zone.plans.rules.content import ContentRefused
from xiandao.zone.plans.rules.reading import LONGEST_TITLE, day_of, number_of
from xiandao.zone.plans.rules.states import Comparator, Layer, PlanStatus, Strength

Reading = dict[str, Any]
Parser = Callable[[str, str], Any]

LISTS = ("measures", "targets", "sites", "focus")
PREFIXES = {"measures": "M", "targets": "T", "sites": "S", "focus": "F"}
SEPARATORS = re.compile(r"[、，,；;\n]+")
YEARS = range(1949, 2101)


def _text(value: str, item: str) -> str:  # noqa: ARG001
    return value.strip()


def _needed_text(value: str, item: str) -> str:
    if not value.strip():
        raise ContentRefused("{item}: this field cannot be empty.", item=item)
    return value.strip()[:LONGEST_TITLE]


def _names(value: str, item: str) -> list[str]:  # noqa: ARG001
    return list(dict.fromkeys(name.strip() for name in SEPARATORS.split(value) if name.strip()))


def _day(value: str, item: str) -> str | None:
    day = day_of(value.strip(), item)
    return day.isoformat() if day else None


def _number(value: str, item: str) -> float | None:
    number = number_of(value.strip(), item)
    return None if number is None else float(number)


def _year(value: str, item: str) -> int | None:
    if not value.strip():
        return None
    if not value.strip().isdecimal() or int(value) not in YEARS:
        raise ContentRefused("{item}: “{value}” is not a year. Write it as 2025.", item=item, value=value)
    return int(value)


def _yes_or_no(value: str, item: str) -> bool:
    if value.lower() not in {"true", "false", "on", "off", ""}:
        raise ContentRefused("{item}: “{value}” is neither yes nor no.", item=item, value=value)
    return value.lower() in {"true", "on"}


def _one_of(choices: type[Comparator] | type[Strength] | type[Layer] | type[PlanStatus]) -> Parser:
    def parse(value: str, item: str) -> str:
        if value not in list(choices):
            raise ContentRefused(
                "{item}: “{value}” is not one of {choices}.",
                item=item,
                value=value,
                choices=", ".join(c.value for c in choices),
            )
        return str(value)

    return parse


FIELDS: Mapping[str, Mapping[str, Parser]] = {
    "plan": {
        "title": _needed_text,
        "area": _text,
        "issuer": _text,
        "doc_no": _text,
        "status": _one_of(PlanStatus),
        "period_start": _year,
        "period_end": _year,
    },
    "measures": {
        "title": _needed_text,
        "group": _text,
        "units": _names,
        "lead": _names,
        "due": _day,
    },
    "targets": {
        "name": _needed_text,
        "group": _text,
        "comparator": _one_of(Comparator),
        "low": _number,
        "high": _number,
        "unit": _text,
        "due": _day,
        "strength": _one_of(Strength),
        "counted": _yes_or_no,
    },
    "sites": {"code": _text, "name": _needed_text, "role": _text},
    "focus": {"name": _needed_text, "role": _one_of(Layer), "topics": _names},
}


def with_ids(reading: Mapping[str, Any]) -> Reading:
    """The reading with an id of even width on every item, and every warning open."""
    marked: Reading = copy.deepcopy(dict(reading))
    for name in LISTS:
        for number, item in enumerate(marked[name], 1):
            item["id"] = f"{PREFIXES[name]}{number:02d}"
    for warning in marked["warnings"]:
        warning.setdefault("settled", False)
    return marked


def find(reading: Mapping[str, Any], item: str) -> tuple[str, Any]:
    """The list an item stands in, and the item itself ("plan" is the reading)."""
    if item == "plan":
        return "plan", reading
    for name in LISTS:
        for entry in reading[name]:
            if entry["id"] == item:
                return name, entry
    raise ContentRefused("There is no item {item} in this edition.", item=item)


def corrected(
    reading: Mapping[str, Any], item: str, field: str, value: str
) -> tuple[Reading, object, object]:
    """The reading with one field changed, and that field's value before and after."""
    changed = copy.deepcopy(dict(reading))
    kind, entry = find(changed, item)
    parsers = FIELDS[kind]
    if field not in parsers:
        raise ContentRefused("{item} has no field “{field}” to correct.", item=item, field=field)
    after = parsers[field](value, item)
    if kind == "plan" and field in {"period_start", "period_end"}:
        place = field.removeprefix("period_")
        before = entry["period"].get(place)
        entry["period"][place] = after
    else:
        before = entry.get(field)
        entry[field] = after
    if kind == "measures" and field == "lead":
        entry["units"] = list(dict.fromkeys([*entry["units"], *entry["lead"]]))
    if kind == "measures" and field == "units":
        entry["lead"] = [name for name in entry["lead"] if name in entry["units"]]
    return changed, before, after


def without(reading: Mapping[str, Any], item: str) -> Reading:
    """The reading without one item; its words go back to the remainder, where they stay visible."""
    changed = copy.deepcopy(dict(reading))
    kind, entry = find(changed, item)
    if kind == "plan":
        raise ContentRefused("The plan itself cannot be dropped; discard the edition instead.")
    changed[kind].remove(entry)
    if entry.get("span"):
        changed["remainder"].append({"text": entry.get("text") or "", "span": entry["span"]})
        changed["remainder"].sort(key=lambda rest: rest["span"][0])
    return changed


def with_measure(reading: Mapping[str, Any], start: int, end: int, text: str) -> Reading:
    """The reading with a stretch of the text marked as one more measure, in the order of the text."""
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise ContentRefused("Mark the words of the measure in the text first.")
    changed = copy.deepcopy(dict(reading))
    words = text[start:end]
    numbers = [int(m["id"][1:]) for m in changed["measures"] if m["id"][1:].isdecimal()]
    before = [m for m in changed["measures"] if m["span"] and m["span"][0] < start]
    measure = {
        "id": f"M{max(numbers, default=0) + 1:02d}",
        "path": [],
        "group": before[-1]["group"] if before else "",
        "title": re.split(r"[，。；\n]", words.strip())[0][:40],
        "text": words,
        "lead": [],
        "support": [],
        "units": [],
        "milestones": [],
        "targets": [],
        "span": [start, end],
    }
    changed["measures"].insert(len(before), measure)
    changed["remainder"] = [
        rest for rest in changed["remainder"] if rest["span"][0] < start or rest["span"][1] > end
    ]
    return changed


def with_warning_settled(reading: Mapping[str, Any], number: int) -> Reading:
    """The reading with one warning marked as looked at."""
    changed = copy.deepcopy(dict(reading))
    if not 0 <= number < len(changed["warnings"]):
        raise ContentRefused("There is no warning number {number}.", number=number + 1)
    changed["warnings"][number]["settled"] = True
    return changed


def default_start(reading: Mapping[str, Any], today: date) -> date:
    """The day an edition is proposed to hold from: its issue day, else its period's start; never later."""
    issued = day_of(reading.get("issued"), "plan")
    start = (reading.get("period") or {}).get("start")
    proposed = issued or (date(start, 1, 1) if start else today)
    return min(proposed, today)
