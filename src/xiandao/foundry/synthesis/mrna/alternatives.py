"""The best designs in order, not only the first: exact, by parting what is left (Lawler 1972).

A part is not worked out before it could be next: for each residue the best design with another codon there
is known once, and no part that leaves an answer at that residue can be better than that.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import count
from typing import Final

from xiandao.foundry.synthesis.mrna.designing import MrnaDesign, codons_of, design
from xiandao.foundry.synthesis.mrna.lattice import LatticeRefused

Keep = dict[int, list[str]]
Part = tuple[float, int, MrnaDesign | None, int, Keep]
_WORTH_FLOORS: Final = 3  # from so many answers on, one design for each residue pays


def alternatives(
    protein: str,
    most: int,
    *,
    host: str,
    cai_weight: float = 0.0,
    avoid: Sequence[str] = (),
    open_start: int = 0,
    uridine_weight: float = 0.0,
) -> tuple[MrnaDesign, ...]:
    """The `most` best coding sequences, the best first; fewer where there are no more.

    Arguments as of `design`. About one design for each residue in all, and a few more for each answer:
    minutes for a few hundred residues. Raises as `design` does.
    """
    wished = partial(
        design,
        protein,
        host=host,
        cai_weight=cai_weight,
        avoid=avoid,
        open_start=open_start,
        uridine_weight=uridine_weight,
    )
    ticket = count()
    first = wished()
    floors = _floors(first, wished, host) if most >= _WORTH_FLOORS else [first.worth] * len(first.protein)
    waiting: list[Part] = [(first.worth, next(ticket), first, 0, {})]
    found: list[MrnaDesign] = []
    while waiting and len(found) < most:
        _, _, one, fixed, keep = heapq.heappop(waiting)
        if one is None:
            made = _made(wished, keep)
            if made is not None:
                heapq.heappush(waiting, (made.worth, next(ticket), made, fixed, keep))
            continue
        found.append(one)
        for place, narrowed in _parts(one, fixed, keep, host):
            same = _codons(one)[place] == _codons(first)[place]
            bound = max(one.worth, floors[place]) if same else one.worth
            heapq.heappush(waiting, (bound, next(ticket), None, place, narrowed))
    return tuple(found)


def _floors(first: MrnaDesign, wished: Callable[..., MrnaDesign], host: str) -> list[float]:
    """For each residue the worth of the best design with another codon there; infinite for none."""
    found = [float("inf")] * len(first.protein)
    for place, codon in enumerate(_codons(first)):
        others = [one for one in codons_of(first.protein[place], host) if one != codon]
        made = _made(wished, {place: others}) if others else None
        if made is not None:
            found[place] = made.worth
    return found


def _made(wished: Callable[..., MrnaDesign], keep: Keep) -> MrnaDesign | None:
    try:
        return wished(keep=keep)
    except LatticeRefused:
        return None


def _codons(one: MrnaDesign) -> list[str]:
    return [one.sequence[at : at + 3] for at in range(0, len(one.sequence), 3)]


def _parts(one: MrnaDesign, fixed: int, keep: Keep, host: str) -> Iterator[tuple[int, Keep]]:
    """All other sequences of a part, by the first residue at which they leave its best one."""
    used = _codons(one)
    for place in range(fixed, len(used)):
        allowed = keep.get(place) or codons_of(one.protein[place], host)
        others = [codon for codon in allowed if codon != used[place]]
        if others:
            yield place, {**keep, **{at: [used[at]] for at in range(place)}, place: others}
