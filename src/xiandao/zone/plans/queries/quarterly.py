"""The chapters of the quarterly report. Every figure comes out of the snapshot; what is missing is said."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from xiandao.publishing.charts import to_png
from xiandao.publishing.official import Align, Block, Heading, Note, Paragraph, Picture, Table, TableColumn
from xiandao.zone.evidence.api import holds_samples
from xiandao.zone.plans.queries.drawings import standings_chart, targets_chart
from xiandao.zone.plans.queries.snapshot import MeasureView, Snapshot, TargetView, UnitPart
from xiandao.zone.plans.queries.wording import (
    ATTENTION_WORDS,
    STANDING_WORDS,
    TARGET_WORDS,
    day_words,
    figure,
    goal_words,
    said,
)
from xiandao.zone.plans.rules.standing import Attention, TargetStanding
from xiandao.zone.plans.rules.states import AssignmentRole, Comparator, Standing

MET = (TargetStanding.MET, TargetStanding.EXCEEDED)


def quarter_words(day: date, language: str) -> str:
    """The quarter that a day lies in."""
    number = (day.month + 2) // 3
    return said(language, f"{day.year}年第{'一二三四'[number - 1]}季度", f"Q{number} {day.year}")


def quarter_end_before(day: date) -> date:
    """The last day of the quarter before the one that a day lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)


def overall(seen: Snapshot, language: str) -> list[Block]:
    """How many measures and targets there are and how they stand, in words and as a picture."""
    counts = Counter(measure.standing for measure in seen.measures)
    parts = [
        said(language, f"{zh}{counts[standing]}项", f"{en.lower()} {counts[standing]}")
        for standing, (zh, en) in STANDING_WORDS.items()
    ]
    silent = sum(1 for measure in seen.measures if not measure.reports)
    reported = sum(1 for target in seen.targets if target.value is not None)
    met = sum(1 for target in seen.targets if target.standing in MET)
    day = day_words(seen.as_of, language)
    text = said(
        language,
        f"截至{day}，本计划共有举措{len(seen.measures)}项、责任单位{len(seen.units)}家、目标{len(seen.targets)}项。"
        f"举措中，{'，'.join(parts)}；其中{silent}项尚无进展填报。"
        f"目标中，{reported}项已有填报数据，{met}项已达到。",
        f"On {day} the plan has {len(seen.measures)} measures, {len(seen.units)} responsible units and "
        f"{len(seen.targets)} targets. Of the measures: {', '.join(parts)}; "
        f"{silent} have no report yet. "
        f"Of the targets, {reported} have reported figures and {met} are met.",
    )
    title = said(language, "各类举措进展", "Measures by group and standing")
    picture = Picture(
        to_png(standings_chart(seen, language)), alt=f"{title}: {', '.join(parts)}", caption=title
    )
    return [Heading(said(language, "总体情况", "Overview")), Paragraph(text), picture]


def targets(seen: Snapshot, language: str) -> list[Block]:
    """Each target with what was reached and what is missing."""
    heading = Heading(said(language, "目标完成情况", "Targets"))
    if not seen.targets:
        return [heading, Paragraph(said(language, "本计划未列目标。", "The plan states no targets."))]
    columns = (
        *_columns(
            language,
            ("目标", "Target", 3),
            ("要求", "Asked", 2.4),
            ("完成", "Value", 1.4),
            ("状态", "Standing", 1.4),
        ),
        TableColumn(said(language, "差距", "Missing"), 1.6, Align.RIGHT),
    )
    rows = tuple(_target_row(target, language) for target in seen.targets)
    title = said(language, "目标完成情况", "Targets: value against what is asked")
    without = sum(1 for target in seen.targets if target.standing is TargetStanding.NO_FIGURES)
    note = said(
        language,
        f"数据截至{seen.as_of}，由证据账本按指标计数，无指标的为各单位填报数之和；{without}项定量目标尚无数据，不作推算。",
        f"Counted from the evidence ledger on {seen.as_of}, or the sum of what units reported where "
        f"there is no indicator; {without} targets have no figures; nothing is estimated.",
    )
    picture = Picture(to_png(targets_chart(seen, language)), alt=title, caption=title)
    if holds_samples():
        note += said(language, "数据含虚构的示例数据。", " The figures include invented sample data.")
    return [heading, Table(columns, rows, small=True), Note(note), picture]


