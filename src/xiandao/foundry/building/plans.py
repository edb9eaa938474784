"""The cheapest way to a wished circle over methods, enzymes, cuts and stock; simulated; its chance said."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from xiandao.foundry.assembly import AssemblyRefused, PlannedPart, Prices, colonies, cuts, enzyme_named
from xiandao.foundry.assembly.overlapping import MOST_PARTS, plan_overlaps
from xiandao.foundry.assembly.planning import plan_assembly
from xiandao.foundry.building.layouts import layouts
from xiandao.foundry.sequences.records import Record

ENZYMES: Final = ("BsaI", "BbsI", "BsmBI")
MOST_GOLDEN_GATE: Final = 30


class Method(StrEnum):
    """How the parts are joined."""

    GOLDEN_GATE = "Golden Gate"
    GIBSON = "Gibson"


@dataclass(frozen=True, slots=True)
class Supply:
    """What can be had: the longest piece a supplier makes, what a step is worth, what goes wrong.

    The chances are assumptions to start from, not measurements: put in your own. `synthesis_error`: of a base
    in an ordered piece; `copy_error`: of a base in a PCR product, all cycles together; `gibson_joint`: that a
    joint by shared ends is right.
    """

    prices: Prices
    longest: int = 3000
    step: float = 0.0  # what one step (a PCR, a reaction) costs besides material
    synthesis_error: float = 1 / 10_000
    copy_error: float = 1 / 50_000
    gibson_joint: float = 0.97


@dataclass(frozen=True, slots=True)
class Option:
    """One way, in short."""

    method: Method
    enzyme: str
    parts: int
    copied: int
    cost: float
    steps: int
    chance: float


@dataclass(frozen=True, slots=True)
class BuildPlan:
    """The way chosen, its parts, every way that was weighed; `refused`: why others fell out.

    `chosen.chance`: that a colony is right, the product of right joints and of ordered and copied bases
    without error; `colonies`: to pick so that one is right with 95 %.
    """

    wish: Record
    chosen: Option
    parts: tuple[PlannedPart, ...]
    colonies: int
    options: tuple[Option, ...]
    refused: tuple[str, ...]
    currency: str
    warnings: tuple[str, ...] = ()


def plan_build(
    wish: Record,
    supply: Supply,
    *,
    stock: Sequence[Record] = (),
    enzymes: Sequence[str] = ENZYMES,
    methods: Sequence[Method] = tuple(Method),
    seed: int = 0,
) -> BuildPlan:
    """Weigh every method, enzyme and cut, and take the least cost of a right clone.

    The cost counts steps, and reactions as often as a right colony needs them (1 over its chance). Every way
    is simulated and must give the wish to the base; what is in stock is copied where that is cheaper than
    ordering it. Raises AssemblyRefused where no way is left, saying why of each.
    """
    found: list[tuple[Option, tuple[PlannedPart, ...], tuple[str, ...]]] = []
    refused: list[str] = []
    for near in layouts(wish, stock, supply.longest):
        for method, enzyme in _ways(wish, methods, enzymes, len(near), refused):
            try:
                found.append(_way(wish, supply, stock, method, enzyme, near, seed))
            except AssemblyRefused as refusal:
                refused.append(f"{method} {enzyme}, {len(near)} parts: {refusal.sentence}")
    if not found:
        raise AssemblyRefused(
            "{wish} cannot be built: {reasons}", wish=wish.name, reasons="; ".join(dict.fromkeys(refused))
        )
    option, parts, warnings = min(found, key=lambda one: (_worth(one[0], supply), one[0].parts))
    return BuildPlan(
        wish=wish,
        chosen=option,
        parts=parts,
        colonies=colonies(option.chance),
        options=tuple(sorted((one[0] for one in found), key=lambda one: _worth(one, supply))),
        refused=tuple(dict.fromkeys(refused)),
        currency=supply.prices.currency,
        warnings=warnings,
    )


def _ways(
    wish: Record, methods: Sequence[Method], enzymes: Sequence[str], parts: int, refused: list[str]
) -> Iterator[tuple[Method, str]]:
    if Method.GOLDEN_GATE in methods and parts <= MOST_GOLDEN_GATE:
        for enzyme in enzymes:
            there = cuts(wish, enzyme_named(enzyme))
            if there:
                refused.append(f"{enzyme} cuts {wish.name} itself, at {there[0] + 1}")
            else:
                yield Method.GOLDEN_GATE, enzyme
    if Method.GIBSON in methods and parts <= MOST_PARTS:
        yield Method.GIBSON, ""


def _way(
    wish: Record,
    supply: Supply,
    stock: Sequence[Record],
    method: Method,
    enzyme: str,
    near: Sequence[int],
    seed: int,
) -> tuple[Option, tuple[PlannedPart, ...], tuple[str, ...]]:
    warnings: tuple[str, ...] = ()
    if method is Method.GOLDEN_GATE:
        made = plan_assembly(
            wish, enzyme=enzyme, parts=len(near), prices=supply.prices, stock=stock, seed=seed, near=near
        )
        parts, cost, joints = made.parts, made.cost, made.fidelity
    else:
        joined = plan_overlaps(wish, near=near, prices=supply.prices, stock=stock)
        parts, cost, joints = joined.parts, joined.cost, supply.gibson_joint ** len(near)
        warnings = joined.warnings
    long = [part.record.name for part in parts if not part.template and len(part.record) > supply.longest]
    if long:
        raise AssemblyRefused("{part} is longer than a supplier makes", part=long[0])
    copied = sum(bool(part.template) for part in parts)
    chance = joints * _sound(parts, supply)
    return Option(method, enzyme, len(parts), copied, cost, copied + 1, chance), parts, warnings


def _sound(parts: Sequence[PlannedPart], supply: Supply) -> float:
    """The chance that no base of the parts is wrong."""
    logs = sum(
        len(part.record) * math.log1p(-(supply.copy_error if part.template else supply.synthesis_error))
        for part in parts
    )
    return math.exp(logs)


def _worth(option: Option, supply: Supply) -> float:
    """Material, steps, and reactions repeated until a colony is right."""
    again = supply.prices.reaction * (1 / max(option.chance, 1e-6) - 1)
    return option.cost + option.steps * supply.step + again
