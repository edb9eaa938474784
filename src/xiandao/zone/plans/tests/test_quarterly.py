"""The quarterly report says everything that the snapshot holds, and says what nobody has reported."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import docx
import pytest

from xiandao.publishing.official import OfficialDocument, Paragraph, Picture, Table
from xiandao.zone.accounts.api import Account
from xiandao.zone.plans.models import Measure, Plan, Target
from xiandao.zone.plans.operations import FigureClaim, report_progress
from xiandao.zone.plans.queries.exports import quarterly_document, quarterly_report
from xiandao.zone.plans.queries.quarterly import quarter_end_before
from xiandao.zone.plans.queries.snapshot import Snapshot, snapshot
from xiandao.zone.plans.queries.wording import (
    ATTENTION_WORDS,
    GOAL_WORDS,
    STANDING_WORDS,
    TARGET_WORDS,
    day_words,
    goal_words,
)
from xiandao.zone.plans.rules.standing import Attention, Goal, TargetStanding
from xiandao.zone.plans.rules.states import Comparator, Standing, Status
from xiandao.zone.plans.tests.conftest import NOW

DAY = date(2025, 6, 30)


def _seen(plan: Plan, day: date = DAY) -> Snapshot:
    seen = snapshot(plan, day)
    assert seen is not None
    return seen


def _words(document: OfficialDocument) -> str:
    words = [document.title]
    for block in document.blocks:
        match block:
            case Table():
                words += [cell for row in block.rows for cell in row]
            case Picture():
                words.append(block.alt)
            case Paragraph():
                words += [block.lead, block.text]
            case _:
                words.append(block.text)
    return "\n".join(words)


def _report(plan: Plan, office: Account, status: Status, reported_on: date) -> None:
    seen = _seen(plan)
    target = next(view for view in seen.targets if view.standing is TargetStanding.NO_FIGURES)
    report_progress(
        measure=Measure.objects.get(pk=seen.measures[0].id),
        unit=seen.measures[0].leads[0].unit,
        status=status,
        text="平台已投入运行",
        reported_on=reported_on,
        figures=[FigureClaim(Target.objects.get(pk=target.id), Decimal(3), reported_on, "验收文件")],
        by=office,
        at=NOW,
    )


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_names_every_target_measure_and_late_item(plan: Plan, language: str) -> None:
    seen = _seen(plan, date(2026, 3, 31))

    words = _words(quarterly_document(seen, language, None))

    for target in seen.targets:
        assert (target.revision.name if language == "zh" else target.revision.name_en) in words
    for measure in seen.measures:
        title = measure.revision.title if language == "zh" else measure.revision.title_en
        assert words.count(title) >= (2 if measure.standing is Standing.LATE else 1)


def test_a_target_without_figures_says_so_instead_of_a_number(plan: Plan) -> None:
    document = quarterly_document(_seen(plan), "zh", None)

    assert "未填报数据" in _words(document)
    assert "尚无填报" in _words(document)


@pytest.mark.usefixtures("by_figures")
def test_changes_since_the_previous_quarter_are_named(plan: Plan, office: Account) -> None:
    _report(plan, office, Status.DONE, date(2025, 6, 1))

    words = _words(quarterly_document(_seen(plan), "zh", _seen(plan, date(2025, 3, 31))))

    assert "转为已完成" in words
    assert "由—变为3" in words


def test_an_english_report_counts_in_english(plan: Plan) -> None:
    words = _words(quarterly_document(_seen(plan), "en", None))

    assert "not started 22, at risk 0, late 1;" in words


def test_nothing_changed_is_said(plan: Plan) -> None:
    seen = _seen(plan)

    assert "没有变化" in _words(quarterly_document(seen, "zh", seen))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_opens_in_word_with_its_tables_and_pictures(plan: Plan, language: str) -> None:
    seen = _seen(plan)

    content = quarterly_report(seen, language, None)
    opened = docx.Document(io.BytesIO(content))

    assert len(opened.tables) == 3 + len(seen.groups)  # targets, forecasts, what wants attention
    assert len(opened.inline_shapes) == 2
    assert quarterly_report(seen, language, None) == content


def test_a_plan_submitted_for_approval_bears_the_mark(plan: Plan) -> None:
    seen = _seen(plan)
    marks = {}

    for status in ("draft", "approved"):
        seen.edition.status = status
        marks[status] = quarterly_document(seen, "zh", None).draft_note

    assert marks == {"draft": "送审稿", "approved": ""}


def test_every_word_of_a_state_is_known_in_both_languages() -> None:
    assert set(STANDING_WORDS) == set(Standing)
    assert set(TARGET_WORDS) == set(TargetStanding)
    assert set(ATTENTION_WORDS) == set(Attention)
    assert set(GOAL_WORDS) == set(Comparator)


@pytest.mark.parametrize("comparator", Comparator)
def test_what_a_target_asks_names_its_figure(comparator: Comparator) -> None:
    goal = Goal(comparator, Decimal("20.0000"), Decimal(30), None)

    words = goal_words(goal, "家", "zh")

    assert comparator is Comparator.QUALITATIVE or "20" in words or "30" in words
    assert "20.0" not in words


def test_a_day_is_written_as_the_language_writes_it() -> None:
    assert (day_words(DAY, "zh-hans"), day_words(DAY, "en")) == ("2025年6月30日", "2025-06-30")


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2025, 6, 30), date(2025, 3, 31)),
        (date(2025, 1, 1), date(2024, 12, 31)),
        (date(2025, 12, 31), date(2025, 9, 30)),
    ],
)
def test_the_quarter_before_ended_on_its_last_day(day: date, end: date) -> None:
    assert quarter_end_before(day) == end
