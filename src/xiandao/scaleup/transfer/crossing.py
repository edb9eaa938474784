"""Where a function crosses nought; SciPy, which does it, is loaded when it is asked for."""

from __future__ import annotations

from collections.abc import Callable


def crossing(of: Callable[[float], float], low: float, high: float, **tolerances: float) -> float:
    """The place between two bounds of opposite sign (Brent 1973); `xtol` and `rtol` as SciPy's brentq."""
    from scipy.optimize import brentq

    return float(brentq(of, low, high, **tolerances))
