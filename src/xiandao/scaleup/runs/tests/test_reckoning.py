"""Gas, volumes, rates and yields against a run whose truth is known; cleaning that hides nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from xiandao.scaleup.runs import (
    Channel,
    Event,
    Happening,
    Run,
    RunRefused,
    bridge,
    clean,
    exchange,
    from_inoculation,
    lag,
    made,
    shift,
    specific,
    volume,
    yields,
)
from xiandao.scaleup.runs.tests.simulated import course, recorded


def test_gas_exchange_is_what_the_cells_did() -> None:
    _, true = course()

    told = exchange(recorded())

    assert told.our == pytest.approx(true.our, rel=1e-6, abs=1e-9)
    assert told.cer == pytest.approx(true.cer, rel=1e-6, abs=1e-9)
    early = (told.hours > 2) & (told.hours < 5)  # growth: RQ of glucose to biomass
    assert float(np.nanmean(told.rq[early])) == pytest.approx(
        float((true.cer / true.our)[early].mean()), rel=1e-6
    )


def test_the_inert_balance_beats_equal_flows_where_the_quotient_is_not_one() -> None:
    # hand-checked: 100 mol/h air in; 2 mol/h O2 taken, 4 mol/h CO2 given off, 1 L: 102 mol/h leave
    hours = np.array([0.0, 1.0])
    out = 100.0 + 4.0 - 2.0
    run = Run(
        "r", 1.0,
        {
            "air_flow": Channel("air_flow", hours, np.full(2, 100.0 * 22.414 / 60)),
            "off_gas_o2": Channel("off_gas_o2", hours, np.full(2, 100 * (20.95 - 2.0) / out)),
            "off_gas_co2": Channel("off_gas_co2", hours, np.full(2, 100 * (0.04 + 4.0) / out)),
        },
    )  # fmt: skip

    told = exchange(run)

    assert told.our[0] == pytest.approx(2.0)
    assert told.rq[0] == pytest.approx(2.0)


def test_volume_counts_feeds_additions_and_samples() -> None:
    run = recorded()
    events = (Event(10.0, Happening.SAMPLE, 0.1), Event(15.0, Happening.ADDITION, 0.05))

    told = volume(replace(run, events=events), np.array([9.0, 12.0, 20.0]))

    feed = np.array([1.0, 4.0, 12.0]) * 0.03
    assert told == pytest.approx(2.0 + feed + np.array([0.0, -0.1, -0.05]), rel=1e-6)


def test_a_counter_set_back_to_nothing_goes_on() -> None:
    hours = np.array([0.0, 1.0, 2.0, 3.0])
    run = Run("r", 1.0, {"feed_volume": Channel("feed_volume", hours, np.array([0.5, 0.7, 0.1, 0.2]))})

    assert volume(run, hours) == pytest.approx([1.0, 1.2, 1.3, 1.4])


def test_a_feed_rate_is_integrated_where_the_feed_was_not_counted() -> None:
    hours = np.linspace(0, 10, 11)
    run = Run("r", 1.0, {"feed_rate": Channel("feed_rate", hours, 0.02 * hours)})

    assert volume(run, np.array([5.0, 10.0])) == pytest.approx([1.0 + 0.25, 2.0])


def test_a_vessel_that_is_emptied_beyond_nothing_is_refused_by_the_event() -> None:
    run = replace(recorded(), events=(Event(5.0, Happening.SAMPLE, 2.5),))

    with pytest.raises(RunRefused, match=r"are left at 6.0 h, after the sample of 2.5 L at 5.0 h"):
        volume(run, np.array([4.0, 6.0]))
    with pytest.raises(RunRefused, match=r"a volume of -1\.0 L cannot be"):
        Event(1.0, Happening.FEED, -1.0)


def test_yields_and_rates_take_dilution_and_feed_into_account() -> None:
    _, true = course()
    run = recorded()

    told = yields(run, of="product", from_h=10.0, to_h=20.0, feed_g_per_l=400.0)

    at = np.searchsorted(true.hours, [10.0 - 1e-9, 20.0 - 1e-9])
    product = np.diff((true["product"] * true.volume)[at])[0]
    used = np.diff((true["carbon"] * true.volume)[at])[0] - 400.0 * 0.03 * 10.0
    assert told == pytest.approx(product / -used, rel=1e-3)
    growth = specific(run, "biomass", width_h=3.0)
    biomass = true["biomass"] * true.volume
    slope = np.gradient(biomass, true.hours) / biomass
    assert growth.rate[2] == pytest.approx(slope[np.searchsorted(true.hours, 4.0 - 1e-9)], rel=0.1)


def test_a_sample_takes_product_with_it_and_is_counted() -> None:
    run = recorded()
    taken = replace(run, events=(Event(11.0, Happening.SAMPLE, 0.2),))

    without, with_it = made(run, "product"), made(taken, "product")

    here = run.offline["product"].at(np.array([11.0]))[0]
    late = without.hours > 11
    now = run.offline["product"].values[late]
    assert with_it.grams[late] - without.grams[late] == pytest.approx(0.2 * here - 0.2 * now)


def test_spikes_are_taken_out_and_each_is_listed() -> None:
    run = recorded(noise=0.02)
    channel = run.online["temperature"]
    values = channel.values.copy()
    values[[100, 250]] = [80.0, 400.0]
    spoiled = replace(run, online={**run.online, "temperature": replace(channel, values=values)})

    cleaned, _ = clean(spoiled)

    mine = [one for one in cleaned.alterations if one.quantity == "temperature"]
    assert {round(one.hour, 2) for one in mine} >= {5.0, 12.5}
    assert len(mine) <= 6
    assert "outside what it can be" in next(one.reason for one in mine if one.before == 400.0)
    assert len(cleaned.online["temperature"].hours) == len(channel.hours) - len(mine)


def test_a_step_of_the_controller_is_no_spike() -> None:
    hours = np.arange(0, 10, 0.05)
    speed = np.where(hours < 5, 400.0, 800.0) + np.random.default_rng(1).normal(0, 1, len(hours))
    run = Run("r", 1.0, {"stirrer": Channel("stirrer", hours, speed)})

    cleaned, _ = clean(run)

    assert len(cleaned.alterations) <= 1
    assert cleaned.online["stirrer"].values[-1] > 750


def test_gaps_stuck_and_drifting_sensors_are_flagged_and_left_alone() -> None:
    hours = np.delete(np.arange(0, 30, 0.1), slice(100, 120))
    chance = np.random.default_rng(2)
    oxygen = 50 + chance.normal(0, 1, len(hours))
    oxygen[(hours > 15) & (hours < 19.5)] = 50.0
    ph = 7.0 + 0.02 * hours + chance.normal(0, 0.01, len(hours))
    run = Run(
        "r",
        1.0,
        {"dissolved_oxygen": Channel("dissolved_oxygen", hours, oxygen), "ph": Channel("ph", hours, ph)},
    )

    cleaned, flags = clean(run)

    assert {(one.quantity, one.kind) for one in flags} == {
        ("dissolved_oxygen", "gap"), ("ph", "gap"), ("dissolved_oxygen", "stuck"), ("ph", "drift"),
    }  # fmt: skip
    assert len(cleaned.online["ph"].hours) > len(hours) - 4


def test_a_short_gap_is_bridged_and_every_value_listed() -> None:
    hours = np.delete(np.arange(0, 5, 0.1), slice(20, 25))
    run = Run("r", 1.0, {"ph": Channel("ph", hours, 7.0 + 0.1 * hours)})

    filled = bridge(run, "ph", most_h=1.0)

    assert len(filled.online["ph"].hours) == 50
    assert len(filled.alterations) == 5
    assert filled.online["ph"].values == pytest.approx(7.0 + 0.1 * filled.online["ph"].hours)
    assert len(bridge(run, "ph", most_h=0.1).alterations) == 0


def test_a_clock_that_lags_is_found_and_moved_and_said() -> None:
    run = recorded()
    late = run.online["off_gas_co2"]
    lagging = replace(run, online={**run.online, "off_gas_co2": replace(late, hours=late.hours + 0.25)})

    found = lag(lagging, "off_gas_o2", "off_gas_co2", most_h=1.0)
    mended = shift(lagging, ["off_gas_co2"], found.hours, "analyser's own clock")

    assert found.hours == pytest.approx(0.25, abs=0.03)
    assert mended.online["off_gas_co2"].hours == pytest.approx(late.hours, abs=0.03)
    assert "clock moved" in mended.alterations[0].reason
    with pytest.raises(RunRefused, match="do not move alike"):
        lag(run, "off_gas_o2", "temperature", most_h=0.5)


def test_hours_can_count_from_inoculation() -> None:
    run = replace(recorded(), events=(Event(1.5, Happening.INOCULATION),))

    moved = from_inoculation(run)

    assert moved.online["temperature"].hours[0] == -1.5
    assert moved.events[0].hour == 0
    with pytest.raises(RunRefused, match="no inoculation"):
        from_inoculation(replace(run, events=()))


def test_what_cannot_be_reckoned_is_refused() -> None:
    run = recorded()
    with pytest.raises(RunRefused, match="air_flow was not measured"):
        exchange(replace(run, online={name: one for name, one in run.online.items() if name != "air_flow"}))
    with pytest.raises(RunRefused, match=r"does not cover 20\.0 to 40\.0 h"):
        yields(run, of="product", from_h=20.0, to_h=40.0)
    with pytest.raises(RunRefused, match="no product was used"):
        yields(run, of="biomass", on="product", from_h=10.0, to_h=20.0)
    with pytest.raises(RunRefused, match="neither the feed's volume"):
        yields(replace(run, online={}), of="product", from_h=2.0, to_h=4.0, feed_g_per_l=1.0)
    hours = np.array([0.0, 1.0])
    full = {name: Channel(name, hours, np.full(2, size)) for name, size in
            (("air_flow", 1.0), ("off_gas_o2", 60.0), ("off_gas_co2", 40.0))}  # fmt: skip
    with pytest.raises(RunRefused, match="leave no inert gas"):
        exchange(Run("r", 1.0, full))
