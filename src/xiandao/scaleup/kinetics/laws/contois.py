"""Saturation relative to the biomass (Contois 1959, J Gen Microbiol 21:40)."""

from __future__ import annotations


def contois(substrate: float, biomass: float, half: float) -> float:
    """The share of the greatest rate, 0..1; `half`: substrate a biomass at which it is a half."""
    return substrate / (half * biomass + substrate) if substrate > 0 else 0.0
