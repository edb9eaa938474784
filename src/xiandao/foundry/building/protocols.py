"""From a plan to the bench: what to pipette, what to order, and a file of every intermediate."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from xiandao.foundry.assembly import melting
from xiandao.foundry.building.plans import BuildPlan, Method
from xiandao.foundry.ordering import Item, Order
from xiandao.foundry.sequences.records import Record

BASE_PAIR_G_PER_MOL: Final = 617.96  # mean of a base pair, sodium salt; NEBioCalculator
ENDS_G_PER_MOL: Final = 36.04  # two 5' phosphates' ends; the same
FMOL: Final = 50.0  # of each part in 20 ul
TOTAL_UL: Final = 20.0
LEAST_UL: Final = 0.5  # what a pipette measures
LONG: Final = 200  # letters from which a sequence is ordered as double-stranded DNA


@dataclass(frozen=True, slots=True)
class Pipetted:
    """How much of a part goes in: its length in base pairs, its stock in ng/ul, and ng, ul and fmol."""

    part: str
    length: int
    stock_ng_per_ul: float
    nanograms: float
    microlitres: float
    femtomoles: float


@dataclass(frozen=True, slots=True)
class Protocol:
    """What the bench does, in order; volumes of one reaction of 20 ul."""

    pipetted: tuple[Pipetted, ...]
    water_ul: float
    steps: tuple[str, ...]


def nanograms_of(femtomoles: float, length: int) -> float:
    """The mass of so much double-stranded DNA of a length in base pairs."""
    return femtomoles * (length * BASE_PAIR_G_PER_MOL + ENDS_G_PER_MOL) * 1e-6


def protocol(
    plan: BuildPlan, concentrations: Mapping[str, float] | None = None, *, default_ng_per_ul: float = 25.0
) -> Protocol:
    """Equimolar parts in one reaction; less of all, where together they do not fit.

    `concentrations`: ng/ul of parts by name, where they were measured.
    """
    known = concentrations or {}
    fixed = 4.0 if plan.chosen.method is Method.GOLDEN_GATE else 10.0  # buffer and enzymes, or a 2x mix
    room = TOTAL_UL - fixed
    held = [(part.record, known.get(part.record.name, default_ng_per_ul)) for part in plan.parts]
    needed = sum(nanograms_of(FMOL, len(record)) / stock for record, stock in held)
    femtomoles = FMOL * min(1.0, room / needed)
    pipetted = tuple(
        Pipetted(
            record.name,
            len(record),
            stock,
            round(nanograms_of(femtomoles, len(record)), 1),
            round(nanograms_of(femtomoles, len(record)) / stock, 2),
            round(femtomoles, 1),
        )
        for record, stock in held
    )
    water = max(room - sum(one.microlitres for one in pipetted), 0.0)
    return Protocol(pipetted, round(water, 2), tuple(_steps(plan, pipetted)))


def order_of(plan: BuildPlan, reference: str = "") -> tuple[Order, Order]:
    """What has to be bought: the primers, and the double-stranded pieces. Either may be without items."""
    primers, pieces = [], []
    for part in plan.parts:
        for primer, side in zip(part.primers, ("fwd", "rev"), strict=False):
            primers.append(Item(Record(f"{part.record.name}_{side}", primer.sequence)))
        if not part.template:
            pieces.append(Item(replace(part.record, features=()), note=plan.chosen.method.value))
    name = reference or plan.wish.name
    return Order(f"{name} primers", tuple(primers)), Order(f"{name} pieces", tuple(pieces))


def intermediates(plan: BuildPlan) -> tuple[Record, ...]:
    """Every part as it goes into the reaction, and the wish, with their features."""
    parts = tuple(
        replace(
            part.record,
            description=f"copied from {part.template}" if part.template else "ordered",
        )
        for part in plan.parts
    )
    return (*parts, plan.wish)


def as_text(plan: BuildPlan, made: Protocol) -> str:
    """The protocol as Markdown."""
    chosen = plan.chosen
    way = f"{chosen.method.value}{f' with {chosen.enzyme}' if chosen.enzyme else ''}"
    lines = [
        f"# {plan.wish.name}: {way}, {chosen.parts} parts",
        "",
        f"Cost of material {chosen.cost:.2f} {plan.currency}; pick {plan.colonies} colonies for 95 %.",
        f"Chance of a right one: {chosen.chance:.3f} (right joints, no error in ordered and copied bases).",
        "",
        "| part | from | bp | ng/ul | ng | ul | fmol |",
        "|---|---|---:|---:|---:|---:|---:|",
    ]
    for part, one in zip(plan.parts, made.pipetted, strict=True):
        origin = f"PCR on {part.template}" if part.template else "ordered"
        lines.append(
            f"| {one.part} | {origin} | {one.length} | {one.stock_ng_per_ul:g} | {one.nanograms:g} | "
            f"{one.microlitres:g} | {one.femtomoles:g} |"
        )
    lines += ["", *(f"{number}. {step}" for number, step in enumerate(made.steps, start=1))]
    lines += ["", *(f"- Look: {warning}" for warning in plan.warnings)]
    return "\n".join(lines).rstrip() + "\n"


def _steps(plan: BuildPlan, pipetted: tuple[Pipetted, ...]) -> list[str]:
    steps = []
    for part in plan.parts:
        if part.template:
            forward, backward = part.primers
            warmth = min(melting(forward.binding), melting(backward.binding))
            steps.append(
                f"Copy {part.record.name} ({len(part.record)} bp) from {part.template} with "
                f"{part.record.name}_fwd and {part.record.name}_rev, annealing near {warmth:.0f} degrees C "
                "(50 mM salt; convert to your polymerase's buffer); digest the template with DpnI; clean up; "
                "measure ng/ul."
            )
    room = "buffer 2 ul, ligase 1 ul, enzyme 1 ul" if plan.chosen.enzyme else "2x assembly mix 10 ul"
    steps.append(f"Mix the parts as in the table with {room}; water to {TOTAL_UL:g} ul.")
    if plan.chosen.enzyme:
        cycles = 30 if plan.chosen.parts <= 10 else 60
        steps.append(
            f"Cycle {cycles} times between the temperatures of {plan.chosen.enzyme} and of the ligase "
            "(37 or 42 and 16 degrees C), as its maker says; then heat to end it."
        )
    else:
        steps.append("Hold at 50 degrees C for 15 minutes (up to 3 parts) or 60 minutes.")
    if any(one.microlitres < LEAST_UL for one in pipetted):
        steps.append(f"Parts below {LEAST_UL} ul: dilute them first, so that the pipette measures.")
    steps.append(f"Transform, plate with controls without ligase, pick {plan.colonies} colonies; sequence.")
    return steps


def whole_microlitres(made: Protocol) -> float:
    """What the parts take in all."""
    return math.fsum(one.microlitres for one in made.pipetted)
