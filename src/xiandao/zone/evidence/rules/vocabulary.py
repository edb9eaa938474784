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
class Vocabulary:
    """Every kind of claim and every pipeline."""

    kinds: Mapping[str, ClaimKind]
    pipelines: Mapping[str, PipelineWay]


@functools.cache
def vocabulary() -> Vocabulary:
    """The vocabulary that comes with the room."""
    text = (resources.files("xiandao.zone.evidence") / "vocabulary" / "kinds.yaml").read_text("utf-8")
    written = yaml.safe_load(text)
    return Vocabulary(
        {key: _kind(key, said) for key, said in written["kinds"].items()},
        {key: _pipeline(key, said) for key, said in written["pipelines"].items()},
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


def _pipeline(key: str, said: Mapping[str, Any]) -> PipelineWay:
    stages = tuple(PipelineStage(s["key"], s["zh"], s["en"]) for s in said["stages"])
    return PipelineWay(key, said["name"]["zh"], said["name"]["en"], stages)
