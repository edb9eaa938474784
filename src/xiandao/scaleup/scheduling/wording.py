"""Hours within a sentence, apart from it: who has a calendar can put a day and a time in their place."""

from __future__ import annotations

from typing import Final

from xiandao.kernel.sentences import Sentence
from xiandao.scaleup.scheduling.problem import Machine, Window

HOUR: Final = "hour {hour}"


def at(hour: int) -> Sentence:
    """An hour from the origin, as a value of a sentence."""
    return Sentence(HOUR, hour=hour)


def closed_words(machine: Machine, window: Window) -> Sentence:
    """That a machine is closed for a time."""
    return Sentence(
        "{machine} is closed from {start} to {end}",
        machine=machine.name,
        start=at(window.start_h),
        end=at(window.end_h),
    )
