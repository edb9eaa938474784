"""Escherichia coli with acetate cycling: Anane et al. (2017), Biochem Eng J 125:23.

The values are those that a public implementation of that paper carries beside its citation, to four figures.
It notes a second value beside each, 13 % off for `inhibiting_uptake` and within 5 % for all others; we did
not have the paper itself and do not know which of the two it prints.
Oxygen is in mmol/L here; the paper's constant for it is so small that its unit does not matter.
"""

from __future__ import annotations

from typing import Final

COLI_2017: Final = {
    "uptake": 0.6356,  # g/(g h)
    "half_carbon": 0.0370,  # g/L
    "inhibiting_acetate": 1.2399,  # g/L
    "overflow": 0.2268,  # g/(g h)
    "half_overflow": 0.5052,  # g/(g h)
    "reuptake": 0.1148,  # g/(g h)
    "half_acetate": 0.0134,  # g/L
    "inhibiting_uptake": 2.1231,  # g/(g h)
    "half_oxygen": 0.0001,
    "maintenance": 0.0129,  # g/(g h)
    "respired": 0.5333,  # g/g
    "overflowed": 0.2268,
    "on_acetate": 0.5718,
    "of_acetate": 0.9097,
}
