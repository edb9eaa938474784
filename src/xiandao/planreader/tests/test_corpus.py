"""The reader against a clerk's reading of small plans in our own words, a few difficulties in each file."""

from __future__ import annotations

import pytest

from xiandao.planreader import load, read
from xiandao.planreader.tests.clerk import Case, cases, differences

# Cases that the reader does not read rightly yet, each with what goes wrong. A case listed here must fail.
KNOWN_GAPS: dict[str, str] = {
    "aliases": "an abbreviation defined in brackets (以下简称) stays in the name",
    "annex_merged_units": "annex tables are not read yet",
    "annex_year_columns": "year columns are not added up yet",
    "approved_header": "approval at a meeting is not taken as the status",
    "body_and_annex": "indicator tables are not read yet",
    "body_tasks_and_table": "task tables are not read yet",
    "bracket_with_due": "a due day after 牵头 spoils the bracket",
    "chinese_numerals": "百亿级 before its object is not read",
    "decimal_numbers": "a chapter numbered 1 without a mark is not seen",
    "in_sentence_leads": "the number of the item sticks to the unit; 联合组织 names no units",
    "indicator_table": "indicator tables are not read yet",
    "measures_without_units": "no warning where no measure names a unit",
    "mixed_numbering": "an item with a repeated number is lost",
    "one_line_manufacturing": "a heading without a full stop is not parted from the item after it",
    "party_and_mass_bodies": "区政协办公室 is cut at 协办",
    "qualitative_targets": "若干 and 一批 beside a counted target are not read",
    "relative_period": "targets in a preamble are not read",
    "respectively": "a due day is carried from the sentence before; two objects before 分别 stay one",
    "rural_town_table": "task tables are not read yet",
    "shared_units_block": "以上任务责任单位 is not read",
    "street_plan": "years in half-width brackets without 年 are not the period",
    "tab_table": "task tables are not read yet",
    "table_two_header_rows": "task tables are not read yet",
    "targets_with_units": "a plan for one year has no start",
    "tourism_county_own_line": "a signature below the title ends the document",
}


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_reader_agrees_with_the_clerk(case: Case) -> None:
    plan = read(load(case.file_name, case.content))

    disagreements = differences(case.expected, plan)

    if case.name in KNOWN_GAPS:
        assert disagreements, f"{case.name} reads rightly now: take it out of KNOWN_GAPS"
    else:
        assert not disagreements, "\n".join(disagreements)


def test_every_known_gap_names_a_case() -> None:
    names = {case.name for case in cases()}

    assert set(KNOWN_GAPS) <= names


def test_every_case_says_which_difficulties_it_holds() -> None:
    silent = [case.name for case in cases() if not case.expected.get("difficulties")]

    assert not silent
    assert len(cases()) >= 30