def measures(seen: Snapshot, language: str) -> list[Block]:
    """Each group's measures with who leads, how they stand and what was last reported."""
    blocks: list[Block] = [Heading(said(language, "举措推进情况", "Measures"))]
    columns = _columns(
        language,
        ("举措", "Measure", 2.6),
        ("牵头单位", "Lead", 1.6),
        ("状态", "Standing", 1.1),
        ("最近进展", "Last report", 3.2),
    )
    for group, views in seen.groups:
        title = said(language, group, views[0].revision.group_en) or said(language, "其他", "Others")
        rows = tuple(
            (
                f"{view.number} {_title(view, language)}",
                _leads(view.leads, language),
                said(language, *STANDING_WORDS[view.standing]),
                _last_report(view, language),
            )
            for view in views
        )
        blocks += [Heading(title, 2), Table(columns, rows, small=True)]
    return blocks


def late(seen: Snapshot, language: str) -> list[Block]:
    """Each late measure: what was due, since when, and which unit owes it."""
    heading = Heading(said(language, "逾期事项及原因", "What is late, and why"))
    views = [view for view in seen.measures if view.standing is Standing.LATE]
    if not views:
        none = said(language, "本期没有逾期举措。", "No measure is late.")
        return [heading, Paragraph(none)]
    return [heading, *(_late_measure(view, seen.as_of, language) for view in views)]


def attention(seen: Snapshot, language: str) -> list[Block]:
    """The measures that want a look, most pressing first."""
    heading = Heading(said(language, "需关注事项", "What wants attention"))
    order = list(Attention)
    views = sorted(
        (view for view in seen.measures if view.attention),
        key=lambda view: (order.index(view.attention[0]), view.due_on),
    )
    if not views:
        return [heading, Paragraph(said(language, "本期没有需特别关注的举措。", "Nothing wants attention."))]
    columns = _columns(
        language,
        ("举措", "Measure", 3),
        ("牵头单位", "Lead", 2),
        ("期限", "Due", 1.7),
        ("原因", "Reasons", 2.4),
    )
    rows = tuple(
        (
            _title(view, language),
            _leads(view.leads, language),
            view.due_on.isoformat(),
            said(language, "、", ", ").join(
                said(language, *ATTENTION_WORDS[reason]) for reason in view.attention
            ),
        )
        for view in views
    )
    return [heading, Table(columns, rows, small=True)]


def changes(seen: Snapshot, previous: Snapshot | None, language: str) -> list[Block]:
    """What differs from the day of the previous report."""
    heading = Heading(said(language, "较上季度变化", "Changes since the previous quarter"))
    if previous is None:
        none = said(language, "上季度末本计划尚未执行，无可比数据。", "The plan was not in force then.")
        return [heading, Paragraph(none)]
    lines = [*_measure_changes(seen, previous, language), *_target_changes(seen, previous, language)]
    day = day_words(previous.as_of, language)
    if not lines:
        none = said(language, f"与{day}相比没有变化。", f"Nothing has changed since {day}.")
        return [heading, Paragraph(none)]
    lead = said(language, f"与{day}相比：", f"Compared with {day}:")
    return [heading, Paragraph(lead), *(Paragraph(line) for line in lines)]


