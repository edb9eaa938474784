"""Ready process families: each a page of blocks, its parameters dated, sourced or marked as assumptions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml

from xiandao.scaleup.flowsheets.families.corn_stover import corn_stover
from xiandao.scaleup.flowsheets.families.enzyme import enzyme
from xiandao.scaleup.flowsheets.families.meat import meat
from xiandao.scaleup.flowsheets.families.mrna import mrna
from xiandao.scaleup.flowsheets.families.pha import pha
from xiandao.scaleup.flowsheets.families.protein import protein
from xiandao.scaleup.flowsheets.families.succinic import succinic
from xiandao.scaleup.flowsheets.families.sugarcane import sugarcane
from xiandao.scaleup.flowsheets.outcomes import Broken
from xiandao.scaleup.flowsheets.sheets import Flowsheet, Sheet
from xiandao.scaleup.flowsheets.streams import Amount, Values
from xiandao.scaleup.flowsheets.substances import FlowsheetRefused

Blocks = Callable[[Mapping[str, Values], Amount], Sheet]

FAMILIES: Final[Mapping[str, Blocks]] = {
    "pha": pha,
    "succinic": succinic,
    "sugarcane": sugarcane,
    "corn-stover": corn_stover,
    "enzyme": enzyme,
    "protein": protein,
    "mrna": mrna,
    "meat": meat,
}
LINEAR: Final = 1e-6  # of the product wanted, that scaling a sheet may miss it by


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure with its range and where it is from; `assumed`: ours, to be replaced by yours."""

    name: str
    value: float
    least: float
    most: float
    unit: str
    source: str
    assumed: bool


@dataclass(frozen=True, slots=True)
class Family:
    """A process family: parameters by name, which of them move together, and what money needs to know of
    it.
    """

    name: str
    title: str
    product: str
    as_of: date
    parameters: Mapping[str, Parameter]
    correlated: Mapping[tuple[str, str], float]
    money: Mapping[str, Any]

    def run(self, samples: Mapping[str, Amount] | None = None) -> Flowsheet:
        """The plant at the likely values, or at samples of some of them.

        Raises FlowsheetRefused for a name that is no parameter, a value below 0, or where no sample is
        feasible.
        """
        values = {name: np.asarray(one.value, dtype=np.float64) for name, one in self.parameters.items()}
        for name, amount in (samples or {}).items():
            if name not in values:
                raise FlowsheetRefused(
                    "{family} has no parameter {name}; it has {names}",
                    family=self.name,
                    name=name,
                    names=", ".join(sorted(values)),
                )
            values[name] = np.asarray(amount, dtype=np.float64)
            if not np.isfinite(values[name]).all() or (values[name] < 0).any():
                raise FlowsheetRefused("{name} has a value that is below 0 or no number", name=name)
        return self._built(values).settled()

    def _built(self, values: Mapping[str, Values]) -> Sheet:
        """Blocks are linear in what is made, so a first pass tells how much to make for what is wanted."""
        build = FAMILIES[self.name]
        with np.errstate(all="ignore"):
            if "dry_tonnes_a_day" in values:
                return build(values, values["dry_tonnes_a_day"] * 1000.0 / 24.0)
            wanted = values["tonnes"] * 1000.0 / values["hours"]
            first = build(values, wanted).sold[self.product]
            share = np.where(first > 0, wanted / np.where(first > 0, first, 1.0), 1.0)
            sheet = build(values, wanted * share)
            missed = np.abs(sheet.sold[self.product] / wanted - 1.0)
        sheet.demand(Broken("what is wanted is missed by {figure}", ~(missed <= LINEAR), missed))
        return sheet


@lru_cache(maxsize=16)
def family(name: str) -> Family:
    """A family by name, from its dated file. Raises FlowsheetRefused for a name that is none."""
    if name not in FAMILIES:
        raise FlowsheetRefused(
            "no family is called {name}; there are {names}", name=name, names=", ".join(FAMILIES)
        )
    return read(Path(__file__).with_name("data") / f"{name}.yaml")


def read(path: Path) -> Family:
    """A family from its file. Raises FlowsheetRefused for a file that is damaged or a parameter without
    source.
    """
    try:
        told: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
        if not isinstance(told["as_of"], date):
            raise FlowsheetRefused(
                "{file}: parameters without a day; write as_of: 2026-01-31", file=path.name
            )
        return Family(
            told["family"],
            told["title"],
            told["product"],
            told["as_of"],
            {name: _parameter(name, row) for name, row in told["parameters"].items()},
            {(one, other): float(rho) for one, other, rho in told.get("correlated", [])},
            told["money"],
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as fault:
        raise FlowsheetRefused(
            "{file} is no family: {reason}", file=path.name, reason=str(fault) or type(fault).__name__
        ) from fault


def _parameter(name: str, row: list[Any]) -> Parameter:
    """A row of the file: [least, value, most, unit, source]; a source of `ours` is an assumption."""
    least, value, most, unit, source = row
    if not least <= value <= most:
        raise ValueError(f"{name}: least, value and most are out of order")
    return Parameter(name, float(value), float(least), float(most), str(unit), str(source), source == "ours")
