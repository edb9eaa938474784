"""From runs to parameters: the best fit, how sure each is, and which of them the data cannot tell."""

from __future__ import annotations

from xiandao.scaleup.estimation.fitting import EstimationRefused, Fit, Measured, fit, profile

__all__ = ["EstimationRefused", "Fit", "Measured", "fit", "profile"]
