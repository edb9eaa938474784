"""A plan written as JSON, YAML, workbook and table keeps to its published schema and loses nothing."""

from __future__ import annotations

import io
import json
from datetime import date
from string import Formatter

import openpyxl
import pytest
import yaml
from jsonschema import Draft202012Validator

from xiandao.planreader import (
    Code,
    Language,
    plan_fields,
    schema,
    to_json,
    to_table,
    to_xlsx,
    to_yaml,
)
from xiandao.planreader.doubts import SENTENCES
from xiandao.planreader.model import Comparator, Layer, Status, Strength
from xiandao.planreader.source import Format
from xiandao.planreader.tests.samples import SHORT_PLAN, plan_of, task_chapter

PLAN = plan_of(SHORT_PLAN)


def enum_of(*path: str) -> set[object]:
    """The allowed values at a place of the schema."""
    found = schema()
    for step in path:
        found = found[step]
    return set(found["enum"])


@pytest.mark.parametrize("text", [SHORT_PLAN, "今天天气很好。", task_chapter("1、甲。"), "。"])
def test_every_written_plan_keeps_to_the_schema(text: str) -> None:
    Draft202012Validator.check_schema(schema())

    Draft202012Validator(schema()).validate(json.loads(to_json(plan_of(text))))


def test_the_schema_names_the_values_that_the_code_knows() -> None:
    assert enum_of("$defs", "warning", "properties", "code") == {code.value for code in Code}
    assert enum_of("$defs", "target", "properties", "comparator") == {one.value for one in Comparator}
    assert enum_of("$defs", "target", "properties", "strength") == {one.value for one in Strength}
    assert enum_of("$defs", "focus", "properties", "role") == {one.value for one in Layer}
    assert enum_of("properties", "status") == {one.value for one in Status} | {None}
    assert enum_of("properties", "source", "properties", "format") == {one.value for one in Format} | {None}


def test_json_holds_the_contracts_fields_with_iso_days_and_plain_counts() -> None:
    fields = json.loads(to_json(PLAN))

    assert fields["period"] == {"start": 2024, "end": 2026}
    assert fields["targets"][0]["due"] == date(2026, 12, 31).isoformat()
    assert fields["targets"][0]["low"] == 3
    start, end = fields["measures"][0]["span"]
    assert fields["source"]["text"][start:end] == fields["measures"][0]["text"]
    assert "“" in to_json(PLAN) or "（" in to_json(PLAN)


def test_yaml_says_the_same_as_json() -> None:
    assert yaml.safe_load(to_yaml(PLAN)) == json.loads(to_json(PLAN))


@pytest.mark.parametrize("code", list(Code))
def test_every_warning_has_a_sentence_in_both_languages_from_the_same_values(code: Code) -> None:
    chinese, english = SENTENCES[code]

    names = [{name for _, name, _, _ in Formatter().parse(sentence)} for sentence in (chinese, english)]

    assert names[0] == names[1]


def test_warnings_are_worded_in_the_language_asked_for() -> None:
    plan = plan_of(task_chapter("1、甲。（责任单位：区科委、各街镇）"))

    chinese = plan_fields(plan)["warnings"][0]["message"]
    english = plan_fields(plan, language=Language.ENGLISH)["warnings"][0]["message"]

    assert chinese == "“各街镇”是一组单位，派发前请落实到具体单位。"
    assert english == "“各街镇” stands for several units; name them before dispatch."


def test_the_workbook_has_a_sheet_for_each_kind_and_text_stays_text() -> None:
    plan = plan_of(task_chapter("1、=SUM(A1)平台建设。（责任单位：区科委）"))

    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(plan)))

    assert book.sheetnames[:3] == ["计划", "任务举措", "目标"]
    title = book["任务举措"]["D2"]
    assert title.value == "=SUM(A1)平台建设"
    assert title.data_type == "s"


@pytest.mark.parametrize(
    ("language", "word"), [(Language.CHINESE, "任务举措"), (Language.ENGLISH, "Measures")]
)
def test_the_table_is_readable_text_in_the_language_asked_for(language: Language, word: str) -> None:
    table = to_table(PLAN, language=language)

    assert word in table
    assert "建设中试基地" in table
    assert "\x1b" not in table
