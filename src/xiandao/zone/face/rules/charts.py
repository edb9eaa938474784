"""A chart's figures as a table, for those who cannot see it and those who want to copy the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FiguresTable:
    """The headings and rows behind a chart."""

    headings: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def figures_of(spec: Mapping[str, Any]) -> FiguresTable | None:
    """The rows that a Vega-Lite specification carries inline, or None where it carries none.

    Only fields that some encoding shows become columns, in the order of the specification.
    """
    rows = _rows(spec)
    titles = _shown_fields(spec)
    present = [field for field in titles if any(field in row for row in rows)]
    if not present:
        return None
    return FiguresTable(
        headings=tuple(titles[field] for field in present),
        rows=tuple(tuple(row.get(field, "") for field in present) for row in rows),
    )


def _rows(spec: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    values = (spec.get("data") or {}).get("values")
    if not isinstance(values, Sequence) or isinstance(values, str):
        return []
    return [row for row in values if isinstance(row, Mapping)]


def _shown_fields(spec: Mapping[str, Any]) -> dict[str, str]:
    """Every field with the first title that some encoding gives it; its own name where none does."""
    titles: dict[str, str] = {}
    for view in (spec, *spec.get("layer", ()), spec.get("spec") or {}):
        for channel in (view.get("encoding") or {}).values():
            for shown in channel if isinstance(channel, list) else [channel]:
                field = shown.get("field") if isinstance(shown, Mapping) else None
                if isinstance(field, str):
                    titles[field] = titles.get(field) or str(shown.get("title") or "")
    return {field: title or field for field, title in titles.items()}