def _measure_changes(seen: Snapshot, previous: Snapshot, language: str) -> list[str]:
    lines = []
    for view in seen.measures:
        before = previous.measure(view.key)
        title = _title(view, language)
        if before is None:
            lines.append(said(language, f"新增举措“{title}”。", f"New measure: {title}."))
        elif before.standing is not view.standing:
            was, now = (said(language, *STANDING_WORDS[v.standing]) for v in (before, view))
            lines.append(said(language, f"“{title}”由{was}转为{now}。", f"{title}: from {was} to {now}."))
    for old in previous.measures:
        if seen.measure(old.key) is None:
            title = _title(old, language)
            lines.append(said(language, f"取消举措“{title}”。", f"Withdrawn: {title}."))
    return lines


def _target_changes(seen: Snapshot, previous: Snapshot, language: str) -> list[str]:
    lines = []
    for target in seen.targets:
        before = previous.target(target.key)
        if before is None or before.value == target.value:
            continue
        name, unit = said(language, target.revision.name, target.revision.name_en), target.revision.unit
        was, now = figure(before.value), figure(target.value)
        lines.append(
            said(language, f"目标“{name}”由{was}变为{now}{unit}。", f"{name}: from {was} to {now} {unit}.")
        )
    return lines


def _target_row(target: TargetView, language: str) -> tuple[str, ...]:
    revision = target.revision
    value = "—" if target.value is None else f"{figure(target.value)} {revision.unit}".strip()
    return (
        said(language, revision.name, revision.name_en),
        goal_words(target.goal, revision.unit, language),
        value,
        said(language, *TARGET_WORDS[target.standing]),
        _missing(target, language),
    )


def _missing(target: TargetView, language: str) -> str:
    """What is still to be reached; where nobody reported, that is said instead of a number."""
    goal, value = target.goal, target.value
    if target.standing is TargetStanding.NO_FIGURES:
        return said(language, *TARGET_WORDS[TargetStanding.NO_FIGURES])
    open_ones = (TargetStanding.ON_THE_WAY, TargetStanding.MISSED)
    if target.standing not in open_ones or value is None:
        return "—"
    if goal.comparator in (Comparator.AT_MOST, Comparator.LESS_THAN) and goal.high is not None:
        return said(language, f"超出{figure(value - goal.high)}", f"{figure(value - goal.high)} above")
    return "—" if goal.low is None else f"{figure(abs(goal.low - value))} {target.revision.unit}".strip()


def _late_measure(view: MeasureView, as_of: date, language: str) -> Paragraph:
    leads, owed = _leads(view.leads, language), _owed(view, as_of, language)
    text = said(language, f"{'；'.join(owed)}。责任单位：{leads}。", f"{'; '.join(owed)}. Owed by: {leads}.")
    return Paragraph(text, lead=_title(view, language) + said(language, "。", ". "))


def _owed(view: MeasureView, as_of: date, language: str) -> list[str]:
    reasons = [
        said(
            language,
            f"节点“{mark.text}”应于{day_words(mark.due_on, language)}完成，至今未报完成",
            f"milestone “{mark.text_en or mark.text}” was due on {mark.due_on}, not reported as reached",
        )
        for mark in view.milestones
        if mark.overdue and mark.due_on
    ]
    if view.due_on < as_of:
        day = day_words(view.due_on, language)
        reasons.append(
            said(
                language, f"举措应于{day}完成，至今未报完成", f"was due on {day} and is not reported as done"
            )
        )
    return reasons


def _last_report(view: MeasureView, language: str) -> str:
    if view.spoken is None:
        return said(language, "尚无填报", "No report yet")
    return f"{view.spoken.reported_on} {view.spoken.text}"


def _title(view: MeasureView, language: str) -> str:
    return said(language, view.revision.title, view.revision.title_en)


def _leads(parts: tuple[UnitPart, ...], language: str) -> str:
    proposed = said(language, "（拟）", " (proposed)")
    names = [
        said(language, part.unit.name, part.unit.name_en)
        + (proposed if part.role is AssignmentRole.PROPOSED_LEAD else "")
        for part in parts
    ]
    return said(language, "、", ", ").join(names) or said(language, "未明确", "none named")


def _columns(language: str, *heads: tuple[str, str, float]) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(said(language, zh, en), share) for zh, en, share in heads)
