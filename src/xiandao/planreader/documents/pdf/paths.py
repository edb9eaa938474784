"""Which painted paths are straight rulings: stroked edges, or filled bars too thin to be areas."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from xiandao.planreader.documents.pdf.geometry import Matrix, Ruling

THICKEST_RULING = 3.0  # points
SHORTEST_RULING = 4.0
MOST_RULINGS = 20_000  # a page with more is a drawing, not a table

Point = tuple[float, float]


@dataclass(slots=True)
class Pen:
    """Follows path operators of one page and keeps the rulings that they paint."""

    rulings: list[Ruling] = field(default_factory=list)
    paths: list[list[Point]] = field(default_factory=list)

    def move(self, point: Point) -> None:
        """Begin a subpath."""
        self.paths.append([point])

    def line(self, point: Point) -> None:
        """Go straight to a point."""
        if self.paths:
            self.paths[-1].append(point)

    def curve(self, point: Point) -> None:
        """Go to a point in a bow: nothing straight joins the two."""
        self.paths.append([point])

    def close(self) -> None:
        """Go straight back to where the subpath began."""
        if self.paths:
            self.paths[-1].append(self.paths[-1][0])

    def rectangle(self, x: float, y: float, width: float, height: float, to_page: Matrix) -> None:
        """A closed rectangle."""
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y))
        self.paths.append([to_page.at(*corner) for corner in corners])

    def paint(self, *, stroke: bool) -> None:
        """Paint what was drawn."""
        for path in self.paths:
            if len(self.rulings) < MOST_RULINGS and not self._bar(path) and stroke:
                for (x0, y0), (x1, y1) in pairwise(path):
                    self._edge(x0, y0, x1, y1)
        self.paths.clear()

    def _bar(self, path: list[Point]) -> bool:
        """A path that is long one way and thin the other is one ruling, stroked or filled."""
        across, up = [x for x, _ in path], [y for _, y in path]
        width, height = max(across) - min(across), max(up) - min(up)
        if min(width, height) > THICKEST_RULING or len(path) < 2:
            return False
        self._edge(min(across), min(up), max(across), max(up))
        return True

    def _edge(self, x0: float, y0: float, x1: float, y1: float) -> None:
        width, height = abs(x1 - x0), abs(y1 - y0)
        if height <= THICKEST_RULING and width >= SHORTEST_RULING:
            self.rulings.append(Ruling(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif width <= THICKEST_RULING and height >= SHORTEST_RULING:
            self.rulings.append(Ruling(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1)))
