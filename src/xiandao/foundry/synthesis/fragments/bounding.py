"""What no plan can cost less than: lengths and the shortest overlaps alone, every other rule forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from xiandao.foundry.synthesis.fragments.program import NEVER, Costs, lengths_alone
from xiandao.foundry.synthesis.vendors import Assembly, Network, Product

_WORK: Final = 2_000_000_000  # beyond so many steps the looser bound by the base is taken


def bound_of(network: Network, wanted: Sequence[str], length: int, days: int) -> float:
    """A cost that no plan within `days` goes below, over all places to cut and not only those considered."""
    return min((_bound(network, name, length, days) for name in wanted), default=NEVER)


def _bound(network: Network, name: str, length: int, days: int) -> float:
    """The bound for one product of one length."""
    one = network.named[name]
    if isinstance(one, Product):
        return _offer(one, length, days)
    if length < 2 * one.segment[0] or length > (one.longest or length):
        return NEVER
    if length * _span(one) > _WORK:
        return _by_the_base(network, one, length, days)
    return float(_curve(network, name, (length, length), days)[length])


def _offer(one: Product, length: int, days: int) -> float:
    fits = one.days <= days and length >= one.limits.shortest
    fits = fits and (not one.limits.longest or length <= one.limits.longest)
    return float(one.price_of(length)) if fits else NEVER


def _span(one: Assembly) -> int:
    return one.segment[1] - one.segment[0] + 1


def _curve(network: Network, name: str, lengths: tuple[int, int], days: int) -> Costs:
    """The bound for each of these lengths, NEVER for shorter ones."""
    one = network.named[name]
    if isinstance(one, Product):
        return np.array([_offer(one, length, days) for length in range(lengths[1] + 1)])
    top = min(lengths[1], one.longest or lengths[1])
    curve = np.full(lengths[1] + 1, NEVER)
    if one.days <= days and top >= 2 * one.segment[0]:
        pieces = _pieces(network, one, days)
        told = (pieces, one.segment, one.overlap.shortest, (lengths[0], top), float(one.cost))
        curve[: top + 1] = lengths_alone(*told)
    return curve


def _pieces(network: Network, one: Assembly, days: int) -> Costs:
    """The bound for a piece of each length or more: longer overlaps than the shortest only make it longer."""
    longest = one.segment[1] + one.overlap.longest
    curves = [_curve(network, name, (0, longest), days - one.days) for name in one.takes]
    least: Costs = np.minimum.reduce(curves)
    return np.minimum.accumulate(least[::-1])[::-1].copy()


def _by_the_base(network: Network, one: Assembly, length: int, days: int) -> float:
    """Looser and quick: two end pieces, and the cheapest base of any piece between for the rest."""
    if one.days > days:
        return NEVER
    pieces = _pieces(network, one, days)
    sizes = np.arange(one.segment[0], one.segment[1] + 1)
    overlap = one.overlap.shortest
    rate = float((pieces[sizes + overlap] / sizes).min())
    ends = sum(
        float((pieces[sizes + part] - rate * sizes).min()) for part in (overlap // 2, overlap - overlap // 2)
    )
    return float(one.cost) + ends + rate * length
