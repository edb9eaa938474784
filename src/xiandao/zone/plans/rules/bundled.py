"""A bundled plan's YAML, in the shape of a reading, so that one road leads into force."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Written = Mapping[str, Any]


def reading_of(written: Written) -> dict[str, Any]:
    """The reading that a bundled plan stands for; both languages are carried along."""
    aims = {group["key"]: group["name"] for group in written["target_groups"]}
    groups = {group["key"]: group["name"] for group in written["groups"]}
    return {
        **_both("title", written["title"]),
        **_both("area", written["area"]),
        "status": written["status"],
        "doc_no": None,
        "issuer": None,
        "period": dict(written["period"]),
        "basis": [dict(entry) | {"span": None} for entry in written["basis"]],
        "targets": [_target(entry, aims) for entry in written["targets"]],
        "focus": [_focus(entry) for entry in written["focus"]],
        "sites": [
            {"code": entry["code"], **_both("name", entry["name"]), **_both("role", entry["role"])}
            for entry in written["sites"]
        ],
        "measures": [_measure(entry, groups) for entry in written["measures"]],
        "units": [
            {
                "name": entry["name"],
                "name_en": entry["en"],
                "aliases": entry["aliases"],
                "collective": entry["collective"],
            }
            for entry in written["units"]
        ],
        "warnings": [],
        "remainder": [],
    }


def _both(field: str, words: Mapping[str, str]) -> dict[str, str]:
    return {field: words["zh"], f"{field}_en": words["en"]}


def _target(entry: Written, groups: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    return {
        "id": entry["key"],
        **_both("group", groups[entry["group"]]),
        **_both("name", entry["name"]),
        **{name: entry[name] for name in ("comparator", "low", "high", "unit", "strength", "counted")},
        "due": _day(entry["due"]),
    }


def _measure(entry: Written, groups: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    return {
        "id": entry["key"],
        "path": [str(number) for number in entry["path"]],
        **_both("group", groups[entry["group"]]),
        **_both("title", entry["title"]),
        **_both("text", entry["summary"]),
        "units": list(entry["units"]),
        "lead": [],
        "milestones": [
            {"due": _day(milestone["due"]), **_both("text", milestone["text"])}
            for milestone in entry["milestones"]
        ],
    }


def _focus(entry: Written) -> dict[str, Any]:
    return {
        "role": entry["layer"],
        **_both("name", entry["name"]),
        "topics": [topic["zh"] for topic in entry["topics"]],
        "topics_en": [topic["en"] for topic in entry["topics"]],
    }


def _day(value: object) -> str | None:
    return None if value is None else str(value)
