"""Vessels, broth and demand as a file: YAML that an engineer writes and that is kept with a project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Final, TypeVar

import yaml

from xiandao.scaleup.transfer.reactors import (
    Broth,
    Cooling,
    Demand,
    Impeller,
    Operation,
    Reactor,
    TransferRefused,
    impeller,
)

FORMAT: Final = "xiandao-vessels/1"
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Study:
    """What a file describes: the first vessel and its operation, the others, the broth, the demand."""

    first: Reactor
    operation: Operation
    others: tuple[Reactor, ...]
    broth: Broth
    demand: Demand


def read_study(text: str) -> Study:
    """The study that a YAML text describes. A refusal names the vessel and the field."""
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        raise TransferRefused("Line {line} is no YAML.", line=mark.line + 1 if mark else 1) from None
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise TransferRefused("A file of vessels begins with `format: {format}`.", format=FORMAT)
    vessels = told.get("vessels")
    if not isinstance(vessels, list) or not vessels:
        raise TransferRefused("The file names no vessels; write at least one under `vessels:`.")
    made = [_reactor(one, f"vessel {place}") for place, one in enumerate(vessels, 1)]
    return Study(
        made[0],
        _made(Operation, told.get("operation"), "operation"),
        tuple(made[1:]),
        _made(Broth, told.get("broth", {}), "broth"),
        _made(Demand, told.get("demand"), "demand"),
    )


def _reactor(told: Any, owner: str) -> Reactor:
    if not isinstance(told, dict):
        raise TransferRefused(
            "{owner}: expected fields such as diameter_m; found {told}.", owner=owner, told=told
        )
    named = str(told.get("name", owner))
    impellers = told.get("impellers")
    if not isinstance(impellers, list):
        raise TransferRefused("{owner}: `impellers` is a list, the lowest first.", owner=named)
    parts = {
        **told,
        "name": named,
        "impellers": tuple(_impeller(one, named) for one in impellers),
        "cooling": _made(Cooling, told.get("cooling"), f"{named}, cooling"),
    }
    return _made(Reactor, parts, named)


def _impeller(told: Any, owner: str) -> Impeller:
    if isinstance(told, dict) and set(told) == {"sort", "diameter_m"}:
        return impeller(str(told["sort"]), _number(told["diameter_m"], f"{owner}, impeller", "diameter_m"))
    return _made(Impeller, told, f"{owner}, impeller")


def _made(kind: type[Made], told: Any, owner: str) -> Made:
    """One of our dataclasses out of a mapping: no field unknown, none missing, numbers where they belong."""
    if not isinstance(told, Mapping):
        raise TransferRefused("{owner} is missing; write its fields under it.", owner=owner)
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]
    for name in told:
        if name not in known:
            raise TransferRefused(
                "{owner}: there is no field “{name}”; there are {known}.",
                owner=owner,
                name=name,
                known=", ".join(known),
            )
    values = {
        name: _number(value, owner, name) if known[name].type == "float" else value
        for name, value in told.items()
    }
    try:
        return kind(**values)
    except TypeError:
        lacking = ", ".join(sorted(name for name in known if name not in told))
        raise TransferRefused("{owner}: not all is told: {lacking}.", owner=owner, lacking=lacking) from None


def _number(value: Any, owner: str, name: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TransferRefused(
            "{owner}: {name} must be a number, and is “{value}”.", owner=owner, name=name, value=value
        )
    return float(value)
