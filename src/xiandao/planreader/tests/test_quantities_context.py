"""What surrounds a quantity: by when, how firmly, whose object, history and slogans."""

from __future__ import annotations

from datetime import date

import pytest

from xiandao.planreader.doubts import Code
from xiandao.planreader.model import Comparator, Span, Strength
from xiandao.planreader.quantities import read_quantities
from xiandao.planreader.tests.quantity_notation import read, shown

DUE = [
    ("2024年6月底前，建成平台2个，引进团队5个。", ["2024-06-30", "2024-06-30"]),
    ("建成平台2个。2024年，引进团队5个。举办论坛3场。", ["2025-12-31", "2024-12-31", "2024-12-31"]),
    ("到2024年、2025年，产值分别达到100亿元和200亿元", ["2024-12-31", "2025-12-31"]),
    ("2023年、2024年、2025年分别新增企业10家、20家、30家", ["2023-12-31", "2024-12-31", "2025-12-31"]),
    ("新增企业50家（2024年底前），建成平台3个", ["2024-12-31", "2025-12-31"]),
    ("高新企业500家（2023年400家，2024年450家）", ["2025-12-31", "2023-12-31", "2024-12-31"]),
    ("到2027年，实现以下目标：\n——引进企业50家。\n——培养人才100名。", ["2027-12-31", "2027-12-31"]),
    ("2024年底前建成站点3个。\n（二）引进企业50家。", ["2024-12-31", "2025-12-31"]),
    ("每年培育企业20家", ["2025-12-31"]),
    ("“十四五”末，产值达到50亿元；到“十五五”末，达到80亿元", ["2025-12-31", "2030-12-31"]),
    ("5年内引进企业50家", ["2028-12-31"]),
    ("不少于80%的项目在2024年底前开工", ["2024-12-31"]),
    ("2024年3月启动，年底前建成平台2个", ["2024-12-31"]),
    ("产值由2020年的50亿元提高到2024年的80亿元", ["2024-12-31"]),
]
STRENGTH = [
    ("引进企业50家", Strength.EXPECTED),
    ("产值达到50亿元", Strength.EXPECTED),
    ("企业至少50家", Strength.EXPECTED),
    ("引进企业不少于50家", Strength.BINDING),
    ("覆盖率不低于95%", Strength.BINDING),
    ("新增用地不超过100亩", Strength.BINDING),
    ("确保税收达到5亿元", Strength.BINDING),
    ("必须完成改造30处", Strength.BINDING),
    ("覆盖率应达到95%", Strength.BINDING),
    ("严格控制能耗在50万吨标准煤以内", Strength.BINDING),
    ("能耗下降13.5%（约束性）", Strength.BINDING),
    ("约束性指标：能耗下降13.5%", Strength.BINDING),
    ("研发强度不低于3%（预期性）", Strength.EXPECTED),
    ("预期性指标：确保产值50亿元", Strength.EXPECTED),
    ("力争引进企业50家", Strength.ASPIRATIONAL),
    ("力争引进企业不少于50家", Strength.ASPIRATIONAL),
    ("争取创建示范区2个", Strength.ASPIRATIONAL),
    ("努力建成平台3个", Strength.ASPIRATIONAL),
    ("有望带动就业5000人", Strength.ASPIRATIONAL),
    ("探索建设示范点3个", Strength.ASPIRATIONAL),
    ("建成应用场景50个", Strength.EXPECTED),
    ("建成应急平台3个", Strength.EXPECTED),
]


@pytest.mark.parametrize(("text", "days"), DUE)
def test_a_target_is_due_on_the_day_that_the_text_gives_it(text: str, days: list[str]) -> None:
    reading = read(text)

    assert [str(target.due) for target in reading.targets] == days


@pytest.mark.parametrize(("text", "strength"), STRENGTH)
def test_a_target_is_as_firm_as_its_words(text: str, strength: Strength) -> None:
    (target,) = read(text).targets

    assert target.strength is strength


def test_a_hope_at_the_head_of_a_sentence_speaks_for_all_of_it() -> None:
    reading = read("力争引进企业50家，培育人才100名，确保税收达到5亿元。建成平台3个")

    assert [target.strength for target in reading.targets] == [
        Strength.ASPIRATIONAL,
        Strength.ASPIRATIONAL,
        Strength.BINDING,
        Strength.EXPECTED,
    ]


def test_a_mark_in_brackets_holds_for_its_own_target_only() -> None:
    reading = read("覆盖率达到95%（约束性），占比达到30%（预期性），争取建成平台4个")

    assert [target.strength for target in reading.targets] == [
        Strength.BINDING,
        Strength.EXPECTED,
        Strength.ASPIRATIONAL,
    ]


