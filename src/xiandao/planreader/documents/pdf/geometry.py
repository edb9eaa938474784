"""Places on a page: points are turned so that text runs to the right and y grows upwards."""

from __future__ import annotations

from typing import NamedTuple


class Matrix(NamedTuple):
    """A PDF transformation: x' = a x + c y + e, y' = b x + d y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, other: Matrix) -> Matrix:
        """This transformation followed by another."""
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f


class Glyph(NamedTuple):
    """One character: from x0 to x1 on the baseline y; size is the font's height in points."""

    x0: float
    x1: float
    y: float
    size: float
    text: str


class Ruling(NamedTuple):
    """A straight horizontal (at y) or vertical (at x) line from `start` to `end`."""

    is_horizontal: bool
    at: float
    start: float
    end: float


class PageContent(NamedTuple):
    """What stands on one page, upright."""

    width: float
    height: float
    glyphs: list[Glyph]
    rulings: list[Ruling]
    has_picture: bool


def upright(left: float, bottom: float, right: float, top: float, quarter_turns: int) -> Matrix:
    """The transformation that shows a page box turned clockwise, its lower left corner at the origin."""
    return (
        Matrix(1, 0, 0, 1, -left, -bottom),
        Matrix(0, -1, 1, 0, -bottom, right),
        Matrix(-1, 0, 0, -1, right, top),
        Matrix(0, 1, -1, 0, top, -left),
    )[quarter_turns % 4]
