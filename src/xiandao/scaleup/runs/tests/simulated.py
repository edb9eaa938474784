"""Simulated runs as a controller would have recorded them, with or without noise."""

from __future__ import annotations

import numpy as np

from xiandao.scaleup.kinetics import Course, Operation, Start, Strain, Stream, operation_of, run, storing
from xiandao.scaleup.kinetics.tests.test_vessels import STRAIN
from xiandao.scaleup.runs import Channel, Event, Happening, Run
from xiandao.scaleup.runs.gas import AIR_CO2, AIR_O2, NORMAL_LITRES

AIR_L_PER_MIN = 3.0
SAMPLES = np.arange(0.0, 30.1, 2.0)


def course(strain: Strain = STRAIN, *, flow: float = 0.03, until_h: float = 30.0) -> tuple[Operation, Course]:
    """A fed-batch of the example strain."""
    start = operation_of(Start(0.5, 20.0, 1.5, 2.0), until_h, None)
    operation = Operation(start.start, 2.0, until_h, (Stream({"carbon": 400.0}, flow, 8.0, 22.0),))
    return operation, run(storing(strain), operation, at_h=np.arange(0.0, until_h + 1e-9, 0.05))


def recorded(*, noise: float = 0.0, seed: int = 0, wrong: str = "", by: float = 1.0) -> Run:
    """The fed-batch as recorded; `wrong`: one quantity that is off by a factor."""
    operation, told = course()
    chance = np.random.default_rng(seed)

    def measured(name: str, values: np.ndarray, size: float = 1.0) -> np.ndarray:
        off = values * (1 + noise * size * chance.normal(0, 1, len(values)))
        return np.asarray(off * (by if wrong == name else 1.0), dtype=np.float64)

    flow = AIR_L_PER_MIN * 60 / NORMAL_LITRES
    inert = flow * (1 - AIR_O2 - AIR_CO2)
    out_o2 = flow * AIR_O2 - measured("oxygen", told.our, 0.3) * told.volume
    out_co2 = flow * AIR_CO2 + measured("carbon dioxide", told.cer, 0.3) * told.volume
    total = inert + out_o2 + out_co2
    hours = told.hours
    online = {
        "off_gas_o2": 100 * out_o2 / total,
        "off_gas_co2": 100 * out_co2 / total,
        "air_flow": np.full(len(hours), AIR_L_PER_MIN),
        "feed_volume": told.volume - operation.volume_l,
        "temperature": 37 + 0.05 * chance.normal(0, 1, len(hours)),
    }
    at = np.searchsorted(hours, SAMPLES - 1e-9)
    offline = {name: measured(name, told[name][at]) for name in ("biomass", "product", "carbon", "nitrogen")}
    return Run(
        "fed-batch",
        operation.volume_l,
        {name: Channel(name, hours, values) for name, values in online.items()},
        {name: Channel(name, SAMPLES, values) for name, values in offline.items()},
        (Event(0.0, Happening.INOCULATION),),
    )
