"""What can be claimed: the registered kinds with their facts, and the pipelines with their stages."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources
from typing import Any

import yaml


class DetailType(StrEnum):
    """What a detail's value is."""

    CHOICE = "choice"
    WORD = "word"
    YEAR = "year"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Detail:
    """A countable fact of a kind of claim."""

    key: str
    type: DetailType
    required: bool
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimKind:
    """A kind of claim. `subject` is the kind of record it speaks of, `any` for whichever."""

    key: str
    zh: str
    en: str
    subject: str
    unit: str  # "" counts one; "any" is given with the claim
    has_quantity: bool
    quantity_required: bool
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class PipelineStage:
    """A step on the way."""

    key: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class PipelineWay:
    """The stages through which something comes about, in their order."""

    key: str
    zh: str
    en: str
    stages: tuple[PipelineStage, ...]

    def place_of(self, stage: str) -> int:
        """Where a stage stands on the way; -1 for one that is not on it."""
        return next((place for place, known in enumerate(self.stages) if known.key == stage), -1)


@dataclass(frozen=True, slots=True)
class Words:
    """How something is called in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class DetailWords:
    """How a detail is called, and each value that it may have."""

    name: Words
    values: Mapping[str, Words]


YES_NO = {True: Words("是", "yes"), False: Words("否", "no")}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every kind of claim, every pipeline, and the words for what claims hold."""

    kinds: Mapping[str, ClaimKind]
    pipelines: Mapping[str, PipelineWay]
    details: Mapping[str, DetailWords]
    units: Mapping[str, Words]

    def worded(self, details: Mapping[str, Any]) -> list[tuple[Words, Words]]:
        """The details of a claim as they are read, in this order; what has no words is itself."""
        known = [name for name in self.details if name in details]
        return [
            (
                self.details[name].name if name in self.details else Words(name, name),
                self._value(name, details),
            )
            for name in [*known, *sorted(set(details) - set(known))]
        ]

    def headline(self, kind: str, details: Mapping[str, Any]) -> Words:
        """What a claim says in a few words: its kind, with the stage or the year that it speaks of."""
        known = self.kinds.get(kind)
        said = [Words(known.zh, known.en) if known else Words(kind, kind)]
        said += [self._value(name, details) for name in ("stage", "year") if name in details]
        return Words(" · ".join(one.zh for one in said), " · ".join(one.en for one in said))

    def unit_of(self, unit: str) -> Words:
        """How a unit is called; one without words is itself."""
        return self.units.get(unit, Words(unit, unit))

    def _value(self, name: str, details: Mapping[str, Any]) -> Words:
        value = details[name]
        if isinstance(value, bool):
            return YES_NO[value]
        as_it_is = Words(str(value), str(value))
        if name == "stage":
            way = self.pipelines.get(str(details.get("pipeline", "")))
            stages = way.stages if way else ()
            return next((Words(one.zh, one.en) for one in stages if one.key == value), as_it_is)
        return self.details[name].values.get(str(value), as_it_is) if name in self.details else as_it_is


@functools.cache
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with the room."""
    text = (resources.files("xiandao.zone.evidence") / "vocabulary" / "kinds.yaml").read_text("utf-8")
    written = yaml.safe_load(text)
    return Vocabulary(
        {key: _kind(key, said) for key, said in written["kinds"].items()},
        {key: _pipeline(key, said) for key, said in written["pipelines"].items()},
        {key: _detail_words(said) for key, said in written["words"].items()},
        {key: Words(**said) for key, said in written["units"].items()},
    )


def _kind(key: str, said: Mapping[str, Any]) -> ClaimKind:
    quantity = said.get("quantity")
    return ClaimKind(
        key=key,
        zh=said["name"]["zh"],
        en=said["name"]["en"],
        subject=said["subject"],
        unit=quantity["unit"] if quantity else "",
        has_quantity=quantity is not None,
        quantity_required=quantity is not None and not quantity.get("optional", False),
        details=tuple(
            Detail(
                name,
                DetailType.CHOICE if "one_of" in told else DetailType(told["type"]),
                bool(told.get("required", False)),
                tuple(told.get("one_of", ())),
            )
            for name, told in said.get("details", {}).items()
        ),
    )


def _detail_words(said: Mapping[str, Any]) -> DetailWords:
    values = {key: Words(**words) for key, words in said.get("values", {}).items()}
    return DetailWords(Words(**said["name"]), values)


def _pipeline(key: str, said: Mapping[str, Any]) -> PipelineWay:
    stages = tuple(PipelineStage(s["key"], s["zh"], s["en"]) for s in said["stages"])
    return PipelineWay(key, said["name"]["zh"], said["name"]["en"], stages)
