"""Sections of a study's file made into frozen inputs; what does not fit is refused by its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, Final, TypeVar

import yaml

from xiandao.kernel.refusals import Refusal

FORMAT: Final = "xiandao-study/1"
Made = TypeVar("Made")


class StudyRefused(Refusal):
    """A study's file that cannot be read."""


def loaded(text: str, name: str) -> Mapping[str, Any]:
    """The file as it stands. Raises StudyRefused: no YAML, or another format."""
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise StudyRefused("{name}, line {line}: this is no YAML", name=name, line=line) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise StudyRefused("{name}: a study begins with `format: {format}`", name=name, format=FORMAT)
    return told


def mapping(told: object, place: str) -> Mapping[str, Any]:
    """A section of names and values. Raises StudyRefused: it is none."""
    if not isinstance(told, dict):
        raise StudyRefused("{place} is missing, or is not a list of names and values", place=place)
    return told


def listed(told: object, place: str) -> list[Any]:
    """A section of entries. Raises StudyRefused: it is none."""
    if not isinstance(told, list) or not told:
        raise StudyRefused("{place} is missing or empty; write at least one entry", place=place)
    return told


def figure(told: object, place: str) -> float:
    """A number. Raises StudyRefused: it is none."""
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise StudyRefused("{place} is {told}, not a number", place=place, told=repr(told))
    return float(told)


def figures(told: object, place: str) -> dict[str, float]:
    """Numbers by name."""
    return {str(name): figure(value, f"{place}.{name}") for name, value in mapping(told, place).items()}


def made(kind: type[Made], told: object, place: str, **given: Any) -> Made:
    """A frozen input whose fields stand in the section. Raises StudyRefused: unknown or missing fields."""
    section = mapping(told, place)
    known = {one.name: one for one in fields(kind) if one.init}  # type: ignore[arg-type]
    for name in section:
        if name not in known or name in given:
            raise StudyRefused("{place} has no {name}; it has {known}", place=place, name=name,
                               known=", ".join(one for one in known if one not in given))  # fmt: skip
    missing = [
        name
        for name, one in known.items()
        if name not in section
        and name not in given
        and one.default is MISSING
        and one.default_factory is MISSING
    ]
    if missing:
        raise StudyRefused("{place} lacks {missing}", place=place, missing=", ".join(missing))
    values = {
        name: value if isinstance(value, bool | str) else figure(value, f"{place}.{name}")
        for name, value in section.items()
    }
    for name, value in values.items():
        if isinstance(value, str) and "float" in str(known[name].type):
            raise StudyRefused("{place}.{name} is {told}, not a number", place=place, name=name,
                               told=repr(value))  # fmt: skip
    return kind(**values, **given)
