"""Hierarchical plans: groups of parts become plasmids with one enzyme, the plasmids the wish with another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xiandao.foundry.assembly.cutting import cuts, enzyme_named
from xiandao.foundry.assembly.fidelity import AssemblyRefused
from xiandao.foundry.assembly.joining import canonical, golden_gate
from xiandao.foundry.assembly.planning import AssemblyPlan, Prices, plan_assembly
from xiandao.foundry.sequences.records import Record

EDGE: Final = 70  # letters of the carrier that go along with the parts beside it
_SHORTEST: Final = 200  # letters; its two edges and a body between


@dataclass(frozen=True, slots=True)
class LevelPlan:
    """`first`: one reaction a group, each into the carrier; `second`: those plasmids to the wish."""

    first: tuple[AssemblyPlan, ...]
    second: AssemblyPlan
    cost: float


def plan_levels(
    wish: Record,
    carrier: Record,
    *,
    enzymes: tuple[str, str],
    groups: int,
    parts: int,
    prices: Prices,
    stock: Sequence[Record] = (),
    seed: int = 0,
) -> LevelPlan:
    """Cut a circle into groups, and each group into parts, so that no reaction has over `parts` + 1 pieces.

    `enzymes`: of the first level and the second, as MoClo takes them in turn; neither may cut the wish or the
    carrier, a circle in stock that is copied into every first-level plasmid. Each level is simulated on what
    the one before gave, and must give the wish to the base. Raises AssemblyRefused.
    """
    inner, outer = enzymes
    _check(wish, carrier, enzymes)
    second = plan_assembly(wish, enzyme=outer, parts=groups, prices=prices, seed=seed)
    first = []
    for group in second.parts:
        text = carrier.sequence + group.record.sequence
        plasmid = Record(group.record.name, text, circular=True)
        first.append(
            plan_assembly(
                plasmid,
                enzyme=inner,
                parts=parts + 1,
                prices=prices,
                stock=(carrier, *stock),
                seed=seed,
                near=_junctions(len(carrier), len(group.record), parts),
            )
        )
    made = golden_gate([plan.wish for plan in first], outer)
    if canonical(wish.sequence) not in {canonical(one.sequence) for one in made.circles}:
        raise AssemblyRefused(
            "the plasmids of the first level do not give {wish}; take other enzymes or groups", wish=wish.name
        )
    cost = sum(plan.cost for plan in first) + prices.reaction
    return LevelPlan(tuple(first), second, cost)


def _junctions(carrier: int, group: int, parts: int) -> list[int]:
    """Within the carrier's two ends, and at equal shares of what lies between."""
    start, end = carrier - EDGE, carrier + group + EDGE
    shares = [start + round(number * (end - start) / parts) for number in range(1, parts)]
    return [EDGE, start, *shares]


def _check(wish: Record, carrier: Record, enzymes: tuple[str, str]) -> None:
    if enzymes[0] == enzymes[1]:
        raise AssemblyRefused("both levels cut with {enzyme}; take two enzymes", enzyme=enzymes[0])
    if not carrier.circular or len(carrier) < _SHORTEST:
        raise AssemblyRefused(
            "the carrier {carrier} is no circle of 200 letters or more", carrier=carrier.name
        )
    for record in (wish, carrier):
        for name in enzymes:
            if cuts(record, enzyme_named(name)):
                raise AssemblyRefused(
                    "{enzyme} cuts {record}; take another enzyme or change the letters",
                    enzyme=name,
                    record=record.name,
                )
