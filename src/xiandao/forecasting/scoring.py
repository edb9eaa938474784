"""How good a forecast was: the continuous ranked probability score and the Brier score."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike


def crps(samples: ArrayLike, actual: float) -> float:
    """E|X - y| - E|X - X'|/2 of an ensemble (Gneiting & Raftery 2007), in the unit of the value.

    Smaller is better. Of a single number it is the absolute error.
    """
    drawn = np.sort(np.asarray(samples, dtype=float).ravel())
    count = len(drawn)
    spread = float(np.sum((2 * np.arange(1, count + 1) - count - 1) * drawn)) / count**2
    return float(np.mean(np.abs(drawn - actual))) - spread


def brier(chance: float, met: bool) -> float:
    """The squared error of a chance; smaller is better (Brier 1950)."""
    return (chance - float(met)) ** 2
