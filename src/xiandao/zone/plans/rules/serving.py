"""Which measures may serve a target: those that share its rare words. A proposal that a person decides on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Final

MOST: Final = 3
LEAST: Final = 0.15  # below, a measure shares no more with a target than any other does
HAN: Final = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Likely:
    """A measure that may serve a target, and the words that say so."""

    measure: str
    strength: float  # share of the target's words, weighted by how rare they are: 0 to 1
    words: tuple[str, ...]


def likely(target: str, measures: Mapping[str, str]) -> list[Likely]:
    """The measures that share most of the target's words, the strongest first; none where none stands out."""
    asked = _words(target)
    spoken = {key: _words(text) for key, text in measures.items()}
    common = Counter(word for words in spoken.values() for word in words)
    rare = {word: log((len(measures) + 1) / (common[word] + 0.5)) for word in asked if common[word]}
    whole = sum(rare.values()) + len(asked - rare.keys()) * log(len(measures) + 1)
    found = []
    for key, words in spoken.items():
        shared = sorted(asked & words, key=lambda word: (-rare[word], word))
        strength = sum(rare[word] for word in shared) / whole if whole > 0 else 0.0
        if strength >= LEAST:
            found.append(Likely(key, strength, tuple(shared[:MOST])))
    return sorted(found, key=lambda one: (-one.strength, one.measure))[:MOST]


def _words(text: str) -> frozenset[str]:
    """Chinese is read in pairs of characters: no dictionary is needed, and every term is a few of them."""
    return frozenset(f"{left}{right}" for run in HAN.findall(text) for left, right in pairwise(run))
