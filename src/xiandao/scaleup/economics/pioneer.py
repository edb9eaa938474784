"""The first plant of its kind: how much dearer than estimated, how much less it makes at first (RAND
R-2569).

Merrow, Phillips & Myers (1981), 44 plants: regressions for the cost growth of an estimate and for the
output in months 7 to 12. We did not have the report itself: the coefficients are those of the
first-of-a-kind costing in EXPOsan (QSDsan group), open code that follows it. Check them against the report
before a decision hangs on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from xiandao.scaleup.economics.cashflow import EconomicsRefused

COST: Final = {
    "base": 1.12196, "new": -0.00297, "impurities": -0.02125, "complexity": -0.01137,
    "inclusiveness": 0.00111, "definition": -0.06361,
}  # fmt: skip
OUTPUT: Final = {"base": 85.77, "new_steps": -9.69, "balances": 0.33, "waste": -4.12, "solids": -17.91}
RANGES: Final = {
    "new": (0, 100), "impurities": (0, 5), "complexity": (1, 11), "inclusiveness": (0, 100),
    "definition": (2, 8), "new_steps": (0, 20), "balances": (0, 100), "waste": (0, 5), "solids": (0, 1),
}  # fmt: skip
CATCHING_UP: Final = 0.20  # of full output that each year adds; our assumption


@dataclass(frozen=True, slots=True)
class Pioneer:
    """`new`: % of capital in unproven steps; `impurities`, `waste`: trouble seen, 0 to 5; `complexity`:
    linked steps.

    `inclusiveness`: % of start-up, inventory and land that the estimate holds; `definition`: of the
    project, 2 (all known) to 8 (nothing); `new_steps`: unproven steps; `balances`: % of balance equations
    from plants that ran; `solids`: 1 where solids are handled.
    """

    new: float
    impurities: float
    complexity: float
    inclusiveness: float
    definition: float
    new_steps: float
    balances: float
    waste: float
    solids: float

    def __post_init__(self) -> None:
        """Refuse scores outside those that the regression was made with."""
        for name, (least, most) in RANGES.items():
            if not least <= getattr(self, name) <= most:
                raise EconomicsRefused(
                    "{name} is {value}; it runs from {least} to {most}",
                    name=name,
                    value=getattr(self, name),
                    least=least,
                    most=most,
                )

    @property
    def growth(self) -> float:
        """What the plant costs over what was estimated; never below 1."""
        share = COST["base"] + sum(COST[name] * getattr(self, name) for name in COST if name != "base")
        return float(max(1.0, 1.0 / share))

    @property
    def output(self) -> float:
        """Share of full output in months 7 to 12, 0 to 1."""
        share = OUTPUT["base"] + sum(OUTPUT[name] * getattr(self, name) for name in OUTPUT if name != "base")
        return float(min(1.0, max(0.0, share / 100.0)))

    @property
    def ramp(self) -> tuple[float, ...]:
        """Share of full output in each year: half a year of nothing but starting, then from `output`
        upwards.
        """
        shares, now = [0.5 * self.output], self.output
        while now < 1.0 - 1e-9:
            now = min(1.0, now + CATCHING_UP)
            if now < 1.0 - 1e-9:
                shares.append(now)
        return tuple(max(one, 0.05) for one in shares)


def pioneer(scores: Mapping[str, Any]) -> Pioneer:
    """The scores of a family. Raises EconomicsRefused for scores that are missing or out of range."""
    try:
        return Pioneer(**{name: float(value) for name, value in scores.items()})
    except TypeError as fault:
        raise EconomicsRefused("a pioneer plant needs the scores {names}", names=", ".join(RANGES)) from fault
