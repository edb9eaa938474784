"""The room's own computation: a rehearsal that shows that the worker works, and how a run looks."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_noop

from xiandao.kernel.refusals import Refusal
from xiandao.zone.runs.rules import Computation, Work

MOST_STEPS: Final = 1_000
LONGEST_PAUSE_S: Final = 10.0


class RehearsalRefused(Refusal):
    """The rehearsal was asked for something that it does not do."""


def rehearse(inputs: Mapping[str, Any], work: Work) -> Mapping[str, Any]:
    """Draw a number in each step, from the seed and the step alone, with a pause before it."""
    steps, pause_s = inputs.get("steps", 10), inputs.get("pause_s", 0.5)
    if not isinstance(steps, int) or not 1 <= steps <= MOST_STEPS:
        raise RehearsalRefused(
            gettext_noop("A rehearsal has 1 to {most} steps, not {steps}."), most=MOST_STEPS, steps=steps
        )
    if not isinstance(pause_s, int | float) or not 0 <= pause_s <= LONGEST_PAUSE_S:
        raise RehearsalRefused(
            gettext_noop("A step pauses 0 to {most} seconds, not {pause}."),
            most=LONGEST_PAUSE_S,
            pause=pause_s,
        )
    drawn = []
    for step in range(steps):
        work.say(step / steps, gettext_noop("Step {step} of {steps}"), step=step + 1, steps=steps)
        drawn.append(work.step(f"step-{step}", lambda step=step: _draw(work.seed, step, pause_s)))  # type: ignore[misc]
    return {"drawn": drawn, "sum": sum(drawn)}


def _draw(seed: int, step: int, pause_s: float) -> int:
    """A number that follows from the seed and the step (Knuth's multiplicative hash, 2^32 / golden ratio)."""
    time.sleep(pause_s)
    return (seed * 1_000 + step) * 2_654_435_761 % 2**32


COMPUTATIONS: Final = (
    Computation("runs.rehearsal", 1, gettext_noop("Rehearsal of the worker"), rehearse, by_hand=True),
)
