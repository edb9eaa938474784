"""The soft sensor against runs that wander from their model: nearer than the model alone, and honestly so."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2

from xiandao.scaleup.estimation import SensorRefused, SoftSensor, Track, track
from xiandao.scaleup.kinetics import Operation, Stream, Transfer, aerobe, storing
from xiandao.scaleup.kinetics.sets import EXAMPLE_AEROBE
from xiandao.scaleup.kinetics.tests.test_vessels import STRAIN

HOURS = np.arange(0.5, 24.1, 0.5)
NOISE = {"our": 0.002, "cer": 0.002, "base": 0.0005}
START = {"biomass": 0.6, "carbon": 25.0, "nitrogen": 1.2, "product": 0.1}
SPREAD = {"biomass": 0.1, "carbon": 1.0, "nitrogen": 0.1, "product": 0.05}
SENSOR = SoftSensor(
    storing(STRAIN),
    Operation(START, 2.0, 24.0, (Stream({"carbon": 300.0}, 0.02, 8.0, 20.0),)),
    wander={"biomass": 0.05, "product": 0.05, "carbon": 0.1, "nitrogen": 0.005},
    noise=NOISE,
    base_of={"biomass": 0.2 / 24.626},
)


def wandering(seed: int, sensor: SoftSensor = SENSOR) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """A true run that wanders as the sensor says, and its readings."""
    chance = np.random.default_rng(seed)
    size = np.array([SPREAD.get(name, 0.0) for name in sensor.names])
    drift = np.array([sensor.wander.get(name, 0.0) for name in sensor.names])
    mean = np.array([START.get(name, 0.0) for name in sensor.model.names])
    state = np.maximum(
        np.concatenate([mean, np.zeros(len(size) - len(mean))]) + chance.normal(0, 1, len(size)) * size, 1e-3
    )
    states, readings, before = [], [], 0.0
    for hour in HOURS:
        state = sensor.advance(before, hour, state)
        state = np.maximum(state + chance.normal(0, 1, len(state)) * drift * np.sqrt(hour - before), 1e-3)
        states.append(state)
        readings.append(sensor.signals(hour, state) + chance.normal(0, 1, 3) * np.array(list(NOISE.values())))
        before = hour
    return np.array(states), dict(zip(NOISE, np.array(readings).T, strict=True))


def open_loop() -> np.ndarray:
    state = np.array([START[name] for name in SENSOR.model.names])
    told, before = [], 0.0
    for hour in HOURS:
        state = SENSOR.advance(before, hour, state)
        told.append(state)
        before = hour
    return np.array(told)


def error(told: Track, true: np.ndarray, name: str) -> float:
    place = SENSOR.names.index(name)
    return float(np.sqrt(((told[name] - true[:, place]) ** 2).mean()))


@pytest.mark.parametrize("unscented", [True, False])
def test_biomass_is_told_better_than_by_the_model_alone(unscented: bool) -> None:
    ours, alone = [], []
    for seed in range(4):
        true, readings = wandering(seed)
        ours.append(error(track(SENSOR, HOURS, readings, SPREAD, unscented=unscented), true, "biomass"))
        alone.append(float(np.sqrt(((open_loop()[:, 0] - true[:, 0]) ** 2).mean())))

    assert np.mean(ours) < 0.6 * np.mean(alone)


def test_the_filter_is_as_uncertain_as_it_should_be() -> None:
    # normalised estimation error squared, averaged over runs and hours (Bar-Shalom 2001): about the states
    many, runs = len(SENSOR.names), 6
    scores = []
    for seed in range(runs):
        true, readings = wandering(100 + seed)
        told = track(SENSOR, HOURS, readings, SPREAD)
        for number in range(0, 24, 4):  # while there is sugar and nitrogen, before anything sticks at 0
            off = true[number] - told.mean[number]
            scores.append(float(off @ np.linalg.solve(told.covariance[number], off)))

    low, high = chi2.ppf([0.001, 0.999], many * runs * 2) / (
        runs * 2
    )  # readings in a run are not independent
    assert low < np.mean(scores) < high


def test_surprise_is_about_the_number_of_signals() -> None:
    _, readings = wandering(7)

    told = track(SENSOR, HOURS, readings, SPREAD)

    assert 1.5 < float(told.surprise.mean()) < 5.0
    assert told.spread("biomass")[10] < 0.3


def test_a_lost_signal_makes_it_less_sure_and_nothing_else() -> None:
    _, readings = wandering(8)
    lost = {name: np.where(HOURS > 6, np.nan, values) for name, values in readings.items()}

    told, blind = track(SENSOR, HOURS, readings, SPREAD), track(SENSOR, HOURS, lost, SPREAD)

    assert blind.mean[5] == pytest.approx(told.mean[5])
    assert blind.spread("biomass")[20] > told.spread("biomass")[20]
    assert np.isnan(blind.surprise[-1])


def test_what_the_sensor_cannot_follow_is_refused() -> None:
    operation = Operation({"biomass": 1.0}, 1.0, 5.0, transfer=Transfer(100.0, 0.2))
    with pytest.raises(SensorRefused, match="too quick"):
        SoftSensor(aerobe(EXAMPLE_AEROBE), operation, {}, NOISE)
    with pytest.raises(SensorRefused, match="neither a species"):
        SoftSensor(storing(STRAIN), operation, {"colour": 1.0}, NOISE)
    with pytest.raises(SensorRefused, match="one of our, cer, base"):
        SoftSensor(storing(STRAIN), operation, {}, {"smell": 1.0})
    with pytest.raises(SensorRefused, match="our needs a reading"):
        track(SENSOR, HOURS, {}, SPREAD)
    with pytest.raises(SensorRefused, match="must grow"):
        track(SENSOR, HOURS[::-1], {}, SPREAD)
