"""Units against measures: who has a part in what, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from xiandao.zone.accounts.api import zone_only
from xiandao.zone.plans.api import MeasureView, Snapshot, Unit
from xiandao.zone.plans.web.reading.frame import Shown, plan_page


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's part in a measure; `role` is empty where it has none."""

    measure: MeasureView
    role: str


@dataclass(frozen=True, slots=True)
class Row:
    """One unit across all measures."""

    unit: Unit
    cells: tuple[Cell, ...]

    @property
    def parts(self) -> tuple[Cell, ...]:
        """Only the measures in which the unit has a part."""
        return tuple(cell for cell in self.cells if cell.role)


@zone_only
@plan_page("board")
def board(_request: HttpRequest, seen: Snapshot) -> Shown:
    """The matrix; on a phone the same as a list by unit."""
    ordered = [measure for _, members in seen.groups for measure in members]
    roles = {(m.id, part.unit.pk): part.role.value for m in ordered for part in m.parts}
    rows = tuple(
        Row(unit, tuple(Cell(m, roles.get((m.id, unit.pk), "")) for m in ordered)) for unit in seen.units
    )
    return {"rows": rows, "ordered": ordered, "groups": [(ms[0].revision, len(ms)) for _, ms in seen.groups]}
