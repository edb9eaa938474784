"""The quantities of a run: the unit each is kept in, what columns call it, and between what it can be."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pint


@dataclass(frozen=True, slots=True)
class Quantity:
    """`words`: what headers say, all of one tuple together; `least`, `most`: no instrument tells beyond."""

    unit: str
    words: tuple[str, ...]
    least: float = 0.0
    most: float = float("inf")
    held: bool = False  # a controller holds it, so that a slope is drift
    offline: bool = False  # measured in samples as a rule


QUANTITIES: Final[dict[str, Quantity]] = {
    "temperature": Quantity("degC", ("temperature", "temp", "t", "温度"), -10, 150, held=True),
    "ph": Quantity("dimensionless", ("ph", "phpv"), 0, 14, held=True),
    "dissolved_oxygen": Quantity("percent", ("do", "po2", "dissolved oxygen", "do2", "dot", "溶氧"), -5, 500),
    "stirrer": Quantity(
        "rpm", ("stirrer", "agitation", "stirr", "speed", "n", "stirring", "转速"), 0, 5000, held=True
    ),
    "pressure": Quantity("bar", ("pressure", "p", "压力"), -1, 20, held=True),
    "air_flow": Quantity(
        "L/min", ("air flow", "air", "fair", "airflow", "gas flow", "aeration", "f", "通气")
    ),
    "oxygen_flow": Quantity("L/min", ("o2 flow", "fo2", "oxygen flow")),
    "off_gas_o2": Quantity(
        "percent", ("off gas o2", "o2 off gas", "offgas o2", "xo2", "o2 out", "exhaust o2", "尾气氧"), 0, 100
    ),
    "off_gas_co2": Quantity(
        "percent",
        ("off gas co2", "co2 off gas", "offgas co2", "xco2", "co2 out", "exhaust co2", "尾气二氧化碳"),
        0,
        100,
    ),
    "feed_rate": Quantity("L/h", ("feed rate", "feed flow", "ffeed", "feed pump rate", "fb", "补料速率")),
    "feed_volume": Quantity(
        "L", ("feed volume", "feed total", "feed", "total feed", "vb", "substrate", "补料")
    ),
    "base_volume": Quantity(
        "L", ("base volume", "base", "alkali", "naoh", "nh4oh", "va", "base total", "碱")
    ),
    "acid_volume": Quantity("L", ("acid volume", "acid", "acid total", "酸")),
    "antifoam_volume": Quantity("L", ("antifoam", "antifoam volume", "vc", "消泡")),
    "volume": Quantity("L", ("volume", "working volume", "v", "体积")),
    "weight": Quantity("kg", ("weight", "mass", "reactor weight", "重量"), 0),
    "optical_density": Quantity(
        "dimensionless", ("od", "od600", "optical density", "turbidity"), 0, 1000, offline=True
    ),
    "biomass": Quantity(
        "g/L", ("biomass", "dcw", "cdw", "dry cell weight", "dry weight", "x", "干重"), 0, 500, offline=True
    ),
    "carbon": Quantity(
        "g/L", ("glucose", "glc", "sugar", "glycerol", "carbon source", "s", "葡萄糖"), 0, 1000, offline=True
    ),
    "product": Quantity("g/L", ("product", "titre", "titer", "phb", "pha", "产物"), 0, 1000, offline=True),
    "nitrogen": Quantity("g/L", ("nitrogen", "ammonium n", "nh4 n", "n source", "氮"), 0, 100, offline=True),
    "acetate": Quantity("g/L", ("acetate", "acetic acid", "ac", "乙酸"), 0, 200, offline=True),
    "ethanol": Quantity("g/L", ("ethanol", "etoh", "乙醇"), 0, 200, offline=True),
    "lactate": Quantity("g/L", ("lactate", "lac", "乳酸"), 0, 200, offline=True),
    "viable_cells": Quantity(
        "1e9/L", ("viable cell density", "vcd", "viable cells", "活细胞"), 0, offline=True
    ),
}
_SPELLINGS: Final = {
    "°c": "degC", "℃": "degC", "c": "degC", "degc": "degC", "%": "percent", "%do": "percent",
    "%sat": "percent", "% sat": "percent", "%a.s.": "percent", "vol%": "percent", "vol.%": "percent",
    "% v/v": "percent", "%v/v": "percent", "mol%": "percent", "1/min": "rpm", "min-1": "rpm", "/min": "rpm",
    "r/min": "rpm", "rpm": "rpm", "ph": "dimensionless", "-": "dimensionless", "": "", "slpm": "L/min",
    "nlpm": "L/min", "lpm": "L/min", "sl/h": "L/h", "nl/h": "L/h", "sl/min": "L/min", "nl/min": "L/min",
    "ln/min": "L/min", "l/h": "L/h", "l/min": "L/min", "ml/h": "mL/h", "ml/min": "mL/min", "ml": "mL",
    "l": "L", "g/l": "g/L", "mg/l": "mg/L", "mg/ml": "g/L", "g·l-1": "g/L", "kg": "kg", "g": "g",
    "mbar": "mbar", "bar": "bar", "barg": "bar", "kpa": "kPa", "h": "h", "hr": "h", "hrs": "h",
    "hours": "h", "min": "min", "s": "s", "sec": "s", "d": "day", "days": "day", "1e6/ml": "1e9/L",
    "10^6/ml": "1e9/L", "10^6 cells/ml": "1e9/L", "1e9/l": "1e9/L", "psi": "psi", "m3": "m**3",
    "m³": "m**3", "µl": "uL", "μl": "uL", "ul": "uL", "k": "kelvin", "°f": "degF",
}  # fmt: skip


def is_spelling(written: str) -> bool:
    """Whether controllers are known to write a unit so."""
    return written.strip().lower() in _SPELLINGS and bool(written.strip())


@cache
def registry() -> pint.UnitRegistry[float]:
    """Pint's units, with percent; made once, because it takes a while."""
    import pint as units

    return units.UnitRegistry(autoconvert_offset_to_baseunit=True)


def plain_unit(written: str) -> str:
    """A unit as Pint spells it; what is not known stays as it is."""
    bare = written.strip().replace("⁻¹", "-1").replace("^-1", "-1")
    return _SPELLINGS.get(bare.lower(), bare)


def factor_and_offset(unit: str, goal: str) -> tuple[float, float] | None:
    """What turns one unit into another, `value * factor + offset`; None where they do not fit."""
    import pint as units

    if unit == goal or unit == "":
        return 1.0, 0.0
    if "1e9/L" in (unit, goal):
        return None
    known = registry()
    try:
        at_none = known.Quantity(0.0, unit).to(goal).magnitude
        at_one = known.Quantity(1.0, unit).to(goal).magnitude
    except (units.errors.PintError, AttributeError, ValueError, TypeError, AssertionError):
        return None
    return float(at_one - at_none), float(at_none)
