"""What can be claimed has words in both languages, so that no page shows a key."""

from __future__ import annotations

import pytest

from xiandao.zone.evidence.rules.vocabulary import DetailType, Words, vocabulary


@pytest.mark.parametrize("kind", vocabulary().kinds.values(), ids=lambda kind: kind.key)
def test_every_detail_of_a_kind_and_each_of_its_values_has_words(kind) -> None:  # type: ignore[no-untyped-def]
    words = vocabulary()

    for detail in kind.details:
        told = words.details[detail.key]
        if detail.type is DetailType.CHOICE:
            assert set(detail.choices) <= set(told.values)
    assert kind.unit in {"", "any", *words.units}


def test_no_words_are_kept_for_what_nothing_claims() -> None:
    words = vocabulary()
    details = [detail for kind in words.kinds.values() for detail in kind.details]
    choices = {name: {c for d in details if d.key == name for c in d.choices} for name in words.details}

    assert {detail.key for detail in details} == set(words.details)
    assert {name: set(said.values) for name, said in words.details.items() if said.values} == {
        name: among for name, among in choices.items() if among
    }


def test_a_headline_says_the_stage_by_the_pipeline_that_it_stands_in() -> None:
    words = vocabulary()

    said = words.headline("stage-reached", {"pipeline": "project", "stage": "laboratory"})
    year = words.headline("output-reported", {"year": 2024})

    assert said == Words("进入阶段 · 小试", "stage reached · laboratory")
    assert year.zh == "年度产值 · 2024"


def test_details_are_read_in_the_order_of_the_vocabulary_and_a_stranger_as_it_is() -> None:
    words = vocabulary()

    said = words.worded({"leading": True, "level": "young", "colour": "green"})

    assert said == [
        (Words("层次", "level"), Words("青年人才", "young talent")),
        (Words("领军人才", "leading talent"), Words("是", "yes")),
        (Words("colour", "colour"), Words("green", "green")),
    ]
