"""All answers that none beats in both energy and codons, within a band above the least weighted sum.

From the whole down, how far above its own least each cell may lie; then from the parts up, every pair of
energy and codons within that, less those beaten in their own cell.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from xiandao.foundry.synthesis.mrna.derivations import ROOT, WAY, Cell, Derivations, Edge, Text
from xiandao.kernel.refusals import Refusal


class Label(NamedTuple):
    """One way to make a cell: its energy, its codons' weight, and which labels of the parts it took."""

    energy: int
    weight: int
    edge: Edge
    parts: tuple[Label, ...]


class BandRefused(Refusal):
    """The band holds more than was allowed."""


_by_energy = itemgetter(0, 1)


def band(graph: Derivations, slack: int, most: int) -> list[Label]:
    """The unbeaten labels of the whole at most `slack` above the optimum, by rising energy.

    Exact where every codon's weight counts in the optimum. Raises BandRefused beyond `most` edges and labels.
    """
    rooms, edges, order = _reached(graph, slack, most)
    labels: dict[Cell, list[Label]] = {}
    made = sum(len(found) for found in edges.values())
    for cell in reversed(order):
        upto = graph.least(cell) + rooms[cell]
        found: list[Label] = []
        for edge in edges[cell]:
            found += _labels(graph, edge, labels, upto)
            if made + len(found) > most:
                raise BandRefused("the band holds more than {most} labels", most=most)
        made += len(found)
        labels[cell] = unbeaten(found)
    return labels[ROOT]


def _reached(
    graph: Derivations, slack: int, most: int
) -> tuple[Mapping[Cell, int], Mapping[Cell, list[Edge]], Sequence[Cell]]:
    """How far each cell may lie above its least, its edges within that, and the cells from the whole down."""
    rooms, edges, order = {ROOT: slack}, {}, []
    waiting, count = [(graph.order(ROOT), ROOT)], 0
    while waiting:
        _, cell = heapq.heappop(waiting)
        upto = graph.least(cell) + rooms[cell]
        edges[cell] = graph.edges(cell, (-(2**31), upto))
        order.append(cell)
        count += len(edges[cell])
        if count > most:
            raise BandRefused("the band holds more than {most} labels", most=most)
        for edge in edges[cell]:
            room = upto - graph.total(edge)
            for tail in edge.tails:
                if tail.kind == WAY:
                    continue
                if tail not in rooms:
                    heapq.heappush(waiting, (graph.order(tail), tail))
                rooms[tail] = max(room, rooms.get(tail, 0))
    return rooms, edges, order


def _labels(
    graph: Derivations, edge: Edge, labels: Mapping[Cell, Sequence[Label]], upto: int
) -> Iterator[Label]:
    """What an edge makes of its parts' labels; of an unpaired stretch, its cheapest way."""
    energy, weight = edge.energy, edge.weight
    tails = []
    for tail in edge.tails:
        if tail.kind == WAY:
            weight += graph.least(tail)
        else:
            tails.append(labels[tail])
    if not tails:
        yield Label(energy, weight, edge, ())
        return
    if len(tails) == 1:
        for one in tails[0]:
            if energy + weight + one[0] + one[1] <= upto:
                yield Label(energy + one[0], weight + one[1], edge, (one,))
        return
    for one in tails[0]:
        left = upto - energy - weight - one[0] - one[1]
        for two in tails[1]:
            if two[0] + two[1] <= left:
                yield Label(energy + one[0] + two[0], weight + one[1] + two[1], edge, (one, two))


def unbeaten(found: Sequence[Label]) -> list[Label]:
    """Those that no other beats or equals in both, by rising energy."""
    kept: list[Label] = []
    for label in sorted(found, key=_by_energy):
        if not kept or label.weight < kept[-1].weight:
            kept.append(label)
    return kept


def text_of(graph: Derivations, label: Label) -> Text:
    """The sequence and structure of a label of the whole."""
    letters, brackets = [], []
    waiting: list[Label | Cell | Text] = [label]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Label):
            parts = iter(one.parts)
            pieces = [
                next(parts) if isinstance(piece, Cell) and piece.kind != WAY else piece
                for piece in one.edge.pieces
            ]
            waiting += reversed(pieces)
            continue
        text = graph.best_way(one) if isinstance(one, Cell) else one
        letters.append(text.letters)
        brackets.append(text.brackets)
    return Text("".join(letters), "".join(brackets))
