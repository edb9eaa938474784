"""A flowsheet: blocks in order, what is bought and sold, and the invariants that every result must keep."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from xiandao.kernel.sentences import Sentence, joined
from xiandao.scaleup.flowsheets.outcomes import Broken, Outcome
from xiandao.scaleup.flowsheets.streams import Amount, Mask, Stream, Values, summed
from xiandao.scaleup.flowsheets.substances import FlowsheetRefused

CLOSED: Final = 1e-6  # of what goes in, for mass, carbon and energy of a block and of the whole
STEPS: Final = 200  # of a recycle, before it counts as not converged
STILL: Final = 1e-9  # change of a recycle, of its own size, at which it counts as converged
MOST_TOLD: Final = 6  # broken invariants that a refusal names
WHOLE: Final = "the whole plant"
OPEN: Final = "{balance} does not close, {figure} of what goes in"
MASS, CARBON, ENERGY = Sentence("mass"), Sentence("carbon"), Sentence("energy")


@dataclass(frozen=True, slots=True, eq=False)
class Flowsheet:
    """A plant in balance. `bought`, `sold`: kg/h; `consumed`: units/h; infeasible samples are in no figure.

    `reasons`: for each broken invariant how many samples break it; `gaps`: the worst of mass, carbon,
    energy.
    """

    family: str
    hours: Values  # of operation a year
    outcomes: tuple[Outcome, ...]
    bought: Mapping[str, Values]
    sold: Mapping[str, Values]
    consumed: Mapping[str, Values]
    feasible: Mask
    reasons: Mapping[Sentence, int]
    gaps: Mapping[str, tuple[float, float, float]]
    figures: Mapping[str, Values]  # what the family tells beside: batches, vessels …

    @property
    def many(self) -> int:
        """How many samples."""
        return int(self.feasible.size)


@dataclass(slots=True, eq=False)
class Sheet:
    """What a family writes its blocks on. `settled` turns it into a Flowsheet, or refuses."""

    family: str
    hours: Amount
    outcomes: list[Outcome] = field(default_factory=list)
    bought: dict[str, Amount] = field(default_factory=dict)
    sold: dict[str, Amount] = field(default_factory=dict)
    figures: dict[str, Amount] = field(default_factory=dict)
    _outer: list[tuple[Stream, ...]] = field(default_factory=lambda: [(), ()])
    _broken: list[Broken] = field(default_factory=list)

    def add(self, outcome: Outcome) -> tuple[Stream, ...]:
        """Put a block on the sheet; its outlets."""
        self.outcomes.append(outcome)
        return outcome.outlets

    def buy(self, name: str, bought: Stream) -> Stream:
        """A stream that comes from outside, at the price of `name`."""
        self.bought[name] = self.bought.get(name, 0.0) + bought.total
        self._outer[0] = (*self._outer[0], bought)
        return bought

    def sell(self, name: str, sold: Stream) -> None:
        """A stream that leaves at a price: the product, or what comes beside it."""
        self.sold[name] = self.sold.get(name, 0.0) + sold.total
        self._outer[1] = (*self._outer[1], sold)

    def free(self, *streams: Stream) -> None:
        """Streams that come from the air or leave to it, at no price."""
        self._outer[0] = (*self._outer[0], *streams)

    def let_go(self, *streams: Stream) -> None:
        """Streams that leave at no price: off-gas, treated water."""
        self._outer[1] = (*self._outer[1], *streams)

    def demand(self, broken: Broken) -> None:
        """Mark samples that break an invariant of the whole plant."""
        self._broken.append(broken)

    def settled(self) -> Flowsheet:
        """The plant, each invariant run. Raises FlowsheetRefused where no sample keeps them all."""
        broken = [(WHOLE, one) for one in (*self._broken, *self._whole())]
        broken += [(one.name, told) for one in self.outcomes for told in (*_gaps_broken(one), *one.broken)]
        flows = [*self.bought.values(), *self.sold.values(), self.hours, *(told.mask for _, told in broken)]
        flows += [machine.number for one in self.outcomes for machine in one.machines]
        shape = np.broadcast_shapes(*(np.shape(flow) for flow in flows)) or (1,)
        feasible = np.ones(shape, dtype=bool)
        reasons: dict[Sentence, int] = {}
        for place, told in broken:
            mask = np.broadcast_to(told.mask, shape)
            if mask.any():
                worst = np.broadcast_to(told.figure, shape)[mask]
                what = told.told(float(np.median(worst)))
                reason = Sentence("{place}: {what}", place=place, what=what)
                reasons[reason] = reasons.get(reason, 0) + int(mask.sum())
                feasible &= ~mask
        if not feasible.any():
            raise FlowsheetRefused(
                "no plant of {family}: {reasons}",
                family=self.family,
                reasons=joined(
                    [
                        Sentence("{reason} ({many} of {all})", reason=reason, many=many, all=feasible.size)
                        for reason, many in worst_first(reasons)[:MOST_TOLD]
                    ]
                ),
            )

        def spread(amounts: Mapping[str, Amount]) -> dict[str, Values]:
            return {name: np.broadcast_to(np.asarray(one, float), shape) for name, one in amounts.items()}

        return Flowsheet(
            self.family,
            np.broadcast_to(np.asarray(self.hours, float), shape),
            tuple(self.outcomes),
            spread(self.bought),
            spread(self.sold),
            spread(_consumed(self.outcomes)),
            feasible,
            reasons,
            {one.name: tuple(_worst(gap, feasible) for gap in one.gaps) for one in self.outcomes},  # type: ignore[misc]
            spread(self.figures),
        )

    def _whole(self) -> list[Broken]:
        """Mass and carbon over the fence: what was bought or breathed in against what left."""
        came, left = self._outer
        found = [self._heat()]
        for name, of in ((MASS, lambda one: one.total), (CARBON, lambda one: one.element("C"))):
            inside, outside = summed(map(of, came)), summed(map(of, left))
            gap = abs(inside - outside) / (abs(summed(one.total for one in came)) + 1e-12)
            found.append(Broken(OPEN, gap > CLOSED, gap, {"balance": name}))
        return found

    def _heat(self) -> Broken:
        """Energy over the fence: a stream warmed between two blocks that nobody paid for shows here."""
        came, left = (summed(one.heat for one in side) for side in self._outer)
        told = [one.duties for one in self.outcomes]
        came = came + summed(one.steam + one.work for one in told)
        left = left + summed(one.cooling + one.chilled + one.lost for one in told)
        scale = summed(abs(one.heat) for one in self._outer[0]) + 1e-12
        gap = abs(came - left) / scale
        return Broken(OPEN, gap > CLOSED, gap, {"balance": ENERGY})


def worst_first(reasons: Mapping[Sentence, int]) -> list[tuple[Sentence, int]]:
    """The broken invariants of a plant, those of most samples first."""
    return sorted(reasons.items(), key=lambda one: -one[1])


def _gaps_broken(one: Outcome) -> list[Broken]:
    found = []
    for name, gap in zip((MASS, CARBON, ENERGY), one.gaps, strict=True):
        found.append(Broken(OPEN, ~(np.asarray(gap) <= CLOSED), gap, {"balance": name}))
    below = np.zeros((), dtype=bool)
    for outlet in one.outlets:
        for flow in outlet.flows.values():
            below = below | (np.asarray(flow) < -CLOSED * (np.abs(outlet.total) + 1e-12))
    return [*found, Broken("a flow out of it is below 0", below)]


def _consumed(outcomes: list[Outcome]) -> dict[str, Amount]:
    total: dict[str, Amount] = {}
    for one in outcomes:
        for name, amount in one.consumed:
            total[name] = total.get(name, 0.0) + amount
    return total


def _worst(gap: Amount, feasible: Mask) -> float:
    return float(np.broadcast_to(gap, feasible.shape)[feasible].max())


def converged(once: Callable[[Stream], Stream], first: Stream, *, block: str) -> tuple[Stream, Broken]:
    """A recycle at rest: the stream that `once` gives back unchanged (Wegstein, each sample and substance
    alone).

    Samples that do not come to rest are in the second answer; a case alone that does not is then refused.
    """
    names = sorted(first.flows)
    before = np.stack(np.broadcast_arrays(*(first.of(name) for name in names)))
    after = _column(once(first), names, before)
    before = np.broadcast_to(
        before.reshape(len(names), *(1,) * (after.ndim - before.ndim), *before.shape[1:]), after.shape
    )
    guess = after
    for _ in range(STEPS):
        found = _column(once(_stream(names, guess, first)), names, guess)
        change, moved = found - after, guess - before
        with np.errstate(divide="ignore", invalid="ignore"):
            slope = np.where(np.abs(moved) > 1e-300, change / moved, 0.0)
        slope = np.clip(np.nan_to_num(slope), -5.0, 0.95)
        before, after = guess, found
        apart = np.abs(found - guess).max(axis=0) / (np.abs(found).sum(axis=0) + 1e-12)
        if (apart <= STILL).all():
            break
        guess = np.maximum(found + slope / (1.0 - slope) * (found - guess), 0.0)
    return _stream(names, after, first), Broken(
        "{recycle}: the recycle did not come to rest, {figure} of it still moves",
        apart > STILL,
        apart,
        {"recycle": block},
    )


def _column(told: Stream, names: list[str], like: Values) -> Values:
    flows = [told.of(name) for name in names]
    shape = np.broadcast_shapes(*(np.shape(flow) for flow in flows), like.shape[1:])
    return np.stack([np.broadcast_to(flow, shape) for flow in flows])


def _stream(names: list[str], rows: Values, like: Stream) -> Stream:
    return Stream(dict(zip(names, rows, strict=True)), like.celsius, like.bar, like.vapour)
