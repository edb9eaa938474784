"""The tables of a costed plant, on its page and as files: figures with unit, source and day."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from xiandao.zone.pilot.queries import costwords
from xiandao.zone.pilot.queries.costsaid import figure_named, named, source_of, unit_of

Cell = str | float | None
Result = Mapping[str, Any]
MILLION: Final = 1000.0  # thousands in one
NOTHING: Final = 1e-12
FLOWS: Final = ("capital", "revenue", "costs", "interest", "principal", "tax", "cash", "together")


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, which of them are over numbers, and rows."""

    headings: tuple[str, ...]
    numbers: frozenset[int]
    rows: tuple[tuple[Cell, ...], ...]

    def cells(self) -> list[list[tuple[str, bool, Cell]]]:
        """Each row with the heading of each cell and whether it is a number."""
        return [
            [
                (heading, place in self.numbers, _four(cell))
                for place, (heading, cell) in enumerate(zip(self.headings, row, strict=True))
            ]
            for row in self.rows
        ]


def lines(result: Result) -> Table:
    """What a year at full output uses, costs and emits, the dearest first."""
    made = result["likely"]["tonnes"]
    rows = sorted(result["lines"], key=lambda one: -abs(one["thousands"]))
    return _table(
        (_("What"), _("Amount a year"), _("In units"), _("Thousand yuan a year"), _("Yuan per kg"),
         _("kg CO₂e per kg"), _("Sources: price; carbon")),
        {1, 3, 4, 5},
        (
            (
                named(costwords.THINGS, one["name"]),
                one["amount"],
                unit_of(one["unit"]),
                one["thousands"],
                one["thousands"] / made,
                one["tonnes_co2"] / made,
                f"{source_of(one['source'])}, {one['as_of']}; {source_of(one['carbon_source'])}",
            )
            for one in rows
            if one["amount"]
        ),
    )  # fmt: skip


def areas(result: Result) -> Table:
    """What each area costs installed, and what it emits."""
    installed, carbon = result["areas"], result["carbon_areas"]
    whole = sum(installed.values())
    names = sorted({*installed, *carbon}, key=lambda name: -installed.get(name, 0.0))
    return _table(
        (_("Plant area"), _("Installed, million yuan"), _("Share (%)"), _("kg CO₂e per kg")),
        {1, 2, 3},
        (
            (
                named(costwords.AREAS, name),
                installed.get(name, 0.0) / MILLION,
                100 * installed.get(name, 0.0) / whole,
                carbon.get(name, 0.0),
            )
            for name in names
        ),
    )


def years(result: Result) -> Table:
    """The cash flow of the likely case, in millions."""
    headings = (
        _("Year"), _("Own capital"), _("Revenue"), _("Costs"), _("Interest"), _("Loan paid back"), _("Tax"),
        _("Cash of the year"), _("Together"),
    )  # fmt: skip
    return _table(
        headings,
        set(range(len(headings))),
        (
            (float(one["year"]), *(round(one[name] / MILLION, 2) for name in FLOWS))
            for one in result["cash_flow"]
        ),
    )


def figures(result: Result) -> Table:
    """Every figure of the process with its range and where it is from."""
    return _table(
        (_("Process figure"), _("Least"), _("Likely"), _("Most"), _("In units"), _("Source")),
        {1, 2, 3},
        (
            (
                figure_named(one["name"]),
                one["least"],
                one["value"],
                one["most"],
                unit_of(one["unit"]),
                source_of(one["source"]),
            )
            for one in result["parameters"]
        ),
    )


def flips(result: Result) -> Table:
    """What turns the decision, alone."""
    units = {one["name"]: unit_of(one["unit"]) for one in result["parameters"]}
    return _table(
        (_("Assumption"), _("Likely"), _("Turns at"), _("In units"), _("Chance to lie past it (%)")),
        {1, 2, 4},
        (
            (
                figure_named(one["name"]),
                one["likely"],
                one["at"],
                units.get(one["name"], "—"),
                round(100 * one["chance"]),
            )
            for one in result["flips"]
        ),
    )


def frontier(result: Result) -> Table | None:
    """The least productivity for each titre and yield; None where the process has no such figures."""
    told = result["frontier"]
    if told is None:
        return None
    return _table(
        (_("Titre (g/L)"), *(_("yield {value:.3g}").format(value=one) for one in told["yields"])),
        set(range(1 + len(told["yields"]))),
        ((titre, *row) for titre, row in zip(told["titres"], told["rates"], strict=True)),
    )


def terms(result: Result) -> Table:
    """The terms of the money, each with its source."""
    rows = []
    for name, said in result["terms"]["sources"].items():
        value, _sep, source = said.partition(": ")
        words, _sep, day = source.rpartition(", ")
        rows.append((named(costwords.TERMS, name), _value(value), f"{source_of(words)}, {day}"))
    return _table((_("Term"), _("Set at"), _("Source")), set(), rows)


def _value(text: str) -> str:
    return _("straight line") if text == "straight line" else text


def _table(headings: Sequence[str], numbers: set[int], rows: Any) -> Table:
    return Table(tuple(headings), frozenset(numbers), tuple(tuple(map(_settled, row)) for row in rows))


def _four(cell: Cell) -> Cell:
    """A number as finely as a page shows it; the files have it whole."""
    return float(f"{cell:.4g}") if isinstance(cell, float) else cell


def _settled(cell: Cell) -> Cell:
    """What is 0 but for rounding is 0."""
    return 0.0 if isinstance(cell, float) and abs(cell) < NOTHING else cell


MAKERS: Final[Mapping[str, Callable[[Result], Table | None]]] = {
    "lines": lines,
    "areas": areas,
    "years": years,
    "figures": figures,
    "frontier": frontier,
    "flips": flips,
    "terms": terms,
}
TABLES: Final[costwords.Words] = {
    "lines": gettext_lazy("Costs of a year"),
    "areas": gettext_lazy("Areas"),
    "years": gettext_lazy("Cash flow"),
    "figures": gettext_lazy("Figures of the process"),
    "frontier": gettext_lazy("What must be true"),
    "flips": gettext_lazy("What turns the decision"),
    "terms": gettext_lazy("Terms"),
}


def table_of(name: str, result: Result) -> tuple[tuple[str, ...], list[list[str]]]:
    """A table as text; empty where the process has none."""
    found = MAKERS[name](result)
    if found is None:
        return (), []
    return found.headings, [[_text(cell) for cell in row] for row in found.rows]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else f"{cell:.8g}"
