"""What changed between two snapshots of a thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

JSON = None | bool | int | float | str | list["JSON"] | dict[str, "JSON"]


@dataclass(frozen=True, slots=True)
class Change:
    """One field that is not what it was. `None` stands for a field that was not there."""

    field: str
    before: JSON
    after: JSON


def difference(before: Mapping[str, JSON] | None, after: Mapping[str, JSON] | None) -> tuple[Change, ...]:
    """The fields that differ, in the order in which they stand; a nested field is named with dots.

    Nothing before means that the thing was made, nothing after that it is gone.
    """
    old, new = _flat(before or {}), _flat(after or {})
    fields = [*old, *(field for field in new if field not in old)]
    return tuple(
        Change(field, old.get(field), new.get(field)) for field in fields if old.get(field) != new.get(field)
    )


def _flat(values: Mapping[str, JSON], above: str = "") -> dict[str, JSON]:
    flat: dict[str, JSON] = {}
    for key, value in values.items():
        name = f"{above}{key}"
        if isinstance(value, dict) and value:
            flat |= _flat(value, f"{name}.")
        else:
            flat[name] = value
    return flat
