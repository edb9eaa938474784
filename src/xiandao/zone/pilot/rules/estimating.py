"""What a vessel gives at how it was run, by the laws of the transfer engine: beside what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import yaml

from xiandao.kernel.refusals import Refusal
from xiandao.scaleup.transfer import Band, TransferRefused, engineering, heat_made
from xiandao.scaleup.transfer.describing import FORMAT, Study, read_study
from xiandao.zone.pilot.rules.states import Quantity

LEAST_OUR: Final = 1e-9
EXAMPLE: Final = """\
diameter_m: 0.68
height_m: 1.377
impellers:
  - {sort: rushton, diameter_m: 0.25}
  - {sort: rushton, diameter_m: 0.25}
motor_kw: 5.5
most_rpm: 450
most_gas_m3_per_h: 60
cooling: {area_m2: 3.2, coefficient_w_per_m2_k: 450, coolant_c: 12}
"""


class GeometryRefused(Refusal):
    """A vessel that is not described so that anything can be computed of it."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A quantity, its value, and the laws with their band."""

    quantity: Quantity
    value: float
    source: str


@dataclass(frozen=True, slots=True)
class Running:
    """How a vessel was run at its busiest; `our` in mmol/(L h) as measured."""

    rpm: float
    vvm: float
    celsius: float
    head_bar: float
    our: float
    coalescing: bool


def check_geometry(name: str, text: str) -> None:
    """Raises GeometryRefused naming the field of a vessel's description that is at fault."""
    _study(name, text, Running(100.0, 0.5, 30.0, 1.2, 10.0, coalescing=False))


def computed(name: str, text: str, running: Running) -> tuple[Computed, ...]:
    """Volume, kLa, power, mixing time and heat of a vessel at how it was run, and the uptake as measured."""
    study = _study(name, text, running)
    try:
        found = engineering(study.first, study.operation, study.broth, study.demand)
    except TransferRefused as refusal:
        raise GeometryRefused("{name}: {fault}", name=name, fault=refusal) from refusal
    return (
        Computed(Quantity.VOLUME, study.first.volume_m3, "computed: liquid height of the description"),
        Computed(Quantity.KLA, 3600 * found.kla.middle, _laws(found.kla, 3600)),
        Computed(Quantity.OUR, running.our, "measured"),
        Computed(Quantity.POWER, found.per_volume, _laws(found.gassed, 1 / study.first.volume_m3)),
        Computed(Quantity.MIXING, found.mixing.middle, _laws(found.mixing, 1)),
        Computed(Quantity.HEAT, heat_made(running.our, 1.0), "computed from the oxygen uptake"),
    )


def _laws(band: Band, factor: float) -> str:
    """The laws and their band, short enough to stand beside a figure."""
    names = ", ".join(dict.fromkeys(one.law for one in band.estimates))
    stretched = " (!)" if band.flags else ""
    return f"{factor * band.low:.3g}–{factor * band.high:.3g}{stretched}: {names}"[:120]


def _study(name: str, text: str, running: Running) -> Study:
    try:
        vessel: Any = yaml.safe_load(text)
    except yaml.YAMLError as fault:
        raise GeometryRefused("{name}: the description is not YAML.", name=name) from fault
    if not isinstance(vessel, dict):
        raise GeometryRefused("{name}: describe the vessel by its fields, such as diameter_m.", name=name)
    told = {
        "format": FORMAT,
        "vessels": [{**vessel, "name": name}],
        "operation": {
            "rpm": running.rpm,
            "vvm": running.vvm,
            "celsius": running.celsius,
            "head_bar": running.head_bar,
        },
        "broth": {"coalescing": running.coalescing},
        "demand": {"our": max(running.our, LEAST_OUR)},
    }
    try:
        return read_study(yaml.safe_dump(told))
    except TransferRefused as refusal:
        raise GeometryRefused("{name}: {fault}", name=name, fault=refusal) from refusal