@pytest.mark.parametrize("text", ["新增10家", "保持在3%-5%", "较2022年翻两番", "不少于20个、30个"])
def test_a_quantity_of_nothing_is_doubted_and_still_named(text: str) -> None:
    reading = read(text)

    assert reading.targets
    assert all(target.name for target in reading.targets)
    assert {doubt.code for doubt in reading.doubts} == {Code.QUANTITY_WITHOUT_OBJECT}


def test_a_deadline_without_a_year_is_doubted() -> None:
    text = "年底前改造老旧小区20个"

    reading = read(text)

    (doubt,) = reading.doubts
    assert doubt.code == Code.DUE_WITHOUT_YEAR
    assert text[doubt.span.start : doubt.span.end] == "年底前"
    assert reading.targets[0].due == date(2025, 12, 31)


def test_a_plan_of_one_year_gives_its_deadlines_their_year() -> None:
    text = "6月底前建成站点2个，年底前改造小区20个"

    reading = read_quantities(text, Span(0, len(text)), default_due=date(2024, 12, 31), issued_year=2024)

    assert [target.due for target in reading.targets] == [date(2024, 6, 30), date(2024, 12, 31)]
    assert reading.doubts == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("产值达到50亿元，年均增长10%以上", ["产值", "产值年均增长"]),
        ("产值达到50亿元，占GDP比重达到5%", ["产值", "产值占GDP比重"]),
        ("规上企业，到2025年达到50家", ["规上企业"]),
        ("产业规模：突破200亿元", ["产业规模"]),
        ("产业规模\t200亿元", ["产业规模"]),
        ("引进企业50家（其中外资企业5家）", ["引进企业", "外资企业"]),
        ("引进团队5个、领军人才20名", ["引进团队", "引进领军人才"]),
        ("建成1个国家级、3个省级创新平台", ["建成国家级创新平台", "建成省级创新平台"]),
        ("全区企业和机构在2022年基础上实现倍增，分别超过90家和70家", ["企业和机构", "企业", "机构"]),
        ("申请量、授权量分别达到500件、300件", ["申请量", "授权量"]),
        ("环保、医药产业产值分别达到50亿元、80亿元", ["环保产业产值", "医药产业产值"]),
        ("重点项目30个，总投资50亿元", ["重点项目", "重点项目总投资"]),
    ],
)
def test_an_object_named_before_is_meant_again(text: str, names: list[str]) -> None:
    reading = read(text)

    assert [target.name for target in reading.targets] == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年产值50亿元，到2025年达到80亿元", ["产值 ≥80亿元"]),
        ("目前有企业30家，力争到2025年达到50家", ["企业 ≥50家"]),
        ("截至2022年底，建成站点20座。到2024年，建成站点50座。", ["建成站点 =50座"]),
        ("“十三五”期间引进企业20家。规模达到5亿元。\n引进企业50家。", ["引进企业 =50家"]),
        ("由现有的30家企业增加到50家", ["企业 ≥50家"]),
        ("到2022年产值50亿元。到2025年，引进企业50家，力争建成平台3个", ["引进企业 =50家", "建成平台 =3个"]),
    ],
)
def test_history_ends_where_an_aim_is_announced(text: str, expected: list[str]) -> None:
    reading = read(text)

    assert [shown(target) for target in reading.targets] == expected


def test_slogans_in_a_row_are_general_and_a_single_vague_aim_is_specific() -> None:
    slogans = read("涌现一批成果、建设一批平台、引育一批企业。")
    progress = read("创新能力进一步增强，转化一批科研成果。")
    single = read("围绕绿色低碳领域，培育形成一批应用场景。")
    beside_a_number = read("申请专利30项，承担国家课题若干项。")

    assert (len(slogans.targets), len(slogans.general)) == (0, 3)
    assert (len(progress.targets), len(progress.general)) == (0, 1)
    assert (len(single.targets), len(single.general)) == (1, 0)
    assert [target.counted for target in beside_a_number.targets] == [True, False]


@pytest.mark.parametrize("text", ["引进数十家机构", "承担课题若干项", "屋顶光伏应装尽装", "行政村网络全覆盖"])
def test_what_cannot_be_counted_says_so(text: str) -> None:
    (target,) = read(text).targets

    assert not target.counted
    assert target.comparator is Comparator.QUALITATIVE
    assert (target.low, target.high) == (None, None)


def test_a_wrapped_line_is_read_as_one() -> None:
    text = "加快推进合成生物中试平台和检验检测平台建设，引进企业不少于\n20家，产业规模达到100\n亿元。"

    reading = read(text)

    assert [shown(target) for target in reading.targets] == ["引进企业 ≥20家", "产业规模 ≥100亿元"]


def test_only_the_span_asked_for_is_read() -> None:
    text = "引进企业50家。培育人才100名。建成平台3个。"

    reading = read_quantities(text, Span(8, 16), group="人才")

    (target,) = reading.targets
    assert (target.text, target.group, target.due) == ("培育人才100名", "人才", None)
