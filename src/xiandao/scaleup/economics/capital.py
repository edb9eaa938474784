"""Capital of a plant: every machine by its correlation, areas, what comes on top, the class of the
estimate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from xiandao.scaleup.economics.cashflow import Amount, Values
from xiandao.scaleup.economics.equipment import EquipmentBook, Setting
from xiandao.scaleup.flowsheets import Flowsheet, summed


@dataclass(frozen=True, slots=True, eq=False)
class Bought:
    """One kind of machine in one block: the line that a figure of capital opens to. Thousands of the
    currency.
    """

    block: str
    area: str
    kind: str
    size: Values
    unit: str
    number: Values
    bought: Values
    installed: Values
    source: str
    year: int


@dataclass(frozen=True, slots=True, eq=False)
class Capital:
    """Thousands of the currency. `flagged`: machines beyond the range of their figures, samples counted."""

    lines: tuple[Bought, ...]
    areas: Mapping[str, Values]
    installed: Values
    direct: Values
    fixed: Values
    flagged: Mapping[str, int]


def capital(flowsheet: Flowsheet, book: EquipmentBook, here: Setting) -> Capital:
    """Size, buy and install everything. Larger than the largest of its figures means several of them.

    A machine smaller than the least is priced by the same figures and flagged. Raises EconomicsRefused for
    a kind that the book does not have.
    """
    shape = flowsheet.feasible.shape
    lines, flagged = [], {}
    for outcome in flowsheet.outcomes:
        for machine in outcome.machines:
            figures = book.of(machine.kind)
            size = np.broadcast_to(np.nan_to_num(np.asarray(machine.size, dtype=np.float64)), shape)
            many = np.maximum(np.ceil(size / figures.most - 1e-9), 1.0)
            number = np.broadcast_to(np.asarray(machine.number, dtype=np.float64), shape) * many
            size = size / many
            outside = int((~figures.fits(size) & flowsheet.feasible & (number > 0)).sum())
            if outside:
                flagged[f"{outcome.name}: {machine.kind}"] = outside
            bought = here.brought(figures.bought(size) * number, figures.year) / 1000.0
            lines.append(
                Bought(outcome.name, outcome.area, machine.kind, size, figures.unit, number, bought,
                       bought * figures.installed, figures.source, figures.year)
            )  # fmt: skip
    areas: dict[str, Values] = {}
    for line in lines:
        areas[line.area] = areas.get(line.area, np.zeros(shape)) + line.installed
    installed = summed(areas.values())
    inside = summed(one for name, one in areas.items() if name not in here.outside)
    direct = installed + inside * sum(here.direct.values())
    fixed = direct * (1.0 + sum(here.indirect.values()))
    return Capital(tuple(lines), areas, installed, direct, fixed, flagged)


def six_tenths(cost: Amount, size: Amount, other: Amount) -> Values:
    """The rule of thumb that this engine stands beside: cost goes with size to the power 0.6."""
    return np.asarray(np.asarray(cost) * (np.asarray(other) / np.asarray(size)) ** 0.6)
