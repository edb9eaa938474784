"""BioSTEAM asked in its own process: found by XIANDAO_BIOSTEAM or `make biosteam`, never imported here."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from xiandao.kernel.refusals import Refusal

VARIABLE: Final = "XIANDAO_BIOSTEAM"  # the Python of an environment that has BioSTEAM
MADE: Final = Path(".venv-biosteam") / "bin" / "python"
DRIVER: Final = Path(__file__).with_name("driver.py")
FAMILIES: Final = ("corn-stover", "sugarcane")
LIMIT_S: Final = 600.0


class CrosscheckRefused(Refusal):
    """A peer that is not there, did not answer, or answered what is no answer."""


@dataclass(frozen=True, slots=True)
class PeerUnit:
    """A unit of BioSTEAM: its installed cost, what it designed, the hours a batch takes, the liquid through
    it.
    """

    name: str
    kind: str
    area: str
    installed_usd: float
    design: Mapping[str, float]
    hours: float
    m3_h: float


@dataclass(frozen=True, slots=True)
class PeerRun:
    """What BioSTEAM says of a biorefinery, in dollars of its own cost index."""

    family: str
    packages: Mapping[str, str]
    load_s: float
    simulate_s: tuple[float, ...]
    index: float
    product_kg_h: float
    price_usd_kg: float
    total_capital_usd: float
    installed_usd: float
    units: tuple[PeerUnit, ...]

    def areas(self) -> dict[str, float]:
        """Installed cost by hundreds, dollars."""
        total: dict[str, float] = {}
        for one in self.units:
            total[one.area] = total.get(one.area, 0.0) + one.installed_usd
        return total


def found() -> Path | None:
    """The Python of BioSTEAM's environment; None where there is none."""
    told = os.environ.get(VARIABLE)
    path = Path(told) if told else MADE
    return path if path.exists() else None


def ask(family: str, *, again: int = 3, command: Sequence[str] | None = None) -> PeerRun:
    """Run a biorefinery in BioSTEAM so many times.

    Raises CrosscheckRefused where BioSTEAM is missing, takes more than `LIMIT_S`, or fails; `command`
    stands in for its Python in tests.
    """
    if family not in FAMILIES:
        raise CrosscheckRefused(
            "{family} is not cross-checked; {names} are", family=family, names=" and ".join(FAMILIES)
        )
    python = found()
    if command is None and python is None:
        raise CrosscheckRefused(
            "BioSTEAM was not found; run `make biosteam` or name its Python in {variable}", variable=VARIABLE
        )
    line = [*(command or (str(python), str(DRIVER))), family, str(again)]
    try:
        told = subprocess.run(line, capture_output=True, text=True, timeout=LIMIT_S, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as fault:
        raise CrosscheckRefused("BioSTEAM did not answer in {seconds} s", seconds=LIMIT_S) from fault
    if told.returncode:
        raise CrosscheckRefused(
            "BioSTEAM failed: {reason}", reason=(told.stderr.strip().splitlines() or ["no word why"])[-1]
        )
    return read((told.stdout.strip().splitlines() or [""])[-1])


def read(text: str) -> PeerRun:
    """A run from what the driver printed. Raises CrosscheckRefused for anything else, NaN included."""
    try:
        told: dict[str, Any] = json.loads(text, parse_constant=_no_number)
        if told["version"] != 1:
            raise ValueError(f"version {told['version']}")
        units = tuple(
            PeerUnit(
                one["id"],
                one["kind"],
                one["area"],
                one["installed_usd"],
                one["design"],
                one["hours"],
                one["m3_h"],
            )
            for one in told["units"]
        )
        return PeerRun(
            told["family"], told["packages"], told["load_s"], tuple(told["simulate_s"]), told["index"],
            told["product_kg_h"], told["price_usd_kg"], told["total_capital_usd"], told["installed_usd"],
            units,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError) as fault:
        raise CrosscheckRefused("that is no answer of the driver: {reason}", reason=str(fault)) from fault


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number")
