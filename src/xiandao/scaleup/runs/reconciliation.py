"""Whether measured rates agree with the elements, what they most likely were, and which of them is suspect.

Carbon and degree of reduction balances with a chi-square test and serial elimination, after Wang &
Stephanopoulos (1983), Biotechnol Bioeng 25:2177, and van der Heijden et al. (1994), Biotechnol Bioeng 43:3.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy.stats import chi2

from xiandao.scaleup.runs.record import RunRefused

Values = npt.NDArray[np.float64]
_RANK: Final = 1e-9
# Elements of one unit of what is measured: carbon (C-mol) and electrons that it can give (ammonia as nitrogen
# source), by the degree of reduction of Roels (1983).
OXYGEN: Final = (0.0, -4.0)  # a mol
CARBON_DIOXIDE: Final = (1.0, 0.0)  # a mol


@dataclass(frozen=True, slots=True)
class Rate:
    """A measured rate (made above 0, used below), its standard deviation, and the elements of a unit."""

    value: float
    spread: float
    carbon: float
    electrons: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """`reconciled` rates and their spreads; `statistic` against `limit` at `freedom` degrees of freedom.

    `agrees`: below the limit. `suspect`: the one whose error alone would explain it all best, None where all
    agree or where nothing can be singled out; `alike`: others that would explain it as well. `size`: by how
    much the suspect is off. `without`: the statistic that is left when the suspect is not believed.
    """

    reconciled: Mapping[str, float]
    spreads: Mapping[str, float]
    statistic: float
    freedom: int
    limit: float
    agrees: bool
    carbon_recovery: float
    electron_recovery: float
    suspect: str | None
    alike: tuple[str, ...]
    size: float
    without: float


def reconcile(
    rates: Mapping[str, Rate], unmeasured: Mapping[str, Rate] | None = None, *, level: float = 0.95
) -> Verdict:
    """Test and reconcile rates; those in `unmeasured` (values ignored) are worked out from the rest.

    Raises RunRefused: nothing is left over to test with, or a rate without a spread.
    """
    for name, one in rates.items():
        if not one.spread > 0:
            raise RunRefused("{name}: a rate needs a standard deviation above 0 to be weighed", name=name)
    names = list(rates)
    elements = np.array([[one.carbon, one.electrons] for one in rates.values()]).T
    unknown = np.array([[one.carbon, one.electrons] for one in (unmeasured or {}).values()]).T
    redundant = _redundancy(elements, unknown)
    if not len(redundant):
        raise RunRefused(
            "{many} measured rates leave nothing to test with; measure one more of carbon or electrons",
            many=len(names),
        )
    value = np.array([one.value for one in rates.values()])
    variance = np.diag([one.spread**2 for one in rates.values()])
    off = redundant @ value
    weight = np.asarray(np.linalg.inv(redundant @ variance @ redundant.T), dtype=np.float64)
    statistic = float(off @ weight @ off)
    freedom = len(redundant)
    limit = float(chi2.ppf(level, freedom))
    change = variance @ redundant.T @ weight
    reconciled = value - change @ off
    covariance = variance - change @ redundant @ variance
    suspect, alike, size, without = _nobody(statistic)
    if statistic > limit:
        suspect, alike, size, without = _suspect(names, redundant, weight, off, statistic, level)
    carbon, electrons = (_recovery(row, value) for row in elements)
    return Verdict(
        reconciled=dict(zip(names, reconciled.tolist(), strict=True)),
        spreads=dict(zip(names, np.sqrt(np.maximum(np.diag(covariance), 0)).tolist(), strict=True)),
        statistic=statistic,
        freedom=freedom,
        limit=limit,
        agrees=statistic <= limit,
        carbon_recovery=carbon,
        electron_recovery=electrons,
        suspect=suspect,
        alike=alike,
        size=size,
        without=without,
    )


def _redundancy(elements: Values, unknown: Values) -> Values:
    """Independent combinations of measured rates that must come to nothing, unmeasured ones removed."""
    if unknown.size:
        free = np.eye(len(elements)) - unknown @ np.linalg.pinv(unknown)
        elements = free @ elements
    left, sizes, _ = np.linalg.svd(elements)
    rank = int((sizes > _RANK * max(1.0, float(sizes[0]))).sum())
    found: Values = left[:, :rank].T @ elements
    return found


Suspicion = tuple[str | None, tuple[str, ...], float, float]


def _nobody(statistic: float) -> Suspicion:
    return None, (), 0.0, statistic


def _suspect(
    names: list[str], redundant: Values, weight: Values, off: Values, statistic: float, level: float
) -> Suspicion:
    """Serial elimination: what is left of the statistic when one rate after another is not believed."""
    if len(off) < 2:
        return _nobody(statistic)  # one equation: any of them explains it
    left, sizes = [], []
    for place in range(len(names)):
        column = redundant[:, place]
        strength = float(column @ weight @ column)
        pull = float(column @ weight @ off)
        gained = pull**2 / strength if strength > 0 else 0.0
        left.append(statistic - gained)
        sizes.append(pull / strength if strength > 0 else 0.0)
    best = int(np.argmin(left))
    limit = float(chi2.ppf(level, len(off) - 1))
    if left[best] > limit:
        return _nobody(statistic)  # no single error explains it
    alike = tuple(name for place, name in enumerate(names) if place != best and left[place] <= limit)
    return names[best], alike, sizes[best], left[best]


def _recovery(row: Values, value: Values) -> float:
    """What comes out over what goes in, of one element."""
    parts = row * value
    into = -float(parts[parts < 0].sum())
    return float(parts[parts > 0].sum()) / into if into > 0 else float("nan")
