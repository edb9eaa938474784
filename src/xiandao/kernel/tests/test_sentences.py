"""A sentence is an English text that can still be said in another language."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date

from xiandao.kernel.refusals import Refusal
from xiandao.kernel.sentences import Sentence, joined, kept, reworded, sentence_from, sentence_of

FAULT = Refusal("line {line}: no gene", line=3)
TOLD = Sentence("{file} of {day}: {fault}", file="a.gb", day=date(2026, 1, 31), fault=FAULT)


def test_a_sentence_is_its_english_text() -> None:
    assert TOLD == "a.gb of 2026-01-31: line 3: no gene"


def test_a_sentence_without_values_is_not_filled() -> None:
    assert Sentence("a {brace} stays") == "a {brace} stays"


def test_what_was_kept_as_json_comes_back_with_all_that_lies_in_it() -> None:
    back = sentence_from(json.loads(json.dumps(kept(TOLD))))

    assert back == TOLD
    assert back.template == TOLD.template
    assert isinstance(back.values["fault"], Sentence)
    assert back.values["fault"].values == {"line": 3}


def test_a_mere_text_comes_back_as_a_sentence() -> None:
    assert sentence_from("as it was") == "as it was"


def test_a_refusal_says_the_same_as_a_sentence() -> None:
    assert sentence_of(FAULT) == FAULT.sentence
    assert sentence_of(FAULT).template == FAULT.template


def test_parts_are_joined_and_none_are_nothing() -> None:
    parts = [Sentence("one"), Sentence("{n} more", n=2), Sentence("three")]

    assert joined(parts) == "one; 2 more; three"
    assert joined(parts[:1]) is parts[0]
    assert joined([]) == ""


def test_a_copy_keeps_template_and_values() -> None:
    for made in (copy.deepcopy(TOLD), pickle.loads(pickle.dumps(TOLD))):  # noqa: S301 - our own bytes
        assert made == TOLD
        assert made.template == TOLD.template
        assert set(made.values) == set(TOLD.values)


def test_numbers_that_json_lacks_are_kept_as_they_are_written() -> None:
    found = kept(Sentence("{a} {b} {c}", a=float("nan"), b=float("inf"), c=1.5))

    assert found["values"] == {"a": "nan", "b": "inf", "c": 1.5}
    assert sentence_from(found) == "nan inf 1.5"


def test_values_are_reworded_by_name_in_nested_sentences_too() -> None:
    told = Sentence("{place}: {what}", place="columns", what=Sentence("{thing} is short", thing="water"))

    found = reworded(told, lambda name, value: {"place": "distillation", "thing": "steam"}.get(name, value))

    assert found == "distillation: steam is short"
    assert told == "columns: water is short"
