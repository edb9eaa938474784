"""The least cost of every piece that could be asked for, level by level.

Which pieces can be asked of a step follows from the cuts of the steps that take from it; their costs are
found by a dynamic program over the step's own cuts, from the costs of its pieces, down to what suppliers ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from xiandao.foundry.synthesis.fragments.faults import NOWHERE, barrier, gc_sums
from xiandao.foundry.synthesis.fragments.overlaps import Cuts, cuts_of
from xiandao.foundry.synthesis.fragments.program import (
    NEVER,
    Costs,
    Layout,
    Offers,
    Step,
    assembled,
    layout_of,
    offered,
)
from xiandao.foundry.synthesis.fragments.sequences import Letters, Places
from xiandao.foundry.synthesis.vendors import Assembly, Network, Product

_BATCH: Final = 20_000  # bases of starts whose pieces are priced at once


class Supply(NamedTuple):
    """Costs of pieces, and who could deliver them within so many days."""

    layout: Layout
    values: Costs
    sources: tuple[str, ...]
    days: int


@dataclass(frozen=True, slots=True)
class StepTable:
    """Costs of the products of a step; `below`: of its pieces, where they are kept."""

    layout: Layout
    values: Costs
    below: Supply | None


class Tables:
    """One wish and one network; what is worked out once is kept."""

    def __init__(self, text: str, letters: Letters, network: Network) -> None:
        self.text, self.network, self.gc = text, network, gc_sums(letters)
        self.steps = {one.name: one for one in network.assemblies if 2 * one.segment[0] <= len(text)}
        self.barriers = {one.name: barrier(text, letters, one.limits) for one in network.products}
        self.cuts: dict[str, Cuts] = {
            name: cuts_of(letters, one.overlap, one.longest or len(text), one.grain)
            for name, one in self.steps.items()
        }
        self.asked = self._asked()
        self.memory: dict[tuple[str, frozenset[str]], StepTable] = {}

    def _asked(self) -> dict[str, tuple[Places, Places]]:
        """Where the products of each step could start and end."""
        ends = np.array([0]), np.array([len(self.text)])
        found: dict[str, tuple[Places, Places]] = {}
        for name in reversed(self.steps):  # a step takes only from those before it
            parts = [ends] if name in self.network.delivers else []
            for parent in self.steps:
                if name in self.steps[parent].takes and parent in found:
                    cuts = self.cuts[parent]
                    parts += [found[parent], (cuts.left, cuts.right)]
            if parts:
                starts, stops = zip(*parts, strict=True)
                found[name] = np.unique(np.concatenate(starts)), np.unique(np.concatenate(stops))
        return found

    def able(self, names: Iterable[str], days: int) -> tuple[str, ...]:
        """Those that can deliver in so many days at all."""
        return tuple(name for name in names if self._soonest(name) <= days)

    def _soonest(self, name: str) -> int:
        one = self.network.named[name]
        if isinstance(one, Product):
            return one.days
        known = [self._soonest(taken) for taken in one.takes]
        return one.days + min(known) if name in self.steps and known else NOWHERE

    def products(self, names: Iterable[str]) -> list[Product]:
        """The products among names."""
        return [one for name in names if isinstance(one := self.network.named[name], Product)]

    def offers(self, products: Sequence[Product]) -> Offers:
        """What suppliers ask, as the programs read it."""
        overall = [[gc for gc in one.limits.gc if not gc.bases] for one in products]
        return Offers(
            per_base=np.array([float(one.price_per_base) for one in products]),
            fixed=np.array([float(one.price_fixed) for one in products]),
            shortest=np.array([one.limits.shortest for one in products]),
            longest=np.array([one.limits.longest or NOWHERE for one in products]),
            gc_least=np.array([max((gc.least for gc in told), default=0.0) for told in overall]),
            gc_most=np.array([min((gc.most for gc in told), default=1.0) for told in overall]),
            barrier=np.stack([self.barriers[one.name] for one in products]),
            gc=self.gc,
        )

    def supply(self, names: Iterable[str], layout: Layout, days: int) -> Supply:
        """The least cost of every piece of a layout from these sources."""
        sources = self.able(names, days)
        values = np.full(layout.offset[-1], NEVER)
        products = self.products(sources)
        if products:
            values = offered(self.offers(products), layout)
        for name in sources:
            if name in self.steps:
                table = self.step_table(name, days)
                values = np.minimum(values, _looked_up(table.layout, table.values, layout))
        return Supply(layout, values, sources, days)

    def step_table(self, name: str, days: int) -> StepTable:
        """The least cost of everything that could be asked of a step, within so many days."""
        step = self.steps[name]
        left = days - step.days
        key = (name, self._within(name, days))
        if key not in self.memory:
            wanted = layout_of(*self.asked[name], 2 * step.segment[0], step.longest or len(self.text))
            sources = self.able(step.takes, left)
            if len(self.products(sources)) == len(sources):
                self.memory[key] = StepTable(wanted, self._from_offers(step, wanted, sources), None)
            else:
                below = self.supply(step.takes, self.pieces(step, wanted.starts, wanted.ends, sources), left)
                self.memory[key] = StepTable(wanted, self._run(step, below, wanted), below)
        return self.memory[key]

    def _within(self, name: str, days: int) -> frozenset[str]:
        """Every way down from a source that so many days leave: what its table depends on."""
        one = self.network.named[name]
        if self._soonest(name) > days:
            return frozenset()
        found = {name}
        if isinstance(one, Assembly):
            for taken in one.takes:
                found |= {f"{name}/{way}" for way in self._within(taken, days - one.days)}
        return frozenset(found)

    def _from_offers(self, step: Assembly, wanted: Layout, sources: tuple[str, ...]) -> Costs:
        """A step that takes only what is sold: a stretch at a time, as there are many small pieces."""
        values = np.full(wanted.offset[-1], NEVER)
        edges = np.searchsorted(wanted.starts, np.arange(0, len(self.text) + _BATCH, _BATCH))
        for low, high in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            if wanted.offset[low] < wanted.offset[high]:
                part = _rows(wanted, low, high)
                here = self.priced(step, part.starts, part.ends, sources)
                values[wanted.offset[low] : wanted.offset[high]] = self._run(step, here, part)
        return values

    def priced(self, step: Assembly, starts: Places, ends: Places, sources: tuple[str, ...]) -> Supply:
        """What the pieces of such a step cost, for products with these starts and ends."""
        layout = self.pieces(step, starts, ends, sources)
        return Supply(layout, offered(self.offers(self.products(sources)), layout), sources, NOWHERE)

    def pieces(self, step: Assembly, starts: Places, ends: Places, sources: tuple[str, ...]) -> Layout:
        """Every piece that the step could ask for in products with these starts and ends."""
        cuts = self.cuts[step.name]
        inside = (cuts.places > starts[0]) & (cuts.places < ends[-1])
        made = [self._longest(name) for name in sources]
        return layout_of(
            np.concatenate([starts, cuts.left[inside]]),
            np.concatenate([ends, cuts.right[inside]]),
            step.segment[0],
            min(step.segment[1] + step.overlap.longest, max(made, default=0)),
        )

    def _longest(self, name: str) -> int:
        one = self.network.named[name]
        longest = one.limits.longest if isinstance(one, Product) else one.longest
        return longest or len(self.text)

    def _run(self, step: Assembly, below: Supply, wanted: Layout) -> Costs:
        told, rows, numbers = self.told(step, below.layout, wanted)
        return assembled(told, below.layout, below.values, wanted, rows, numbers, float(step.cost))

    def told(self, step: Assembly, below: Layout, wanted: Layout) -> tuple[Step, Places, Places]:
        """A step as the programs read it, and the starts and ends of its products as numbers of `below`."""
        cuts = self.cuts[step.name]
        inside = (cuts.places > wanted.starts[0]) & (cuts.places < wanted.ends[-1])
        told = Step(
            places=cuts.places[inside],
            enters=np.searchsorted(below.starts, cuts.left[inside]),
            leaves=np.searchsorted(below.ends, cuts.right[inside]),
            least=step.segment[0],
            most=step.segment[1],
            most_pieces=step.most_pieces,
        )
        rows = np.searchsorted(below.starts, wanted.starts)
        return told, rows, np.searchsorted(below.ends, wanted.ends)


def _rows(layout: Layout, low: int, high: int) -> Layout:
    """Some starts of a layout in a row, with only the ends they need."""
    first, count = layout.first[low:high], np.diff(layout.offset[low : high + 1])
    begin, end = int(first[count > 0].min()), int((first + count).max())
    offset = layout.offset[low : high + 1] - layout.offset[low]
    return Layout(layout.starts[low:high], layout.ends[begin:end], np.maximum(first - begin, 0), offset)


def _looked_up(known: Layout, values: Costs, wanted: Layout) -> Costs:
    """The values of one layout for the pieces of another, NEVER where it has none."""
    found = np.full(wanted.offset[-1], NEVER)
    rows = np.searchsorted(known.starts, wanted.starts)
    numbers = np.searchsorted(known.ends, wanted.ends)
    same_start = known.starts[np.minimum(rows, len(known.starts) - 1)] == wanted.starts
    same_end = known.ends[np.minimum(numbers, len(known.ends) - 1)] == wanted.ends
    for row in np.flatnonzero(same_start):
        width = wanted.offset[row + 1] - wanted.offset[row]
        place, first = rows[row], wanted.first[row]
        at = known.offset[place] + numbers[first : first + width] - known.first[place]
        fits = same_end[first : first + width] & (at >= known.offset[place]) & (at < known.offset[place + 1])
        here = found[wanted.offset[row] : wanted.offset[row + 1]]
        here[fits] = values[at[fits]]
    return found
