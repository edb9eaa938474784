"""The figures of the component page: lengths and states that real plans have, in our own words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest

from xiandao.zone.face.api import page

STANDINGS = ("not_started", "on_track", "at_risk", "late", "done")
TITLES = (
    "建设共性技术平台，形成从基因合成到发酵放大的一站式服务能力",
    "开放一批中试车间",
    "设立产业基金并完成首轮出资",
    "引进领军人才和青年团队，落实住房、子女入学、出入境便利等配套服务，建立一人一策的服务清单",
    "举办年度创新大赛",
)
UNITS = (
    "区科委",
    "示例区生物制造产业发展与科技创新服务中心（筹）",
    "区投资促进办（金融办）",
    "示例高新技术产业园开发有限公司",
)


class Reader:
    """Somebody who is signed in."""

    is_authenticated = True

    def __str__(self) -> str:
        return "区科委 王敏"


class ReportForm(forms.Form):
    """A form with every kind of field, sent half empty."""

    standing = forms.ChoiceField(
        label="进展",
        choices=[("on_track", "按计划"), ("late", "逾期")],
        help_text="是否逾期由日期算出，不必填写。",
    )
    text = forms.CharField(label="说明", widget=forms.Textarea(attrs={"rows": 3}), help_text="一两句话即可。")
    day = forms.DateField(label="发生日期", widget=forms.DateInput(attrs={"type": "date"}))
    evidence = forms.FileField(label="佐证材料", required=False)
    role = forms.ChoiceField(label="身份", widget=forms.RadioSelect, choices=[("a", "牵头"), ("b", "配合")])
    checked = forms.BooleanField(label="数据已经核对", required=False)


def demo(request: HttpRequest) -> dict[str, Any]:
    """The context of the component page."""
    return {
        "notice": "本方案为示例数据，仅供演示。",
        "counts": {"not_started": 5, "on_track": 5, "at_risk": 4, "late": 3, "done": 6},
        "label": "举措进展",
        "targets": _targets(),
        "rows": page(request, _rows(), per_page=12),
        "months": range(1, 13),
        "board": [(unit, [(row * 3 + cell) % 6 for cell in range(12)]) for row, unit in enumerate(UNITS)],
        "spec": _spec(),
        "chart_label": "每月完成的举措",
        "form": ReportForm(data={"standing": "on_track", "day": "2025-13-01", "role": "a"}),
    }


def _targets() -> list[dict[str, Any]]:
    names = ("label", "comparator", "value", "low", "high", "unit", "standing", "pace")
    rows: tuple[tuple[Any, ...], ...] = (
        ("引进企业", "at_least", 64, 50, None, "家", "done"),
        ("成果转化", "at_least", 9, 20, None, "项", "late", 14),
        ("公共技术平台", "between", 1, 1, 2, "个", "done"),
        ("单位产值能耗", "at_most", 18.5, None, 16, "%", "at_risk"),
        ("产业规模", "more_than", None, 5_000_000_000, None, "元"),
        ("产业生态明显改善", "qualitative"),
        ("入库项目", "about", 36, 40, None, "个", "on_track"),
        ("碳排放变化", "between", -6, -16, -10, "%", "at_risk"),
    )
    return [dict(zip(names, row, strict=False)) for row in rows]


def _rows() -> list[dict[str, Any]]:
    return [
        {
            "number": f"{number:02d}",
            "title": TITLES[number % len(TITLES)],
            "unit": UNITS[number % len(UNITS)],
            "due": date(2025, 1 + number % 12, 28),
            "standing": STANDINGS[number % len(STANDINGS)],
            "funds": (number * 1375) % 9000 + (number % 3) / 2,
        }
        for number in range(1, 201)
    ]


def _spec() -> dict[str, Any]:
    return {
        "data": {"values": [{"month": f"{month} 月", "done": (month * 5) % 9} for month in range(1, 13)]},
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "x": {"field": "month", "type": "ordinal", "title": "月份", "sort": None},
            "y": {"field": "done", "type": "quantitative", "title": "完成数"},
        },
    }
