"""Laws of reading: a made-up plan, written in any style, is read back as it was made up.

XIANDAO_EXAMPLES=2000 searches longer, from a new seed each time.
"""

from __future__ import annotations

import os
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from xiandao.planreader import Plan, from_text, load, read
from xiandao.planreader.tests.clerk import all_targets, bare_number, broken_laws
from xiandao.planreader.tests.generator import SaidPlan, Style, Written, as_web_table, plans, styles, written

MORE = int(os.environ.get("XIANDAO_EXAMPLES", "0"))
searching = settings(max_examples=MORE or 60, deadline=None, derandomize=not MORE, database=None)


def said(text: Written) -> list[tuple[object, ...]]:
    return [(path, m.lead, m.others if m.lead else (), m.lead + m.others) for path, _, m in text.measures]


def found(plan: Plan) -> list[tuple[object, ...]]:
    return [(tuple(bare_number(step) for step in m.path), m.lead, m.support, m.units) for m in plan.measures]


@searching
@given(plans(), styles())
def test_measures_are_read_back_with_their_numbers_and_units(said_plan: SaidPlan, style: Style) -> None:
    text = written(said_plan, style)

    plan = read(from_text(text.text))

    assert found(plan) == said(text), text.text
    for measure, (path, group, wanted) in zip(plan.measures, text.measures, strict=True):
        assert measure.group == group or len(path) > 3
        assert measure.title == wanted.title
        assert wanted.body in measure.text


@searching
@given(plans(), styles())
def test_quantities_are_read_back_with_their_objects_and_days(said_plan: SaidPlan, style: Style) -> None:
    text = written(said_plan, style)

    plan = read(from_text(text.text))

    expected = [(t.comparator, t.low, t.high, t.unit, text.due) for t in said_plan.targets]
    assert [(t.comparator, t.low, t.high, t.unit, t.due) for t in all_targets(plan)] == expected, text.text
    for target, wanted in zip(plan.targets, said_plan.targets, strict=True):
        assert wanted.thing in target.name


@searching
@given(plans(), styles())
def test_every_span_holds_its_words_and_measures_do_not_overlap(said_plan: SaidPlan, style: Style) -> None:
    plan = read(from_text(written(said_plan, style).text))

    assert not list(broken_laws(plan))
    ends = [(measure.span.start, measure.span.end) for measure in plan.measures]
    assert all(first[1] <= second[0] for first, second in pairwise(ends))


@searching
@given(plans(), styles())
def test_careless_writing_is_reported_and_tidy_writing_is_not(said_plan: SaidPlan, style: Style) -> None:
    text = written(said_plan, style)

    codes = {doubt.code for doubt in read(from_text(text.text)).warnings}

    assert ("unclosed_bracket" in codes) == text.has_open_bracket, text.text
    assert ("numbering_gap" in codes) == text.has_gap, text.text
    assert not codes & {
        "measure_without_unit",
        "no_measures",
        "not_a_plan",
        "no_period",
        "numbering_repeated",
    }


@searching
@given(plans(), styles(), st.sampled_from(("utf-8", "utf-8-sig", "gb18030")))
def test_the_encoding_of_the_file_changes_nothing(said_plan: SaidPlan, style: Style, encoding: str) -> None:
    text = written(said_plan, style).text

    from_file = read(load("plan.txt", text.encode(encoding)))

    pasted = read(from_text(text))
    assert (from_file.text, from_file.measures, from_file.targets) == (
        pasted.text,
        pasted.measures,
        pasted.targets,
    )


@searching
@given(plans())
def test_an_annex_table_is_read_back_row_by_row(said_plan: SaidPlan) -> None:
    measures = [measure for _, tasks in said_plan.groups for task in tasks for measure in task.measures]

    plan = read(load("annex.html", as_web_table(said_plan).encode()))

    rows = [(str(number), m.lead, m.others, m.lead + m.others) for number, m in enumerate(measures, 1)]
    assert [(m.path[-1], m.lead, m.support, m.units) for m in plan.measures] == rows
    assert all(wanted.title in m.title for m, wanted in zip(plan.measures, measures, strict=True))
