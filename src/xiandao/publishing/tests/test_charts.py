"""Charts are drawn, in Chinese too, and their colours are those of the pages."""

from __future__ import annotations

import struct
from datetime import date

import pytest

from xiandao.publishing import page_bundle
from xiandao.publishing.charts import (
    FanPoint,
    FanWords,
    GaugeRow,
    GaugeWords,
    ProgressPoint,
    ProgressWords,
    Spec,
    Standing,
    StandingCount,
    StandingWords,
    TimelineMark,
    TimelineRow,
    TimelineWords,
    board_heat_map,
    forecast_fan,
    measures_by_status,
    progress_over_time,
    target_gauges,
    timeline,
    to_png,
    to_svg,
)

STANDINGS = dict(zip(Standing, ["已完成", "正常推进", "未启动", "有风险", "滞后"], strict=True))
COUNTS = [
    StandingCount("源头创新", Standing.DONE, 3),
    StandingCount("源头创新", Standing.LATE, 1),
    StandingCount("产业集聚", Standing.ON_TRACK, 7),
]
DAY = date(2025, 6, 30)
SPECS: dict[str, Spec] = {
    "statuses": measures_by_status(COUNTS, StandingWords(STANDINGS)),
    "board": board_heat_map(COUNTS, StandingWords(STANDINGS)),
    "targets": target_gauges(
        [
            GaugeRow("企业数", "20—30 家", 20, 30, 12, "家", standing=Standing.ON_TRACK),
            GaugeRow("产值", "超过 50 亿元", 50),
            GaugeRow("氛围", "浓厚"),
        ],
        GaugeWords(STANDINGS),
    ),
    "timeline": timeline(
        [
            TimelineRow(
                "管网",
                date(2024, 1, 1),
                date(2026, 12, 31),
                Standing.LATE,
                (TimelineMark("首段完工", date(2025, 3, 31)),),
            )
        ],
        DAY,
        TimelineWords(STANDINGS),
    ),
    "progress": progress_over_time(
        [ProgressPoint(date(2024, 3, 1), 4), ProgressPoint(date(2025, 3, 1), 9)],
        low=20,
        high=30,
        due_on=date(2026, 12, 31),
        as_of=DAY,
        words=ProgressWords("家"),
    ),
    "no progress": progress_over_time(
        [], low=20, high=None, due_on=None, as_of=DAY, words=ProgressWords("家")
    ),
    "forecast": forecast_fan(
        [ProgressPoint(date(2024, 3, 1), 4), ProgressPoint(date(2025, 3, 1), 9)],
        [FanPoint(DAY, 9, 9, 9, 9, 9), FanPoint(date(2026, 12, 31), 22, 18, 26, 12, 33)],
        low=20,
        high=30,
        due_on=date(2026, 12, 31),
        as_of=DAY,
        words=ProgressWords("家"),
        fan_words=FanWords(),
    ),
}


def _words(text: str) -> Spec:
    return {"data": {"values": [{}]}, "mark": {"type": "text", "fontSize": 40, "text": text}, "width": 200}


def test_the_page_gets_one_script_with_all_three_libraries() -> None:
    bundle = page_bundle()

    for name in ("vegaEmbed", "vega", "vegaLite"):
        assert f"window.{name}=" in bundle


@pytest.mark.parametrize("name", SPECS)
def test_every_chart_becomes_a_picture_at_twice_its_size(name: str) -> None:
    single, double = to_png(SPECS[name], scale=1), to_png(SPECS[name])

    small, large = struct.unpack(">II", single[16:24]), struct.unpack(">II", double[16:24])
    assert all(abs(2 * a - b) <= 2 for a, b in zip(small, large, strict=True))
    assert "<svg" in to_svg(SPECS[name])


def test_chinese_is_drawn_and_not_replaced_by_boxes() -> None:
    unassigned = "\U000e0fff\U000e0ffe"

    pictures = {to_png(_words(text)) for text in ("先导", "合成", unassigned)}

    assert len(pictures) == 3


def test_a_target_without_figures_has_no_bar_and_says_so() -> None:
    row = SPECS["targets"]["data"]["values"][1]

    assert "drawn" not in row
    assert row["reading"] == "尚无数据 · 超过 50 亿元"


def test_the_band_of_a_target_reaches_from_its_lower_to_its_upper_figure() -> None:
    row = SPECS["targets"]["data"]["values"][0]

    assert (row["drawn"], row["band_from"], row["band_to"]) == (0.6, 1.0, 1.5)


def test_a_milestone_is_reached_only_from_its_day_on() -> None:
    mark = TimelineMark("验收", date(2025, 3, 31), reached_on=date(2025, 7, 1))
    row = TimelineRow("管网", date(2024, 1, 1), date(2026, 12, 31), Standing.ON_TRACK, (mark,))

    before, after = (
        timeline([row], day, TimelineWords(STANDINGS))["data"]["values"][1]["state"]
        for day in (DAY, date(2025, 7, 1))
    )

    assert (before, after) == ("overdue", "reached")


def test_the_fan_of_a_forecast_lies_under_the_steps_of_what_happened() -> None:
    layers = SPECS["forecast"]["layer"]

    assert [layer["mark"]["type"] for layer in layers[:3]] == ["area", "area", "line"]
    assert layers[3:] == SPECS["progress"]["layer"]
