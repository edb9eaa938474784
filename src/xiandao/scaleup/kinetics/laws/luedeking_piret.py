"""Product formed with growth and without it (Luedeking & Piret 1959, J Biochem Microbiol Technol 1:393)."""

from __future__ import annotations


def luedeking_piret(growth: float, with_growth: float, without: float) -> float:
    """Specific product rate, g/(g h): `with_growth` (g/g) x growth (1/h) + `without` (g/(g h))."""
    return with_growth * growth + without
