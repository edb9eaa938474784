"""The charts of a plan on a day, as specifications: for a Word report, a picture or a page."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Final

from xiandao.publishing import charts
from xiandao.zone.plans.queries.snapshot import Snapshot, TargetView
from xiandao.zone.plans.queries.wording import STANDING_WORDS, TARGET_WORDS, Words, goal_words, said
from xiandao.zone.plans.rules.standing import TargetStanding
from xiandao.zone.plans.rules.states import Standing

# A target's standing wears the colour of a measure's standing that means as much.
WORN: Final = {
    TargetStanding.MET: charts.Standing.DONE,
    TargetStanding.ON_THE_WAY: charts.Standing.ON_TRACK,
    TargetStanding.NO_FIGURES: charts.Standing.NOT_STARTED,
    TargetStanding.QUALITATIVE: charts.Standing.NOT_STARTED,
    TargetStanding.EXCEEDED: charts.Standing.AT_RISK,
    TargetStanding.MISSED: charts.Standing.LATE,
}


def standings_chart(seen: Snapshot, language: str) -> charts.Spec:
    """One divided bar per group of measures."""
    counts = []
    for group, views in seen.groups:
        found = Counter(view.standing for view in views)
        subject = said(language, group, views[0].revision.group_en) or "—"
        counts += [
            charts.StandingCount(subject, charts.Standing(standing.value), found[standing])
            for standing in Standing
            if found[standing]
        ]
    words = {charts.Standing(s.value): said(language, *STANDING_WORDS[s]) for s in Standing}
    return charts.measures_by_status(
        counts,
        charts.StandingWords(
            words,
            subject=said(language, "分组", "Group"),
            standing=said(language, "状态", "Standing"),
            count=said(language, "举措数", "Measures"),
        ),
    )


def targets_chart(seen: Snapshot, language: str) -> charts.Spec:
    """One bullet per target: the value against what is asked."""
    rows = [
        charts.GaugeRow(
            label=said(language, target.revision.name, target.revision.name_en),
            asked=_asked(target, language),
            low=_float(target.goal.low),
            high=_float(target.goal.high),
            value=_float(target.value),
            unit=target.revision.unit,
            standing=WORN[target.standing],
        )
        for target in seen.targets
    ]
    legend: dict[charts.Standing, Words] = {WORN[s]: TARGET_WORDS[s] for s in reversed(WORN)}
    return charts.target_gauges(
        rows,
        charts.GaugeWords(
            {standing: said(language, *words) for standing, words in legend.items()},
            target=said(language, "目标", "Target"),
            reading=said(language, "完成情况", "Value"),
            share=said(language, "占目标的比例", "Share of what is asked"),
            standing=said(language, "状态", "Standing"),
            no_figures=said(language, "未填报数据", "no figures reported"),
            qualitative=said(language, "定性目标", "qualitative"),
        ),
    )


def _asked(target: TargetView, language: str) -> str:
    """What is asked; of a target without figures the chart says already that it has none."""
    has_figures = target.goal.low is not None or target.goal.high is not None
    return goal_words(target.goal, target.revision.unit, language) if has_figures else ""


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
