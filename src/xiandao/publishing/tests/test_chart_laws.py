"""What holds of every chart: it says what it was given, to every eye, and leaves its dress to the page."""

from __future__ import annotations

import itertools
import json
from datetime import date
from typing import Any

import pytest

from xiandao.publishing.charts import (
    STANDING_COLOURS,
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
    measures_by_status,
    progress_over_time,
    target_gauges,
    timeline,
    to_png,
    to_svg,
)
from xiandao.publishing.charts.theme import HEAT, HEAT_INK, told_apart
from xiandao.publishing.tests.colours import VISIONS, contrast, difference
from xiandao.publishing.tests.pictures import pixels_of

DAY = date(2025, 6, 30)
WORDS = {
    Standing.DONE: "已完成",
    Standing.ON_TRACK: "正常推进",
    Standing.AT_RISK: "有风险",
    Standing.LATE: "已逾期",
    Standing.NOT_STARTED: "未开始",
}
GAUGES = (
    GaugeRow("成果转化", "不少于 20 项", 20, None, 9, "项", "2025-12-31", Standing.LATE),
    GaugeRow("公共平台", "1—2 个", 1, 2, 1, "个", "2025-12-31", Standing.DONE),
    GaugeRow("单位能耗", "不高于 16 %", None, 16, 18.5, "%", "2025-12-31", Standing.AT_RISK),
    GaugeRow("产业规模", "超过 50 亿元", 50, None, None, "亿元", "2025-12-31"),
    GaugeRow("产业生态明显改善", "", due="2025-12-31"),
    GaugeRow("引进企业", "约 50 家", 50, None, 264, "家", "2025-12-31", Standing.DONE),
    GaugeRow("零事故", "0 起", 0, 0, 0, "起", "2025-12-31", Standing.ON_TRACK),
)
COUNTS = (
    StandingCount("加强研究", Standing.DONE, 3),
    StandingCount("加强研究", Standing.LATE, 1),
    StandingCount("建设平台", Standing.NOT_STARTED, 0),
)
MARKS = (
    TimelineMark("立项", date(2024, 3, 31), date(2024, 2, 1)),
    TimelineMark("开工", date(2024, 9, 30)),
    TimelineMark("验收", date(2025, 11, 30), date(2025, 7, 1)),
)
ROWS = (TimelineRow("中试平台", date(2024, 1, 1), date(2025, 12, 31), Standing.ON_TRACK, MARKS),)
POINTS = (ProgressPoint(date(2024, 3, 1), 6), ProgressPoint(date(2025, 9, 1), 11))
SECOND_SERIES = ProgressPoint(date(2024, 5, 1), 2, "外资")


def progress(*points: ProgressPoint) -> Spec:
    due = date(2025, 12, 31)
    return progress_over_time(points, low=20, high=30, due_on=due, as_of=DAY, words=ProgressWords("项"))


SPECS = {
    "gauges": target_gauges(GAUGES, GaugeWords(WORDS)),
    "status": measures_by_status(COUNTS, StandingWords(WORDS)),
    "board": board_heat_map(COUNTS, StandingWords(WORDS)),
    "timeline": timeline(ROWS, DAY, TimelineWords(WORDS)),
    "progress": progress(*POINTS),
    "two series": progress(*POINTS, SECOND_SERIES),
    "no figures": progress(),
    "no gauges": target_gauges((), GaugeWords(WORDS)),
    "no measures": measures_by_status((), StandingWords(WORDS)),
    "no units": board_heat_map((), StandingWords(WORDS)),
    "no rows": timeline((), DAY, TimelineWords(WORDS)),
}
VALUES: dict[str, dict[str, Any]] = {row["label"]: row for row in SPECS["gauges"]["data"]["values"]}


@pytest.mark.parametrize("name", SPECS)
def test_every_chart_is_plain_json_and_draws(name: str) -> None:
    svg = to_svg(json.loads(json.dumps(SPECS[name])))

    assert svg.startswith("<svg")
    assert "NaN" not in svg
    assert "undefined" not in svg


def test_a_chart_leaves_its_dress_to_the_page() -> None:
    assert not any("config" in spec for spec in SPECS.values())


def test_the_same_chart_gives_the_same_picture() -> None:
    assert to_png(SPECS["gauges"]) == to_png(SPECS["gauges"])


