"""The best designs in order, not only the first: the graph of cells asked for its next best, cell by cell.

Lazy ranking on a hypergraph (Huang & Chiang 2005, algorithm 3): a cell looks for its next best only when a
larger one asks. Many structures share one sequence; in each cell only the best of them is kept.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from itertools import count
from typing import Final, NamedTuple

from xiandao.foundry.synthesis.mrna.derivations import EVERYTHING, ROOT, Cell, Derivations, Edge, Text
from xiandao.foundry.synthesis.mrna.designing import MrnaDesign, wish_of
from xiandao.foundry.synthesis.mrna.energies import energies
from xiandao.foundry.synthesis.mrna.tracing import Folded

_FIRST_STEP: Final = 5_000  # 0.5 kcal/mol: how far above its least a cell looks at first
_GROWTH: Final = 4


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

    Arguments as of `design`. The matrices are filled once, so the first answers cost little more than one
    design, and each further one a small part of it. Raises as `design` does.
    """
    wish = wish_of(
        protein,
        host=host,
        cai_weight=cai_weight,
        avoid=avoid,
        open_start=open_start,
        uridine_weight=uridine_weight,
    )
    lattice = wish.lattice()
    ranking = _Ranking(Derivations.of(energies(3 * len(wish.residues)), lattice))
    found = []
    for rank in range(most):
        one = ranking.ranked(ROOT, rank)
        if one is None:
            break
        found.append(wish.answer(Folded(one.text.letters, one.text.brackets, one.total), len(lattice.base)))
    return tuple(found)


class _Ranked(NamedTuple):
    total: int
    text: Text


class _Candidate(NamedTuple):
    """An edge with the rank it takes of each tail; `ticket` breaks ties, `number` is the edge's."""

    total: int
    ticket: int
    number: int
    edge: Edge
    ranks: tuple[int, ...]


class _Node:
    """What is known of a cell: its answers so far, and what its next could be."""

    def __init__(self, least: int) -> None:
        self.found: list[_Ranked] = []
        self.done = False
        self.candidates: list[_Candidate] = []
        self.successors: list[tuple[int, Edge, tuple[int, ...]]] = []
        self.asked: set[tuple[int, tuple[int, ...]]] = set()
        self.letters: set[str] = set()
        self.horizon = least - 1
        self.step = _FIRST_STEP

    def has(self, rank: int) -> bool:
        """Whether this rank is known, or known not to be there."""
        return self.done or rank < len(self.found)


class _Ranking:
    def __init__(self, graph: Derivations) -> None:
        self.graph = graph
        self.nodes: dict[Cell, _Node] = {}
        self.tickets = count()

    def ranked(self, cell: Cell, rank: int) -> _Ranked | None:
        """The answer of a rank (from 0), worked out with all it needs; nothing where there are fewer."""
        waiting = [(cell, rank)]
        while waiting:
            one, wanted = waiting[-1]
            if self._node(one).has(wanted):
                waiting.pop()
            else:
                waiting += self._advance(one)
        found = self._node(cell).found
        return found[rank] if rank < len(found) else None

    def _node(self, cell: Cell) -> _Node:
        if cell not in self.nodes:
            self.nodes[cell] = _Node(self.graph.least(cell))
        return self.nodes[cell]

    def _advance(self, cell: Cell) -> list[tuple[Cell, int]]:
        """One step towards a cell's next answer; or which ranks of which cells it needs first."""
        node = self._node(cell)
        needs = self._follow(node)
        if needs:
            return needs
        self._widen(cell, node)
        if not node.candidates:
            node.done = True
            return []
        top = node.candidates[0]
        tails = list(zip(top.edge.tails, top.ranks, strict=True))
        needs = [(tail, rank) for tail, rank in tails if not self._node(tail).has(rank)]
        if needs:
            return needs
        heapq.heappop(node.candidates)
        text = self._text(top)
        if text.letters not in node.letters:
            node.letters.add(text.letters)
            node.found.append(_Ranked(top.total, text))
        for at in range(len(top.ranks)):
            ranks = (*top.ranks[:at], top.ranks[at] + 1, *top.ranks[at + 1 :])
            if (top.number, ranks) not in node.asked:
                node.asked.add((top.number, ranks))
                node.successors.append((top.number, top.edge, ranks))
        return []

    def _follow(self, node: _Node) -> list[tuple[Cell, int]]:
        """Makes candidates of the successors of the last answer; or what they need first."""
        waiting = []
        needs = []
        for number, edge, ranks in node.successors:
            tails = [(self._node(tail), tail, rank) for tail, rank in zip(edge.tails, ranks, strict=True)]
            unknown = [(tail, rank) for one, tail, rank in tails if not one.has(rank)]
            if unknown:
                waiting.append((number, edge, ranks))
                needs += unknown
            elif all(rank < len(one.found) for one, _, rank in tails):
                total = edge.energy + edge.weight + sum(one.found[rank].total for one, _, rank in tails)
                heapq.heappush(node.candidates, _Candidate(total, next(self.tickets), number, edge, ranks))
        node.successors = waiting
        return needs

    def _widen(self, cell: Cell, node: _Node) -> None:
        """Takes in edges until none that is left out could be next."""
        while node.horizon < EVERYTHING and (not node.candidates or node.candidates[0].total > node.horizon):
            upto = min(node.horizon + node.step, EVERYTHING)
            for edge in self.graph.edges(cell, (node.horizon, upto)):
                ticket = next(self.tickets)
                ranks = (0,) * len(edge.tails)
                heapq.heappush(
                    node.candidates, _Candidate(self.graph.total(edge), ticket, ticket, edge, ranks)
                )
            node.horizon, node.step = upto, node.step * _GROWTH

    def _text(self, one: _Candidate) -> Text:
        ranks = iter(one.ranks)
        texts = [
            self.nodes[piece].found[next(ranks)].text if isinstance(piece, Cell) else piece
            for piece in one.edge.pieces
        ]
        return Text("".join(text.letters for text in texts), "".join(text.brackets for text in texts))
