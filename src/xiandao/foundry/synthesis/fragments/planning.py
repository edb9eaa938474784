"""From a wish and a network of suppliers to the cheapest plan within so many days."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

import numpy as np

from xiandao.foundry.synthesis.fragments.bounding import bound_of
from xiandao.foundry.synthesis.fragments.plans import FragmentPlan, Piece
from xiandao.foundry.synthesis.fragments.program import NEVER, asked, layout_of, traced
from xiandao.foundry.synthesis.fragments.sequences import FragmentsRefused, letters_of
from xiandao.foundry.synthesis.fragments.tables import Supply, Tables
from xiandao.foundry.synthesis.vendors import Assembly, Network, Product

_CENT: Final = Decimal("0.01")
_TINY: Final = 1e-6


def plan_fragments(wish: str, network: Network, *, days: int | None = None) -> FragmentPlan:
    """The cheapest plan that is ready within `days` (None: whenever).

    Exact for the model: among the cuts considered (one in each `grain` of a step) nothing costs less; `bound`
    holds for all cuts. Deterministic. Raises FragmentsRefused where no plan keeps the limits and the days.
    """
    planner = _Planner(wish, network)
    return planner.plan(planner.latest if days is None else days)


def trade_offs(wish: str, network: Network) -> tuple[FragmentPlan, ...]:
    """The plans that are cheaper than every quicker one, the cheapest first. Raises as `plan_fragments`."""
    planner = _Planner(wish, network)
    found: list[FragmentPlan] = []
    left = planner.latest
    while True:
        try:
            plan = planner.plan(left)
        except FragmentsRefused:
            if found:
                return tuple(found)
            raise
        if found and plan.price == found[-1].price:
            found.pop()
        found.append(plan)
        left = plan.days - 1


class _Planner:
    """One wish and one network, asked for plans within different days."""

    def __init__(self, wish: str, network: Network) -> None:
        self.text, letters = letters_of(wish)
        self.network = network
        self.tables = Tables(self.text, letters, network)
        self.latest = max(map(self._latest, network.delivers), default=0)

    def _latest(self, name: str) -> int:
        one = self.network.named[name]
        return one.days + (max(map(self._latest, one.takes)) if isinstance(one, Assembly) else 0)

    def plan(self, days: int) -> FragmentPlan:
        """The cheapest plan within so many days."""
        whole = layout_of(np.array([0]), np.array([len(self.text)]), 1, len(self.text))
        supply = self.tables.supply(self.network.delivers, whole, days)
        if supply.values[0] >= NEVER:
            raise FragmentsRefused(
                "no plan makes {length} bases within {days} days and the limits of {names}",
                length=len(self.text),
                days=days,
                names=", ".join(self.network.delivers),
            )
        piece = self._piece(supply, 0, len(self.text))
        bound = bound_of(self.network, self.network.delivers, len(self.text), days)
        names = {one.source for one in piece.orders()}
        return FragmentPlan(
            piece=piece,
            bound=min(Decimal(bound).quantize(_CENT), piece.price),
            currency=self.network.currency,
            cuts_considered=sum(len(cuts.places) for cuts in self.tables.cuts.values()),
            illustrative=any(one.illustrative for one in self.network.products if one.name in names),
        )

    def _piece(self, supply: Supply, start: int, end: int) -> Piece:
        """How the cheapest source makes one piece: the cuts are found again, and the pieces of the pieces."""
        layout = supply.layout
        row = int(np.searchsorted(layout.starts, start))
        at = layout.offset[row] + int(np.searchsorted(layout.ends, end)) - layout.first[row]
        products = self.tables.products(supply.sources)
        if products:
            price, chosen = asked(self.tables.offers(products), start, end)
            if chosen >= 0 and price <= supply.values[at] + _TINY:
                return self._bought(products[chosen], start, end)
        steps = [name for name in supply.sources if name in self.tables.steps]
        found = [made for name in steps if (made := self._made(name, supply.days, start, end))]
        return min(found, key=lambda one: (one.price, one.days))

    def _bought(self, product: Product, start: int, end: int) -> Piece:
        return Piece(
            start=start,
            end=end,
            sequence=self.text[start:end],
            source=product.name,
            supplier=product.supplier,
            price=product.price_of(end - start),
            days=product.days,
        )

    def _made(self, name: str, days: int, start: int, end: int) -> Piece | None:
        step = self.tables.steps[name]
        if step.longest and end - start > step.longest:
            return None
        one = layout_of(np.array([start]), np.array([end]), 1, end - start)
        below = self.tables.step_table(name, days).below
        if below is None:
            sources = self.tables.able(step.takes, days - step.days)
            below = self.tables.priced(step, one.starts, one.ends, sources)
        told, rows, numbers = self.tables.told(step, below.layout, one)
        total, cuts = traced(told, below.layout, below.values, (start, end), int(rows[0]), int(numbers[0]))
        if total >= NEVER:
            return None
        lefts = [start, *below.layout.starts[told.enters[cuts]].tolist()]
        rights = [*below.layout.ends[told.leaves[cuts]].tolist(), end]
        pieces = tuple(
            _turned(self._piece(below, left, right), turn=step.alternate and number % 2 == 1)
            for number, (left, right) in enumerate(zip(lefts, rights, strict=True))
        )
        return Piece(
            start=start,
            end=end,
            sequence=self.text[start:end],
            source=step.name,
            supplier="",
            price=step.cost + sum((piece.price for piece in pieces), Decimal(0)),
            days=step.days + max(piece.days for piece in pieces),
            pieces=pieces,
            overlaps=tuple(right - left for right, left in zip(rights[:-1], lefts[1:], strict=True)),
        )


def _turned(piece: Piece, *, turn: bool) -> Piece:
    return replace(piece, turned=True) if turn and not piece.pieces else piece
