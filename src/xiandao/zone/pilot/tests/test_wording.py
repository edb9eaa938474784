"""A sentence of the scheduler reaches its reader with days for hours, and only their own titles."""

from __future__ import annotations

import pytest
from django.utils import translation

from xiandao.kernel.sentences import Sentence, joined, kept
from xiandao.scaleup.scheduling.wording import at
from xiandao.zone.pilot.queries.wording import in_words, source_words
from xiandao.zone.pilot.tests.conftest import NOW

TITLES = {"7": "我的任务"}
WAYS = joined(
    [
        Sentence("{campaign} may start before {start}", campaign="7", start=at(26)),
        Sentence("{campaign} gives way", campaign="8"),
    ]
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-hans", "以下任一即可：我的任务 可以早于 07-01 11:00 开始；另一任务 让位"),
        ("en", "one of these would do: 我的任务 may start before 07-01 11:00; another campaign gives way"),
    ],
)
def test_hours_become_days_and_strangers_stay_unnamed(language: str, said: str) -> None:
    told = kept(Sentence("one of these would do: {ways}", ways=WAYS))

    with translation.override(language):
        assert in_words(told, NOW, TITLES) == said


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("measured", "实测"),
        ("0.1–2e+02 (!): van 't Riet 1979, not coalescing", "0.1–2e+02 (!): van 't Riet 1979, 非聚并"),
        ("measured by HPLC, power number unknown", "measured by HPLC, power number unknown"),
    ],
)
def test_a_computed_source_is_said_in_chinese_and_a_written_one_stays(source: str, said: str) -> None:
    with translation.override("zh-hans"):
        assert source_words(source) == said
