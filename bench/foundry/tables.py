"""How the tables of these pages begin."""

from __future__ import annotations

from collections.abc import Sequence


def head(names: Sequence[str]) -> str:
    """The first two lines: the first column is words, the others are figures."""
    return f"| {' | '.join(names)} |\n|---|{' ---: |' * (len(names) - 1)}\n"
