"""How active a guide is expected to be where it fits: a published model that can be computed by hand."""

from __future__ import annotations

import math
from typing import Final

from xiandao.foundry.editing.nucleases import EditingRefused
from xiandao.foundry.editing.scoring.tables import RULE_SET_1

CONTEXT: Final = 30  # four letters before, the guide, the PAM, three after
_MIDDLE_GC: Final = 10


def rule_set_1(context: str) -> float:
    """Rule Set 1 (Doench et al. 2014), 0..1, from the 30 letters around a site of SpCas9.

    A logistic regression on human and mouse cells: elsewhere, bacteria included, take it as a hint at best.
    Raises EditingRefused for other lengths or letters.
    """
    letters = context.upper()
    if len(letters) != CONTEXT or not set(letters) <= set("ACGT"):
        raise EditingRefused(
            "“{context}” is not 30 letters of A, C, G, T: 4 before the guide, it, its PAM, 3 after",
            context=context,
        )
    guide = letters[4:24]
    gc = guide.count("G") + guide.count("C")
    weight = RULE_SET_1["gc_low"] if gc <= _MIDDLE_GC else RULE_SET_1["gc_high"]
    score: float = RULE_SET_1["intercept"] + abs(_MIDDLE_GC - gc) * weight
    score += sum(
        value for place, word, value in RULE_SET_1["features"] if letters[place : place + len(word)] == word
    )
    return 1.0 / (1.0 + math.exp(-score))
