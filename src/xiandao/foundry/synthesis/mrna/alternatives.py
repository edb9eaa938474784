"""The best designs in order, not only the first: exact, by parting what is left (Lawler 1972)."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import count

from xiandao.foundry.synthesis.mrna.designing import MrnaDesign, codons_of, design
from xiandao.foundry.synthesis.mrna.lattice import LatticeRefused

Parted = tuple[float, int, MrnaDesign, int, dict[int, list[str]]]


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

    Arguments as of `design`. Each answer after the first costs one design for each residue: minutes for a few
    hundred residues. All other sequences are parted by the first residue at which they leave the last answer,
    and the best of each part is found. Raises as `design` does.
    """
    ticket = count()

    wished = partial(
        design,
        protein,
        host=host,
        cai_weight=cai_weight,
        avoid=avoid,
        open_start=open_start,
        uridine_weight=uridine_weight,
    )

    def best(fixed: int, keep: dict[int, list[str]]) -> Parted | None:
        try:
            one = wished(keep=keep)
        except LatticeRefused:
            return None
        return (one.worth, next(ticket), one, fixed, keep)

    whole = wished()
    waiting: list[Parted] = [(whole.worth, next(ticket), whole, 0, {})]
    found: list[MrnaDesign] = []
    while waiting and len(found) < most:
        _, _, one, fixed, keep = heapq.heappop(waiting)
        found.append(one)
        if len(found) == most:
            break
        for place, narrowed in _parts(one, fixed, keep, host):
            part = best(place, narrowed)
            if part is not None:
                heapq.heappush(waiting, part)
    return tuple(found)


def _parts(
    one: MrnaDesign, fixed: int, keep: dict[int, list[str]], host: str
) -> Iterator[tuple[int, dict[int, list[str]]]]:
    """All other sequences of a part, by the first residue at which they leave its best one."""
    used = [one.sequence[at : at + 3] for at in range(0, len(one.sequence), 3)]
    for place in range(fixed, len(used)):
        allowed = keep.get(place) or codons_of(one.protein[place], host)
        others = [codon for codon in allowed if codon != used[place]]
        if others:
            yield place, {**keep, **{at: [used[at]] for at in range(place)}, place: others}
