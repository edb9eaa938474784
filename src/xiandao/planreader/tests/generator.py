"""Plans that are made up first and written down second, so that what the reader must find is known.

`plans()` draws what a plan says; `styles()` draws how an office might write it; `written()` puts the one
into the other's words. Nothing here looks at the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from hypothesis import strategies as st

CHINESE_DIGITS = "零一二三四五六七八九"
PLACES = ("区", "市", "县", "省")
BODIES = (
    "发改委", "经信局", "科技局", "财政局", "商务局", "教育局", "民政局", "司法局", "卫健委", "国资委",
    "文旅局", "生态环境局", "市场监管局", "农业农村局", "交通运输局", "自然资源局", "人社局", "应急局",
    "税务局", "数据局", "委宣传部", "总工会", "残联", "投促中心", "城投公司", "政府办公室", "统计局",
    "水务局", "城管局", "体育局", "发改委（能源局）", "委组织部（公务员局）",
)  # fmt: skip
COLLECTIVES = ("各街道", "各镇人民政府", "星渡园区管委会", "澄湖开发集团")
VERBS = ("建设", "完善", "推进", "培育", "优化", "引进", "改造", "健全", "提升", "打造")
THINGS = (
    "公共平台", "服务网络", "示范车间", "信用体系", "人才队伍", "展示窗口", "检测能力", "冷链设施",
    "滨水空间", "开放课程", "供应链条", "孵化载体", "融资渠道", "质量品牌", "应急体系", "口岸功能",
)  # fmt: skip
SENTENCES = (
    "面向中小企业开放使用",
    "简化办理手续并公开进度",
    "依托高校院所开展联合攻关",
    "建立常态沟通机制",
    "分类编制工作指南",
    "加强宣传引导，营造良好氛围",
)
COUNTED = (
    ("建成", "加氢站", "座"),
    ("培育", "专精特新企业", "家"),
    ("发布", "地方标准", "项"),
    ("发表", "学术论文", "篇"),
    ("引进", "高层次人才", "名"),
    ("新建", "充电桩", "个"),
    ("改造", "老旧电梯", "台"),
    ("开通", "公交线路", "条"),
    ("申请", "发明专利", "件"),
    ("新增", "养老床位", "张"),
)
MEASURED = (("产业规模", "亿元"), ("研发投入", "亿元"), ("绿化面积", "万平方米"), ("社区服务覆盖率", "%"))
GROWING = ("工业增加值", "旅游收入", "网络零售额")


# --- what a plan says ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SaidTarget:
    """An aim: what is counted, how it is compared, its figures and its unit."""

    verb: str
    thing: str
    comparator: str
    low: int | None
    high: int | None
    unit: str


@dataclass(frozen=True, slots=True)
class SaidMeasure:
    """An item with units of its own. Without a lead, `others` are simply all its units."""

    title: str
    body: str
    lead: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaidTask:
    """A numbered task: one measure, or a heading over several."""

    title: str
    measures: tuple[SaidMeasure, ...]
    is_heading: bool


@dataclass(frozen=True, slots=True)
class SaidPlan:
    """The whole plan: the years, the aims, and groups of tasks with their titles."""

    start: int
    end: int
    targets: tuple[SaidTarget, ...]
    groups: tuple[tuple[str, tuple[SaidTask, ...]], ...]


@st.composite
def plans(draw: st.DrawFn) -> SaidPlan:
    """Plans of two or three groups, with titles that are all different."""
    titles = iter(draw(st.permutations([verb + thing for verb in VERBS for thing in THINGS])))
    place = draw(st.sampled_from(PLACES))
    first = SaidTask("", (_measure(draw, titles, place),), is_heading=False)
    groups = tuple(
        (next(titles), tuple(_task(draw, titles, place) for _ in range(draw(st.integers(1, 3)))))
        for _ in range(draw(st.integers(2, 3)))
    )
    groups = ((groups[0][0], (first, *groups[0][1])), *groups[1:])
    start = draw(st.integers(2021, 2026))
    return SaidPlan(start, start + 2, draw(_targets()), groups)


def _task(draw: st.DrawFn, titles: Iterator[str], place: str) -> SaidTask:
    is_heading = draw(st.booleans())
    count = draw(st.integers(2, 3)) if is_heading else 1
    measures = tuple(_measure(draw, titles, place) for _ in range(count))
    return SaidTask(next(titles), measures, is_heading) if is_heading else SaidTask("", measures, is_heading)


def _measure(draw: st.DrawFn, titles: Iterator[str], place: str) -> SaidMeasure:
    names = st.one_of(st.sampled_from(BODIES).map(lambda body: place + body), st.sampled_from(COLLECTIVES))
    units = draw(st.lists(names, min_size=1, max_size=6, unique_by=lambda name: name.split("（")[0]))
    leading = draw(st.integers(0, min(2, len(units) - 1)))
    body = draw(st.sampled_from(SENTENCES))
    return SaidMeasure(next(titles), body, tuple(units[:leading]), tuple(units[leading:]))


@st.composite
def _targets(draw: st.DrawFn) -> tuple[SaidTarget, ...]:
    counted = draw(st.lists(st.sampled_from(COUNTED), min_size=1, max_size=4, unique=True))
    measured = draw(st.lists(st.sampled_from(MEASURED), max_size=2, unique=True))
    growing = draw(st.lists(st.sampled_from(GROWING), max_size=1))
    targets = [_target(draw, verb, thing, unit) for verb, thing, unit in counted]
    targets += [_target(draw, "", thing, unit) for thing, unit in measured]
    for thing in growing:
        targets.append(SaidTarget("", thing, "grows_by", draw(st.integers(-20, 30).filter(bool)), None, "%"))
    return tuple(draw(st.permutations(targets)))


def _target(draw: st.DrawFn, verb: str, thing: str, unit: str) -> SaidTarget:
    comparator = draw(st.sampled_from(("at_least", "more_than", "at_most", "about", "between", "exactly")))
    low = draw(st.integers(2, 90))
    if comparator == "exactly" and not verb:
        comparator = "at_least"  # 产业规模50亿元 is a sentence that nobody writes
    high = {"at_least": None, "more_than": None, "between": low + draw(st.integers(1, 9))}.get(
        comparator, low
    )
    return SaidTarget(verb, thing, comparator, None if comparator == "at_most" else low, high, unit)


# --- how an office writes --------------------------------------------------------------------------------

# \u3014 and \u3015 are the tortoise-shell brackets of official documents.
PLAIN_BLOCKS = (
    "（责任单位：{}）",
    "(责任单位:{})",
    "\u3014责任部门：{}\u3015",
    "【责任单位：{}】",
    "［责任单位：{}］",
    "（{}按职责分工负责）",
)
LED_BLOCKS = (
    "（牵头单位：{}；配合单位：{}）",
    "（{}牵头，{}配合）",
    "\u3014由{}牵头，{}配合\u3015",
    "[牵头单位：{}，责任单位：{}]",
    "（责任单位：{}牵头，{}参与）",
)
CLOSING = "）)】］]\u3015"
PLAIN_LINES = ("责任单位：{}", "责任部门：{}。")
LED_LINES = ("牵头单位：{}\n配合单位：{}", "牵头单位：{}；配合单位：{}")
MARKERS: dict[str, tuple[str, ...]] = {
    "chapter": ("{chinese}、",),
    "group": ("（{chinese}）", "({chinese})", "（{chinese}） ", "任务{chinese}：", "第{chinese}节 "),
    "task": ("{number}.", "{number}．", "{number}、", "{number}. "),
    "item": ("（{number}）", "({number})", "{circled}"),
}


@dataclass(frozen=True, slots=True)
class Style:
    """One way to write a plan down."""

    markers: dict[str, str]
    blocks: tuple[str, str]  # units without and with a lead; in brackets, or on lines of their own
    own_lines: bool
    separator: str
    stray_blank: str
    runs_on: bool  # the tasks' numbers go on from group to group
    title_on_own_line: bool
    glue: str  # what stands between paragraphs
    line_break: str
    dash: str
    chinese_numerals: bool
    figure_first: bool
    dropped_bracket: bool
    skipped_number: bool


@st.composite
def styles(draw: st.DrawFn) -> Style:
    """Ways to write, from tidy to careless. What would take the meaning away is left out."""
    glue = draw(st.sampled_from(("\n", "\n", "\n", "\n\n", "\n　　", "")))
    one_line = glue in (" ", "")
    own_lines = not one_line and draw(st.integers(0, 3)) == 0
    forms = (PLAIN_LINES, LED_LINES) if own_lines else (PLAIN_BLOCKS, LED_BLOCKS)
    blocks = (draw(st.sampled_from(forms[0])), draw(st.sampled_from(forms[1])))
    labelled = all("单位：" in block or "部门：" in block for block in blocks)
    return Style(
        markers={
            level: draw(st.sampled_from([form for form in forms if glue or not form.startswith("任务")]))
            for level, forms in MARKERS.items()
        },
        blocks=blocks,
        own_lines=own_lines,
        separator=draw(st.sampled_from(("、", "、", "，", "；"))),
        stray_blank=draw(st.sampled_from(("", "", "", " ", "　"))),
        runs_on=draw(st.booleans()),
        title_on_own_line=not one_line and draw(st.booleans()),
        glue=glue,
        line_break=draw(st.sampled_from(("\n", "\n", "\r\n"))),
        dash=draw(st.sampled_from(("-", "—", "～", "至", "－"))),
        chinese_numerals=draw(st.integers(0, 3)) == 0,
        figure_first=draw(st.booleans()),
        dropped_bracket=labelled and not one_line and not own_lines and draw(st.integers(0, 3)) == 0,
        skipped_number="\n" in glue and draw(st.integers(0, 3)) == 0,
    )


# --- the one in the other's words ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """A text, and what stands in it: for each measure its bare numbers, its group and what it says."""

    text: str
    measures: tuple[tuple[tuple[str, ...], str, SaidMeasure], ...]
    due: date
    has_gap: bool
    has_open_bracket: bool


@dataclass(slots=True)
class _Pen:
    """The text as it grows."""

    style: Style
    paragraphs: list[str] = field(default_factory=list)
    measures: list[tuple[tuple[str, ...], str, SaidMeasure]] = field(default_factory=list)
    task_number: int = 0
    has_gap: bool = False
    has_open_bracket: bool = False

    def marker(self, level: str, number: int) -> str:
        """The number of an item as the style prints it."""
        return self.style.markers[level].format(
            number=number, chinese=chinese(number), circled=chr(0x2460 + number - 1)
        )


def written(plan: SaidPlan, style: Style) -> Written:
    """The plan as a text in this style."""
    pen = _Pen(style)
    pen.paragraphs.append(f"云岫市产业提升行动方案（{plan.start}—{plan.end}年）")
    pen.paragraphs.append(pen.marker("chapter", 1) + "主要目标")
    phrases = [_target_words(target, style) for target in plan.targets]
    pen.paragraphs.append(f"到{plan.end}年，" + "，".join(phrases) + "。")
    pen.paragraphs.append(pen.marker("chapter", 2) + "重点任务")
    for position, (title, tasks) in enumerate(plan.groups, 1):
        _write_group(pen, position, title, tasks)
    text = _joined(pen.paragraphs, style.glue) + "\n"
    return Written(
        text.replace("\n", style.line_break),
        tuple(pen.measures),
        date(plan.end, 12, 31),
        pen.has_gap,
        pen.has_open_bracket,
    )


def _joined(paragraphs: Sequence[str], glue: str) -> str:
    """The paragraphs in one text. A title keeps its line; nothing is glued to a heading without a blank."""
    title, *rest = paragraphs
    text = title + "\n"
    for paragraph in rest:
        ends_a_sentence = text[-1] in "。" + CLOSING
        text += ("" if text[-1] == "\n" else glue if ends_a_sentence or glue else "\n") + paragraph
    return text


def _write_group(pen: _Pen, position: int, title: str, tasks: Sequence[SaidTask]) -> None:
    pen.paragraphs.append(pen.marker("group", position) + title)
    if not pen.style.runs_on:
        pen.task_number = 0
    for place, task in enumerate(tasks):
        pen.task_number += 1
        if pen.style.skipped_number and place == 1 and not pen.has_gap:
            pen.task_number += 1
            pen.has_gap = True
        path = ("二", chinese(position), str(pen.task_number))
        number = pen.marker("task", pen.task_number)
        if not task.is_heading:
            _write_measure(pen, number, path, title, task.measures[0])
            continue
        pen.paragraphs.append(number + task.title)
        for item, measure in enumerate(task.measures, 1):
            _write_measure(pen, pen.marker("item", item), (*path, str(item)), title, measure)


def _write_measure(pen: _Pen, number: str, path: tuple[str, ...], group: str, measure: SaidMeasure) -> None:
    style = pen.style
    units = _units_words(measure, style)
    if style.dropped_bracket and not pen.has_open_bracket and units[-1] in CLOSING:
        units = units[:-1]
        pen.has_open_bracket = True
    between = "\n" if style.title_on_own_line else "。"
    tie = "\n" if style.own_lines else ""
    pen.paragraphs.append(f"{number}{measure.title}{between}{measure.body}。{tie}{units}")
    pen.measures.append((path, group, measure))


def _units_words(measure: SaidMeasure, style: Style) -> str:
    plain, led = style.blocks
    if not measure.lead:
        separator = style.separator + style.stray_blank
        return plain.format(separator.join(measure.others))
    separator = "、" + style.stray_blank  # a comma beside 牵头 would part the roles, not the units
    return led.format(separator.join(measure.lead), separator.join(measure.others))


def _target_words(target: SaidTarget, style: Style) -> str:
    def figure(value: int | None) -> str:
        spelled = style.chinese_numerals and target.verb and value is not None
        return chinese(value, before_measure=True) if spelled and value is not None else str(value)

    if target.comparator == "grows_by":
        low = target.low or 0
        return f"{target.thing}{'年均增长' if low > 0 else '下降'}{abs(low)}%"
    forms: dict[str, Callable[[], str]] = {
        "at_least": lambda: f"不少于{figure(target.low)}{target.unit}" if style.figure_first
        else f"{figure(target.low)}{target.unit}以上",
        "more_than": lambda: f"超过{figure(target.low)}{target.unit}",
        "at_most": lambda: f"不超过{figure(target.high)}{target.unit}",
        "about": lambda: f"{figure(target.low)}{target.unit}左右",
        "between": lambda: f"{target.low}{style.dash}{target.high}{target.unit}",
        "exactly": lambda: f"{figure(target.low)}{target.unit}",
    }  # fmt: skip
    quantity = forms[target.comparator]()
    if not target.verb:
        return f"{target.thing}达到{quantity}" if quantity[0].isdigit() else target.thing + quantity
    if style.figure_first:
        return target.verb + quantity + target.thing
    return target.verb + target.thing + quantity


def chinese(number: int, *, before_measure: bool = False) -> str:
    """A number below a hundred in Chinese; two before a measure word is 两."""
    if number == 2 and before_measure:
        return "两"
    tens, ones = divmod(number, 10)
    leading = "" if tens == 0 else "十" if tens == 1 else CHINESE_DIGITS[tens] + "十"
    return leading + (CHINESE_DIGITS[ones] if ones or not tens else "")


def as_web_table(plan: SaidPlan) -> str:
    """The measures as an annex table of a web page; equal unit cells that meet are merged, as offices do."""
    measures = [measure for _, tasks in plan.groups for task in tasks for measure in task.measures]
    roles = [("、".join(measure.lead), "、".join(measure.others)) for measure in measures]
    rows = []
    for place, measure in enumerate(measures):
        cells = f"<td>{place + 1}</td><td>{measure.title}。{measure.body}</td>"
        if place == 0 or roles[place] != roles[place - 1]:
            height = next(
                (n for n, pair in enumerate(roles[place:]) if pair != roles[place]), len(roles) - place
            )
            cells += "".join(f'<td rowspan="{height}">{names}</td>' for names in roles[place])
        rows.append(f"<tr>{cells}</tr>")
    head = "".join(f"<th>{label}</th>" for label in ("序号", "重点<br>任务", "牵头单位", "配合单位"))
    title = f"云岫市产业提升行动方案（{plan.start}—{plan.end}年）"
    return f"<html><body><h1>{title}</h1><table><tr>{head}</tr>{''.join(rows)}</table></body></html>"
