"""The geometry of a bullet gauge: a value held against what is asked, on one horizontal scale."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

WIDTH = 240  # the scale's length in units of the drawing
HEADROOM = Decimal("1.15")  # the scale runs a little beyond the largest figure, so that "more" has room
STEPS = (Decimal(1), Decimal("1.5"), Decimal(2), Decimal(3), Decimal(4), Decimal(5), Decimal(8), Decimal(10))


class GaugeState(StrEnum):
    """What there is to draw."""

    QUALITATIVE = "qualitative"
    NO_FIGURES = "no_figures"
    SHORT = "short"
    REACHED = "reached"
    BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Bullet:
    """Positions along the scale, 0 to WIDTH. The goal is a stretch; one exact figure has no length.

    `edges` are the ends of the goal that the plan states.
    """

    state: GaugeState
    scale_low: Decimal
    scale_high: Decimal
    zero: float
    goal_from: float
    goal_to: float
    edges: tuple[float, ...]
    bar_from: float | None = None
    bar_to: float | None = None
    pace_at: float | None = None

    @property
    def goal_length(self) -> float:
        """How long the goal's stretch is."""
        return self.goal_to - self.goal_from

    @property
    def bar_length(self) -> float:
        """How long the value's bar is."""
        return 0 if self.bar_from is None or self.bar_to is None else self.bar_to - self.bar_from


def bullet(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, pace: Decimal | None = None
) -> Bullet | None:
    """Where everything stands; None where nothing is counted. An open goal reaches the scale's end."""
    if low is None and high is None:
        return None
    figures = [figure for figure in (value, low, high, pace) if figure is not None]
    scale_low = -_round_up(-min(*figures, Decimal(0)) * HEADROOM)
    scale_high = _round_up(max(*figures, Decimal(0)) * HEADROOM)
    if scale_low == scale_high:
        scale_high = Decimal(1)

    def position(figure: Decimal) -> float:
        return round(float((figure - scale_low) / (scale_high - scale_low)) * WIDTH, 2)

    zero = position(Decimal(0))
    ends = (None, None) if value is None else (min(zero, position(value)), max(zero, position(value)))
    return Bullet(
        state=_state(value, low, high),
        scale_low=scale_low,
        scale_high=scale_high,
        zero=zero,
        goal_from=position(scale_low if low is None else low),
        goal_to=position(scale_high if high is None else high),
        edges=tuple(dict.fromkeys(position(end) for end in (low, high) if end is not None)),
        bar_from=ends[0],
        bar_to=ends[1],
        pace_at=None if pace is None else position(pace),
    )


def _state(value: Decimal | None, low: Decimal | None, high: Decimal | None) -> GaugeState:
    if value is None:
        return GaugeState.NO_FIGURES
    if low is not None and value < low:
        return GaugeState.SHORT
    if high is not None and value > high:
        return GaugeState.BEYOND
    return GaugeState.REACHED


def _round_up(figure: Decimal) -> Decimal:
    """The next round figure, so that the end of a scale can be read; zero stays zero."""
    if figure <= 0:
        return Decimal(0)
    magnitude = Decimal(10) ** figure.adjusted()
    return next(step * magnitude for step in STEPS if step * magnitude >= figure)
