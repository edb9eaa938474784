"""CHO cells in batch: Bioengineering 2018, 5(1):25, table 2 (doi 10.3390/bioengineering5010025).

That table takes most of its values from a fit by Markov chains (Xing et al. 2010, Biotechnol Prog 26:208,
doi 10.1002/btpr.284), the half-saturation of glucose from another paper, and measured the rest: growth,
death, the yield of cells on glucose, lactate a glucose and the antibody.
"""

from __future__ import annotations

from typing import Final

CHO_2018: Final = {
    "growth": 0.039,  # 1/h
    "death": 0.004,  # 1/h
    "half_glucose": 1.00,  # mM
    "half_glutamine": 0.047,
    "inhibiting_lactate": 43.00,
    "inhibiting_ammonium": 6.51,
    "killing_lactate": 45.8,
    "killing_ammonium": 6.51,
    "cells_of_glucose": 0.357,  # 10^9/mmol
    "cells_of_glutamine": 0.974,
    "lactate_of_glucose": 0.70,  # mol/mol
    "ammonium_of_glutamine": 0.67,
    "removal_ammonium": 6.3e-3,  # mmol/(10^9 h)
    "maintenance_glucose": 69.2e-3,
    "maintenance_glutamine": 3.2e-3,
    "half_maintenance": 2.1,  # mM
    "antibody": 1.51,  # mg/(10^9 h)
}
