"""What these benches draw by a seed."""

from __future__ import annotations

import random


def letters(chance: random.Random, length: int) -> str:
    """Random bases."""
    return "".join(chance.choices("ACGT", k=length))
