"""What a forecast is asked, and what it answers. Days are dates, amounts in the target's unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from xiandao.kernel.refusals import Refusal


class QuestionRefused(Refusal):
    """A question that no forecast can answer."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The stages on the way to a target, in order; reaching `counts_at` adds to its value."""

    name: str
    stages: tuple[str, ...]
    counts_at: str

    def __post_init__(self) -> None:
        if len(set(self.stages)) != len(self.stages) or self.counts_at not in self.stages[1:]:
            raise QuestionRefused(
                "The pipeline {name} needs different stages, and one after the first at which it counts.",
                name=self.name,
            )


@dataclass(frozen=True, slots=True)
class Step:
    """A stage and the first day in it."""

    stage: str
    entered_on: date


@dataclass(frozen=True, slots=True)
class History:
    """The way of one subject. Stages may be skipped; a step back is read as the first day of each stage."""

    subject: str
    label: str
    steps: tuple[Step, ...]
    left_on: date | None = None
    amount: float = 1.0


@dataclass(frozen=True, slots=True)
class Observed:
    """An addition to the value that has been counted."""

    day: date
    amount: float


@dataclass(frozen=True, slots=True)
class Aim:
    """What is to be reached by a day: `low` or more. A range is met from its low end on."""

    low: float | None
    high: float | None
    due_on: date
    began_on: date

    def __post_init__(self) -> None:
        if self.due_on <= self.began_on:
            raise QuestionRefused(
                "The aim is due on {due} and began on {began}: it must be due later.",
                due=self.due_on,
                began=self.began_on,
            )


@dataclass(frozen=True, slots=True)
class Question:
    """Where will the value stand on the due day, as far as was known on `as_of`?

    What was observed and the histories are put in an order of their own: sums of fractions then come out the
    same to the last bit, whatever the order in which they were given.
    """

    as_of: date
    aim: Aim
    observed: tuple[Observed, ...] = ()
    pipeline: Pipeline | None = None
    histories: tuple[History, ...] = ()

    def __post_init__(self) -> None:
        observed = sorted(self.observed, key=lambda one: (one.day, one.amount))
        histories = sorted(self.histories, key=lambda one: (one.subject, repr(one)))
        object.__setattr__(self, "observed", tuple(observed))
        object.__setattr__(self, "histories", tuple(histories))

    @property
    def value(self) -> float:
        """What has been counted by `as_of`."""
        return sum(seen.amount for seen in self.observed if seen.day <= self.as_of)


@dataclass(frozen=True, slots=True)
class MoreSubjects:
    """Suppose that so many more enter a stage on a day."""

    stage: str
    how_many: int
    entering_on: date


@dataclass(frozen=True, slots=True)
class FasterStage:
    """Suppose that the time still to be spent in a stage is multiplied by `factor` (0.8: a fifth less)."""

    stage: str
    factor: float


@dataclass(frozen=True, slots=True)
class BetterConversion:
    """Suppose that the share that passes a stage is multiplied by `factor` (never above all)."""

    stage: str
    factor: float


Change = MoreSubjects | FasterStage | BetterConversion


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with its values, so that it can be said in any language."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.values)


@dataclass(frozen=True, slots=True)
class FanDay:
    """The range of the value on a day."""

    day: date
    median: float
    low50: float
    high50: float
    low90: float
    high90: float


@dataclass(frozen=True, slots=True)
class StageEffect:
    """How many wait in a stage, and the chance if the time spent in it were halved."""

    stage: str
    waiting: int
    chance_if_faster: float
    gain: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The chance that the aim is met on its due day, and the range of the value then and on the way."""

    method: str
    chance: float
    median: float
    low50: float
    high50: float
    low90: float
    high90: float
    fan: tuple[FanDay, ...]
    holding_back: tuple[StageEffect, ...]
    thin: bool
    why_thin: Message | None
    assumptions: tuple[Message, ...]
