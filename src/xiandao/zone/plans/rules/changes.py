"""What differs between the edition in force and a newer one, item by item, and which item is which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Protocol, TypeVar

from rapidfuzz import fuzz

from xiandao.zone.plans.rules.content import MeasureContent, PlanContent, TargetContent

SAME_FROM = 0.6  # below this share of common characters two titles are two items
COMPARED = 200  # characters of two texts that are held against each other
SAME_FIGURES_FROM = 0.2  # two targets that ask for the very same need less of a common name
NOT_A_CHANGE = frozenset({"key", "span", "path"})  # where an item stands is not what it says


class ChangeKind(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field's old and new value, as text for a person."""

    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Change:
    """One item's fate between two editions."""

    kind: ChangeKind
    item: str  # "measure" or "target"
    key: str
    name: str
    fields: tuple[FieldChange, ...] = ()


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


Item = TypeVar("Item", MeasureContent, TargetContent)


def with_keys_of(new: PlanContent, old: PlanContent) -> PlanContent:
    """The new content with the old keys where an item is the same one, so that progress stays with it."""
    return replace(
        new,
        measures=_adopt_keys(new.measures, old.measures, lambda item: item.title, _measure_likeness, "m"),
        targets=_adopt_keys(new.targets, old.targets, lambda item: item.name, _target_likeness, "t"),
    )


def changes_between(old: PlanContent, new: PlanContent) -> tuple[Change, ...]:
    """Every measure and target of either side once; `new` must already carry the old keys."""
    return (
        *_compare("measure", old.measures, new.measures, lambda item: item.title),
        *_compare("target", old.targets, new.targets, lambda item: item.name),
    )


def _compare(
    kind: str, old: Sequence[Item], new: Sequence[Item], name: Callable[[Item], str]
) -> list[Change]:
    before = {item.key: item for item in old}
    after = {item.key: item for item in new}
    changes = []
    for key, item in after.items():
        if key not in before:
            changes.append(Change(ChangeKind.ADDED, kind, key, name(item)))
            continue
        differing = _differing(before[key], item)
        changes.append(
            Change(ChangeKind.CHANGED if differing else ChangeKind.SAME, kind, key, name(item), differing)
        )
    changes += [
        Change(ChangeKind.WITHDRAWN, kind, key, name(item))
        for key, item in before.items()
        if key not in after
    ]
    return changes


def _differing(before: Item, after: Item) -> tuple[FieldChange, ...]:
    return tuple(
        FieldChange(f.name, getattr(before, f.name), getattr(after, f.name))
        for f in fields(before)
        if f.name not in NOT_A_CHANGE
        and not f.name.endswith("_en")
        and getattr(before, f.name) != getattr(after, f.name)
    )


def _adopt_keys(
    new: Sequence[Item],
    old: Sequence[Item],
    name: Callable[[Item], str],
    likeness: Callable[[Item, Item], float],
    prefix: str,
) -> tuple[Item, ...]:
    """Pair namesakes first, then the most alike; what stays unpaired gets the next free number."""
    keys = _keys_of_namesakes(new, old, name)
    left = [item for item in old if item.key not in keys.values()]
    pairs = sorted(
        ((likeness(a, b), j, i) for i, a in enumerate(new) if i not in keys for j, b in enumerate(left)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    taken: set[int] = set()
    for score, j, i in pairs:
        if score < SAME_FROM:
            break
        if i not in keys and j not in taken:
            keys[i] = left[j].key
            taken.add(j)
    number = max((_number(item) for item in old), default=0)
    result = []
    for i, item in enumerate(new):
        if i not in keys:
            number += 1
            keys[i] = f"{prefix}{number:02d}"
        result.append(replace(item, key=keys[i]))
    return tuple(result)


def _keys_of_namesakes(
    new: Sequence[Item], old: Sequence[Item], name: Callable[[Item], str]
) -> dict[int, str]:
    """Items that alone bear a name on both sides: most of a plan, and no comparing of texts is needed."""
    before: dict[str, list[Item]] = defaultdict(list)
    after: dict[str, list[int]] = defaultdict(list)
    for item in old:
        before[name(item)].append(item)
    for place, item in enumerate(new):
        after[name(item)].append(place)
    return {
        places[0]: before[words][0].key
        for words, places in after.items()
        if len(places) == 1 and len(before.get(words, ())) == 1
    }


def _number(item: _Keyed) -> int:
    digits = "".join(c for c in item.key if c.isdigit())
    return int(digits) if digits else 0


def _alike(a: str, b: str) -> float:
    """The share of characters that stand in both in the same order (normalised indel similarity)."""
    return fuzz.ratio(a, b) / 100


def _measure_likeness(a: MeasureContent, b: MeasureContent) -> float:
    titles = _alike(a.title, b.title)
    if titles >= SAME_FROM:
        return titles
    same_place = 0.7 if a.path and a.path == b.path and set(a.units) == set(b.units) else 0.0
    texts = _alike(a.text[:COMPARED], b.text[:COMPARED]) if a.text and b.text else 0.0
    return max(titles, texts, same_place)


def _target_likeness(a: TargetContent, b: TargetContent) -> float:
    names = _alike(a.name, b.name)
    figures = (a.comparator, a.low, a.high, a.unit, a.due_on) == (
        b.comparator,
        b.low,
        b.high,
        b.unit,
        b.due_on,
    )
    if figures and a.low is not None and names >= SAME_FIGURES_FROM:
        return max(names, 0.7 + names / 10)
    return names * (1.0 if a.unit == b.unit else 0.8)
