"""Names taken apart, records compared, pairs found: hard cases, laws, and a slow twin."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.identity.organisations import corpus
from xiandao.identity import (
    REVIEW_FROM,
    SENTENCES,
    Kind,
    Record,
    Verdict,
    clusters,
    compare,
    find_pairs,
    organisation_name,
)
from xiandao.identity.comparing import FIELDS
from xiandao.identity.names import sound


def firm(key: str, *names: str, **fields: str) -> Record:
    return Record(
        key, Kind.ORGANISATION, {"name": names, **{name: (value,) for name, value in fields.items()}}
    )


PARTS = [
    ("上海示例生物科技有限公司", "上海", "示例", "生物科技", "有限公司", ""),
    ("上海市示例生物科技有限公司", "上海", "示例", "生物科技", "有限公司", ""),
    ("示例生物科技（上海）有限公司", "上海", "示例", "生物科技", "有限公司", ""),
    ("示例生物科技(上海)有限公司", "上海", "示例", "生物科技", "有限公司", ""),
    ("上海示例生物科技有限公司苏州分公司", "上海", "示例", "生物科技", "有限公司", "苏州分公司"),
    ("上海示例生物科技有限公司第二分公司", "上海", "示例", "生物科技", "有限公司", "第二分公司"),
    ("上海示例合成生物股份有限公司", "上海", "示例", "合成生物", "股份有限公司", ""),
    ("示例生物", "", "示例", "生物", "", ""),
    ("上海藍晶新材料有限公司", "上海", "蓝晶", "新材料", "有限公司", ""),
    ("上海源泉投资合伙企业（有限合伙）", "上海", "源泉", "投资", "合伙企业有限合伙", ""),
    ("上海大学", "", "上海", "", "大学", ""),
    ("Example (Shanghai) Biotech Co., Ltd.", "shanghai", "example", "biotech", "coltd", ""),
    ("ＡＢＣ 生物科技 有限公司", "", "abc", "生物科技", "有限公司", ""),  # noqa: RUF001
    ("", "", "", "", "", ""),
]


@pytest.mark.parametrize(("name", "region", "trade", "industry", "form", "branch"), PARTS)
def test_a_name_is_taken_apart(
    name: str, region: str, trade: str, industry: str, form: str, branch: str
) -> None:
    found = organisation_name(name)

    assert (found.region, found.trade, found.industry, found.form, found.branch) == (
        region,
        trade,
        industry,
        form,
        branch,
    )


@given(st.text(max_size=30))
def test_a_normal_form_is_its_own_normal_form(name: str) -> None:
    written = organisation_name(name).written

    assert organisation_name(written).written == written


SAME, REVIEW, DIFFERENT = Verdict.SAME, Verdict.REVIEW, Verdict.DIFFERENT
FULL = "上海示例生物科技有限公司"
CASES = [
    (FULL, FULL, {}, {}, SAME),
    (FULL, "示例生物科技（上海）有限公司", {}, {}, REVIEW),
    (FULL, "示例生物科技（上海）有限公司", {"phone": "02112345678"}, {"phone": "02112345678"}, SAME),
    (FULL, "上海示例生物技术有限公司", {}, {}, DIFFERENT),
    (FULL, "苏州示例生物科技有限公司", {}, {}, DIFFERENT),
    (FULL, "上海示例信息科技有限公司", {}, {}, DIFFERENT),
    (FULL, "示例生物", {}, {}, REVIEW),
    (FULL, "上海示例生物科技有限公司苏州分公司", {"phone": "1234567"}, {"phone": "1234567"}, DIFFERENT),
    ("上海宝武生物科技有限公司", "上海保武生物科技有限公司", {}, {}, REVIEW),
    (
        "上海宝武生物科技有限公司",
        "上海保武生物科技有限公司",
        {"legal_person": "王明"},
        {"legal_person": "王明"},
        SAME,
    ),
    ("上海蓝晶微生物科技有限公司", "上海藍晶微生物科技有限公司", {}, {}, SAME),
    ("上海瑞和康生物医药有限公司", "上海瑞康和生物医药有限公司", {}, {}, REVIEW),
    (FULL, FULL, {"uscc": "91310000MA1K000001"}, {"uscc": "91310000MA1K999992"}, REVIEW),
    (
        FULL,
        "上海全新名称化工有限公司",
        {"uscc": "91310000MA1K000001"},
        {"uscc": "91310000MA1K000001"},
        REVIEW,
    ),
    ("上海大学", "上海大学附属医院", {}, {}, DIFFERENT),
    ("甲", "乙", {}, {}, DIFFERENT),
]


@pytest.mark.parametrize(("one", "other", "left", "right", "verdict"), CASES)
def test_hard_cases_of_firms(
    one: str, other: str, left: dict[str, str], right: dict[str, str], verdict: Verdict
) -> None:
    found = compare(firm("a", one, **left), firm("b", other, **right))

    assert found.verdict is verdict, found


def test_a_former_name_finds_the_firm_under_its_new_one() -> None:
    new = firm("a", "上海启航合成生物有限公司", FULL)

    assert compare(new, firm("b", FULL)).verdict is Verdict.SAME


@pytest.mark.parametrize(
    ("kind", "one", "other", "verdict"),
    [
        (Kind.PERSON, {"name": "张三", "email": "z@x.cn"}, {"name": "张三", "email": "z@x.cn"}, SAME),
        (Kind.PERSON, {"name": "张三", "employer": "甲大学"}, {"name": "张三", "employer": "甲大学"}, REVIEW),
        (Kind.PERSON, {"name": "张三"}, {"name": "张三"}, REVIEW),
        (
            Kind.PERSON,
            {"name": "张三", "birth_year": "1980"},
            {"name": "张三", "birth_year": "1990"},
            DIFFERENT,
        ),
        (Kind.PERSON, {"name": "张三", "orcid": "1"}, {"name": "张三", "orcid": "2"}, DIFFERENT),
        (Kind.PAPER, {"title": "A chassis for pinene"}, {"title": "A Chassis for Pinene."}, SAME),
        (Kind.PAPER, {"title": "Part I", "doi": "10.1/a"}, {"title": "Part II", "doi": "10.1/b"}, DIFFERENT),
        (Kind.PATENT, {"title": "一种菌株", "number": "1"}, {"title": "一种菌株", "number": "2"}, DIFFERENT),
        (
            Kind.PATENT,
            {"title": "一种菌株", "applicant": "甲公司", "filed_on": "2024-01-02"},
            {"title": "一种菌株", "applicant": "甲公司", "filed_on": "2024-01-02"},
            SAME,
        ),
    ],
)
def test_people_papers_and_patents(
    kind: Kind, one: dict[str, str], other: dict[str, str], verdict: Verdict
) -> None:
    left, right = (
        Record(key, kind, {n: (v,) for n, v in said.items()}) for key, said in (("a", one), ("b", other))
    )

    assert compare(left, right).verdict is verdict


def test_every_part_is_explained_in_a_sentence() -> None:
    found = compare(firm("a", FULL, phone="1234567"), firm("b", FULL, phone="7654321"))

    assert [part.template.format(**part.values) for part in found.parts] == [
        "name: the same.",
        "phone: different.",
    ]
    assert {level for fields in FIELDS.values() for field in fields for level in field.weights} <= set(
        SENTENCES
    )


RECORDS, TRUTH = corpus(60, seed=77)


@given(st.integers(0, len(RECORDS) - 1), st.integers(0, len(RECORDS) - 1))
def test_likeness_is_symmetric_and_a_record_is_like_itself(one: int, other: int) -> None:
    left, right = RECORDS[one], RECORDS[other]
    there, back = compare(left, right), compare(right, left)

    assert (there.probability, there.forbidden) == (back.probability, back.forbidden)
    assert compare(left, left).probability > 0.5


@given(st.randoms())
@settings(max_examples=5, deadline=None)
def test_the_order_of_records_does_not_matter(chance: random.Random) -> None:
    shuffled = list(RECORDS)
    chance.shuffle(shuffled)

    assert find_pairs(shuffled) == find_pairs(RECORDS)


def test_what_is_found_quickly_is_what_comparing_each_with_each_finds() -> None:
    slow = set()
    for place, one in enumerate(RECORDS):
        for other in RECORDS[place + 1 :]:
            found = compare(one, other)
            if found.probability >= REVIEW_FROM and not found.forbidden:
                slow.add(tuple(sorted((one.key, other.key))))

    assert {(pair.left, pair.right) for pair in find_pairs(RECORDS)} == slow


def test_most_true_pairs_are_found_and_few_others() -> None:
    found = {(pair.left, pair.right) for pair in find_pairs(RECORDS, at_least=0.5)}

    assert len(found & TRUTH) >= 0.9 * len(TRUTH)
    assert len(found - TRUTH) <= 0.05 * len(found)


def test_no_cluster_joins_a_firm_with_its_branch() -> None:
    records = [
        firm("a", FULL, phone="1234567"),
        firm("b", "示例生物科技（上海）有限公司", phone="1234567"),
        firm("c", f"{FULL}苏州分公司", phone="1234567"),
    ]

    assert clusters(find_pairs(records), records) == [("a", "b")]


def test_records_of_two_kinds_or_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="never one"):
        compare(firm("a", FULL), Record("b", Kind.PERSON, {}))
    with pytest.raises(ValueError, match="same key"):
        find_pairs([firm("a", FULL), firm("a", FULL)])


def test_what_typing_by_sound_mixes_up_sounds_the_same() -> None:
    assert sound("宝武") == sound("保武")
    assert sound("森") == sound("生")
