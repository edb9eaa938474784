"""Readiness judged from records: a table of rules, each met or not by what a closed batch shows.

The levels follow the descriptions of the European Commission (Horizon 2020 work programme, annex G) for TRL
and of the DoD manufacturing readiness deskbook for MRL; which record shows a level is a rule of ours.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Shown:
    """What the records of one process show: its closed batches, and how well they went."""

    closed_batches: int
    largest_m3: float
    steps_signed: bool
    deviations_open: int
    gmp_batches: int
    compared: bool
    within_limits: bool


@dataclass(frozen=True, slots=True)
class ReadinessRule:
    """A level, its sentence in both languages, and what the records must show."""

    scale: str
    level: int
    zh: str
    en: str
    holds: Callable[[Shown], bool]


RULES: Final = (
    ReadinessRule(
        "trl", 4, "已关闭一个批次。", "One batch has been closed.", lambda s: s.closed_batches >= 1
    ),
    ReadinessRule(
        "trl",
        5,
        "已关闭不小于0.05立方米的批次，每一步均由两人签字。",
        "A batch of at least 0.05 m3 has been closed with every step signed by two people.",
        lambda s: s.closed_batches >= 1 and s.largest_m3 >= 0.05 and s.steps_signed,
    ),
    ReadinessRule(
        "trl",
        6,
        "已关闭不小于0.3立方米的批次，且无未解决的偏差。",
        "A batch of at least 0.3 m3 has been closed, and no deviation is open.",
        lambda s: s.closed_batches >= 1 and s.largest_m3 >= 0.3 and s.steps_signed and not s.deviations_open,
    ),
    ReadinessRule(
        "trl",
        7,
        "不小于0.3立方米的批次与供方批次在限度内一致。",
        "A batch of at least 0.3 m3 agrees with its donor within the limits.",
        lambda s: s.largest_m3 >= 0.3 and s.steps_signed and s.within_limits and not s.deviations_open,
    ),
    ReadinessRule(
        "mrl", 4, "已关闭一个批次。", "One batch has been closed.", lambda s: s.closed_batches >= 1
    ),
    ReadinessRule(
        "mrl",
        5,
        "已在中试装置上关闭一个批次，每一步均由两人签字。",
        "A batch has been closed on the pilot plant with every step signed by two people.",
        lambda s: s.closed_batches >= 1 and s.steps_signed,
    ),
    ReadinessRule(
        "mrl",
        6,
        "已关闭两个批次，且无未解决的偏差。",
        "Two batches have been closed, and no deviation is open.",
        lambda s: s.closed_batches >= 2 and s.steps_signed and not s.deviations_open,
    ),
    ReadinessRule(
        "mrl",
        7,
        "已关闭三个批次，且有一个与供方批次在限度内一致。",
        "Three batches have been closed, and one agrees with its donor within the limits.",
        lambda s: s.closed_batches >= 3 and s.steps_signed and not s.deviations_open and s.within_limits,
    ),
    ReadinessRule(
        "mrl",
        8,
        "已在GMP条件下关闭三个批次，且有一个与供方批次在限度内一致。",
        "Three batches have been closed in GMP, and one agrees with its donor within the limits.",
        lambda s: s.gmp_batches >= 3 and s.steps_signed and not s.deviations_open and s.within_limits,
    ),
)


@dataclass(frozen=True, slots=True)
class Judged:
    """The level reached on a scale (0 for none), and every rule with whether it is met."""

    scale: str
    level: int
    rules: tuple[tuple[ReadinessRule, bool], ...]


def judged(shown: Shown, scale: str) -> Judged:
    """The highest level of which it and every rule of a lower level holds."""
    rules = tuple((rule, rule.holds(shown)) for rule in RULES if rule.scale == scale)
    level = 0
    for rule, met in sorted(rules, key=lambda pair: pair[0].level):
        if not met:
            break
        level = rule.level
    return Judged(scale, level, rules)