@pytest.mark.parametrize(
    ("label", "share", "band"),
    [
        ("成果转化", 0.45, (1.0, 1.0)),
        ("公共平台", 1.0, (1.0, 1.5)),
        ("单位能耗", 1.1562, (0.0, 1.0)),
        ("产业规模", None, (1.0, 1.0)),
        ("产业生态明显改善", None, None),
        ("引进企业", 5.28, (1.0, 1.0)),
        ("零事故", None, None),
    ],
)
def test_a_gauge_shows_the_share_of_its_own_target(
    label: str, share: float | None, band: tuple[float, float] | None
) -> None:
    values = VALUES[label]

    assert values.get("share") == share
    assert (values.get("band_from"), values.get("band_to")) == (band or (None, None))


@pytest.mark.parametrize(
    ("label", "reading"),
    [
        ("成果转化", "9 项 · 不少于 20 项 · 2025-12-31"),
        ("单位能耗", "18.5 % · 不高于 16 % · 2025-12-31"),
        ("产业规模", "尚无数据 · 超过 50 亿元 · 2025-12-31"),
        ("产业生态明显改善", "定性目标 · 2025-12-31"),
        ("零事故", "0 起 · 0 起 · 2025-12-31"),
    ],
)
def test_a_gauge_says_its_value_or_that_there_is_none(label: str, reading: str) -> None:
    assert VALUES[label]["reading"] == reading
    assert f">{reading}<" in to_svg(SPECS["gauges"])


def test_a_value_off_the_scale_is_cut_off_and_marked() -> None:
    values = VALUES["引进企业"]

    assert values["drawn"] == 1.5
    assert values["cut_off"] is True
    assert "264" in values["reading"]


def test_two_targets_of_one_name_keep_their_own_lines() -> None:
    spec = target_gauges([GaugeRow("平台", "1 个", 1), GaugeRow("平台", "2 个", 2)], GaugeWords(WORDS))

    assert [row["label"] for row in spec["data"]["values"]] == ["平台", "平台 (2)"]
    assert told_apart(["a", "b", "a", "a"]) == ["a", "b", "a (2)", "a (3)"]


@pytest.mark.parametrize("name", ["status", "board"])
def test_a_subject_without_measures_keeps_its_line(name: str) -> None:
    assert "建设平台" in to_svg(SPECS[name])


def test_a_milestone_is_reached_overdue_or_open_on_the_day_of_the_report() -> None:
    values = SPECS["timeline"]["data"]["values"]

    states = {row["milestone"]: row["state"] for row in values if row["piece"] == "mark"}

    assert states == {"立项": "reached", "开工": "overdue", "验收": "open"}
    assert "截至 2025-06-30" in to_svg(SPECS["timeline"])


def test_progress_ends_at_the_day_of_the_report() -> None:
    values = SPECS["progress"]["data"]["values"]

    assert [(row["day"], row["value"]) for row in values] == [("2024-03-01", 6), ("2025-06-30", 6)]


def test_progress_without_figures_says_so() -> None:
    assert "尚无数据（截至 2025-06-30）" in to_svg(SPECS["no figures"])


def test_standing_colours_stand_out_by_day_and_by_night() -> None:
    for colour in STANDING_COLOURS.values():
        assert contrast(colour, "#ffffff") >= 3
        assert contrast(colour, "#172124") >= 3


def test_words_in_the_board_can_be_read() -> None:
    for ground, ink in zip(HEAT, HEAT_INK, strict=True):
        assert contrast(ground, ink) >= 4.5


@pytest.mark.parametrize("vision", VISIONS)
def test_standing_colours_stay_apart_for_colour_blind_eyes(vision: str) -> None:
    pairs = itertools.combinations(STANDING_COLOURS.values(), 2)

    assert min(difference(one, other, vision) for one, other in pairs) > 12


def drawn(text: str) -> bytes:
    mark = {"type": "text", "fontSize": 20, "text": text}
    return pixels_of(to_png({"width": 200, "height": 40, "data": {"values": [{}]}, "mark": mark}, scale=1))


def test_chinese_is_drawn_and_not_as_empty_boxes() -> None:
    plan, growth, boxes = (drawn(text) for text in ("行动方案", "产业增长", "\U000e0ffe" * 4))

    assert boxes == drawn("\U000e0fff" * 4)  # what no font has looks all the same
    assert len({plan, growth, boxes}) == 3
