"""How open the start of a message is: what a ribosome meets first (ViennaRNA's model)."""

from __future__ import annotations

from typing import Final

import RNA

START_REGION: Final = (-4, 37)  # around the start codon; counts most for translation (Kudla et al. 2009)
START_CONTEXT: Final = 200  # bases after the start codon that are folded with it


def start_openness(leader: str, coding: str) -> float:
    """The mean chance, 0..1, that a base around the start codon is unpaired (McCaskill 1990, ViennaRNA)."""
    window = (leader + coding[:START_CONTEXT]).replace("T", "U")
    model = RNA.fold_compound(window)
    _, least = model.mfe()
    model.exp_params_rescale(least)
    model.pf()
    pairs = model.bpp()
    first = max(len(leader) + START_REGION[0], 0)
    last = min(len(leader) + START_REGION[1], len(window))
    paired = [
        sum(pairs[min(at, other)][max(at, other)] for other in range(1, len(window) + 1) if other != at)
        for at in range(first + 1, last + 1)
    ]
    closed: float = sum(paired) / len(paired)
    return 1.0 - closed
